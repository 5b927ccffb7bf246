//! Folded copies of tracked values, brought up to date where a value comes back without its operation.

use super::tables::Tracked;
use super::{sql, state};
use crate::customers::{ContactKind, fold_point};
use crate::error::Result;
use rusqlite::{Connection, params};
use serde_json::{Map, Value};

/// The columns of a table that follow from others, and the field each one copies.
pub fn columns(table: &Tracked) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.untracked.iter().filter_map(|column| Some((*column, column.strip_suffix("_folded")?)))
}

/// What the copy of `field` has to be in this row.
pub fn of(table: &Tracked, field: &str, row: &Map<String, Value>) -> String {
    let text = row.get(field).and_then(Value::as_str).unwrap_or_default();
    let kind = row.get("kind").and_then(Value::as_str);
    match ContactKind::ALL.iter().find(|known| Some(known.word()) == kind) {
        Some(kind) if table.table == "contact_points" => fold_point(*kind, text),
        Some(_) | None => crate::text::fold(text),
    }
}

/// Writes the copies of one row again, from the row as it is now.
pub fn bring_up_to_date(conn: &Connection, table: &Tracked, id: i64) -> Result<()> {
    for (column, field) in columns(table) {
        if let Some(row) = state::row(conn, table, id)? {
            conn.prepare_cached(&sql::set_folded(table.table, column))?
                .execute(params![id, of(table, field, &row)])?;
        }
    }
    Ok(())
}
