//! Undo is a change like any other: it puts back the before-values where nobody has changed them since.
//!
//! [`plan`] decides for one event what can be put back and what stands in the way, [`links`] knows what other rows
//! need, [`write`] does it.

mod links;
mod plan;
#[cfg(test)]
mod tests;
mod write;

use super::events::{self, Event, select};
use super::tables::Record;
use super::timeline::{self, TakenBack};
use super::unit::none;
use super::{rights, rules, sql};
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::ChangeId;
use crate::phrases::{Phrase, say};
use links::Links;
use plan::{Planner, Step};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The closed list of operations whose effect no undo can reach: access, copies of the file, what is gone for good.
pub const NOT_UNDOABLE: &[&str] = &["users.sign_in_link", "trash.purge", "backups.create"];

/// Why no change of this operation is ever taken back, if so.
pub fn closed(operation: &str) -> Option<Phrase> {
    if NOT_UNDOABLE.contains(&operation) {
        return Some(say("error.undo.closed"));
    }
    match operation {
        crate::SET_UP => Some(say("error.undo.set_up")),
        crate::sample::FINAL_OPERATION => Some(say("error.undo.large_sample")),
        _ => None,
    }
}

/// A change as people see it in the history.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Change {
    pub id: ChangeId,
    pub operation: String,
    pub actor: String,
    pub actor_name: String,
    pub label: Option<String>,
    pub started_ms: i64,
    /// Absent while it runs, or when a crash cut it off.
    pub finished_ms: Option<i64>,
    pub undone_by: Option<ChangeId>,
    pub undoes: Option<ChangeId>,
}

/// A field that somebody changed after the change that is to be undone.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct UndoConflict {
    pub subject_type: String,
    pub subject_id: i64,
    pub subject_title: String,
    pub field: String,
    /// What the change left behind, as far as the log keeps it.
    pub was: Value,
    /// What is there now.
    pub now: Value,
    /// What undo would put back.
    pub wanted: Value,
}

impl UndoConflict {
    /// Why nothing at all can be taken back.
    fn in_words(&self) -> Phrase {
        let why = if self.now == plan::IN_USE { say("error.undo.in_use") } else { say("error.undo.changed") };
        why.with("title", self.subject_title.as_str())
    }
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewUndo {
    pub change_id: ChangeId,
}

/// What undoing would do.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UndoPreview {
    pub change: Change,
    /// Events it would take back.
    pub events: usize,
    pub conflicts: Vec<UndoConflict>,
    /// Changes that workflows made because of it; undo them too if you want.
    pub follow_ups: Vec<Change>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyUndo {
    pub change_id: ChangeId,
}

/// What undoing did.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Undone {
    /// The change that this undo is; undo it to redo.
    pub change_id: ChangeId,
    pub undone_change_id: ChangeId,
    pub operation: String,
    /// Events taken back in full or in part.
    pub events: usize,
    /// Fields left as they are because somebody changed them since.
    pub conflicts: Vec<UndoConflict>,
}

