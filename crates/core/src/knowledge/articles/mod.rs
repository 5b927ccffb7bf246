//! Articles: draft → published → archived, and any way back.

mod list;
mod ops;
mod slug;
mod sql;
mod types;

/// `articles.search` asks the index.
pub use crate::search::articles as search;
pub use list::list;
pub use ops::{archive, create, delete, get, preview, publish, update};
pub use types::*;

#[cfg(test)]
pub(super) use {list::filter, slug::from_title, sql::ROW};
