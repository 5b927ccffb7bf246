//! What taking back one event comes to, and what stands in the way.

use super::UndoConflict;
use super::links::Links;
use crate::error::Result;
use crate::log::delta::is_still;
use crate::log::events::{self, Event};
use crate::log::state::{self, Key, State};
use crate::log::tables::{Record, Tracked};
use crate::log::unit::none;
use crate::log::{rules, sql};
use rusqlite::{Connection, params};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What a conflict says of a word that other records use.
pub const IN_USE: &str = "in use";

/// What is to be done.
pub enum Step {
    /// A creation goes to the trash.
    Trash,
    /// Values by stable key.
    Write(Vec<(String, Value)>),
    Nothing,
}

/// Plans event by event and collects the conflicts.
pub struct Planner<'c> {
    conn: &'c Connection,
    links: Links,
    /// What the steps so far would make of records that several events are about, where nothing is really written.
    foreseen: HashMap<(Record, i64), Option<State>>,
    /// Where in the conflicts a field of a record stands.
    told: HashMap<(Record, i64, String), usize>,
    pub conflicts: Vec<UndoConflict>,
}

/// Whether the event made a word that other records may use from then on.
pub fn makes_a_word(event: &Event) -> bool {
    event.kind.ends_with(".created") && Record::parse(&event.subject_type).is_some_and(Record::is_word)
}

impl<'c> Planner<'c> {
    /// Each step is taken before the next one is planned.
    pub fn new(conn: &'c Connection, links: Links) -> Self {
        Self { conn, links, foreseen: HashMap::new(), told: HashMap::new(), conflicts: Vec::new() }
    }

    /// No step is taken; later ones see what the earlier ones would have done.
    pub fn foreseeing(conn: &'c Connection, links: Links, events: &[Event]) -> Self {
        let (mut once, mut foreseen) = (HashSet::new(), HashMap::new());
        for event in events {
            if let Some(record) = Record::parse(&event.subject_type)
                && !once.insert((record, event.subject_id))
            {
                foreseen.insert((record, event.subject_id), None);
            }
        }
        Self { foreseen, ..Self::new(conn, links) }
    }

    /// The record as it stands when this step is due.
    fn present(&self, record: Record, id: i64) -> Result<Option<State>> {
        match self.foreseen.get(&(record, id)) {
            Some(Some(state)) => Ok(Some(state.clone())),
            Some(None) | None => state::present(self.conn, record, id),
        }
    }

    fn foresee(&mut self, record: Record, id: i64, mut state: State, values: &[(String, Value)]) {
        let Some(place) = self.foreseen.get_mut(&(record, id)) else { return };
        for (key, value) in values {
            if let Some(key) = Key::parse(state::renamed(key)) {
                key.write(&mut state, value.clone());
            }
        }
        *place = Some(state);
    }

    /// The step for one event; its conflicts are added to the others.
    pub fn plan(&mut self, event: &Event) -> Result<Step> {
        let Some(record) = Record::parse(&event.subject_type) else { return Ok(Step::Nothing) };
        let Some(present) = self.present(record, event.subject_id)? else {
            self.conflict(event, record, "id", [Value::Null, Value::Null, Value::Null])?;
            return Ok(Step::Nothing);
        };
        if event.kind.ends_with(".created") {
            return self.creation(event, record, &present);
        }
        let mut values = Vec::new();
        for (key, entry) in &event.changes {
            let (before, after) = state::sides(entry);
            let Some(parsed) = Key::parse(state::renamed(key)) else { continue };
            let now = parsed.read(&present);
            if is_still(&now, &after) {
                match self.obstacle((record, event), &parsed, &before, &present)? {
                    Obstacle::None => values.push((key.clone(), before)),
                    Obstacle::Done => {}
                    Obstacle::Tears => self.conflict(event, record, key, [after, now, before])?,
                }
            } else if now != before {
                self.conflict(event, record, key, [after, now, before])?;
            }
        }
        self.foresee(record, event.subject_id, present, &values);
        Ok(if values.is_empty() { Step::Nothing } else { Step::Write(values) })
    }

