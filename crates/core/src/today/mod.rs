//! Today: one ranked list of what needs somebody, each thing with why it is here and the button that deals with it.
//!
//! Invariants
//! - Nothing stands here without a fact that brought it and an operation that takes it away.
//! - Each source gives at most [`SOURCE_MAX`] things, those that lose most by waiting; counts go on to a thousand.

mod list;
mod sources;
mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use list::list;
pub use types::*;

/// Most things of one kind on the list.
const SOURCE_MAX: i64 = 100;
