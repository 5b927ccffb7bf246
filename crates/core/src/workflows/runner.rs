//! From runs to effects: each action commits together with its step row, so it is done once or not at all.

use super::actions::{self, Performing};
use super::sql;
use super::types::{Definition, RunStatus, StepStatus};
use crate::consumers::passes;
use crate::ctx::{Actor, Ctx};
use crate::db::{Db, Lane};
use crate::error::{Error, Result};
use crate::ids::ChangeId;
use crate::log::tables::Record;
use crate::log::unit::{ChangeSpec, none};
use crate::operations::Operations;
use crate::retention::{FAILED_RUNS_MS, RUNS_MS};
use rusqlite::{Connection, Row, params};

/// Runs taken up before others get a turn.
const ROUND: i64 = 100;

/// What a round did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ran {
    /// Runs that came to an end, or failed.
    pub runs: Vec<i64>,
    /// More runs wait.
    pub more: bool,
}

/// A pending run as it stands.
struct Pending {
    id: i64,
    workflow: i64,
    event_seq: Option<i64>,
    depth: u8,
    subject: Option<(Record, i64)>,
    cause: Option<ChangeId>,
    definition: Definition,
    done: usize,
}

/// Performs the actions of pending runs, oldest first; a run that cannot even be read fails alone. Errors: faults of the
/// file; the run goes on later.
pub fn run_pending(db: &Db, operations: &dyn Operations) -> Result<Ran> {
    let ids: Vec<i64> = db.read(Actor::System, |ctx| {
        let mut statement = ctx.conn().prepare_cached(sql::PENDING)?;
        Ok(statement.query_map([ROUND], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    })?;
    let mut ran = Ran { more: ids.len() as i64 == ROUND, runs: Vec::with_capacity(ids.len()) };
    for id in ids {
        loop {
            match step(db, operations, id) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) if passes(&error) => return Err(error),
                Err(error) => {
                    give_up(db, id, &error.to_string())?;
                    break;
                }
            }
        }
        ran.runs.push(id);
    }
    Ok(ran)
}

/// One action of a run in one transaction; false when the run is over.
pub fn step(db: &Db, operations: &dyn Operations, id: i64) -> Result<bool> {
    let Some(run) = db.read(Actor::System, |ctx| pending(ctx.conn(), id))? else {
        give_up(db, id, "What this workflow was when it started is not known any more. Start it by hand.")?;
        return Ok(false);
    };
    let spec = ChangeSpec {
        label: Some(run.definition.name.clone()),
        cause_seq: run.event_seq,
        depth: run.depth.saturating_add(1),
        ..ChangeSpec::new("workflows.run", Actor::Workflow { id: run.workflow, run: id })
    };
    match db.write(Lane::Background, &spec, |ctx| act(ctx, operations, &run)) {
        Ok(outcome) => Ok(outcome.value),
        Err(error) if passes(&error) => Err(error),
        Err(error) => {
            let now_ms = db.clock().now_ms();
            db.maintain(Lane::Background, |conn| fail(conn, &run, &error, now_ms))?;
            Ok(false)
        }
    }
}

/// Ends a run that still waits though no step could end it; it would be taken up for ever.
fn give_up(db: &Db, id: i64, why: &str) -> Result<()> {
    let now_ms = db.clock().now_ms();
    db.maintain(Lane::Background, |conn| finish(conn, (id, RunStatus::Failed), Some(why), now_ms))
}

fn act(ctx: &Ctx<'_>, operations: &dyn Operations, run: &Pending) -> Result<bool> {
    let conn = ctx.conn();
    // The run was read before the transaction began; only the writer's own view of it counts.
    let Some(now) = pending(conn, run.id)?.filter(|now| now.done == run.done) else { return Ok(false) };
    let Some(action) = now.definition.actions.get(now.done) else {
        finish(conn, (now.id, RunStatus::Completed), None, ctx.now_ms)?;
        return Ok(false);
    };
    let what = Performing {
        run: now.id,
        place: now.done,
        definition: &now.definition,
        subject: now.subject,
        cause: now.cause,
    };
    actions::perform(ctx, operations, &what, action)?;
    let change = ctx.unit()?.change_if_touched(conn)?;
    let title = actions::title(action);
    conn.prepare_cached(sql::STEP)?.execute(params![
        now.id,
        now.done as i64 + 1,
        StepStatus::Done,
        title,
        None::<String>,
        change,
        ctx.now_ms
    ])?;
    let last = now.done + 1 == now.definition.actions.len();
    if last {
        finish(conn, (now.id, RunStatus::Completed), None, ctx.now_ms)?;
    }
    Ok(!last)
}

fn fail(conn: &Connection, run: &Pending, error: &Error, now_ms: i64) -> Result<()> {
    let title = run.definition.actions.get(run.done).map(actions::title).unwrap_or_default();
    let text = error.to_string();
    conn.prepare_cached(sql::STEP)?.execute(params![
        run.id,
        run.done as i64 + 1,
        StepStatus::Failed,
        title,
        text,
        None::<i64>,
        now_ms
    ])?;
    finish(conn, (run.id, RunStatus::Failed), Some(&text), now_ms)
}

/// Ends a run and puts it on its customer's timeline.
fn finish(
    conn: &Connection,
    (run, status): (i64, RunStatus),
    error: Option<&str>,
    now_ms: i64,
) -> Result<()> {
    conn.prepare_cached(sql::FINISH)?.execute(params![run, status, error, now_ms])?;
    crate::log::timeline::note_run(conn, run)
}

fn pending(conn: &Connection, id: i64) -> Result<Option<Pending>> {
    let found = conn.prepare_cached(sql::RUN)?.query_row([id], pending_row).map(Some).or_else(none)?;
    found
        .map(|(run, definition)| Ok(Pending { definition: serde_json::from_str(&definition)?, ..run }))
        .transpose()
}

fn pending_row(row: &Row<'_>) -> rusqlite::Result<(Pending, String)> {
    let subject =
        match (row.get::<_, Option<String>>("subject_type")?, row.get::<_, Option<i64>>("subject_id")?) {
            (Some(kind), Some(id)) => Record::parse(&kind).map(|record| (record, id)),
            _ => None,
        };
    let blank = Definition {
        name: String::new(),
        trigger: super::types::Trigger::Event { kind: String::new() },
        conditions: None,
        actions: Vec::new(),
    };
    let run = Pending {
        id: row.get("id")?,
        workflow: row.get("workflow_id")?,
        event_seq: row.get("event_seq")?,
        depth: row.get::<_, i64>("depth")?.clamp(0, i64::from(u8::MAX)).unsigned_abs() as u8,
        subject,
        cause: row.get("cause_change_id")?,
        definition: blank,
        done: row.get::<_, i64>("done")?.unsigned_abs() as usize,
    };
    Ok((run, row.get("definition")?))
}

/// Forgets runs that ended long ago, a few at a time. Their events are behind the consumer, so they cannot start again.
pub fn forget_old(conn: &Connection, now_ms: i64) -> Result<usize> {
    let mut forgotten = 0;
    for (status, kept_ms) in
        [(RunStatus::Completed, RUNS_MS), (RunStatus::Skipped, RUNS_MS), (RunStatus::Failed, FAILED_RUNS_MS)]
    {
        forgotten += conn.prepare_cached(sql::FORGET)?.execute(params![status, now_ms - kept_ms])?;
    }
    Ok(forgotten)
}
