//! Workflows that start at a time: by the wall clock of the business, once for a gap in which nobody was there.

use super::book::stored;
use super::cron::{next_after, parse};
use super::limits::Limits;
use super::sql;
use super::types::{Definition, RunStatus, Trigger};
use crate::conditions::memory::Loader;
use crate::conditions::{self, Moment, Purpose};
use crate::consumers::passes;
use crate::db::{Db, Lane};
use crate::error::Result;
use crate::log::tables::Record;
use croner::Cron;
use rusqlite::{Connection, params};

/// A time missed by more than this is not made up for.
const CATCH_UP_MS: i64 = 7 * 86_400_000;

/// A clock set back by less than this repeats nothing; after more the earlier date was wrong, and times go by the new one.
const WRONG_DATE_MS: i64 = 86_400_000;

/// A schedule that came due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fired {
    pub workflow: i64,
    pub name: String,
    pub runs: usize,
    /// How long after its time it started.
    pub late_ms: i64,
}

/// Makes the table of next times agree with the workflows that are on.
pub fn reconcile(conn: &Connection, at: Moment) -> Result<()> {
    let mut statement = conn.prepare_cached(sql::SCHEDULED)?;
    let mut rows = statement.query([])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(Definition { trigger: Trigger::Schedule { cron, .. }, .. }) = stored(row)? else { continue };
        let Ok(pattern) = parse(&cron) else { continue };
        let id: i64 = row.get("id")?;
        let key = format!("{cron} {}", at.zone);
        let (last, next): (Option<i64>, Option<i64>) = (row.get("last_fire_ms")?, row.get("next_ms")?);
        let from_wrong_date = last.is_some_and(|last| last > at.now_ms + WRONG_DATE_MS);
        let last = if from_wrong_date { Some(at.now_ms) } else { last };
        if row.get::<_, Option<String>>("definition")?.as_deref() != Some(key.as_str())
            || from_wrong_date
            || next
                .is_some_and(|next| next > at.now_ms + WRONG_DATE_MS && is_too_late(&pattern, at, last, next))
        {
            let Some(next) = next_after(&pattern, at.zone, at.now_ms.max(last.unwrap_or(i64::MIN))) else {
                continue;
            };
            conn.prepare_cached(sql::SET_SCHEDULE)?.execute(params![id, next, last, key])?;
        }
        kept.push(id);
    }
    conn.prepare_cached(sql::DROP_SCHEDULES)?.execute([serde_json::to_string(&kept)?])?;
    Ok(())
}

/// Whether a time that never came yet was reckoned by a clock that has been set back since.
fn is_too_late(pattern: &Cron, at: Moment, last: Option<i64>, next_ms: i64) -> bool {
    let from = at.now_ms.max(last.unwrap_or(i64::MIN));
    next_after(pattern, at.zone, from).is_some_and(|expected| expected < next_ms)
}

/// The next time anything falls due.
pub fn next_due(conn: &Connection) -> Result<Option<i64>> {
    Ok(conn.prepare_cached(sql::NEXT_DUE)?.query_row([], |row| row.get(0))?)
}

/// What a look at the schedules came to.
#[derive(Debug, Default)]
pub struct Firing {
    pub fired: Vec<Fired>,
    /// Workflows that could not start, and why; each has a failed run to show for it.
    pub broken: Vec<(i64, String)>,
}

/// Starts what is due, in due order; a workflow that cannot start holds up no other. Errors: faults of the file.
pub fn fire_due(db: &Db, limits: Limits) -> Result<Firing> {
    let at = Moment { now_ms: db.clock().now_ms(), zone: db.zone() };
    db.maintain(Lane::Background, |conn| {
        reconcile(conn, at)?;
        let mut due = Vec::new();
        let mut statement = conn.prepare_cached(sql::SCHEDULED)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let next_ms: Option<i64> = row.get("next_ms")?;
            if let (Some(next_ms), Some(definition)) =
                (next_ms.filter(|next| *next <= at.now_ms), stored(row)?)
            {
                due.push(Due {
                    id: row.get("id")?,
                    rev: row.get("rev")?,
                    next_ms,
                    last_ms: row.get("last_fire_ms")?,
                    definition,
                });
            }
        }
        due.sort_by_key(|due| due.next_ms);
        let mut firing = Firing::default();
        for due in due {
            conn.prepare_cached(sql::SAVEPOINT)?.execute([])?;
            match fire(conn, &due, at, limits) {
                Ok(fired) => {
                    conn.prepare_cached(sql::KEEP)?.execute([])?;
                    firing.fired.extend(fired);
                }
                Err(error) if passes(&error) => return Err(error),
                Err(error) => {
                    conn.execute_batch(sql::TAKE_BACK)?;
                    let reason = error.to_string();
                    fails(conn, &due, at, &reason)?;
                    firing.broken.push((due.id, reason));
                }
            }
        }
        Ok(firing)
    })
}

/// Keeps a failed run to show for a schedule that could not start.
fn fails(conn: &Connection, due: &Due, at: Moment, reason: &str) -> Result<()> {
    let definition = serde_json::to_string(&due.definition)?;
    conn.prepare_cached(sql::KEEP_VERSION)?.execute(params![due.id, due.rev, definition])?;
    conn.prepare_cached(sql::START)?.execute(params![
        due.id,
        due.rev,
        format!("{}:s:{}:failed", due.id, due.next_ms),
        None::<i64>,
        None::<i64>,
        0,
        None::<&str>,
        None::<i64>,
        RunStatus::Failed,
        None::<String>,
        reason,
        due.next_ms,
        at.now_ms,
        at.now_ms
    ])?;
    Ok(())
}

