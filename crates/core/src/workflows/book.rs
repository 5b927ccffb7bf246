//! The workflows that listen, read once per revision and sorted by what they listen to.

use super::limits::Starts;
use super::sql;
use super::types::{Action, Definition, Trigger};
use crate::conditions::{self, Condition, Node, Purpose};
use crate::error::Result;
use crate::log::kinds;
use crate::log::tables::Record;
use crate::log::unit::none;
use rusqlite::Connection;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A workflow ready to be asked.
#[derive(Debug)]
pub struct Known {
    pub id: i64,
    pub rev: i64,
    pub record: Record,
    pub kind: String,
    pub node: Option<Node>,
    /// The event that switched it on; only later ones start it.
    pub since_seq: i64,
    pub paused: Option<String>,
    /// Its definition as JSON, until it is kept as a version.
    pub unsaved: Option<String>,
}

/// Everything that listens, in the order in which it is asked.
#[derive(Debug, Default)]
pub struct Book {
    known: Vec<Known>,
    revisions: Vec<(i64, i64)>,
    by_record: HashMap<Record, Vec<(String, Vec<usize>)>>,
    pub starts: HashMap<i64, Starts>,
}

impl Book {
    /// Reads again what changed since the last look.
    pub fn refresh(&mut self, conn: &Connection) -> Result<()> {
        let mut statement = conn.prepare_cached(sql::LISTENING)?;
        let revisions = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
        if revisions == self.revisions {
            return Ok(());
        }
        let mut before: HashMap<(i64, i64), Known> =
            self.known.drain(..).map(|known| ((known.id, known.rev), known)).collect();
        for (id, rev) in &revisions {
            let known = match before.remove(&(*id, *rev)) {
                Some(known) => Some(known),
                None => {
                    // Whoever changed it or switched it on again has looked at it; the count starts anew.
                    self.starts.remove(id);
                    know(conn, *id)?
                }
            };
            self.known.extend(known);
        }
        self.by_record.clear();
        for (place, known) in self.known.iter().enumerate() {
            let kinds = self.by_record.entry(known.record).or_default();
            match kinds.iter_mut().find(|(kind, _)| *kind == known.kind) {
                Some((_, places)) => places.push(place),
                None => kinds.push((known.kind.clone(), vec![place])),
            }
        }
        self.revisions = revisions;
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub fn listens_to(&self, record: Record) -> bool {
        self.by_record.contains_key(&record)
    }

    /// Places of those that listen to such an event, in their order.
    pub fn listeners(
        &self,
        record: Record,
        kind: &str,
        changes: Option<&Map<String, Value>>,
        into: &mut Vec<usize>,
    ) {
        into.clear();
        for (wanted, places) in self.by_record.get(&record).into_iter().flatten() {
            if listens(kind, changes, wanted) {
                into.extend(places);
            }
        }
        into.sort_unstable();
    }

    pub fn known(&self, place: usize) -> Option<&Known> {
        self.known.get(place)
    }

    pub fn known_mut(&mut self, place: usize) -> Option<&mut Known> {
        self.known.get_mut(place)
    }
}

/// Whether a listener to `wanted` means this event; "updated" means any change of a record that stays.
pub fn listens(kind: &str, changes: Option<&Map<String, Value>>, wanted: &str) -> bool {
    kinds::matches(kind, changes, wanted)
        || match (wanted.split_once('.'), kind.split_once('.')) {
            (Some((of, "updated")), Some((record, verb))) => {
                of == record && !matches!(verb, "created" | "trashed" | "restored" | "purged")
            }
            _ => false,
        }
}

fn know(conn: &Connection, id: i64) -> Result<Option<Known>> {
    let read = conn.prepare_cached(sql::KNOW)?.query_row([id], |row| {
        Ok((
            row.get::<_, i64>("rev")?,
            row.get::<_, bool>("enabled")?,
            row.get::<_, Option<String>>("paused_reason")?,
            stored(row)?,
        ))
    });
    let Some((rev, enabled, paused, Some(definition))) = read.map(Some).or_else(none)? else {
        return Ok(None);
    };
    let Trigger::Event { kind } = &definition.trigger else { return Ok(None) };
    let Some(record) = kind.split_once('.').and_then(|(record, _)| Record::parse(record)) else {
        return Ok(None);
    };
    let node = match &definition.conditions {
        None => None,
        Some(tree) => match conditions::resolve(record, tree, Purpose::Workflow) {
            Ok(node) => Some(node),
            // Switching on checks this; what became unreadable since starts nothing, and its problems are shown.
            Err(_) => return Ok(None),
        },
    };
    Ok(Some(Known {
        id,
        rev,
        record,
        kind: kind.clone(),
        node,
        since_seq: conn.prepare_cached(sql::SINCE)?.query_row([id], |row| row.get(0))?,
        paused: if enabled { None } else { paused },
        unsaved: Some(serde_json::to_string(&definition)?),
    }))
}

/// A stored definition; nothing where a newer version of the program wrote what this one cannot read.
pub fn stored(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Definition>> {
    let (trigger, conditions, actions): (String, Option<String>, String) =
        (row.get("trigger")?, row.get("conditions")?, row.get("actions")?);
    let trigger: Option<Trigger> = serde_json::from_str(&trigger).ok();
    let actions: Option<Vec<Action>> = serde_json::from_str(&actions).ok();
    let tree: Option<Option<Condition>> =
        conditions.map_or(Some(None), |text| serde_json::from_str(&text).ok().map(Some));
    Ok(match (trigger, actions, tree) {
        (Some(trigger), Some(actions), Some(conditions)) => {
            Some(Definition { name: row.get("name")?, trigger, conditions, actions })
        }
        _ => None,
    })
}
