//! Customers: people and organisations, from first lead to the day they leave.
//!
//! States: lead → active → churned, and any way back. A customer carries contact points (addresses to reach them by)
//! and tags; people may belong to an organisation.
//!
//! Invariants
//! - A merged customer points to the one that survives (`merged_into_id`, flattened); lists show survivors only, and
//!   everything that counts a customer's records goes through [`family`].
//! - Deleting is the trash; nothing that refers to the customer is lost.

mod family;
mod list;
mod next;
#[cfg(test)]
mod next_tests;
mod ops;
mod sql;
mod summary;
#[cfg(test)]
mod tests;
mod types;

pub use family::family;
pub use list::{counts, list};
pub use next::{SUGGESTED, next_actions};
pub(crate) use ops::fold_point;
pub use ops::{create, delete, exists, find_by_point, get, update};
pub use summary::summary;
pub use types::*;