struct Due {
    id: i64,
    rev: i64,
    next_ms: i64,
    last_ms: Option<i64>,
    definition: Definition,
}

fn fire(conn: &Connection, due: &Due, at: Moment, limits: Limits) -> Result<Option<Fired>> {
    let Trigger::Schedule { cron, record } = &due.definition.trigger else { return Ok(None) };
    let pattern = parse(cron)?;
    let (nominal, missed) = latest(&pattern, at, due.next_ms);
    conn.prepare_cached(sql::KEEP_VERSION)?.execute(params![
        due.id,
        due.rev,
        serde_json::to_string(&due.definition)?
    ])?;
    let start = |status: RunStatus,
                 subject: Option<(Record, i64)>,
                 (explained, reason): (Option<String>, Option<&str>)|
     -> Result<usize> {
        let key = match subject {
            Some((record, id)) => format!("{}:s:{nominal}:{}:{id}", due.id, record.name()),
            None if reason.is_some() => format!("{}:s:{nominal}:note", due.id),
            None => format!("{}:s:{nominal}", due.id),
        };
        let ended = reason.is_some().then_some(at.now_ms);
        let bound = params![
            due.id,
            due.rev,
            key,
            None::<i64>,
            None::<i64>,
            0,
            subject.map(|(record, _)| record.name()),
            subject.map(|(_, id)| id),
            status,
            explained,
            reason,
            nominal,
            at.now_ms,
            ended
        ];
        let written = conn.prepare_cached(sql::START)?.execute(bound)?;
        if written == 1 {
            conn.prepare_cached(sql::OWN_ROOT)?.execute([conn.last_insert_rowid()])?;
        }
        Ok(written)
    };
    let mut runs = 0;
    if missed {
        start(
            RunStatus::Skipped,
            None,
            (
                None,
                Some(
                    "Its time passed more than 7 days ago while Onhand was not running. Start it by hand if you still want it.",
                ),
            ),
        )?;
    } else if due.last_ms.is_none_or(|last| last < nominal) {
        match record.as_deref().and_then(Record::parse) {
            None => runs += start(RunStatus::Pending, None, (None, None))?,
            Some(record) => {
                let found = meant(conn, record, &due.definition, at, limits)?;
                for (id, explained) in found.iter().take(limits.records_per_fire) {
                    runs += start(RunStatus::Pending, Some((record, *id)), (explained.clone(), None))?;
                }
                if found.len() > limits.records_per_fire {
                    start(
                        RunStatus::Skipped,
                        None,
                        (
                            None,
                            Some(
                                "More records met the conditions than one start may take, so only the first 200 were taken. Narrow the conditions.",
                            ),
                        ),
                    )?;
                }
            }
        }
    }
    let next = next_after(&pattern, at.zone, at.now_ms.max(nominal)).unwrap_or(i64::MAX);
    conn.prepare_cached(sql::SET_SCHEDULE)?.execute(params![
        due.id,
        next,
        nominal,
        format!("{cron} {}", at.zone)
    ])?;
    Ok(Some(Fired {
        workflow: due.id,
        name: due.definition.name.clone(),
        runs,
        late_ms: at.now_ms - due.next_ms,
    }))
}

/// The last time up to now, for the whole gap; true if even that one is too long ago.
fn latest(pattern: &Cron, at: Moment, first_ms: i64) -> (i64, bool) {
    let horizon = at.now_ms - CATCH_UP_MS;
    let mut found = if first_ms >= horizon { Some(first_ms) } else { None };
    let mut from = first_ms.max(horizon);
    while let Some(next) = next_after(pattern, at.zone, from).filter(|next| *next <= at.now_ms) {
        found = Some(next);
        from = next;
    }
    found.map_or((first_ms, true), |nominal| (nominal, false))
}

/// The records a schedule is for, with why; one more than it may start, to see whether there are more.
fn meant(
    conn: &Connection,
    record: Record,
    definition: &Definition,
    at: Moment,
    limits: Limits,
) -> Result<Vec<(i64, Option<String>)>> {
    let limit = limits.records_per_fire + 1;
    let Some(tree) = &definition.conditions else {
        let ids = ids(conn, &conditions::matching(record, "1 = 1", limit), Vec::new())?;
        return Ok(ids.into_iter().map(|id| (id, None)).collect());
    };
    let (clause, bound) = conditions::compile(record, tree, at, "t")?;
    let ids = ids(conn, &conditions::matching(record, &clause, limit), bound)?;
    let mut loader = Loader::new(conn, at);
    let Ok(node) = conditions::resolve(record, tree, Purpose::List) else { return Ok(Vec::new()) };
    ids.into_iter()
        .map(|id| {
            let seen = loader.now(record, id)?;
            Ok((id, Some(serde_json::to_string(&loader.explain(&node, &seen)?)?)))
        })
        .collect()
}

fn ids(conn: &Connection, statement: &str, bound: Vec<rusqlite::types::Value>) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(statement)?;
    Ok(statement
        .query_map(rusqlite::params_from_iter(bound), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}
