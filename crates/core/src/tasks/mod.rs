//! Tasks: what somebody has to do, alone or for a customer, a ticket or a deal (then also called follow-up or next step).
//!
//! States: open → done, and back. Invariants
//! - `done_ms` says when it was done; absent while it is open.
//! - Open tasks stand in the order they fall due, those without a date last.

mod list;
mod ops;
mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use list::list;
pub use ops::{complete, create, delete, get, reopen, update};
pub use types::*;
