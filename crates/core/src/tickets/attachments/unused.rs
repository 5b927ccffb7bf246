//! Throwing away what nobody can see any more: uploads that no message took, and content that no record shows.
//!
//! A row is not the only thing that refers to content. Undoing a reply takes the rows of its files away, and redoing it
//! puts them back as the log holds them, so content that the log of a ticket names stays as long as that ticket is there,
//! in the trash too. Removing a ticket for good ends that: its last state still says what its files were called and how
//! large they were, but not what was in them.

use super::sql;
use crate::ctx::Actor;
use crate::db::{Db, Lane};
use crate::error::Result;
use crate::retention::{FILES_MS, UPLOADS_MS};
use rusqlite::{Connection, params};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Events looked at in one piece; the log may hold millions.
const PIECE: i64 = 50_000;

/// Forgets uploads that no message took.
pub fn forget_uploads(conn: &Connection, now_ms: i64) -> Result<usize> {
    Ok(conn.prepare_cached(sql::FORGET_UPLOADS)?.execute([now_ms - UPLOADS_MS])?)
}

/// Looks for content that nothing refers to, a piece of the log at a time, and removes it.
#[derive(Debug, Default)]
pub struct Unused {
    /// Content that no row refers to, as far as the log was looked at.
    suspects: BTreeSet<i64>,
    walked: i64,
    /// Content that undo may bring back, and a ticket for which it may: not looked for again while that is there.
    needed: BTreeMap<i64, i64>,
}

impl Unused {
    /// Begins a look, unless one is under way.
    pub fn begin(&mut self, db: &Db, now_ms: i64) -> Result<()> {
        if self.is_under_way() {
            return Ok(());
        }
        let needed = std::mem::take(&mut self.needed);
        db.read(Actor::System, |ctx| {
            let mut ticket = ctx.conn().prepare_cached(sql::TICKET)?;
            for (blob, owner) in needed {
                if ticket.exists([owner])? {
                    self.needed.insert(blob, owner);
                }
            }
            let mut unused = ctx.conn().prepare_cached(&sql::unused())?;
            let found = unused.query_map([now_ms - FILES_MS], |row| row.get(0))?;
            self.suspects = found.collect::<rusqlite::Result<_>>()?;
            Ok(())
        })?;
        self.suspects.retain(|blob| !self.needed.contains_key(blob));
        self.walked = 0;
        Ok(())
    }

    /// Whether [`Unused::go_on`] has something to do.
    pub fn is_under_way(&self) -> bool {
        !self.suspects.is_empty()
    }

    /// Looks at the next piece of the log; at its end, removes what nothing refers to, each in a transaction of its own.
    pub fn go_on(&mut self, db: &Db, now_ms: i64) -> Result<()> {
        let (seen, last) = db.read(Actor::System, |ctx| self.look(ctx.conn()))?;
        self.needed.extend(&seen);
        self.suspects.retain(|blob| !seen.contains_key(blob));
        self.walked = last.min(self.walked + PIECE);
        while let Some(blob) = self.suspects.first().copied() {
            let removed = db.maintain(Lane::Background, |conn| {
                if last_seq(conn)? > self.walked {
                    return Ok(false);
                }
                conn.prepare_cached(&sql::remove())?.execute(params![now_ms - FILES_MS, blob])?;
                Ok(true)
            })?;
            if !removed {
                break;
            }
            self.suspects.remove(&blob);
        }
        Ok(())
    }

    /// The suspects that the next piece names for tickets that are there, and where the log ends.
    fn look(&self, conn: &Connection) -> Result<(BTreeMap<i64, i64>, i64)> {
        let mut found = BTreeMap::new();
        let mut events = conn.prepare_cached(sql::FILES_IN_LOG)?;
        let mut rows = events.query([self.walked, self.walked + PIECE])?;
        let mut ticket = conn.prepare_cached(sql::TICKET)?;
        while let Some(row) = rows.next()? {
            let (owner, changes): (i64, String) = (row.get(0)?, row.get(1)?);
            let changes: Map<String, Value> = serde_json::from_str(&changes)?;
            for (key, entry) in changes.iter().filter(|(key, _)| key.starts_with("attachments[")) {
                debug_assert!(!key.contains("blob_id"), "a file never changes its content");
                let blob = entry.pointer("/before/blob_id").and_then(Value::as_i64);
                if let Some(blob) = blob.filter(|blob| self.suspects.contains(blob))
                    && ticket.exists([owner])?
                {
                    found.insert(blob, owner);
                }
            }
        }
        Ok((found, last_seq(conn)?))
    }
}

fn last_seq(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached(sql::LAST_SEQ)?.query_row([], |row| row.get(0))?)
}
