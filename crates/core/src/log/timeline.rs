//! The timeline of a customer, derived in the transaction of each event.
//!
//! A subject's rows are written again from the log when its customer changes, when it goes to the trash or comes back.

use super::delta::RowDelta;
use super::tables::Record;
use super::undo::Change;
use super::unit::none;
use super::{sql, statements};
use crate::error::Result;
use crate::ids::ChangeId;
use rusqlite::{Connection, params};
use serde_json::Value;

/// Stands as long as its record is not in the trash; an undo that had to leave the record leaves this too.
const CREATED: &str = "created";

/// Verbs that a person wants to read later; the rest is in the history.
fn belongs(record: Record, verb: &str) -> bool {
    match record {
        Record::Customer => matches!(verb, "created" | "status_changed" | "merged"),
        Record::Interaction => verb == "created",
        Record::Ticket => matches!(verb, "created" | "replied" | "status_changed" | "merged"),
        Record::Deal => matches!(verb, "created" | "moved"),
        Record::Task => verb == "completed",
        Record::Business
        | Record::User
        | Record::Team
        | Record::Tag
        | Record::TicketStatus
        | Record::TicketPriority
        | Record::TicketCategory
        | Record::Pipeline
        | Record::ArticleCategory
        | Record::Article
        | Record::Workflow => false,
    }
}

const fn has_customer(record: Record) -> bool {
    matches!(record, Record::Interaction | Record::Ticket | Record::Deal | Record::Task)
}

/// One event as it is written.
#[derive(Debug, Clone, Copy)]
pub struct Happening<'h> {
    pub verb: &'h str,
    pub seq: i64,
    pub at_ms: i64,
    /// It takes something back, or does again what was taken back.
    pub takes_back: bool,
}

/// Brings the timeline up to date for one event.
pub fn derive(
    conn: &Connection,
    (record, id): (Record, i64),
    Happening { verb, seq, at_ms, takes_back }: Happening<'_>,
    rows: &[RowDelta],
) -> Result<()> {
    if record != Record::Customer && !has_customer(record) {
        return Ok(());
    }
    let own = rows.iter().find(|row| row.is_record());
    let moved = own.filter(|row| {
        row.changed("trashed_ms")
            || row.changed("customer_id")
            || (record == Record::Interaction && row.changed("at_ms"))
    });
    if let Some(own) = moved.filter(|_| verb != CREATED) {
        leave(conn, (record, id), own)?;
        return place(conn, record, id);
    }
    // What happens to a record in the trash (an undo, a workflow) stands there once it comes back.
    let in_trash = own.and_then(|row| row.now("trashed_ms")).is_some_and(|value| !value.is_null());
    if in_trash || !belongs(record, verb) || (takes_back && verb != CREATED) {
        return Ok(());
    }
    let customer = match (record, own.and_then(|row| row.now("customer_id"))) {
        (Record::Customer, _) => Some(id),
        (_, Some(value)) => value.as_i64(),
        (_, None) => customer_of(conn, record, id)?,
    };
    let Some(customer) = customer else { return Ok(()) };
    let at_ms = match own.and_then(|row| row.now("at_ms")).and_then(Value::as_i64) {
        Some(happened) if record == Record::Interaction => happened,
        _ => at_ms,
    };
    let kind = format!("{}.{verb}", record.name());
    stand(conn, (customer, at_ms, seq), (record, id), &kind)
}

/// Puts a run that ended on the timeline of its subject's customer; call it in the run's transaction.
pub fn note_run(conn: &Connection, run: i64) -> Result<()> {
    conn.prepare_cached(sql::TIMELINE_RUN)?.execute([run])?;
    Ok(())
}

/// Takes a subject's rows from where they stood before the unit.
fn leave(conn: &Connection, (record, id): (Record, i64), own: &RowDelta) -> Result<()> {
    let number = |field| own.was(field).and_then(Value::as_i64);
    let stood = if record == Record::Customer { Some(id) } else { number("customer_id") };
    let Some(customer) = stood else { return Ok(()) };
    let happened = if record == Record::Interaction { number("at_ms") } else { None };
    let mut leave = conn.prepare_cached(sql::TIMELINE_LEAVE)?;
    for (run, started_ms) in runs_about(conn, record, id)? {
        leave.execute([customer, started_ms, -run])?;
    }
    for (seq, at_ms, _) in events_about(conn, sql::TIMELINE_EVENTS, record, id)? {
        leave.execute([customer, happened.unwrap_or(at_ms), seq])?;
    }
    Ok(())
}

