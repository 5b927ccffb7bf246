//! Workflows that start at a time: by the wall clock of the business, once for a gap in which nobody was there.
//!
//! A time that the clock jumps over falls on the first instant after the gap; one that it tells twice falls on the
//! first telling; patterns with wildcards in the hour or minute go by elapsed time.

use super::book::stored;
use super::limits::Limits;
use super::sql;
use super::types::{Definition, RunStatus, Trigger};
use crate::conditions::memory::Loader;
use crate::conditions::{self, Moment, Purpose};
use crate::consumers::passes;
use crate::db::{Db, Lane};
use crate::error::{Error, Result};
use crate::log::tables::Record;
use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
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

/// Reads five fields of cron. Errors: `invalid` on `cron`.
pub fn parse(cron: &str) -> Result<Cron> {
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
    parser.parse(cron.trim()).map_err(|cause| {
        Error::invalid(
            "cron",
            "Write the time as five fields: minute, hour, day of month, month, weekday, such as 0 8 * * 1-5.",
        )
        .caused_by(cause)
    })
}

/// The first time after an instant; nothing where the pattern never comes (30 February).
pub fn next_after(cron: &Cron, zone: Tz, after_ms: i64) -> Option<i64> {
    let after = DateTime::from_timestamp_millis(after_ms)?.with_timezone(&zone);
    if let Ok(next) = cron.find_next_occurrence(&after, false) {
        return Some(next.timestamp_millis());
    }
    // The search gives up at a day that the zone left out; it finds its way from behind that day.
    (1..=48).find_map(|hours| {
        let later = after.checked_add_signed(TimeDelta::hours(hours))?;
        cron.find_next_occurrence(&later, true).ok().map(|next| next.timestamp_millis())
    })
}

/// The pattern in words: "At 08:00".
pub fn describe(cron: &str) -> String {
    parse(cron).map_or_else(
        |_| "At a time that cannot be read".to_owned(),
        |cron| cron.describe().trim_end_matches('.').to_owned(),
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, TimeZone, Utc};

    fn next(cron: &str, zone: Tz, after: &str) -> String {
        let after = DateTime::parse_from_rfc3339(after).unwrap().timestamp_millis();
        let found = next_after(&parse(cron).unwrap(), zone, after).unwrap();
        DateTime::<Utc>::from_timestamp_millis(found).unwrap().with_timezone(&zone).to_rfc3339()
    }

    #[test]
    fn a_time_in_the_gap_falls_on_the_first_instant_after_it() {
        assert_eq!(
            next("30 2 * * *", Tz::Europe__Stockholm, "2026-03-28T12:00:00Z"),
            "2026-03-29T03:00:00+02:00"
        );
        assert_eq!(next("0 0 * * *", Tz::Africa__Cairo, "2026-04-23T12:00:00Z"), "2026-04-24T01:00:00+03:00");
        assert_eq!(
            next("15 2 * * *", Tz::Australia__Lord_Howe, "2026-10-03T12:00:00Z"),
            "2026-10-04T02:30:00+11:00"
        );
        assert_eq!(next("0 2 * * *", Tz::Pacific__Apia, "2011-12-29T13:00:00Z"), "2011-12-31T02:00:00+14:00");
    }

    #[test]
    fn a_time_told_twice_falls_on_the_first_telling_and_elapsed_patterns_on_both() {
        let stockholm = Tz::Europe__Stockholm;
        assert_eq!(next("30 2 * * *", stockholm, "2026-10-24T12:00:00Z"), "2026-10-25T02:30:00+02:00");
        assert_eq!(next("30 2 * * *", stockholm, "2026-10-25T00:30:00Z"), "2026-10-26T02:30:00+01:00");
        assert_eq!(next("*/30 * * * *", stockholm, "2026-10-25T00:30:00Z"), "2026-10-25T02:00:00+01:00");
        assert_eq!(
            next("30 1 * * *", Tz::America__New_York, "2026-11-01T05:30:00Z"),
            "2026-11-02T01:30:00-05:00"
        );
    }

    #[test]
    fn a_daily_time_comes_once_on_each_day_that_exists() {
        let zones = [
            (Tz::Europe__Stockholm, 2026),
            (Tz::America__New_York, 2026),
            (Tz::Africa__Cairo, 2026),
            (Tz::Australia__Lord_Howe, 2026),
            (Tz::Africa__Casablanca, 2026),
            (Tz::Asia__Kolkata, 2026),
            (Tz::Pacific__Apia, 2011),
        ];
        for (zone, year) in zones {
            for cron in ["0 0 * * *", "30 1 * * *", "30 2 * * *"] {
                let pattern = parse(cron).unwrap();
                let mut at = zone
                    .from_local_datetime(
                        &NaiveDate::from_ymd_opt(year - 1, 12, 31).unwrap().and_hms_opt(12, 0, 0).unwrap(),
                    )
                    .unwrap()
                    .timestamp_millis();
                let mut days = Vec::new();
                loop {
                    at = next_after(&pattern, zone, at).unwrap();
                    let day = DateTime::from_timestamp_millis(at).unwrap().with_timezone(&zone).date_naive();
                    if day >= NaiveDate::from_ymd_opt(year + 1, 1, 1).unwrap() {
                        break;
                    }
                    days.push(day);
                }
                let expected = if zone == Tz::Pacific__Apia { 364 } else { 365 };
                let mut distinct = days.clone();
                distinct.dedup();
                assert_eq!((days.len(), distinct.len()), (expected, expected), "{zone} {cron}");
            }
        }
    }

    #[test]
    fn leap_days_and_what_cannot_be_read() {
        assert_eq!(next("0 9 29 2 *", Tz::UTC, "2026-03-01T00:00:00Z"), "2028-02-29T09:00:00+00:00");
        assert!(parse("61 * * * *").is_err() && parse("* * * *").is_err() && parse("0 0 9 * * *").is_err());
    }
}
