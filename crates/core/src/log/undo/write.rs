//! Puts values back under their stable keys.

use crate::error::Result;
use crate::log::state::{self, Key};
use crate::log::tables::{Record, Tracked};
use crate::log::{folded, sql};
use rusqlite::Connection;
use rusqlite::types::Value as Bound;
use serde_json::{Map, Value};

/// Writes one value: a field, a field of a child row, or a whole child row that comes back or goes.
pub fn value(conn: &Connection, (record, id): (Record, i64), key: &str, value: &Value) -> Result<()> {
    let (table, id) = match Key::parse(state::renamed(key)) {
        Some(Key::Own(field)) => {
            let Some(table) = record.table() else { return Ok(()) };
            set(conn, table, id, field, value)?;
            (table, id)
        }
        Some(Key::ChildField { path, id, field }) => {
            let Some(table) = record.child(path) else { return Ok(()) };
            set(conn, table, id, field, value)?;
            (table, id)
        }
        Some(Key::Child { path, id }) => {
            let Some(table) = record.child(path) else { return Ok(()) };
            match value {
                Value::Object(row) => put_back(conn, table, id, row)?,
                _ => drop(conn.prepare_cached(&sql::delete_row(table))?.execute([id])?),
            }
            (table, id)
        }
        None => return Ok(()),
    };
    folded::bring_up_to_date(conn, table, id)
}

fn set(conn: &Connection, table: &Tracked, id: i64, field: &str, value: &Value) -> Result<()> {
    // Field names come from the log; only ones this schema knows reach the statement.
    let Some(known) = table.fields.iter().find(|name| **name == field) else { return Ok(()) };
    conn.prepare_cached(&sql::set_field(table, known))?.execute(rusqlite::params![id, bound(value)])?;
    Ok(())
}

fn put_back(conn: &Connection, table: &Tracked, id: i64, row: &Map<String, Value>) -> Result<()> {
    let mut values: Vec<Bound> = vec![id.into()];
    values.extend(table.fields.iter().map(|field| bound(row.get(*field).unwrap_or(&Value::Null))));
    conn.prepare_cached(&sql::insert_row(table))?.execute(rusqlite::params_from_iter(values))?;
    Ok(())
}

fn bound(value: &Value) -> Bound {
    match value {
        Value::Null => Bound::Null,
        Value::Bool(flag) => Bound::Integer(i64::from(*flag)),
        Value::Number(number) => number.as_i64().map_or(Bound::Null, Bound::Integer),
        Value::String(text) => Bound::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => Bound::Text(value.to_string()),
    }
}
