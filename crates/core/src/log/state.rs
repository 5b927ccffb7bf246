//! The present state of a record as a flat map of stable keys, the form that history and undo work on.

use super::delta::as_object;
use super::tables::{Record, Tracked};
use super::unit::one;
use super::{sql, statements};
use crate::error::Result;
use rusqlite::Connection;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Own fields under their names, each child row as an object under `path[id]`.
pub type State = BTreeMap<String, Value>;

/// The record as it is now; nothing where the row does not exist.
pub fn present(conn: &Connection, record: Record, id: i64) -> Result<Option<State>> {
    let Some(table) = record.table() else { return Ok(None) };
    let Some(own) = row(conn, table, id)? else { return Ok(None) };
    let mut state: State = own.into_iter().collect();
    for child in record.children() {
        let path = child.owner.map_or("", |owner| owner.path);
        let mut statement = conn.prepare_cached(&sql::children_now(child))?;
        let rows = statement.query_map([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        for found in rows {
            let (child_id, text) = found?;
            state.insert(
                format!("{path}[{child_id}]"),
                as_object(child, &serde_json::from_str::<Vec<Value>>(&text)?),
            );
        }
    }
    Ok(Some(state))
}

/// Whether the record is there and not in the trash.
pub fn lives(conn: &Connection, record: Record, id: i64) -> Result<bool> {
    statements::of_record(record)
        .map_or(Ok(false), |table| Ok(conn.prepare_cached(&table.lives)?.exists([id])?))
}

/// One row by field name.
pub fn row(conn: &Connection, table: &Tracked, id: i64) -> Result<Option<Map<String, Value>>> {
    let Some(of_table) = statements::of(table) else { return Ok(None) };
    let Some(text) = one(conn, &of_table.row_now, id)? else { return Ok(None) };
    let values: Vec<Value> = serde_json::from_str(&text)?;
    Ok(Some(table.fields.iter().zip(values).map(|(field, value)| ((*field).to_owned(), value)).collect()))
}

/// A key of an event's changes, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub enum Key<'k> {
    /// A field of the record itself.
    Own(&'k str),
    /// A whole child row that came or went.
    Child { path: &'k str, id: i64 },
    /// A field of a child row.
    ChildField { path: &'k str, id: i64, field: &'k str },
}

impl<'k> Key<'k> {
    pub fn parse(key: &'k str) -> Option<Self> {
        let Some((path, rest)) = key.split_once('[') else { return Some(Self::Own(key)) };
        let (id, tail) = rest.split_once(']')?;
        let id = id.parse().ok()?;
        match tail.strip_prefix('.') {
            Some(field) => Some(Self::ChildField { path, id, field }),
            None if tail.is_empty() => Some(Self::Child { path, id }),
            None => None,
        }
    }

    /// The value of this key in a state; `null` where it is absent.
    pub fn read(&self, state: &State) -> Value {
        match self {
            Self::Own(field) => state.get(*field).cloned().unwrap_or(Value::Null),
            Self::Child { path, id } => state.get(&format!("{path}[{id}]")).cloned().unwrap_or(Value::Null),
            Self::ChildField { path, id, field } => state
                .get(&format!("{path}[{id}]"))
                .and_then(|row| row.get(*field))
                .cloned()
                .unwrap_or(Value::Null),
        }
    }

    /// Puts a value in its place; `null` for a whole child row removes it.
    pub fn write(&self, state: &mut State, value: Value) {
        match self {
            Self::Own(field) => {
                state.insert((*field).to_owned(), value);
            }
            Self::Child { path, id } => {
                let key = format!("{path}[{id}]");
                if value.is_null() {
                    state.remove(&key);
                } else {
                    state.insert(key, value);
                }
            }
            Self::ChildField { path, id, field } => {
                if let Some(Value::Object(row)) = state.get_mut(&format!("{path}[{id}]")) {
                    row.insert((*field).to_owned(), value);
                }
            }
        }
    }
}

/// The before and after value of one entry of an event's changes.
pub fn sides(entry: &Value) -> (Value, Value) {
    let side = |name: &str| entry.get(name).cloned().unwrap_or(Value::Null);
    (side("before"), side("after"))
}

/// Today's name of a field that an older schema called differently. No field was renamed yet.
pub const fn renamed(key: &str) -> &str {
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_fields_and_child_rows() {
        assert_eq!(Key::parse("name"), Some(Key::Own("name")));
        assert_eq!(Key::parse("tags[4]"), Some(Key::Child { path: "tags", id: 4 }));
        assert_eq!(
            Key::parse("stages[4].name"),
            Some(Key::ChildField { path: "stages", id: 4, field: "name" })
        );
        assert_eq!(Key::parse("tags[x]"), None);
    }
}
