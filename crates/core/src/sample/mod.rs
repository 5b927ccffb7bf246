//! The sample business: Alder & Finch, who look after heating and cooling around Bristol, at any size.
//!
//! Everything is made through the operations and units that people and imports use, so the log explains it and one undo
//! takes a small one back. The same seed, size and present give the same content. The words stand in `texts/`.
//!
//! Invariants
//! - A file that holds customers, tickets, deals or articles is filled only when somebody asks to add to it.
//! - Nothing in it happens after its present; workflows do not listen to it (its operations begin with `demo.`).
//! - Memory does not grow with tickets: records are made one by one.

mod cast;
mod chance;
mod fill;
mod follow_ups;
mod house;
mod knowledge;
mod ops;
mod people;
mod sales;
mod scenario;
mod size;
mod sql;
#[cfg(test)]
mod tests;
mod texts;
mod tickets;
mod when;
mod workflows;

pub use fill::FINAL_OPERATION;
pub use ops::{Filled, Plan, fill, perform, refuse_unless_empty, start};
pub use size::Size;
