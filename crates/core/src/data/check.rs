//! The full check: the file's structure, its references, and a walk of the whole log.

use super::sql;
use crate::error::Result;
use crate::log::check as walk;
use rusqlite::Connection;

/// What the check found.
#[derive(Debug, Clone, Default, serde::Serialize, utoipa::ToSchema)]
pub struct CheckReport {
    pub records: i64,
    pub events: i64,
    /// In words; empty when everything agrees.
    pub problems: Vec<String>,
}

/// Reads everything; `progress` hears how many records were walked.
pub fn walk_everything(conn: &Connection, mut progress: impl FnMut(i64)) -> Result<CheckReport> {
    walk_while(conn, |walked| {
        progress(walked);
        true
    })
}

/// The same, as long as `goes_on` says so.
pub fn walk_while(conn: &Connection, mut goes_on: impl FnMut(i64) -> bool) -> Result<CheckReport> {
    let mut problems: Vec<String> = Vec::new();
    let mut structure = conn.prepare(sql::QUICK_CHECK)?;
    for line in structure.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            problems.push(format!("The file's structure: {line}"));
        }
    }
    if !goes_on(0) {
        return Ok(CheckReport::default());
    }
    let mut references = conn.prepare(sql::FOREIGN_KEYS)?;
    for row in references.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))? {
        let (table, count) = row?;
        problems.push(format!("{count} rows of {table} point to rows that are missing"));
    }
    let walked = walk::log_while(conn, goes_on)?;
    problems.extend(walked.problems);
    Ok(CheckReport { records: walked.records, events: walked.events, problems })
}

/// Remembers that the check ran.
pub fn mark(conn: &Connection, now_ms: i64) -> Result<()> {
    conn.execute(sql::MARK_CHECK, [now_ms])?;
    Ok(())
}
