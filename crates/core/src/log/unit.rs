//! A unit of work: one call of an operation, net of what it did to each record.

use super::delta::RowDelta;
use super::tables::{Record, TRACKED};
use super::{kinds, projections, sql, statements, timeline};
use crate::ctx::Actor;
use crate::error::Result;
use crate::ids::ChangeId;
use rusqlite::{Connection, params};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

/// What a change is called and what brought it about; a change spans one or many units.
#[derive(Debug, Clone)]
pub struct ChangeSpec {
    /// `tickets.close`
    pub operation: String,
    pub actor: Actor,
    /// What a person reads in the history; filled by long work ("Import of contacts.csv").
    pub label: Option<String>,
    /// The event that set this off, for workflow runs.
    pub cause_seq: Option<i64>,
    /// How many workflows stand between a person and this change.
    pub depth: u8,
    /// The change that this one takes back.
    pub undoes: Option<ChangeId>,
}

impl ChangeSpec {
    pub fn new(operation: impl Into<String>, actor: Actor) -> Self {
        Self { operation: operation.into(), actor, label: None, cause_seq: None, depth: 0, undoes: None }
    }
}

/// The state of the present unit that its context reaches.
#[derive(Debug, Default)]
pub struct Unit {
    claimed_ms: Cell<Option<i64>>,
    change: Cell<Option<i64>>,
    number: Cell<i64>,
    spec: RefCell<Option<ChangeSpec>>,
    moment: super::capture::Moment,
    started_ms: Cell<i64>,
    takes_back: Cell<bool>,
}

/// One written event, as far as listeners need it at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub seq: i64,
    pub record: Record,
    pub id: i64,
    pub verb: &'static str,
}

impl Unit {
    pub(crate) fn new(moment: super::capture::Moment) -> Self {
        Self { moment, ..Self::default() }
    }

    /// Starts the first or the next unit of a change.
    pub(crate) fn begin(&self, spec: &ChangeSpec, change: Option<ChangeId>, now_ms: i64) {
        self.claimed_ms.set(None);
        self.takes_back.set(false);
        self.started_ms.set(now_ms);
        self.moment.set(now_ms);
        if self.change.get() != change.map(|id| id.0) || change.is_none() {
            self.number.set(0);
        }
        self.change.set(change.map(|id| id.0));
        self.number.set(self.number.get() + 1);
        *self.spec.borrow_mut() = Some(spec.clone());
    }

    pub fn claimed_ms(&self) -> Option<i64> {
        self.claimed_ms.get()
    }

    /// Says when what is recorded here really happened; never later than now.
    pub fn happened_at(&self, at_ms: i64) {
        let at_ms = at_ms.min(self.started_ms.get());
        self.claimed_ms.set(Some(at_ms));
        self.moment.set(at_ms);
    }

    /// Says that this unit is an undo, or the undo of one.
    pub fn takes_back(&self) {
        self.takes_back.set(true);
    }

    /// The change's id; the row is written when the first event or effect needs it.
    pub fn change_id(&self, conn: &Connection) -> Result<ChangeId> {
        if let Some(id) = self.change.get() {
            return Ok(ChangeId(id));
        }
        let spec = self.spec.borrow();
        let Some(spec) = spec.as_ref() else {
            return Err(crate::error::Error::new(
                crate::error::Code::Internal,
                "A change began outside a unit of work. Nothing was changed.",
            ));
        };
        // This unit is all there is of the change, or the change would have begun before it.
        let now_ms = self.started_ms.get();
        let id = insert_change(conn, spec, now_ms, Some(now_ms))?;
        self.change.set(Some(id.0));
        Ok(id)
    }

    /// The change's id, if anything was written under it.
    pub(crate) fn change_if_any(&self) -> Option<ChangeId> {
        self.change.get().map(ChangeId)
    }

    /// The change's id if the unit has touched anything tracked so far; nothing is written for it otherwise.
    pub(crate) fn change_if_touched(&self, conn: &Connection) -> Result<Option<ChangeId>> {
        if conn.prepare_cached(sql::ANY_TOUCHED)?.exists([])? {
            self.change_id(conn).map(Some)
        } else {
            Ok(self.change_if_any())
        }
    }

    /// Reads what the triggers noted, writes one event per changed record and clears the notes.
    pub(crate) fn finish(&self, conn: &Connection, recorded_ms: i64) -> Result<Vec<Written>> {
        let touched = take_touched(conn)?;
        if touched.is_empty() {
            return Ok(Vec::new());
        }
        let touched = self.project(conn, touched)?;
        let mut records: Vec<(Record, i64, Vec<RowDelta>)> = Vec::with_capacity(2);
        let mut places: HashMap<(Record, i64), usize> = HashMap::new();
        for (number, id, before) in touched {
            let Some(of_table) = TRACKED.get(number).and_then(statements::of) else { continue };
            let after: Option<String> = one(conn, &of_table.row_now, id)?;
            if before == after {
                continue;
            }
            let row = RowDelta::new(number, id, before.as_deref(), after.as_deref())?;
            let subject = row.subject_id();
            let record = row.table.record;
            let place = *places.entry((record, subject)).or_insert(records.len());
            match records.get_mut(place) {
                Some((.., rows)) => rows.push(row),
                None => records.push((record, subject, vec![row])),
            }
        }
        conn.prepare_cached(sql::CLEAR_TOUCHED)?.execute([])?;
        let mut written = Vec::with_capacity(records.len());
        for (record, id, rows) in records {
            written.push(self.write_event(conn, recorded_ms, (record, id), &rows)?);
        }
        // Whatever operation it was: a file without an owner could not be opened by anybody.
        if written.iter().any(|event| event.record == Record::User) {
            crate::people::users::owner_stays(conn)?;
        }
        Ok(written)
    }

