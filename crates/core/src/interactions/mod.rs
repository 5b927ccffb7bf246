//! Interactions: calls, e-mails, texts, meetings and notes with a customer, logged by a person.
//!
//! Invariants
//! - An interaction has a time at which it took place, never in the future; logged later, its event carries that time.
//! - It belongs to one customer and may point to a ticket or a deal it was about.

mod ops;
mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use ops::{delete, get, log, update};
pub use types::*;
