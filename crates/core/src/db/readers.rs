//! Read-only connections, used on the thread that asks.
//!
//! A thread per reading connection costs several times the query itself; a small set that grows to the number of
//! requests at work and keeps the most recently used few costs one lock.

use super::{open, sql};
use crate::clock::Clock;
use crate::error::Result;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Idle connections kept; each holds a page cache and its prepared statements.
const KEPT: usize = 4;

/// Steps of SQLite's virtual machine between two looks at the clock; a page of a list takes fewer.
const STEPS: i32 = 50_000;

pub struct Readers {
    path: PathBuf,
    clock: Arc<dyn Clock>,
    idle: Mutex<Vec<Reader>>,
}

struct Reader {
    conn: Connection,
    /// On the monotonic clock; statements that still run then are interrupted.
    deadline_us: Arc<AtomicU64>,
}

/// How the statements of one question see the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// All see one state.
    OneState,
    /// Each sees the newest state: for work so long that holding one state would keep the WAL from shrinking.
    Flowing,
}

impl std::fmt::Debug for Readers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Readers").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Readers {
    pub fn new(path: &Path, clock: Arc<dyn Clock>) -> Self {
        Self { path: path.to_owned(), clock, idle: Mutex::new(Vec::new()) }
    }

    /// Runs `f` on a reading connection. Errors: `busy` when its statements take longer than the limit.
    pub fn with<T>(
        &self,
        view: View,
        limit_us: Option<u64>,
        f: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = idle.map_or_else(|| self.connect(), Ok)?;
        let deadline_us = limit_us.map_or(u64::MAX, |limit| self.clock.monotonic_us().saturating_add(limit));
        reader.deadline_us.store(deadline_us, Ordering::Relaxed);
        let result = match view {
            View::OneState => in_one_state(&reader.conn, f),
            View::Flowing => f(&reader.conn),
        };
        if reader.conn.is_autocommit() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < KEPT {
                idle.push(reader);
            }
        }
        result
    }

    fn connect(&self) -> Result<Reader> {
        let mut conn = open::read_only(&self.path)?;
        conn.execute_batch(sql::READER)?;
        crate::conditions::install(&conn)?;
        conn.set_prepared_statement_cache_capacity(256);
        let deadline_us = Arc::new(AtomicU64::new(u64::MAX));
        let (asked, clock) = (Arc::clone(&deadline_us), Arc::clone(&self.clock));
        conn.progress_handler(
            STEPS,
            Some(move || {
                let deadline_us = asked.load(Ordering::Relaxed);
                deadline_us != u64::MAX && clock.monotonic_us() > deadline_us
            }),
        )?;
        Ok(Reader { conn, deadline_us })
    }
}

/// A read transaction ends without a trace, however it ends.
fn in_one_state<T>(conn: &Connection, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    conn.prepare_cached(sql::BEGIN_STATE)?.execute([])?;
    let result = f(conn);
    // A connection on which this fails is not kept.
    let _ = conn.prepare_cached(sql::ROLLBACK).and_then(|mut end| end.execute([]));
    result
}

#[cfg(test)]
mod tests {
    use crate::error::{Code, Result};
    use crate::testing::{Desk, OWNER};

    #[test]
    fn all_statements_of_a_question_see_one_state() {
        let desk = Desk::open();
        let count = |conn: &rusqlite::Connection| -> Result<i64> {
            Ok(conn.query_row("SELECT COUNT(*) FROM customers", [], |row| row.get(0))?)
        };
        let (before, after) = desk.read(|ctx| {
            let before = count(ctx.conn())?;
            desk.customer("Ada");
            Ok((before, count(ctx.conn())?))
        });
        assert_eq!((before, after), (0, 0));
        let flowing = desk.db.follow(OWNER, |ctx| {
            let before = count(ctx.conn())?;
            desk.customer("Grace");
            Ok((before, count(ctx.conn())?))
        });
        assert_eq!(flowing.unwrap(), (1, 2));
    }

    #[test]
    fn an_endless_question_is_interrupted_and_the_next_is_answered() {
        let desk = Desk::open();
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n";
        let asked = desk.db.answer(OWNER, |ctx| {
            desk.clock.advance(60_000);
            Ok(ctx.conn().query_row(endless, [], |row| row.get::<_, i64>(0))?)
        });
        assert_eq!(asked.unwrap_err().code, Code::Busy);
        assert!(desk.db.answer(OWNER, |ctx| Ok(ctx.conn().is_autocommit())).is_ok());
    }
}