    fn creation(&mut self, event: &Event, record: Record, present: &State) -> Result<Step> {
        let Some(table) = record.table().filter(|table| table.has_trash()) else { return Ok(Step::Nothing) };
        if !present.get("trashed_ms").is_none_or(Value::is_null) {
            return Ok(Step::Nothing);
        }
        let touched: Option<i64> = self
            .conn
            .prepare_cached(sql::TOUCHED_SINCE)?
            .query_row(params![event.subject_type, event.subject_id, event.seq, event.change_id], |row| {
                row.get(0)
            })
            .map(Some)
            .or_else(none)?;
        let why = if touched.is_some() {
            "changed since"
        } else if record.is_word() && self.links.is_used(self.conn, table, event.subject_id)? {
            IN_USE
        } else {
            return Ok(Step::Trash);
        };
        self.conflict(event, record, "created", [Value::Null, why.into(), "in the trash".into()])?;
        Ok(Step::Nothing)
    }

    /// What keeps a value from being put back although nobody changed it.
    fn obstacle(
        &self,
        (record, event): (Record, &Event),
        key: &Key<'_>,
        before: &Value,
        present: &State,
    ) -> Result<Obstacle> {
        let tears = |tears: bool| if tears { Obstacle::Tears } else { Obstacle::None };
        Ok(match (key, before) {
            // Tags are made by use: where the same word was made again since, the newer one stays the only one.
            (Key::Own("trashed_ms"), Value::Null) if record == Record::Tag => {
                let taken = match record.table() {
                    Some(table) => rules::is_name_taken(self.conn, table, event.subject_id)?,
                    None => false,
                };
                tears(taken)
            }
            // A word that would go again, though others have named it since.
            (Key::Own("trashed_ms"), Value::Number(_)) if record.is_word() => {
                let used = match record.table() {
                    Some(table) => self.links.is_used(self.conn, table, event.subject_id)?,
                    None => false,
                };
                tears(used)
            }
            (Key::Own(field), before) => {
                tears(self.dangles((record, event), record.table(), field, before)?)
            }
            (Key::ChildField { path, field, .. }, before) => {
                tears(self.dangles((record, event), record.child(path), field, before)?)
            }
            (Key::Child { path, .. }, Value::Object(row)) => {
                let Some(table) = record.child(path) else { return Ok(Obstacle::Done) };
                // A tag that was taken off and put on again is another row that says the same.
                if table.is_link() && present.values().any(|other| other == before) {
                    return Ok(Obstacle::Done);
                }
                for (field, value) in row {
                    if self.dangles((record, event), Some(table), field, value)? {
                        return Ok(Obstacle::Tears);
                    }
                }
                Obstacle::None
            }
            (Key::Child { path, id }, _) => match record.child(path) {
                Some(table) => tears(self.links.is_held(self.conn, table, *id)?),
                None => Obstacle::None,
            },
        })
    }

    /// Whether a value would point to a row that is gone and does not come back with the same event.
    fn dangles(
        &self,
        (record, event): (Record, &Event),
        table: Option<&Tracked>,
        field: &str,
        value: &Value,
    ) -> Result<bool> {
        let (Some(table), Some(id)) = (table, value.as_i64()) else { return Ok(false) };
        let Some(target) = self.links.dangles(self.conn, table, field, id)? else { return Ok(false) };
        let sibling = record.children().find(|child| child.table == target).and_then(|child| child.owner);
        Ok(!sibling.is_some_and(|owner| {
            let entry = event.changes.get(&format!("{}[{id}]", owner.path));
            entry.is_some_and(|entry| state::sides(entry).0.is_object())
        }))
    }

    fn conflict(
        &mut self,
        event: &Event,
        record: Record,
        field: &str,
        [was, now, wanted]: [Value; 3],
    ) -> Result<()> {
        // Several events of one change may have left the same field; it is told once, with what stood there before them all.
        let place = (record, event.subject_id, field.to_owned());
        if let Some(told) = self.told.get(&place).and_then(|at| self.conflicts.get_mut(*at)) {
            told.wanted = wanted;
            return Ok(());
        }
        self.told.insert(place, self.conflicts.len());
        self.conflicts.push(UndoConflict {
            subject_type: event.subject_type.clone(),
            subject_id: event.subject_id,
            subject_title: events::title(self.conn, record, event.subject_id)?,
            field: field.to_owned(),
            was,
            now,
            wanted,
        });
        Ok(())
    }
}

enum Obstacle {
    None,
    /// It is so already.
    Done,
    /// It would point to what is gone, or others point to it.
    Tears,
}
