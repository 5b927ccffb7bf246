//! Words: what a business calls things, and how one of them goes, together with what takes its place.
//!
//! Statuses, priorities, categories, teams, tags, pipelines and their stages are named by other records. Deleting one
//! moves every record that names it, those in the trash too, in the same change: one undo puts all of it back.
//!
//! Invariants
//! - A word in the trash is named by no record; a word that records cannot be without goes only with a replacement.
//! - The last word of a kind that the rules need stays, and so does one that a workflow refers to.
//! - Few records move in the transaction that deletes the word; many move as a job, in batches that let people go first,
//!   and the word goes last. Workflows do not listen to the records that move: nobody worked on them.

mod job;
mod kinds;
mod moving;
mod ops;
mod places;
mod rules;
mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use job::perform;
pub use kinds::WordKind;
pub(crate) use ops::delete;
pub use ops::uses;
pub(crate) use types::Word;
pub use types::{DeletedWord, UsedBy, UsedByWorkflow, UsesOfWord, WordUses};

/// Whether an operation moves records away from a word.
pub(crate) fn moves_records(operation: &str) -> bool {
    WordKind::ALL.iter().any(|kind| kind.operation() == operation)
}
