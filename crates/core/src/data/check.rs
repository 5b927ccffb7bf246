//! The full check: the file's structure, its references, and a walk of the whole log.

use super::sql;
use crate::error::{Code, Result};
use crate::log::check as walk;
use crate::log::unit::none;
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

/// The same, as long as `goes_on` says so. What cannot be read at all is a problem like any other, and the rest is
/// looked at all the same.
pub fn walk_while(conn: &Connection, mut goes_on: impl FnMut(i64) -> bool) -> Result<CheckReport> {
    let mut problems: Vec<String> = Vec::new();
    if damaged(structure(conn, &mut problems))?.is_none() {
        problems.push("The file's structure cannot be read to its end".to_owned());
    }
    if !goes_on(0) {
        return Ok(CheckReport::default());
    }
    if damaged(references(conn, &mut problems))?.is_none() {
        problems.push("Which rows point to which cannot be read to its end".to_owned());
    }
    let Some(walked) = damaged(walk::log_while(conn, goes_on))? else {
        problems.push("Some records or their history cannot be read".to_owned());
        return Ok(CheckReport { problems, ..CheckReport::default() });
    };
    problems.extend(walked.problems);
    Ok(CheckReport { records: walked.records, events: walked.events, problems })
}

/// Nothing where the file could not be read.
fn damaged<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Err(error) if error.code == Code::Damaged => Ok(None),
        other => other.map(Some),
    }
}

fn structure(conn: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let mut structure = conn.prepare(sql::QUICK_CHECK)?;
    let mut found = structure.query([])?;
    while let Some(row) = found.next()? {
        let text: String = row.get(0)?;
        // One answer holds many lines below a heading.
        for line in text.lines().filter(|line| *line != "ok" && !line.starts_with("***")) {
            problems.push(match page(conn, line)? {
                Some(page) => page,
                None => format!("The file's structure: {line}"),
            });
        }
    }
    Ok(())
}

/// A line of SQLite's check that begins with "Tree 12 page 40": which page that is, by what stands on the tree.
fn page(conn: &Connection, line: &str) -> Result<Option<String>> {
    let parts = line.strip_prefix("Tree ").and_then(|rest| rest.split_once(" page "));
    let Some((root, rest)) = parts.and_then(|(root, rest)| Some((root.parse::<i64>().ok()?, rest))) else {
        return Ok(None);
    };
    let found = conn.query_row(sql::ROOT_OF, [root], |row| {
        let (kind, name, table): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(if kind == "table" { format!("table {name}") } else { format!("{kind} {name} of {table}") })
    });
    let place = found.map(Some).or_else(none)?;
    let number = rest.split([' ', ':']).next().unwrap_or_default();
    Ok(place.map(|place| format!("Page {number} of the file, in the {place}, is damaged ({line})")))
}

fn references(conn: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let mut references = conn.prepare(sql::FOREIGN_KEYS)?;
    for row in references.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))? {
        let (table, count) = row?;
        problems.push(format!("{count} rows of {table} point to rows that are missing"));
    }
    Ok(())
}

/// Remembers that the check ran.
pub fn mark(conn: &Connection, now_ms: i64) -> Result<()> {
    conn.execute(sql::MARK_CHECK, [now_ms])?;
    Ok(())
}
