//! The rules of Onhand: records, the event log that explains them, and the operations that change them.
//!
//! No window, no network, no clock and no environment here: a caller hands in the file's folder, the time and who asks.

pub mod clock;
pub mod ctx;
pub mod customers;
pub mod db;
pub mod error;
pub mod filter;
pub mod ids;
pub mod log;
pub mod page;
pub mod patch;
pub mod people;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;

pub use ctx::{Actor, Ctx, Role};
pub use error::{Code, Error, Result};

/// What a new file holds before anybody works in it: the business, its owner, and the words everybody starts with.
pub fn set_up(ctx: &Ctx<'_>, owner: &str) -> Result<()> {
    people::business::set_up(ctx, owner)
}
