//! The one writer, with single writes of people; [`batch`] has the changes of many units that yield.

mod batch;

use super::ahead::Ahead;
use super::lanes::{Lane, Lanes, Turn};
use super::readers::{Readers, View};
use super::{FileLock, OpenOptions, Opened, open, sql};
use crate::clock::Clock;
use crate::ctx::{Actor, Ctx};
use crate::error::{Code, Error, Result};
use crate::ids::ChangeId;
use crate::log::capture::{self, Moment};
use crate::log::unit::{ChangeSpec, Unit, Written, insert_change, none};
use crate::search::Search;
use chrono_tz::Tz;
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

pub use batch::{Batch, Transaction};

/// A question at a screen that takes longer is asked wrongly.
const ANSWER_MAX_US: u64 = 2_000_000;

/// Listens to committed events; called on the writing thread after the commit, must be quick.
pub type Listener = Arc<dyn Fn(&[Written]) + Send + Sync>;

/// What a write did.
#[derive(Debug)]
pub struct Outcome<T> {
    pub value: T,
    /// Absent when nothing tracked changed.
    pub change: Option<ChangeId>,
    pub events: Vec<Written>,
}

struct Writer {
    conn: Connection,
    unit: Unit,
    zone: Tz,
    last_recorded_ms: i64,
    synchronous: Option<Lane>,
    without_sync: bool,
}

/// An open file.
pub struct Db {
    lanes: Lanes,
    /// Before the writer: the connection that is closed last brings the write-ahead log into the file, and a reader may not.
    readers: Readers,
    ahead: Ahead,
    writer: Mutex<Writer>,
    /// When a person last came to change something; 0 before the first did. Bookkeeping that must be on the disk is nobody's
    /// waiting: long work does some of its own.
    person_us: AtomicU64,
    clock: Arc<dyn Clock>,
    zone: Mutex<Tz>,
    listeners: Mutex<Vec<Listener>>,
    search: OnceLock<Arc<Search>>,
    opened: Opened,
    ending: AtomicBool,
    _lock: FileLock,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("opened", &self.opened).finish_non_exhaustive()
    }
}

impl Db {
    /// Takes the folder, opens or creates the file. Errors: `unavailable`, `damaged`, `newer_file`.
    pub fn open(options: &OpenOptions) -> Result<Self> {
        std::fs::create_dir_all(&options.folder)?;
        let lock = super::lock(&options.folder)?;
        let (mut conn, opened) = open::writer(options)?;
        let ahead = Ahead::of(&mut conn, &options.file(), options.without_sync)?;
        let moment = Moment::default();
        capture::install(&conn, &moment)?;
        crate::conditions::install(&conn)?;
        let last_recorded_ms = conn
            .query_row(crate::log::LAST_RECORDED, [], |row| row.get(0))
            .map(Some)
            .or_else(none)?
            .unwrap_or(0);
        let zone = stored_zone(&conn)?;
        let writer = Writer {
            conn,
            unit: Unit::new(moment),
            zone,
            last_recorded_ms,
            synchronous: None,
            without_sync: options.without_sync,
        };
        Ok(Self {
            lanes: Lanes::default(),
            ahead,
            writer: Mutex::new(writer),
            person_us: AtomicU64::new(0),
            readers: Readers::new(&options.file(), Arc::clone(&options.clock)),
            clock: Arc::clone(&options.clock),
            zone: Mutex::new(zone),
            listeners: Mutex::default(),
            search: OnceLock::new(),
            opened,
            ending: AtomicBool::new(false),
            _lock: lock,
        })
    }

