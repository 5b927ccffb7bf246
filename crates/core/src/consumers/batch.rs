//! One batch of a consumer.

use super::{passes, sql};
use crate::conditions::Moment;
use crate::conditions::memory::Loader;
use crate::db::{Db, Lane};
use crate::error::{Error, Result};
use crate::ids::ChangeId;
use crate::log::tables::Record;
use crate::log::unit::none;
use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// Events per batch, at most.
const BATCH_EVENTS: i64 = 500;
/// How long a batch may hold the writer, microseconds.
const BATCH_US: u64 = 5_000;
/// Tries before a subject is parked.
const TRIES: i64 = 3;

/// An event as consumers need it.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub seq: i64,
    pub recorded_ms: i64,
    pub change_id: ChangeId,
    /// The operation of its change: imports and undo are told apart by it.
    pub operation: String,
    pub kind: String,
    pub record: Option<Record>,
    pub subject_type: String,
    pub subject_id: i64,
    pub changes: Option<String>,
    pub depth: i64,
}

impl Arrived {
    /// The changed fields by stable key.
    pub fn changed(&self) -> Result<Option<Map<String, Value>>> {
        Ok(self.changes.as_deref().map(serde_json::from_str).transpose()?)
    }
}

/// The open transaction of a batch: one state of the file, each record read once.
pub struct Snapshot<'c> {
    pub conn: &'c Connection,
    pub loader: Loader<'c>,
    pub at: Moment,
}

