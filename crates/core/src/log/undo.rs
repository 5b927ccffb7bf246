//! Undo is a change like any other: it puts back the before-values where nobody has changed them since.

use super::delta::is_still;
use super::events::{self, Event, select};
use super::folded;
use super::sql;
use super::state::{self, Key};
use super::tables::{Record, Tracked};
use super::unit::none;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::ChangeId;
use rusqlite::types::Value as Bound;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The closed list of operations whose effect no undo can reach: access, the file itself, what is gone for good.
pub const NOT_UNDOABLE: &[&str] = &["users.sign_in_link", "trash.purge", "data.backup", "data.restore"];

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
    let mut conflicts = Vec::new();
    for event in &events {
        plan(ctx, event, &mut conflicts)?;
    }
    let mut statement = ctx.conn().prepare_cached(sql::CAUSED_CHANGES)?;
    let mut follow_ups =
        statement.query_map([change.id], change_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    for change in &mut follow_ups {
        change.actor_name = events::actor_name(ctx.conn(), &change.actor)?;
    }
    Ok(UndoPreview { change, events: events.len(), conflicts, follow_ups })
}

/// `undo.apply`: takes a change back as far as nobody changed the same since. Errors: `not_found`, `not_undoable`,
/// `forbidden` for somebody else's change unless admin, `conflict` when nothing of it can be taken back.
pub fn apply(ctx: &Ctx<'_>, args: ApplyUndo) -> Result<Undone> {
    let change = undoable(ctx, args.change_id)?;
    let events = events_of(ctx, change.id)?;
    let mut conflicts = Vec::new();
    let mut applied = 0;
    for event in &events {
        applied += usize::from(take_back(ctx, event, &mut conflicts)?);
    }
    if applied == 0 {
        let first = conflicts
            .first()
            .map(|c| format!(" “{}” was changed since.", c.subject_title))
            .unwrap_or_default();
        return Err(Error::new(Code::Conflict, format!("Nothing of this can be undone any more.{first}"))
            .hint("Open the history of the record to see what happened in between."));
    }
    let own = ctx.unit()?.change_id(ctx.conn())?;
    link(ctx, &change, own)?;
    Ok(Undone {
        change_id: own,
        undone_change_id: change.id,
        operation: change.operation,
        events: applied,
        conflicts,
    })
}

/// Marks what was undone; undoing an undo makes the first change count again.
pub(crate) fn link(ctx: &Ctx<'_>, change: &Change, by: ChangeId) -> Result<()> {
    let conn = ctx.conn();
    conn.execute(sql::SET_UNDONE_BY, [Some(change.id), Some(by)])?;
    conn.execute(sql::SET_UNDOES, [by, change.id])?;
    conn.execute(sql::CANCEL_OUTBOX, [change.id])?;
    if let Some(first) = change.undoes {
        conn.execute(sql::SET_UNDONE_BY, [Some(first), None])?;
    }
    Ok(())
}

/// The change, if it may be undone by this actor.
pub(crate) fn undoable(ctx: &Ctx<'_>, id: ChangeId) -> Result<Change> {
    let change =
        ctx.conn().prepare_cached(sql::CHANGE)?.query_row([id], change_row).map(Some).or_else(none)?;
    let mut change = change.ok_or_else(|| Error::not_found("This change"))?;
    change.actor_name = events::actor_name(ctx.conn(), &change.actor)?;
    if NOT_UNDOABLE.contains(&change.operation.as_str()) {
        return Err(Error::new(
            Code::NotUndoable,
            "This cannot be undone: it gave access, removed something for good, or concerned the file itself.",
        ));
    }
    if change.undone_by.is_some() {
        return Err(Error::new(Code::Conflict, "This was undone already. Undo the undo to bring it back."));
    }
    if change.actor != ctx.actor.to_string() && !ctx.actor.role().may(crate::ctx::Role::Admin) {
        return Err(Error::new(
            Code::Forbidden,
            format!("{} did this. Ask them, or an administrator, to undo it.", change.actor_name),
        ));
    }
    Ok(change)
}

/// Newest first, the order in which they are taken back.
fn events_of(ctx: &Ctx<'_>, change: ChangeId) -> Result<Vec<Event>> {
    select(ctx.conn(), "e.change_id = ?1", "e.seq DESC", &[&change])
}

/// What taking back one event comes to.
enum Step {
    Trash,
    Write(Vec<(String, Value)>),
    Nothing,
}

