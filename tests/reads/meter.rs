//! Counts what each statement of a question costs, through SQLite's own counters.

use rusqlite::trace::{StmtRef, TraceEvent, TraceEventCodes};
use rusqlite::{Connection, StatementStatus};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;

/// One statement, run once.
#[derive(Debug, Clone, Default)]
pub struct Cost {
    pub statement: String,
    pub rows: i32,
    pub steps: i32,
    /// Steps of walking a table or index from end to end.
    pub scanned: i32,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.statement.split_whitespace().collect();
        write!(f, "{} rows, {} steps, {} scanned: {}", self.rows, self.steps, self.scanned, words.join(" "))
    }
}

/// Counters only grow over the life of a statement, so each run is told from what they were before.
#[derive(Default)]
struct Meter {
    before: HashMap<String, (i32, i32)>,
    rows: HashMap<String, i32>,
    costs: Vec<Cost>,
}

thread_local! {
    static METER: RefCell<Meter> = RefCell::default();
}

/// Counts on this connection from now on.
pub fn watch(conn: &mut Connection) {
    let codes = TraceEventCodes::SQLITE_TRACE_STMT
        | TraceEventCodes::SQLITE_TRACE_ROW
        | TraceEventCodes::SQLITE_TRACE_PROFILE;
    conn.trace_v2(codes, Some(note)).unwrap();
}

/// What every statement cost since the last time this was asked.
pub fn costs() -> Vec<Cost> {
    METER.with_borrow_mut(|meter| std::mem::take(&mut meter.costs))
}

fn note(event: TraceEvent<'_>) {
    METER.with_borrow_mut(|meter| match event {
        TraceEvent::Stmt(statement, _) => {
            let text = statement.sql().into_owned();
            meter.before.insert(text.clone(), counters(&statement));
            meter.rows.insert(text, 0);
        }
        TraceEvent::Row(statement) => {
            *meter.rows.entry(statement.sql().into_owned()).or_default() += 1;
        }
        TraceEvent::Profile(statement, _) => {
            let text = statement.sql().into_owned();
            let (steps, scanned) = counters(&statement);
            let (steps_before, scanned_before) = meter.before.remove(&text).unwrap_or_default();
            let rows = meter.rows.remove(&text).unwrap_or_default();
            meter.costs.push(Cost {
                statement: text,
                rows,
                steps: steps - steps_before,
                scanned: scanned - scanned_before,
            });
        }
        _ => {}
    });
}

fn counters(statement: &StmtRef<'_>) -> (i32, i32) {
    (statement.get_status(StatementStatus::VmStep), statement.get_status(StatementStatus::FullscanStep))
}
