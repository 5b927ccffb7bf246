//! The timeline of a customer: what happened with them, newest first, in words.
//!
//! The rows are derived in the transaction of each event (`log::timeline`); here they are read over the family of merged
//! customers and told with the titles that the records have now.

mod page;
mod sql;
#[cfg(test)]
mod tests;
mod types;
mod words;

pub use page::get;
pub use types::*;