/// Writes a subject's rows where it stands now, from its events and runs.
pub fn place(conn: &Connection, record: Record, id: i64) -> Result<()> {
    for (run, _) in runs_about(conn, record, id)? {
        note_run(conn, run)?;
    }
    let Some(customer) = customer_of(conn, record, id)? else { return Ok(()) };
    let happened = happened(conn, record, id)?;
    for (seq, at_ms, kind) in events_about(conn, sql::TIMELINE_STANDING, record, id)? {
        stand(conn, (customer, happened.unwrap_or(at_ms), seq), (record, id), &kind)?;
    }
    Ok(())
}

/// What an undo that is going on takes back.
pub struct TakenBack<'t> {
    pub by: ChangeId,
    pub touched: &'t dyn Fn(Record, i64) -> bool,
}

/// Puts the events of a change on the timeline, or takes them off, after it was undone or redone. Call it before the
/// unit ends: whatever moves with it to another customer, or into the trash, is put right there.
///
/// What the undo that is going on took back is not in the log yet, so it says so: `taken_back`.
pub fn stands_anew(conn: &Connection, change: &Change, taken_back: &TakenBack<'_>) -> Result<()> {
    let is_taken_back = |record: Record, id: i64| -> Result<bool> {
        match change.undone_by {
            None => Ok(false),
            Some(by) if by == taken_back.by => Ok((taken_back.touched)(record, id)),
            Some(by) => Ok(conn.prepare_cached(sql::TOUCHED_BY)?.exists(params![record.name(), id, by])?),
        }
    };
    let mut events = conn.prepare_cached(sql::TIMELINE_OF_CHANGE)?;
    let mut events = events.query([change.id])?;
    while let Some(event) = events.next()? {
        let (seq, at_ms, kind, id): (i64, i64, String, i64) =
            (event.get(0)?, event.get(1)?, event.get(2)?, event.get(4)?);
        let Some(record) = Record::parse(event.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?) else {
            continue;
        };
        if !kind.split_once('.').is_some_and(|(_, verb)| verb != CREATED && belongs(record, verb)) {
            continue;
        }
        let Some(customer) = customer_of(conn, record, id)? else { continue };
        let at_ms = happened(conn, record, id)?.unwrap_or(at_ms);
        if change.undoes.is_none() && !is_taken_back(record, id)? {
            stand(conn, (customer, at_ms, seq), (record, id), &kind)?;
        } else {
            conn.prepare_cached(sql::TIMELINE_LEAVE)?.execute([customer, at_ms, seq])?;
        }
    }
    Ok(())
}

/// What was noted down stands where it happened, everything else where its event is.
fn happened(conn: &Connection, record: Record, id: i64) -> Result<Option<i64>> {
    if record != Record::Interaction {
        return Ok(None);
    }
    Ok(conn.prepare_cached(sql::INTERACTION_AT)?.query_row([id], |row| row.get(0)).map(Some).or_else(none)?)
}

fn runs_about(conn: &Connection, record: Record, id: i64) -> Result<Vec<(i64, i64)>> {
    let mut statement = conn.prepare_cached(sql::RUNS_ABOUT)?;
    let runs = statement.query_map(params![record.name(), id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(runs.collect::<rusqlite::Result<_>>()?)
}

/// The events of a kind that a timeline shows.
fn events_about(
    conn: &Connection,
    statement: &str,
    record: Record,
    id: i64,
) -> Result<Vec<(i64, i64, String)>> {
    let mut statement = conn.prepare_cached(statement)?;
    let events = statement.query_map(params![record.name(), id], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
    })?;
    let mut events = events.collect::<rusqlite::Result<Vec<_>>>()?;
    events.retain(|(.., kind)| kind.split_once('.').is_some_and(|(_, verb)| belongs(record, verb)));
    Ok(events)
}

fn stand(
    conn: &Connection,
    (customer, at_ms, seq): (i64, i64, i64),
    (record, id): (Record, i64),
    kind: &str,
) -> Result<()> {
    let mut insert = conn.prepare_cached(sql::TIMELINE_INSERT)?;
    insert.execute(params![customer, at_ms, seq, record.name(), id, kind])?;
    Ok(())
}

/// The customer on whose page the record stands; none while it is in the trash.
fn customer_of(conn: &Connection, record: Record, id: i64) -> Result<Option<i64>> {
    let Some(table) = statements::of_record(record) else { return Ok(None) };
    let found = conn.prepare_cached(&table.customer)?.query_row([id], |row| row.get(0));
    Ok(found.map(Some).or_else(none)?.flatten())
}