    /// Projections may touch tracked columns too; then the notes are read again after them.
    fn project(&self, conn: &Connection, touched: Vec<Touched>) -> Result<Vec<Touched>> {
        let mut again = false;
        let mut seen = HashSet::new();
        for (number, id, before) in &touched {
            let Some(table) = TRACKED.get(*number) else { continue };
            if !matches!(table.record, Record::Ticket | Record::TicketStatus) {
                continue;
            }
            let subject = match table.owner {
                None => *id,
                Some(_) => owner_of(conn, table, *id, before.as_deref())?,
            };
            if seen.insert((table.record, subject)) {
                again |= projections::bring_up_to_date(conn, table.record, subject)?;
            }
        }
        if again { take_touched(conn) } else { Ok(touched) }
    }

    fn write_event(
        &self,
        conn: &Connection,
        recorded_ms: i64,
        (record, id): (Record, i64),
        rows: &[RowDelta],
    ) -> Result<Written> {
        let verb = kinds::verb_of(record, rows);
        let changes = if verb == "created" {
            None
        } else {
            let mut map = Map::new();
            rows.iter().for_each(|row| row.describe(&mut map));
            Some(Value::Object(map).to_string())
        };
        let (at_ms, claimed_ms) = self.when(conn, recorded_ms, (record, id), verb)?;
        let change = self.change_id(conn)?;
        let rev = super::revision::now(conn, record, id)?;
        let spec = self.spec.borrow();
        let (actor, cause, depth) =
            spec.as_ref().map_or((Actor::System, None, 0), |spec| (spec.actor, spec.cause_seq, spec.depth));
        let kind = format!("{}.{verb}", record.name());
        conn.prepare_cached(sql::INSERT_EVENT)?.execute(params![
            recorded_ms,
            at_ms,
            claimed_ms,
            change,
            self.number.get(),
            actor.to_string(),
            kind,
            record.name(),
            id,
            changes,
            rev,
            cause,
            depth
        ])?;
        let seq = conn.last_insert_rowid();
        let happening = timeline::Happening { verb, seq, at_ms, takes_back: self.takes_back.get() };
        timeline::derive(conn, (record, id), happening, rows)?;
        Ok(Written { seq, record, id, verb })
    }

    /// When the event happened: the claim, but never before the record's previous event and never after now.
    fn when(
        &self,
        conn: &Connection,
        recorded_ms: i64,
        (record, id): (Record, i64),
        verb: &str,
    ) -> Result<(i64, Option<i64>)> {
        let Some(claimed) = self.claimed_ms.get() else { return Ok((recorded_ms, None)) };
        if verb == "created" {
            return Ok((claimed, None));
        }
        let last: Option<i64> = conn
            .prepare_cached(sql::LAST_AT)?
            .query_row(params![record.name(), id], |row| row.get(0))
            .map(Some)
            .or_else(none)?;
        Ok(match last {
            Some(last) if last > claimed => (last, Some(claimed)),
            _ => (claimed, None),
        })
    }
}

type Touched = (usize, i64, Option<String>);

fn take_touched(conn: &Connection) -> Result<Vec<Touched>> {
    let mut statement = conn.prepare_cached(sql::TAKE_TOUCHED)?;
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, i64>(0)?.unsigned_abs() as usize, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A child row's owner: from the row itself, or from its noted value once it is gone.
fn owner_of(conn: &Connection, table: &super::tables::Tracked, id: i64, before: Option<&str>) -> Result<i64> {
    let present = match statements::of(table) {
        Some(of_table) => {
            let found = conn.prepare_cached(&of_table.owner_now)?.query_row([id], |row| row.get(0));
            found.map(Some).or_else(none)?
        }
        None => None,
    };
    if let Some(owner) = present {
        return Ok(owner);
    }
    let row: Vec<Value> = serde_json::from_str(before.unwrap_or("[]"))?;
    Ok(row.first().and_then(Value::as_i64).unwrap_or_default())
}

/// One text value of one row, if the row is there.
pub(crate) fn one(conn: &Connection, statement: &str, id: i64) -> Result<Option<String>> {
    Ok(conn.prepare_cached(statement)?.query_row([id], |row| row.get(0)).map(Some).or_else(none)?)
}

/// Turns "no row" into nothing and keeps every other error.
pub(crate) fn none<T>(error: rusqlite::Error) -> rusqlite::Result<Option<T>> {
    if error == rusqlite::Error::QueryReturnedNoRows { Ok(None) } else { Err(error) }
}

/// Writes the row of a change, which is unfinished where more transactions follow.
pub(crate) fn insert_change(
    conn: &Connection,
    spec: &ChangeSpec,
    now_ms: i64,
    finished_ms: Option<i64>,
) -> Result<ChangeId> {
    conn.prepare_cached(sql::INSERT_CHANGE)?.execute(params![
        spec.operation,
        spec.actor.to_string(),
        spec.label,
        now_ms,
        spec.undoes,
        spec.cause_seq,
        finished_ms
    ])?;
    Ok(ChangeId(conn.last_insert_rowid()))
}
