//! Writes by hand: the rows of the record and its event, in one transaction, with the same wait for the disk.

use super::sql;
use anyhow::Result;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};
use std::path::Path;

/// Writes by hand.
pub struct WriteFloor {
    conn: Connection,
    /// Any change, for the events to refer to.
    change: i64,
    status: i64,
    priority: i64,
    /// Counts downwards, so that no number is taken that Onhand will give.
    number: i64,
}

/// What a ticket is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewTicket<'t> {
    pub subject: &'t str,
    pub body: &'t str,
    pub customer: i64,
}

impl WriteFloor {
    pub fn open(file: &Path, with_sync: bool) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(file, flags)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        conn.execute_batch(sql::WRITER)?;
        if !with_sync {
            conn.execute_batch(sql::OFF)?;
        }
        conn.set_prepared_statement_cache_capacity(64);
        let one = |statement: &str| conn.query_row(statement, [], |row| row.get::<_, i64>(0));
        let (change, status, priority) =
            (one(sql::LAST_CHANGE)?, one(sql::NEW_STATUS)?, one(sql::NORMAL_PRIORITY)?);
        let number = -one(sql::LAST_TICKET)?;
        Ok(Self { conn, change, status, priority, number })
    }

    /// A ticket, its first message, its event.
    pub fn create(&mut self, ticket: NewTicket<'_>, now_ms: i64) -> Result<()> {
        self.number -= 1;
        self.begin()?;
        self.conn.prepare_cached(sql::TICKET_INSERT)?.execute(params![
            self.number,
            ticket.subject,
            self.status,
            self.priority,
            ticket.customer,
            now_ms
        ])?;
        let id = self.conn.last_insert_rowid();
        self.conn.prepare_cached(sql::MESSAGE_INSERT)?.execute(params![
            id,
            "customer",
            None::<i64>,
            ticket.customer,
            ticket.body,
            now_ms
        ])?;
        self.event("ticket", id, "ticket.created", None, now_ms)?;
        self.commit()
    }

    /// A message, the ticket's times, its event.
    pub fn reply(&self, ticket: i64, body: &str, now_ms: i64) -> Result<()> {
        self.begin()?;
        self.conn.prepare_cached(sql::MESSAGE_INSERT)?.execute(params![
            ticket,
            "agent",
            1,
            None::<i64>,
            body,
            now_ms
        ])?;
        let message = self.conn.last_insert_rowid();
        self.conn.prepare_cached(sql::TICKET_ANSWERED)?.execute(params![ticket, now_ms])?;
        let changes = format!(
            "{{\"messages[{message}]\":{{\"before\":null,\"after\":{{\"#\":\"0123456789abcdef\"}}}}}}"
        );
        self.event("ticket", ticket, "ticket.replied", Some(&changes), now_ms)?;
        self.commit()
    }

    /// A deal's stage, its event.
    pub fn move_deal(&self, deal: i64, stage: i64, now_ms: i64) -> Result<()> {
        self.begin()?;
        self.conn.prepare_cached(sql::DEAL_MOVE)?.execute(params![deal, stage, now_ms])?;
        let changes = format!(
            "{{\"stage_id\":{{\"before\":1,\"after\":{stage}}},\"stage_entered_ms\":{{\"before\":{now_ms},\"after\":{now_ms}}}}}"
        );
        self.event("deal", deal, "deal.moved", Some(&changes), now_ms)?;
        self.commit()
    }

    fn begin(&self) -> Result<()> {
        self.conn.prepare_cached(sql::BEGIN)?.execute([])?;
        Ok(())
    }

    fn commit(&self) -> Result<()> {
        self.conn.prepare_cached(sql::COMMIT)?.execute([])?;
        Ok(())
    }

    fn event(
        &self,
        subject: &str,
        id: i64,
        kind: &str,
        changes: Option<&str>,
        now_ms: i64,
    ) -> rusqlite::Result<()> {
        self.conn.prepare_cached(sql::EVENT_INSERT)?.execute(params![
            now_ms,
            self.change,
            kind,
            subject,
            id,
            changes
        ])?;
        Ok(())
    }
}
