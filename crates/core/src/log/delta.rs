//! The net difference that a unit made to one record, field by field.

use super::tables::{TRACKED, Tracked};
use crate::error::{Code, Error, Result};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// After-values longer than this stand in the log as their fingerprint; the row itself holds them.
const LONG_BYTES: usize = 200;

/// How one row stands after the unit against before it.
#[derive(Debug)]
pub struct RowDelta {
    pub table: &'static Tracked,
    pub id: i64,
    pub before: Option<Vec<Value>>,
    pub after: Option<Vec<Value>>,
}

impl RowDelta {
    pub fn new(number: usize, id: i64, before: Option<&str>, after: Option<&str>) -> Result<Self> {
        let table = TRACKED.get(number).ok_or_else(|| {
            Error::new(Code::Internal, "The capture named a table that is not there. Restart Onhand.")
        })?;
        let parse = |text: Option<&str>| text.map(serde_json::from_str::<Vec<Value>>).transpose();
        Ok(Self { table, id, before: parse(before)?, after: parse(after)? })
    }

    /// The id of the record that the row belongs to: its own, or its owner's.
    pub fn subject_id(&self) -> i64 {
        match self.table.owner {
            None => self.id,
            Some(_) => self
                .after
                .as_ref()
                .or(self.before.as_ref())
                .and_then(|row| row.first())
                .and_then(Value::as_i64)
                .unwrap_or_default(),
        }
    }

    pub const fn is_record(&self) -> bool {
        self.table.owner.is_none()
    }

    /// A field's value before the unit.
    pub fn was(&self, field: &str) -> Option<&Value> {
        self.before.as_ref()?.get(self.table.position_of(field)?)
    }

    /// A field's value after the unit.
    pub fn now(&self, field: &str) -> Option<&Value> {
        self.after.as_ref()?.get(self.table.position_of(field)?)
    }

    /// Whether the field differs, rows that came or went included.
    pub fn changed(&self, field: &str) -> bool {
        let Some(at) = self.table.position_of(field) else { return false };
        let value = |row: &Option<Vec<Value>>| {
            row.as_ref().and_then(|row| row.get(at)).cloned().unwrap_or(Value::Null)
        };
        value(&self.before) != value(&self.after)
    }

    /// Writes the differences under their stable keys.
    pub fn describe(&self, into: &mut Map<String, Value>) {
        let prefix = self.table.owner.map(|owner| format!("{}[{}]", owner.path, self.id));
        match (&self.before, &self.after, prefix) {
            (Some(before), Some(after), prefix) => {
                for ((field, old), new) in self.table.fields.iter().zip(before).zip(after) {
                    if old != new {
                        let key = prefix
                            .as_ref()
                            .map_or_else(|| (*field).to_owned(), |prefix| format!("{prefix}.{field}"));
                        into.insert(key, pair(old.clone(), compact(new)));
                    }
                }
            }
            (before, after, Some(prefix)) => {
                let whole = |row: &Option<Vec<Value>>| {
                    row.as_ref().map_or(Value::Null, |row| as_object(self.table, row))
                };
                let after =
                    after.as_ref().map_or(Value::Null, |row| fingerprint_mark(&as_object(self.table, row)));
                into.insert(prefix, pair(whole(before), after));
            }
            (Some(before), None, None) => {
                for (field, old) in self.table.fields.iter().zip(before) {
                    into.insert((*field).to_owned(), pair(old.clone(), Value::Null));
                }
            }
            (None, _, None) => {}
        }
    }
}

/// A row as an object by field name.
pub fn as_object(table: &Tracked, row: &[Value]) -> Value {
    Value::Object(
        table.fields.iter().zip(row).map(|(field, value)| ((*field).to_owned(), value.clone())).collect(),
    )
}

fn pair(before: Value, after: Value) -> Value {
    let mut map = Map::with_capacity(2);
    map.insert("before".to_owned(), before);
    map.insert("after".to_owned(), after);
    Value::Object(map)
}

/// The value itself, or its fingerprint where it is long.
fn compact(value: &Value) -> Value {
    match value {
        Value::String(text) if text.len() > LONG_BYTES => fingerprint_mark(value),
        Value::String(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Array(_)
        | Value::Object(_) => value.clone(),
    }
}

fn fingerprint_mark(value: &Value) -> Value {
    let mut map = Map::with_capacity(1);
    map.insert("#".to_owned(), Value::String(fingerprint(value)));
    Value::Object(map)
}

/// Sixteen hex digits of SHA-256 (FIPS 180-4) over the value's JSON text.
pub fn fingerprint(value: &Value) -> String {
    let digest = Sha256::digest(value.to_string().as_bytes());
    digest.iter().take(8).fold(String::with_capacity(16), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether the present value is what the event says it left behind.
pub fn is_still(present: &Value, after: &Value) -> bool {
    match after {
        Value::Object(map) if map.len() == 1 && map.contains_key("#") => {
            map.get("#").and_then(Value::as_str) == Some(fingerprint(present).as_str())
        }
        Value::Object(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_) => present == after,
    }
}