/// Something that follows the log.
pub trait Consumer {
    /// Stands in the table of positions.
    fn name(&self) -> &'static str;
    /// Before each batch. Answers whether any event can matter at all; if not, the batch jumps to the end of the log.
    fn begin(&mut self, snapshot: &mut Snapshot<'_>) -> Result<bool>;
    /// Whether this event matters; must be quick.
    fn wants(&self, event: &Arrived) -> bool;
    /// Does what follows from one event. Its error takes back this event only.
    fn digest(&mut self, snapshot: &mut Snapshot<'_>, event: &Arrived) -> Result<()>;
}

/// What a batch did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub events: usize,
    /// More events wait.
    pub behind: bool,
    /// What is held back is not what it was.
    pub held: bool,
}

/// Runs one batch. Errors: faults of the file; nothing of the batch remains then.
pub fn advance(db: &Db, consumer: &mut impl Consumer) -> Result<Progress> {
    let until_us = db.clock().monotonic_us() + BATCH_US;
    let at = Moment { now_ms: db.clock().now_ms(), zone: db.zone() };
    db.maintain(Lane::Background, |conn| {
        let mut snapshot = Snapshot { conn, loader: Loader::new(conn, at), at };
        let name = consumer.name();
        let position: i64 = conn
            .prepare_cached(sql::POSITION)?
            .query_row([name], |row| row.get(0))
            .map(Some)
            .or_else(none)?
            .unwrap_or(0);
        if !consumer.begin(&mut snapshot)? {
            let last: i64 = conn.prepare_cached(sql::LAST_SEQ)?.query_row([], |row| row.get(0))?;
            if last != position {
                conn.prepare_cached(sql::SET_POSITION)?.execute(params![name, last])?;
            }
            return Ok(Progress::default());
        }
        let Released { mut parked, tried, more } = release(&mut snapshot, consumer)?;
        let mut progress = Progress { held: tried, ..Progress::default() };
        let mut seen = position;
        let mut statement = conn.prepare_cached(sql::ARRIVED)?;
        let mut rows = statement.query([position, BATCH_EVENTS])?;
        while let Some(row) = rows.next()? {
            let event = arrived(row)?;
            seen = event.seq;
            progress.events += 1;
            if consumer.wants(&event) {
                progress.held |= take(&mut snapshot, consumer, &event, &mut parked)?;
            }
            if db.person_waits() || db.clock().monotonic_us() >= until_us {
                break;
            }
        }
        progress.behind = more || rows.next()?.is_some() || progress.events as i64 == BATCH_EVENTS;
        if seen != position {
            conn.prepare_cached(sql::SET_POSITION)?.execute(params![name, seen])?;
        }
        Ok(progress)
    })
}

/// Subjects of which something waits, and whether all of it is released and only its turn has not come.
type Parked = HashMap<(String, i64), bool>;

/// What became of the released events of a batch.
struct Released {
    /// What waits after it.
    parked: Parked,
    /// Whether there was anything to digest.
    tried: bool,
    /// Whether released events are left for the next batch.
    more: bool,
}

/// Digests an event, or holds it back, at once behind an earlier one of its subject. Whether it is held.
fn take(
    snapshot: &mut Snapshot<'_>,
    consumer: &mut impl Consumer,
    event: &Arrived,
    parked: &mut Parked,
) -> Result<bool> {
    let subject = (event.subject_type.clone(), event.subject_id);
    let (attempts, error, released) = match parked.get(&subject) {
        // Behind released events it is released itself: nobody has to ask a second time.
        Some(released) => (0, "Waits for an earlier change of this record.".to_owned(), *released),
        None => match attempt(snapshot, consumer, event)? {
            None => return Ok(false),
            Some(error) => (TRIES, error.to_string(), false),
        },
    };
    tracing::warn!(consumer = consumer.name(), seq = event.seq, attempts, error, "event held back");
    let bound =
        params![consumer.name(), event.seq, event.subject_type, event.subject_id, attempts, error, released];
    snapshot.conn.prepare_cached(sql::HOLD)?.execute(bound)?;
    parked.insert(subject, released);
    Ok(true)
}

/// Tries an event; answers the last error of three. Errors: faults that pass.
fn attempt(
    snapshot: &mut Snapshot<'_>,
    consumer: &mut impl Consumer,
    event: &Arrived,
) -> Result<Option<Error>> {
    let mut last = None;
    for _ in 0..TRIES {
        snapshot.conn.prepare_cached(sql::SAVEPOINT)?.execute([])?;
        match consumer.digest(snapshot, event) {
            Ok(()) => {
                snapshot.conn.prepare_cached(sql::KEEP)?.execute([])?;
                return Ok(None);
            }
            Err(error) if passes(&error) => return Err(error),
            Err(error) => {
                snapshot.conn.execute_batch(sql::TAKE_BACK)?;
                last = Some(error);
            }
        }
    }
    Ok(last)
}

/// Digests what a person released, as much as one batch takes.
fn release(snapshot: &mut Snapshot<'_>, consumer: &mut impl Consumer) -> Result<Released> {
    let conn = snapshot.conn;
    let name = consumer.name();
    let released: Vec<i64> = conn
        .prepare_cached(sql::RELEASED)?
        .query_map([name], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let tried = !released.is_empty();
    let mut again = HashSet::new();
    for seq in released {
        let Some(event) = conn.prepare_cached(sql::ONE)?.query_row([seq], arrived).map(Some).or_else(none)?
        else {
            // The event is no longer in the log; nothing can follow from it.
            conn.prepare_cached(sql::UNHOLD)?.execute(params![name, seq])?;
            continue;
        };
        if again.contains(&(event.subject_type.clone(), event.subject_id)) {
            continue;
        }
        match attempt(snapshot, consumer, &event)? {
            None => {
                conn.prepare_cached(sql::UNHOLD)?.execute(params![name, seq])?;
            }
            Some(error) => {
                let (attempts, error) = (2 * TRIES, error.to_string());
                let bound = params![name, seq, event.subject_type, event.subject_id, attempts, error, false];
                conn.prepare_cached(sql::HOLD)?.execute(bound)?;
                conn.prepare_cached(sql::KEEP_HOLDING)?.execute(params![
                    name,
                    event.subject_type,
                    event.subject_id
                ])?;
                again.insert((event.subject_type, event.subject_id));
            }
        }
    }
    let mut statement = conn.prepare_cached(sql::PARKED)?;
    let rows = statement.query_map([name], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    let parked = rows.collect::<rusqlite::Result<Parked>>()?;
    let more = tried && conn.prepare_cached(sql::MORE_RELEASED)?.exists([name])?;
    Ok(Released { parked, tried, more })
}

fn arrived(row: &Row<'_>) -> rusqlite::Result<Arrived> {
    let subject_type: String = row.get("subject_type")?;
    Ok(Arrived {
        seq: row.get("seq")?,
        recorded_ms: row.get("recorded_ms")?,
        change_id: row.get("change_id")?,
        operation: row.get("operation")?,
        kind: row.get("kind")?,
        record: Record::parse(&subject_type),
        subject_type,
        subject_id: row.get("subject_id")?,
        changes: row.get("changes")?,
        depth: row.get("depth")?,
    })
}
