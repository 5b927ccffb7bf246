//! A hash of everything that lives in the tracked tables, to tell whether two states are the same.

use super::sql;
use super::tables::TRACKED;
use crate::error::Result;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// SHA-256 over the tracked fields of every record outside the trash, in hex.
///
/// Undo of a creation leaves the record in the trash, so what lies there does not count as content.
pub fn content(conn: &Connection) -> Result<String> {
    digest(conn, sql::every_live_row)
}

/// SHA-256 over all tracked rows, trash included; what a backup is verified by.
pub fn everything(conn: &Connection) -> Result<String> {
    digest(conn, sql::every_row)
}

fn digest(conn: &Connection, statement: fn(&super::tables::Tracked) -> String) -> Result<String> {
    let mut hash = Sha256::new();
    for table in TRACKED {
        hash.update(table.table.as_bytes());
        let mut rows = conn.prepare(&statement(table))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            hash.update(row.get::<_, i64>(0)?.to_le_bytes());
            hash.update(row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?);
        }
    }
    Ok(hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
