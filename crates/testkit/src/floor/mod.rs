//! The floor: the same rows fetched and written by prepared statements, on a connection set up as Onhand's are.
//!
//! Values are taken out as owned ones, as any program must that shows them. A write is the rows of the record and its
//! event in one transaction, nothing else: no change, no number, no timeline.

mod sql;
mod writes;

pub use writes::{NewTicket, WriteFloor};

use anyhow::{Context, Result};
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Params};
use std::hint::black_box;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What one visit of a screen shows.
#[derive(Debug, Clone, Copy)]
pub enum Shown {
    List { status: i64, priority: i64 },
    Ticket { id: i64 },
    Timeline { customer: i64 },
    Board { pipeline: i64 },
}

/// Reads by hand.
pub struct Floor {
    conn: Mutex<Connection>,
}

impl Floor {
    pub fn open(file: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(file, flags)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        conn.execute_batch(sql::READER)?;
        conn.set_prepared_statement_cache_capacity(64);
        Ok(Self { conn: Mutex::new(conn) })
    }

    fn conn(&self) -> MutexGuard<'_, Connection> {
        self.conn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that this visit shows; answers the number of rows.
    pub fn fetch(&self, shown: Shown) -> Result<usize> {
        match shown {
            Shown::List { status, priority } => Ok(self.rows(sql::LIST, [status, priority])?.len()),
            Shown::Ticket { id } => {
                let mut count = 0;
                for statement in [sql::TICKET, sql::TAGS, sql::MESSAGES, sql::FILES, sql::EVENTS] {
                    count += self.rows(statement, [id])?.len();
                }
                Ok(count)
            }
            Shown::Timeline { customer } => {
                let rows = self.rows(sql::TIMELINE, [customer])?;
                for message in rows.iter().filter_map(|row| replied(row)) {
                    self.rows(sql::SAID, [message])?;
                }
                Ok(rows.len())
            }
            Shown::Board { pipeline } => {
                let stages = self.rows(sql::STAGES, [pipeline])?;
                let mut count = stages.len();
                for stage in &stages {
                    let Some(Value::Integer(id)) = stage.first() else { continue };
                    count += self.rows(sql::SUMS, [id])?.len();
                    count += self.rows(sql::CARDS, [id])?.len();
                }
                Ok(count)
            }
        }
    }

    fn rows(&self, statement: &str, bound: impl Params) -> Result<Vec<Vec<Value>>> {
        let conn = self.conn();
        let mut statement = conn.prepare_cached(statement)?;
        let columns = statement.column_count();
        let mut rows = statement.query(bound)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let mut values = Vec::with_capacity(columns);
            for column in 0..columns {
                values.push(row.get::<_, Value>(column)?);
            }
            all.push(values);
        }
        Ok(black_box(all))
    }

    fn number(&self, statement: &str, bound: impl Params) -> Result<i64> {
        let conn = self.conn();
        let mut statement = conn.prepare_cached(statement)?;
        Ok(statement.query_row(bound, |row| row.get::<_, Option<i64>>(0))?.unwrap_or_default())
    }

    /// Statuses with priorities that fill a page of 50.
    pub fn pairs(&self) -> Result<Vec<(i64, i64)>> {
        let conn = self.conn();
        let mut statement = conn.prepare(sql::PAIRS)?;
        let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(pairs.collect::<rusqlite::Result<_>>()?)
    }

    /// A ticket with about five messages, at or after a share (0 to 1) of all ids.
    pub fn ticket_near(&self, share: f64) -> Result<i64> {
        self.near(sql::LAST_TICKET, sql::TICKET_LIKE, share)
    }

    /// An open ticket, likewise.
    pub fn open_ticket_near(&self, share: f64) -> Result<i64> {
        self.near(sql::LAST_TICKET, sql::OPEN_TICKET, share)
    }

    /// A customer whose timeline is longer than a page, likewise.
    pub fn busy_customer_near(&self, share: f64) -> Result<i64> {
        self.near(sql::LAST_CUSTOMER, sql::CUSTOMER_LIKE, share)
    }

    /// Any customer, likewise.
    pub fn customer_near(&self, share: f64) -> Result<i64> {
        self.near(sql::LAST_CUSTOMER, sql::CUSTOMER, share)
    }

    /// A customer who has not left, likewise.
    pub fn lasting_customer_near(&self, share: f64) -> Result<i64> {
        self.near(sql::LAST_CUSTOMER, sql::LASTING_CUSTOMER, share)
    }

    fn near(&self, last: &str, find: &str, share: f64) -> Result<i64> {
        let start = (self.number(last, [])? as f64 * share) as i64;
        self.number(find, [start])
            .or_else(|_| self.number(find, [0]))
            .context("The file holds no such record. Generate it anew.")
    }

    /// The words of an article.
    pub fn article_near(&self, share: f64) -> Result<String> {
        let start = (self.number(sql::LAST_ARTICLE, [])? as f64 * share) as i64;
        let conn = self.conn();
        let mut statement = conn.prepare_cached(sql::ARTICLE_TEXT)?;
        Ok(statement
            .query_row([start], |row| row.get(0))
            .or_else(|_| statement.query_row([0], |row| row.get(0)))?)
    }

    /// Tickets, messages, customers, deals, articles, events.
    pub fn counts(&self) -> Result<[i64; 6]> {
        let row = |row: &rusqlite::Row<'_>| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?])
        };
        Ok(self.conn().query_row(sql::COUNTS, [], row)?)
    }

    /// Events that the slowest consumer has not seen.
    pub fn behind(&self) -> Result<i64> {
        self.number(sql::BEHIND, [])
    }

    pub fn events_of(&self, change: i64) -> Result<i64> {
        self.number(sql::EVENTS_OF, [change])
    }

    pub fn last_run(&self) -> Result<i64> {
        self.number(sql::LAST_RUN, [])
    }

    pub fn runs_after(&self, run: i64) -> Result<i64> {
        self.number(sql::RUNS, [run])
    }
}

/// The message that a reply's event names.
fn replied(row: &[Value]) -> Option<i64> {
    let (Some(Value::Text(kind)), Some(Value::Text(changes))) = (row.get(2), row.get(6)) else { return None };
    if kind != "ticket.replied" {
        return None;
    }
    let (_, rest) = changes.split_once("messages[")?;
    rest.split_once(']')?.0.parse().ok()
}