    pub const fn opened(&self) -> &Opened {
        &self.opened
    }

    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub fn zone(&self) -> Tz {
        *self.zone.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the search index at the disposal of operations; once.
    pub fn attach_search(&self, search: Arc<Search>) {
        // A second index for one file would be a fault of the program; the first one stays.
        let _ = self.search.set(search);
    }

    /// The search index, if it could be opened.
    pub fn search(&self) -> Option<&Arc<Search>> {
        self.search.get()
    }

    /// Calls `listener` after every commit that wrote events.
    pub fn listen(&self, listener: Listener) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    /// Runs a question on a reading connection; all its statements see one state of the file.
    pub fn read<T>(&self, actor: Actor, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        self.ask(View::OneState, None, actor, f)
    }

    /// The same while somebody waits. Errors: `busy` when it takes longer than two seconds.
    pub fn answer<T>(&self, actor: Actor, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        self.ask(View::OneState, Some(ANSWER_MAX_US), actor, f)
    }

    /// Long work on a reading connection; each of its statements sees the newest state.
    pub fn follow<T>(&self, actor: Actor, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        self.ask(View::Flowing, None, actor, f)
    }

    fn ask<T>(
        &self,
        view: View,
        limit_us: Option<u64>,
        actor: Actor,
        f: impl FnOnce(&Ctx<'_>) -> Result<T>,
    ) -> Result<T> {
        let (now_ms, zone) = (self.clock.now_ms(), self.zone());
        let search = self.search.get().map(Arc::as_ref);
        let f = |conn: &Connection| f(&Ctx::reading(conn, actor, now_ms, zone).with_search(search));
        self.readers.with(view, limit_us, f)
    }

    /// One unit in one transaction; on the disk when this returns for [`Lane::Person`]. Any error undoes all of it.
    pub fn write<T>(
        &self,
        lane: Lane,
        spec: &ChangeSpec,
        f: impl FnOnce(&Ctx<'_>) -> Result<T>,
    ) -> Result<Outcome<T>> {
        if lane == Lane::Person {
            self.person_us.store(self.clock.monotonic_us(), Ordering::Relaxed);
        }
        let mut session = self.session(lane)?;
        session.begin()?;
        let mut events = Vec::new();
        let search = self.search.get().map(Arc::clone);
        let f = |ctx: &Ctx<'_>| f(&ctx.acting_as(ctx.actor).with_search(search.as_deref()));
        let result = session
            .writer
            .unit_of_work(spec, None, self.clock.now_ms(), f, &mut events)
            .map(|value| (value, session.writer.unit.change_if_any()));
        let (value, change) = session.end(result)?;
        drop(session);
        self.announce(&events);
        Ok(Outcome { value, change, events })
    }

    /// A transaction on bookkeeping alone (positions, sessions, runs): no change, no events.
    pub fn maintain<T>(&self, lane: Lane, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut session = self.session(lane)?;
        session.begin()?;
        let result = f(&session.writer.conn);
        session.end(result)
    }

    /// Starts a change that spans many transactions.
    pub fn batch(&self, spec: ChangeSpec) -> Result<Batch<'_>> {
        let now_ms = self.clock.now_ms();
        let change = self.maintain(Lane::Background, |conn| insert_change(conn, &spec, now_ms, None))?;
        Ok(Batch::new(self, spec, change))
    }

    /// Goes on with a change that was cut off.
    pub fn resume(&self, spec: ChangeSpec, change: ChangeId) -> Batch<'_> {
        Batch::new(self, spec, change)
    }

    /// Asks long work to stop where it is: the program ends.
    pub fn wind_down(&self) {
        self.ending.store(true, Ordering::Release);
    }

    /// Whether the program ends.
    pub fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Acquire)
    }

    /// For writing very much: the write-ahead log may grow to a quarter of a gigabyte meanwhile and is emptied at the end.
    pub fn in_bulk<T>(&self, f: impl FnOnce() -> Result<T>) -> Result<T> {
        let bulk = self.ahead.in_bulk();
        let done = f();
        let settled = self.ahead.aside(|| {
            let mut session = self.session(Lane::Background)?;
            session.writer.synchronous = None;
            Ok(session.writer.conn.execute_batch(sql::SETTLE)?)
        });
        drop(bulk);
        done.and_then(|done| settled.map(|()| done))
    }

    /// Brings the write-ahead log into the file where it has become long, beside whoever writes.
    pub fn bring_in(&self) -> Result<()> {
        self.ahead.bring_in()
    }

    /// Marks the file as properly closed.
    pub fn close(&self) -> Result<()> {
        self.maintain(Lane::Person, |conn| Ok(conn.execute(sql::MARK_CLOSED, []).map(|_| ())?))
    }

    /// Runs `f` on a connection that sees the file as of one moment, while work goes on.
    pub fn snapshot<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.readers.with(View::OneState, None, f)
    }

    /// Whether nobody writes at this moment.
    pub fn is_free(&self) -> bool {
        self.lanes.is_free()
    }

    /// Whether background work should end its batch: somebody waits to write.
    pub(crate) fn person_waits(&self) -> bool {
        self.lanes.person_waits()
    }

    fn session(&self, lane: Lane) -> Result<Session<'_>> {
        let turn = self.lanes.enter(lane);
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if !writer.conn.is_autocommit() {
            // A panic of the previous holder left its transaction open; nobody was told that it succeeded.
            writer.conn.execute_batch(sql::ROLLBACK)?;
        }
        writer.sync_for(lane)?;
        Ok(Session { writer, _turn: turn })
    }

    fn announce(&self, events: &[Written]) {
        if events.is_empty() {
            return;
        }
        if events.iter().any(|event| event.record == crate::log::tables::Record::Business)
            && let Ok(zone) = self.readers.with(View::Flowing, None, stored_zone)
        {
            *self.zone.lock().unwrap_or_else(PoisonError::into_inner) = zone;
            self.writer.lock().unwrap_or_else(PoisonError::into_inner).zone = zone;
        }
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for listener in listeners {
            listener(events);
        }
    }
}

