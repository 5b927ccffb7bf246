//! The file: opening and checking it, one writer with two lanes, readers that run where the request runs.
//!
//! Invariants
//! - Every write goes through [`Db::write`] or a [`Batch`]; both run units of work on the one writing connection.
//! - Work of people is on the disk (`synchronous=FULL`) before it is acknowledged; background batches end after a few
//!   milliseconds as soon as a person waits.
//! - A migration runs on its own connection with foreign keys off, after a copy was made.

mod ahead;
mod lanes;
mod lock;
mod migrate;
mod open;
mod readers;
mod sql;
#[cfg(test)]
mod tests;
mod write;

pub use lanes::Lane;
pub use lock::{FileLock, lock};
pub use open::{APPLICATION_ID, OpenOptions, Opened, examine, file_in, newest_schema, read_only};
pub use write::{Batch, Db, Outcome, Transaction};

/// A migrated database in memory, for tests of declarations.
#[cfg(test)]
pub(crate) fn migrated_in_memory() -> crate::error::Result<rusqlite::Connection> {
    let mut conn = rusqlite::Connection::open_in_memory()?;
    migrate::run(&mut conn)?;
    Ok(conn)
}
