//! Full-text search over records of every kind: an embedded index beside the database.
//!
//! The index is derived. It holds nothing that the database does not have, follows the event log from the
//! [`Position`] that each commit carries, and is thrown away and rebuilt whenever it cannot be trusted
//! ([`Reason`]). Invariants:
//! - a record is in the index at most once, by kind and id, so events may be replayed;
//! - text and position are committed together;
//! - a search sees everything that was committed before it began;
//! - any text is a valid query, and what comes back is plain text, never markup.
//!
//! ```text
//! words      text → folded words (indexing, queries, marks); tokenizer hands them to tantivy
//! schema     fields, stored layout, Doc
//! scope      one kind's share of the index
//! folder     recognise, set aside, start anew
//! index      SearchIndex: open, replace, remove, commit
//! position   place in the log, and whether it holds
//! clauses    query text → weighted terms (stop_words, expand)
//! top        best records that pass the filters
//! feed       follows the event log
//! ops        what people and programs call
//! query      SearchIndex::search
//! snippet    marked titles and passages
//! ```

mod clauses;
mod expand;
mod feed;
mod folder;
mod index;
mod ops;
mod position;
mod query;
mod schema;
mod scope;
mod snippet;
mod sql;
mod stop_words;
mod tokenizer;
mod top;
mod words;

#[cfg(test)]
mod feed_tests;
#[cfg(test)]
mod tests;

pub use feed::Search;
pub use index::SearchIndex;
pub use ops::*;
pub use position::{LogHead, Position, Reason, Resume};
pub use query::{Hit, Hits, MAX_LIMIT, Query};
pub use schema::{Doc, Kind};
pub use snippet::{Mark, Marked};
