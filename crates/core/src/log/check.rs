//! Proof that rows and log agree: every record is walked back to its creation, value by value.

use super::delta::is_still;
use super::events::select;
use super::history::step_back;
use super::sql;
use super::state::{self, Key, State};
use super::tables::{Record, Tracked};
use crate::error::Result;
use rusqlite::Connection;

/// What the walk found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Walked {
    pub records: i64,
    pub events: i64,
    /// In words, at most a hundred; empty when all agree.
    pub problems: Vec<String>,
}

const PROBLEMS_MAX: usize = 100;

/// Walks every record of every kind. Reads only.
pub fn log(conn: &Connection, mut progress: impl FnMut(i64)) -> Result<Walked> {
    log_while(conn, |walked| {
        progress(walked);
        true
    })
}

/// The same, as long as `goes_on` says so; it hears how many records were walked.
pub fn log_while(conn: &Connection, mut goes_on: impl FnMut(i64) -> bool) -> Result<Walked> {
    let mut walked = Walked::default();
    for record in Record::ALL {
        let Some(table) = record.table() else { continue };
        let mut after = 0_i64;
        loop {
            let ids: Vec<i64> = conn
                .prepare_cached(&sql::ids(table))?
                .query_map([after], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let Some(last) = ids.last() else { break };
            after = *last;
            for id in ids {
                walk(conn, record, id, &mut walked)?;
            }
            if !goes_on(walked.records) {
                return Ok(walked);
            }
        }
        vanished(conn, record, table, &mut walked)?;
    }
    Ok(walked)
}

/// Records that the log speaks of, never saw deleted, and that are not there.
fn vanished(conn: &Connection, record: Record, table: &Tracked, walked: &mut Walked) -> Result<()> {
    let mut statement = conn.prepare_cached(&sql::vanished(table))?;
    let mut found = statement.query(rusqlite::params![record.name(), PROBLEMS_MAX as i64])?;
    while let Some(row) = found.next()? {
        walked.problem(record, row.get(0)?, "it is gone, and the log does not say that it was deleted");
    }
    Ok(())
}

impl Walked {
    fn problem(&mut self, record: Record, id: i64, text: &str) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(format!("{} {id}: {text}", record.name()));
        }
    }
}

/// Walks one record back to its creation.
pub fn walk(conn: &Connection, record: Record, id: i64, walked: &mut Walked) -> Result<()> {
    let events =
        select(conn, "e.subject_type = ?1 AND e.subject_id = ?2", "e.seq DESC", &[&record.name(), &id])?;
    let mut state = state::present(conn, record, id)?;
    walked.records += 1;
    walked.events += events.len() as i64;
    let mut problem = |text: String| walked.problem(record, id, &text);
    if events.last().is_none_or(|event| !event.kind.ends_with(".created")) {
        problem("the log does not begin with its creation".to_owned());
    }
    let mut later_ms = i64::MAX;
    for event in &events {
        if event.at_ms > later_ms {
            problem(format!("event {} happened after the one that follows it", event.seq));
        }
        later_ms = event.at_ms;
        if let Some(present) = &state {
            disagreements(present, event, &mut problem);
        } else {
            problem(format!("event {} is about a record that did not exist", event.seq));
        }
        state = step_back(state, event);
    }
    Ok(())
}

fn disagreements(present: &State, event: &super::events::Event, problem: &mut impl FnMut(String)) {
    for (key, entry) in &event.changes {
        let (_, after) = state::sides(entry);
        match Key::parse(state::renamed(key)) {
            Some(parsed) if !is_still(&parsed.read(present), &after) => {
                problem(format!(
                    "event {} left another value in {key} than the one that is there",
                    event.seq
                ));
            }
            Some(_) => {}
            None => problem(format!("event {} names a field that cannot be read: {key}", event.seq)),
        }
    }
}
