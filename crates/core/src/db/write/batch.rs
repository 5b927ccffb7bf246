//! Changes of many units in transactions that end when a person waits.

use super::super::sql;
use super::{Db, Lane, Session};
use crate::ctx::{Actor, Ctx};
use crate::error::Result;
use crate::ids::ChangeId;
use crate::log::unit::{ChangeSpec, Written};
use rusqlite::Connection;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How long a transaction may hold the writer while nobody waits for it, microseconds. As soon as a person waits it ends
/// after the unit it is in, however young it is.
const UNDISTURBED_MAX_US: u64 = 105_000;
/// While people write, long work takes this long at a time and then rests: a person's commit waits for the disk until all
/// that was written before it is there too.
const AMONG_PEOPLE_MAX_US: u64 = 10_000;
const REST: Duration = Duration::from_millis(30);
/// People are writing until this long after the last of them did.
const PEOPLE_STAY_US: u64 = 2_000_000;

/// A change in progress: many units, in transactions that end when a person waits.
#[derive(Debug)]
pub struct Batch<'d> {
    db: &'d Db,
    spec: ChangeSpec,
    change: ChangeId,
    /// When a person last wrote before this began: asking for long work is a write too, and whoever did waits for it.
    asked_us: u64,
}

/// A transaction of a batch; each unit in it stands or falls alone.
pub struct Transaction<'t, 'd> {
    session: &'t mut Session<'d>,
    db: &'d Db,
    spec: &'t ChangeSpec,
    change: ChangeId,
    events: Vec<Written>,
    until_us: u64,
}

impl<'d> Batch<'d> {
    pub(super) fn new(db: &'d Db, spec: ChangeSpec, change: ChangeId) -> Self {
        Self { db, spec, change, asked_us: db.person_us.load(Ordering::Relaxed) }
    }

    fn people_write(&self) -> bool {
        let person_us = self.db.person_us.load(Ordering::Relaxed);
        person_us != self.asked_us && self.db.clock.monotonic_us() < person_us + PEOPLE_STAY_US
    }

    pub const fn change(&self) -> ChangeId {
        self.change
    }

    /// Runs units until `f` returns; ask [`Transaction::should_yield`] between them.
    pub fn transaction<T>(&mut self, f: impl FnOnce(&mut Transaction<'_, 'd>) -> Result<T>) -> Result<T> {
        let mut session = self.db.session(Lane::Background)?;
        session.begin()?;
        let among_people = self.people_write();
        let longest_us = if among_people { AMONG_PEOPLE_MAX_US } else { UNDISTURBED_MAX_US };
        let mut transaction = Transaction {
            until_us: self.db.clock.monotonic_us() + longest_us,
            session: &mut session,
            db: self.db,
            spec: &self.spec,
            change: self.change,
            events: Vec::new(),
        };
        let result = f(&mut transaction);
        let events = std::mem::take(&mut transaction.events);
        let value = session.end(result)?;
        drop(session);
        self.db.announce(&events);
        if among_people {
            std::thread::sleep(REST);
        }
        Ok(value)
    }

    /// Ends the change; from here on it can be undone. Waits for the disk.
    pub fn finish(self, label: Option<&str>) -> Result<ChangeId> {
        let now_ms = self.db.clock.now_ms();
        self.db.maintain(Lane::Person, |conn| {
            if label.is_some() {
                conn.execute(crate::log::LABEL_CHANGE, rusqlite::params![self.change, label])?;
            }
            Ok(conn.execute(crate::log::FINISH_CHANGE, [self.change.0, now_ms])?)
        })?;
        Ok(self.change)
    }
}

impl Transaction<'_, '_> {
    /// One unit; its error takes back this unit only.
    pub fn unit<T>(&mut self, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        self.unit_as(self.spec.actor, f)
    }

    /// The same where somebody else than who started the change did this part of it.
    pub fn unit_as<T>(&mut self, actor: Actor, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        self.session.writer.conn.prepare_cached(sql::SAVEPOINT)?.execute([])?;
        let before = self.events.len();
        match self.unit_to_the_end(actor, f) {
            Ok(value) => {
                self.session.writer.conn.prepare_cached(sql::RELEASE)?.execute([])?;
                Ok(value)
            }
            Err(error) => {
                self.events.truncate(before);
                // On a full disk SQLite takes back the whole transaction, and with it the savepoint.
                if !self.session.writer.conn.is_autocommit() {
                    self.session.writer.conn.execute_batch(sql::ROLLBACK_TO)?;
                }
                Err(error)
            }
        }
    }

    /// A unit without a way back of its own: its error must end the transaction. For long work that is all or nothing, as
    /// a savepoint copies every page that the unit writes.
    pub fn unit_to_the_end<T>(&mut self, actor: Actor, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        let now_ms = self.db.clock.now_ms();
        let theirs = (actor != self.spec.actor).then(|| ChangeSpec { actor, ..self.spec.clone() });
        let spec = theirs.as_ref().unwrap_or(self.spec);
        self.session.writer.unit_of_work(spec, Some(self.change), now_ms, f, &mut self.events)
    }

    /// Bookkeeping in the same transaction (import records, positions).
    pub fn conn(&self) -> &Connection {
        &self.session.writer.conn
    }

    /// Whether to end this transaction: a person waits, or it has held the writer long enough.
    pub fn should_yield(&self) -> bool {
        self.db.lanes.person_waits() || self.db.clock.monotonic_us() >= self.until_us
    }
}