/// Takes back one event where nothing stands in the way; says whether anything was done.
pub(crate) fn take_back(ctx: &Ctx<'_>, event: &Event, conflicts: &mut Vec<UndoConflict>) -> Result<bool> {
    let Some(record) = Record::parse(&event.subject_type) else { return Ok(false) };
    let Some(table) = record.table() else { return Ok(false) };
    match plan(ctx, event, conflicts)? {
        Step::Nothing => Ok(false),
        Step::Trash => {
            ctx.conn()
                .prepare_cached(&sql::set_field(table, "trashed_ms"))?
                .execute(rusqlite::params![event.subject_id, ctx.now_ms])?;
            Ok(true)
        }
        Step::Write(values) => {
            for (key, value) in values {
                write(ctx, record, table, event.subject_id, &key, &value)?;
            }
            Ok(true)
        }
    }
}

fn plan(ctx: &Ctx<'_>, event: &Event, conflicts: &mut Vec<UndoConflict>) -> Result<Step> {
    let conn = ctx.conn();
    let Some(record) = Record::parse(&event.subject_type) else { return Ok(Step::Nothing) };
    let present = state::present(conn, record, event.subject_id)?;
    let mut conflict = |field: &str, was: Value, now: Value, wanted: Value| -> Result<()> {
        conflicts.push(UndoConflict {
            subject_type: event.subject_type.clone(),
            subject_id: event.subject_id,
            subject_title: events::title(conn, record, event.subject_id)?,
            field: field.to_owned(),
            was,
            now,
            wanted,
        });
        Ok(())
    };
    let Some(present) = present else {
        conflict("id", Value::Null, Value::Null, Value::Null)?;
        return Ok(Step::Nothing);
    };
    if event.kind.ends_with(".created") {
        if !record.table().is_some_and(Tracked::has_trash)
            || !present.get("trashed_ms").is_none_or(Value::is_null)
        {
            return Ok(Step::Nothing);
        }
        let touched: Option<i64> = conn
            .prepare_cached(sql::TOUCHED_SINCE)?
            .query_row(
                rusqlite::params![event.subject_type, event.subject_id, event.seq, event.change_id],
                |row| row.get(0),
            )
            .map(Some)
            .or_else(none)?;
        if touched.is_some() {
            conflict("created", Value::Null, Value::from("changed since"), Value::from("in the trash"))?;
            return Ok(Step::Nothing);
        }
        return Ok(Step::Trash);
    }
    let mut values = Vec::new();
    for (key, entry) in &event.changes {
        let (before, after) = state::sides(entry);
        let Some(parsed) = Key::parse(state::renamed(key)) else { continue };
        let now = parsed.read(&present);
        if is_still(&now, &after) {
            values.push((key.clone(), before));
        } else if now != before {
            conflict(key, after, now, before)?;
        }
    }
    Ok(if values.is_empty() { Step::Nothing } else { Step::Write(values) })
}

fn write(ctx: &Ctx<'_>, record: Record, table: &Tracked, id: i64, key: &str, value: &Value) -> Result<()> {
    let child =
        |path: &str| record.children().find(|table| table.owner.is_some_and(|owner| owner.path == path));
    let (table, id) = match Key::parse(state::renamed(key)) {
        Some(Key::Own(field)) => {
            set(ctx, table, id, field, value)?;
            (table, id)
        }
        Some(Key::ChildField { path, id, field }) => {
            let Some(table) = child(path) else { return Ok(()) };
            set(ctx, table, id, field, value)?;
            (table, id)
        }
        Some(Key::Child { path, id }) => {
            let Some(table) = child(path) else { return Ok(()) };
            match value {
                Value::Object(row) => put_back(ctx, table, id, row)?,
                _ => drop(ctx.conn().prepare_cached(&sql::delete_row(table))?.execute([id])?),
            }
            (table, id)
        }
        None => return Ok(()),
    };
    folded::bring_up_to_date(ctx.conn(), table, id)
}

fn set(ctx: &Ctx<'_>, table: &Tracked, id: i64, field: &str, value: &Value) -> Result<()> {
    // Field names come from the log; only ones this schema knows reach the statement.
    let Some(known) = table.fields.iter().find(|name| **name == field) else { return Ok(()) };
    ctx.conn().prepare_cached(&sql::set_field(table, known))?.execute(rusqlite::params![id, bound(value)])?;
    Ok(())
}

fn put_back(ctx: &Ctx<'_>, table: &Tracked, id: i64, row: &serde_json::Map<String, Value>) -> Result<()> {
    let mut values: Vec<Bound> = vec![id.into()];
    values.extend(table.fields.iter().map(|field| bound(row.get(*field).unwrap_or(&Value::Null))));
    ctx.conn().prepare_cached(&sql::insert_row(table))?.execute(rusqlite::params_from_iter(values))?;
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
