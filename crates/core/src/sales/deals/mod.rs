//! Deals: what might be sold to whom, for how much, and how far it has come.

mod list;
mod ops;
mod sql;
mod types;

pub use list::list;
pub(crate) use list::{cards, over_limits};
pub use ops::{create, delete, get, r#move, update};
pub use types::*;

#[cfg(test)]
pub(super) use {list::filter, sql::CARD};
