//! Reading the log: events, changes, and what to call the records they are about.

pub(crate) use super::sql::events_where;
use super::statements;
use super::tables::Record;
use super::unit::none;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::ChangeId;
use crate::page::{self, Page};
use rusqlite::types::Value as Bound;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Event {
    pub seq: i64,
    /// When Onhand wrote it.
    pub recorded_ms: i64,
    /// When it happened.
    pub at_ms: i64,
    /// What an import claimed, where that contradicted an earlier event of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_ms: Option<i64>,
    pub change_id: ChangeId,
    pub unit: i64,
    /// `user:3`, `workflow:8` or `system`.
    pub actor: String,
    pub actor_name: String,
    /// Record and verb: `ticket.status_changed`.
    pub kind: String,
    pub subject_type: String,
    pub subject_id: i64,
    pub subject_title: String,
    /// By field: the value before in full, the value after or its fingerprint.
    #[schema(value_type = Object)]
    pub changes: Map<String, Value>,
    /// The record's revision after it.
    pub rev: Option<i64>,
    /// The event that set this one off.
    pub cause_seq: Option<i64>,
    pub depth: i64,
    /// The change that took back the one this belongs to; in lists only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<ChangeId>,
}

/// Which events to list, newest first.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListEvents {
    #[serde(default)]
    pub subject_type: Option<String>,
    #[serde(default)]
    pub subject_id: Option<i64>,
    #[serde(default)]
    pub change_id: Option<ChangeId>,
    /// This one alone, e.g. the cause of another.
    #[serde(default)]
    pub seq: Option<i64>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// `events.list`: the log of a record, of a change, or of everything. Errors: `invalid`.
pub fn list(ctx: &Ctx<'_>, args: ListEvents) -> Result<Page<Event>> {
    let limit = page::limit(args.limit)?;
    let mut filter = vec!["1 = 1".to_owned()];
    let mut bound: Vec<Bound> = Vec::new();
    let mut also = |text: &str, value: Bound| {
        bound.push(value);
        filter.push(text.replace('?', &format!("?{}", bound.len())));
    };
    match (&args.subject_type, args.subject_id) {
        (Some(kind), Some(id)) => {
            also("e.subject_type = ?", kind_named(kind)?.name().to_owned().into());
            also("e.subject_id = ?", id.into());
        }
        (None, None) => {}
        (Some(_), None) | (None, Some(_)) => {
            return Err(Error::invalid("subject_id", "Name both the kind of record and its id, or neither."));
        }
    }
    if let Some(change) = args.change_id {
        also("e.change_id = ?", change.0.into());
    }
    if let Some(seq) = args.seq {
        also("e.seq = ?", seq.into());
    }
    // Starting before everything makes a search of what would be a scan.
    also("e.seq < ?", page::after::<i64>(args.after.as_deref())?.unwrap_or(i64::MAX).into());
    bound.push((limit as i64 + 1).into());
    let statement = events_where(&filter.join(" AND "), &format!("e.seq DESC LIMIT ?{}", bound.len()));
    let mut rows = ctx.conn().prepare_cached(&statement)?;
    let events =
        rows.query_map(rusqlite::params_from_iter(bound), row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut page = page::page(events, limit, |event| event.seq)?;
    for event in &mut page.items {
        name(ctx.conn(), event)?;
        let undone_by = ctx
            .conn()
            .prepare_cached(super::sql::UNDONE_BY)?
            .query_row(rusqlite::params![event.change_id, event.subject_type, event.subject_id], |row| {
                row.get(0)
            });
        event.undone_by = undone_by.map(Some).or_else(none)?;
    }
    Ok(page)
}

/// Fills in what a person would call the record and the actor.
pub fn name(conn: &Connection, event: &mut Event) -> Result<()> {
    event.actor_name = actor_name(conn, &event.actor)?;
    if let Some(record) = Record::parse(&event.subject_type) {
        event.subject_title = title(conn, record, event.subject_id)?;
    }
    Ok(())
}

/// A kind of record by its wire name. Errors: `invalid` on `subject_type`.
pub fn kind_named(name: &str) -> Result<Record> {
    Record::parse(name).ok_or_else(|| {
        Error::invalid(
            "subject_type",
            "There is no such kind of record. Use for example ticket, customer or deal.",
        )
    })
}

/// By position, in the order of [`sql::EVENT_COLUMNS`]: looking columns up by name costs more than the query.
pub(crate) fn row(row: &Row<'_>) -> rusqlite::Result<Event> {
    let changes = match row.get_ref(10)? {
        rusqlite::types::ValueRef::Text(text) => serde_json::from_slice(text).ok(),
        _ => None,
    };
    Ok(Event {
        seq: row.get(0)?,
        recorded_ms: row.get(1)?,
        at_ms: row.get(2)?,
        claimed_ms: row.get(3)?,
        change_id: row.get(4)?,
        unit: row.get(5)?,
        actor: row.get(6)?,
        actor_name: String::new(),
        kind: row.get(7)?,
        subject_type: row.get(8)?,
        subject_id: row.get(9)?,
        subject_title: String::new(),
        // The log writes objects only; anything else is damage that `check` reports, not a reason to hide the event.
        changes: changes.unwrap_or_default(),
        rev: row.get(11)?,
        cause_seq: row.get(12)?,
        depth: row.get(13)?,
        undone_by: None,
    })
}

/// The events of a change, oldest first, or a record's, newest first.
pub(crate) fn select(
    conn: &Connection,
    filter: &str,
    order: &str,
    bound: &[&dyn rusqlite::ToSql],
) -> Result<Vec<Event>> {
    select_by(conn, &events_where(filter, order), bound)
}

/// The same by a statement that was put together before.
pub(crate) fn select_by(
    conn: &Connection,
    statement: &str,
    bound: &[&dyn rusqlite::ToSql],
) -> Result<Vec<Event>> {
    let mut statement = conn.prepare_cached(statement)?;
    Ok(statement.query_map(bound, row)?.collect::<rusqlite::Result<_>>()?)
}

/// What a person calls the record; its kind where it has no words of its own.
pub fn title(conn: &Connection, record: Record, id: i64) -> Result<String> {
    let Some(table) = statements::of_record(record) else { return Ok(String::new()) };
    let found: Option<String> =
        conn.prepare_cached(&table.title)?.query_row([id], |row| row.get(0)).map(Some).or_else(none)?;
    Ok(found.unwrap_or_default())
}

/// Who acted where neither a person nor a workflow did.
pub const NOBODY: &str = "Onhand";

/// The record behind `user:3` or `workflow:8`.
pub fn actor(actor: &str) -> Option<(Record, i64)> {
    match actor.split_once(':') {
        Some(("user", id)) => id.parse().ok().map(|id| (Record::User, id)),
        Some(("workflow", id)) => id.parse().ok().map(|id| (Record::Workflow, id)),
        _ => None,
    }
}

/// The name behind it.
pub fn actor_name(conn: &Connection, name: &str) -> Result<String> {
    actor(name).map_or_else(|| Ok(NOBODY.to_owned()), |(record, id)| title(conn, record, id))
}