/// The writer, held for one transaction.
struct Session<'d> {
    writer: MutexGuard<'d, Writer>,
    _turn: Turn<'d>,
}

impl Session<'_> {
    fn begin(&mut self) -> Result<()> {
        Ok(self.writer.conn.prepare_cached(sql::BEGIN)?.execute([]).map(|_| ())?)
    }

    /// Commits what succeeded, takes back what did not.
    fn end<T>(&mut self, result: Result<T>) -> Result<T> {
        let committed = match result {
            Ok(value) => self
                .writer
                .conn
                .prepare_cached(sql::COMMIT)
                .and_then(|mut s| s.execute([]))
                .map(|_| value)
                .map_err(Error::from),
            Err(error) => Err(error),
        };
        if committed.is_err() && !self.writer.conn.is_autocommit() {
            self.writer.conn.execute_batch(sql::ROLLBACK)?;
        }
        committed
    }
}

impl Writer {
    fn sync_for(&mut self, lane: Lane) -> Result<()> {
        if self.without_sync || self.synchronous == Some(lane) {
            return Ok(());
        }
        self.conn.execute_batch(match lane {
            Lane::Person => sql::FULL,
            Lane::Background => sql::NORMAL,
        })?;
        self.synchronous = Some(lane);
        Ok(())
    }

    fn unit_of_work<T>(
        &mut self,
        spec: &ChangeSpec,
        change: Option<ChangeId>,
        now_ms: i64,
        f: impl FnOnce(&Ctx<'_>) -> Result<T>,
        events: &mut Vec<Written>,
    ) -> Result<T> {
        // The log's clock never runs backwards, whatever the computer's does.
        let now_ms = now_ms.max(self.last_recorded_ms);
        self.unit.begin(spec, change, now_ms);
        let value = f(&Ctx::writing(&self.conn, spec.actor, now_ms, self.zone, &self.unit))?;
        let written = self.unit.finish(&self.conn, now_ms)?;
        if !written.is_empty() {
            self.last_recorded_ms = now_ms;
        }
        events.extend(written);
        Ok(value)
    }
}

fn stored_zone(conn: &Connection) -> Result<Tz> {
    let name: Option<String> = conn.query_row(sql::ZONE, [], |row| row.get(0)).map(Some).or_else(none)?;
    name.map_or(Ok(Tz::UTC), |name| {
        name.parse().map_err(|_| {
            Error::new(
                Code::Damaged,
                format!("The time zone {name} is not known. Choose another in Settings."),
            )
        })
    })
}
