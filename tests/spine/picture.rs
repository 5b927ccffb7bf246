//! What the tracked tables hold, read row by row from outside: shares nothing with how the log captures changes.

use onhand_core::log::events::Event;
use onhand_core::log::state::State;
use onhand_core::log::tables::{Record, TRACKED};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Every record with its fields and its child rows. Records that did not change share their state.
pub type Picture = BTreeMap<(Record, i64), Rc<State>>;

pub fn take(conn: &Connection, previous: &Picture) -> Picture {
    let mut states: BTreeMap<(Record, i64), State> = BTreeMap::new();
    for table in TRACKED {
        let mut statement = conn
            .prepare_cached(&format!("SELECT id, {} FROM {}", table.fields.join(", "), table.table))
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let id: i64 = row.get(0).unwrap();
            let fields: Map<String, Value> = table
                .fields
                .iter()
                .enumerate()
                .map(|(at, field)| ((*field).to_owned(), value(row.get_ref(at + 1).unwrap())))
                .collect();
            match table.owner {
                None => states.entry((table.record, id)).or_default().extend(fields),
                Some(owner) => {
                    let subject = fields[owner.column].as_i64().unwrap();
                    states
                        .entry((table.record, subject))
                        .or_default()
                        .insert(format!("{}[{id}]", owner.path), Value::Object(fields));
                }
            }
        }
    }
    states
        .into_iter()
        .map(|(key, state)| match previous.get(&key) {
            Some(known) if **known == state => (key, Rc::clone(known)),
            _ => (key, Rc::new(state)),
        })
        .collect()
}

fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap().into(),
        ValueRef::Real(_) | ValueRef::Blob(_) => panic!("a tracked column holds {cell:?}"),
    }
}

/// The records that differ.
pub fn differing(before: &Picture, after: &Picture) -> Vec<(Record, i64)> {
    let mut keys: Vec<(Record, i64)> =
        before.keys().chain(after.keys()).filter(|key| before.get(key) != after.get(key)).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The log after a place, oldest first.
pub fn events_after(conn: &Connection, seq: i64) -> Vec<Event> {
    let mut statement = conn
        .prepare_cached(
            "SELECT seq, recorded_ms, at_ms, claimed_ms, change_id, unit, actor, kind, subject_type, subject_id, changes,
             rev, cause_seq, depth FROM events WHERE seq > ?1 ORDER BY seq",
        )
        .unwrap();
    let rows = statement.query_map([seq], |row| {
        let changes: Option<String> = row.get("changes")?;
        Ok(Event {
            seq: row.get("seq")?,
            recorded_ms: row.get("recorded_ms")?,
            at_ms: row.get("at_ms")?,
            claimed_ms: row.get("claimed_ms")?,
            change_id: row.get("change_id")?,
            unit: row.get("unit")?,
            actor: row.get("actor")?,
            actor_name: String::new(),
            kind: row.get("kind")?,
            subject_type: row.get("subject_type")?,
            subject_id: row.get("subject_id")?,
            subject_title: String::new(),
            changes: changes.map(|text| serde_json::from_str(&text).unwrap()).unwrap_or_default(),
            rev: row.get("rev")?,
            cause_seq: row.get("cause_seq")?,
            depth: row.get("depth")?,
            undone_by: None,
        })
    });
    rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

pub fn subject(event: &Event) -> (Record, i64) {
    (Record::parse(&event.subject_type).unwrap(), event.subject_id)
}

/// Every table of the file, bookkeeping included, as text: what a write that failed must leave as it was.
pub fn whole_file(conn: &Connection) -> BTreeMap<String, Vec<String>> {
    let tables: Vec<String> = conn
        .prepare_cached("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    tables
        .into_iter()
        .map(|table| {
            let mut statement = conn.prepare_cached(&format!("SELECT * FROM {table}")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement
                .query_map([], |row| {
                    Ok((0..columns).map(|at| shown(row.get_ref(at).unwrap())).collect::<Vec<_>>().join("|"))
                })
                .unwrap()
                .collect::<rusqlite::Result<Vec<_>>>()
                .unwrap();
            rows.sort_unstable();
            (table, rows)
        })
        .collect()
}

fn shown(cell: ValueRef<'_>) -> String {
    match cell {
        ValueRef::Null => "null".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => format!("{bytes:?}"),
    }
}
