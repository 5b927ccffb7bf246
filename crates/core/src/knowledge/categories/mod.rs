//! Categories of articles: a tree, ordered among siblings by position.

mod ops;
mod sql;
mod types;

pub use ops::{create, delete, list, one, subtree, update};
pub use types::*;
