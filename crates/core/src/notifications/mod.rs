//! Notifications: what Onhand tells a person in the app, whether or not the desktop showed it too.
//!
//! One without a user is for everybody.

mod ops;
mod sql;

pub use ops::{ListNotifications, Notification, ReadDone, ReadNotifications, list, read};

use crate::error::Result;
use rusqlite::{Connection, params};

/// Adds one, in the caller's transaction.
pub fn add(
    conn: &Connection,
    user: Option<i64>,
    (title, body): (&str, &str),
    subject: Option<(&str, i64)>,
    now_ms: i64,
) -> Result<()> {
    let bound = params![user, title, body, subject.map(|(kind, _)| kind), subject.map(|(_, id)| id), now_ms];
    conn.prepare_cached(sql::INSERT)?.execute(bound)?;
    Ok(())
}