/// `undo.preview`: what would happen. Errors: `not_found`, `not_undoable`.
pub fn preview(ctx: &Ctx<'_>, args: PreviewUndo) -> Result<UndoPreview> {
    let change = undoable(ctx, args.change_id)?;
    let events = events_of(ctx, change.id)?;
    rights::may_take_back(ctx, &change, &events)?;
    let links = Links::of_others(ctx.conn(), change.id, &events)?;
    let mut planner = Planner::foreseeing(ctx.conn(), links, &events);
    for event in &events {
        planner.plan(event)?;
    }
    let conflicts = planner.conflicts;
    let mut statement = ctx.conn().prepare_cached(sql::CAUSED_CHANGES)?;
    let mut follow_ups =
        statement.query_map([change.id], change_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    for change in &mut follow_ups {
        change.actor_name = events::actor_name(ctx.conn(), &change.actor)?;
    }
    Ok(UndoPreview { change, events: events.len(), conflicts, follow_ups })
}

/// `undo.apply`: takes a change back as far as nobody changed the same since. Errors: `not_found`, `not_undoable`,
/// `forbidden` for somebody else's change unless admin and for what the caller may not change any more, `conflict` when
/// nothing of it can be taken back or what would come of it breaks a rule.
pub fn apply(ctx: &Ctx<'_>, args: ApplyUndo) -> Result<Undone> {
    let change = undoable(ctx, args.change_id)?;
    let events = events_of(ctx, change.id)?;
    rights::may_take_back(ctx, &change, &events)?;
    let mut planner = Planner::new(ctx.conn(), Links::of_all(ctx.conn())?);
    let mut put_back: BTreeMap<(Record, i64), BTreeSet<String>> = BTreeMap::new();
    let mut applied = 0;
    for event in &events {
        if let Some((record, fields)) = take_back(ctx, event, &mut planner)? {
            applied += 1;
            put_back.entry((record, event.subject_id)).or_default().extend(fields);
        }
    }
    for ((record, id), fields) in &put_back {
        if *record == Record::User {
            rights::may_touch_person(ctx, *id)?;
        }
        rules::check(ctx, *record, *id, fields)?;
    }
    let conflicts = planner.conflicts;
    if applied == 0 {
        let why = conflicts.first().map_or_else(|| say("error.undo.nothing"), UndoConflict::in_words);
        return Err(Error::new(Code::Conflict, why).hint(say("error.undo.see_history")));
    }
    let own = ctx.unit()?.change_id(ctx.conn())?;
    let taken_back = TakenBack { by: own, touched: &|record, id| put_back.contains_key(&(record, id)) };
    link(ctx, &change, &taken_back)?;
    Ok(Undone {
        change_id: own,
        undone_change_id: change.id,
        operation: change.operation,
        events: applied,
        conflicts,
    })
}

/// Marks what was undone. A change stands while no standing change undoes it, so along a chain of undos and redos
/// every second one counts again.
fn link(ctx: &Ctx<'_>, change: &Change, taken_back: &TakenBack<'_>) -> Result<()> {
    let conn = ctx.conn();
    let undone_by = |of: ChangeId, by: Option<ChangeId>| -> Result<()> {
        conn.execute(sql::SET_UNDONE_BY, [Some(of), by])?;
        timeline::stands_anew(conn, &find(conn, of)?, taken_back)
    };
    ctx.unit()?.takes_back();
    conn.execute(sql::SET_UNDOES, [taken_back.by, change.id])?;
    undone_by(change.id, Some(taken_back.by))?;
    conn.execute(sql::CANCEL_OUTBOX, [change.id])?;
    let (mut fallen, mut above) = (change.id, change.undoes);
    while let Some(back) = above {
        let back = find(conn, back)?;
        if back.undone_by.is_some_and(|undone_by| undone_by != fallen) {
            // Another undo of it still stands.
            return Ok(());
        }
        undone_by(back.id, None)?;
        let Some(next) = back.undoes else { return Ok(()) };
        let next = find(conn, next)?;
        if next.undone_by.is_some() {
            return Ok(());
        }
        undone_by(next.id, Some(back.id))?;
        (fallen, above) = (next.id, next.undoes);
    }
    Ok(())
}

fn find(conn: &Connection, id: ChangeId) -> Result<Change> {
    let found = conn.prepare_cached(sql::CHANGE)?.query_row([id], change_row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.change"))
}

/// The change, if it may be undone by this actor.
fn undoable(ctx: &Ctx<'_>, id: ChangeId) -> Result<Change> {
    let mut change = find(ctx.conn(), id)?;
    change.actor_name = events::actor_name(ctx.conn(), &change.actor)?;
    if let Some(why) = closed(&change.operation) {
        return Err(Error::new(Code::NotUndoable, why));
    }
    if change.finished_ms.is_none() {
        return Err(Error::new(Code::Conflict, say("error.undo.running")));
    }
    if change.undone_by.is_some() {
        return Err(Error::new(Code::Conflict, say("error.undo.already")));
    }
    if change.actor != ctx.actor.to_string() && !ctx.actor.role().may(crate::ctx::Role::Admin) {
        return Err(Error::new(Code::Forbidden, say("error.undo.not_yours").with("name", change.actor_name)));
    }
    Ok(change)
}

/// In the order in which they are taken back: newest first, but words that others may use (a tag, a status) after
/// everything that used them in this change.
fn events_of(ctx: &Ctx<'_>, change: ChangeId) -> Result<Vec<Event>> {
    let mut events = select(ctx.conn(), "e.change_id = ?1", "e.seq DESC", &[&change])?;
    events.sort_by_key(plan::makes_a_word);
    Ok(events)
}

/// Takes back one event where nothing stands in the way; says of which record and which of its fields.
fn take_back(
    ctx: &Ctx<'_>,
    event: &Event,
    planner: &mut Planner<'_>,
) -> Result<Option<(Record, Vec<String>)>> {
    let Some(record) = Record::parse(&event.subject_type) else { return Ok(None) };
    let Some(table) = record.table() else { return Ok(None) };
    let step = planner.plan(event)?;
    if record == Record::User && !matches!(step, Step::Nothing) {
        rights::may_touch_person(ctx, event.subject_id)?;
    }
    match step {
        Step::Nothing => Ok(None),
        Step::Trash => {
            ctx.conn()
                .prepare_cached(&sql::set_field(table, "trashed_ms"))?
                .execute(rusqlite::params![event.subject_id, ctx.now_ms])?;
            Ok(Some((record, vec!["trashed_ms".to_owned()])))
        }
        Step::Write(values) => {
            for (key, value) in &values {
                write::value(ctx.conn(), (record, event.subject_id), key, value)?;
            }
            Ok(Some((record, values.into_iter().map(|(key, _)| key).collect())))
        }
    }
}

pub(crate) fn change_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Change> {
    Ok(Change {
        id: row.get("id")?,
        operation: row.get("operation")?,
        actor: row.get("actor")?,
        actor_name: String::new(),
        label: row.get("label")?,
        started_ms: row.get("started_ms")?,
        finished_ms: row.get("finished_ms")?,
        undone_by: row.get("undone_by")?,
        undoes: row.get("undoes")?,
    })
}
