//! Keeps the index at the end of the log: the consumer whose position is its own commit.

use super::index::SearchIndex;
use super::position::{LogHead, Position, Reason, Resume};
use super::query::{Hits, Query};
use super::schema::{Doc, Kind};
use super::sql;
use crate::error::{Code, Error, Result};
use crate::log::unit::none;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// Events, or records that show what they changed, taken at a time.
pub(super) const BATCH: usize = 500;
/// Further behind than this, a search answers at once and says how far the index is.
const INLINE_EVENTS: i64 = 2_000;
/// A search waits at most this long for the index, well within the time that a question may take, and looks this often.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// How far the index is as long as nobody knows: before the first feeding and during a rebuild.
const UNKNOWN: i64 = -1;
/// A rebuild shows what it has this often.
const REBUILD_COMMIT: usize = 50_000;

/// The table of a kind, and the statement that reads a record of it as a document.
const fn source(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Article => ("articles", sql::ARTICLE),
        Kind::Customer => ("customers", sql::CUSTOMER),
        Kind::Deal => ("deals", sql::DEAL),
        Kind::Ticket => ("tickets", sql::TICKET),
    }
}

/// What shows the name of a customer, and the statement that finds it.
const SHOW_CUSTOMERS: &[(Kind, &str)] = &[(Kind::Ticket, sql::TICKETS_OF), (Kind::Deal, sql::DEALS_OF)];

/// How far the index follows the log.
pub(super) struct Place {
    /// Everything up to this event is in the index.
    seq: i64,
    /// Up to this one it is, once these records are in: what shows something that an event changed elsewhere. Taken in
    /// batches like events, because a customer may have as many tickets as there are.
    next: i64,
    also: Vec<(Kind, i64)>,
}

impl Place {
    const fn after(seq: i64) -> Self {
        Self { seq, next: seq, also: Vec::new() }
    }
}

/// The index of an open file, and how far it follows the log.
pub struct Search {
    pub index: SearchIndex,
    /// Nothing while it has to be found out; held for one batch, or for a rebuild.
    pub(super) fed: Mutex<Option<Place>>,
    /// The same, for those who only look and must not wait for the feeder; [`UNKNOWN`] where it is nothing.
    reached: AtomicI64,
    /// Percent of a rebuild, or -1 when the index is complete.
    rebuilding_pct: AtomicI64,
    again: AtomicBool,
    /// The last run ended without closing the file, perhaps in the midst of writing the index too.
    doubted: AtomicBool,
}

impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search").finish_non_exhaustive()
    }
}

impl Search {
    /// Opens the index beside the file; whether it can follow the log is found out by the first feeding.
    pub fn open(folder: &Path) -> Result<Self> {
        Ok(Self {
            index: SearchIndex::open(folder)?,
            fed: Mutex::new(None),
            reached: AtomicI64::new(UNKNOWN),
            rebuilding_pct: AtomicI64::new(-1),
            again: AtomicBool::new(false),
            doubted: AtomicBool::new(false),
        })
    }

    /// After a crash: the first feeding reads all files of the index before it goes on from them.
    pub fn doubt(&self) {
        self.doubted.store(true, Ordering::Release);
    }

    /// Reads all files of the index; where they are damaged, the next feeding builds it anew.
    pub fn check(&self) {
        if self.index.is_damaged() {
            tracing::warn!("search index is damaged and will be rebuilt");
            self.rebuild_again();
        }
    }

    /// Searches; where that shows damage, the next feeding builds the index anew.
    pub fn search(&self, query: &Query) -> Result<Hits> {
        self.index.search(query).inspect_err(|error| self.heal(error))
    }

    fn heal(&self, error: &Error) {
        if error.code == Code::Damaged && !error.is_damage_of_the_file() {
            self.rebuild_again();
        }
    }

    /// How far a rebuild is; nothing when the index is complete.
    pub fn indexing_pct(&self) -> Option<i64> {
        Some(self.rebuilding_pct.load(Ordering::Relaxed)).filter(|pct| *pct >= 0)
    }

    /// The last of `last_seq` events that it has taken in; during a rebuild, the share of them that is done.
    pub fn reached(&self, last_seq: i64) -> i64 {
        match self.indexing_pct() {
            Some(pct) => last_seq * pct / 100,
            None => self.reached.load(Ordering::Acquire).clamp(0, last_seq.max(0)),
        }
    }

    /// Asks for a rebuild; the next feeding does it.
    pub fn rebuild_again(&self) {
        self.again.store(true, Ordering::Release);
    }

    /// Brings the index to the end of the log as `conn` sees it. `stop` is asked between batches.
    pub fn feed(&self, conn: &Connection, stop: &dyn Fn() -> bool) -> Result<()> {
        while self.feed_some(conn, stop).inspect_err(|error| self.heal(error))? && !stop() {}
        Ok(())
    }

    /// A rebuild that was asked for, or one batch; says whether more may follow. Lets go of the index afterwards, so
    /// that nobody waits for a feeder that never comes to an end.
    pub(super) fn feed_some(&self, conn: &Connection, stop: &dyn Fn() -> bool) -> Result<bool> {
        let mut fed = self.fed.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.again.swap(false, Ordering::AcqRel) {
            return self.step(conn, &mut fed, stop);
        }
        let rebuilt = self.rebuild(conn, &mut fed, stop);
        if !matches!(rebuilt, Ok(true)) {
            // Somebody asked for it, so it is still due.
            self.again.store(true, Ordering::Release);
        }
        rebuilt
    }

    /// One batch, after finding out where to begin; says whether more may follow.
    fn step(&self, conn: &Connection, fed: &mut Option<Place>, stop: &dyn Fn() -> bool) -> Result<bool> {
        // Where the batch fails, only what was committed counts.
        let mut place = match fed.take() {
            Some(place) => place,
            None => match self.resume(conn)? {
                Resume::After(seq) => Place::after(seq),
                Resume::Rebuild(_) => return self.rebuild(conn, fed, stop),
            },
        };
        let more = self.batch(conn, &mut place)?;
        self.stands_at(fed, Some(place));
        Ok(more)
    }

    fn stands_at(&self, fed: &mut Option<Place>, place: Option<Place>) {
        self.reached.store(place.as_ref().map_or(UNKNOWN, |place| place.seq), Ordering::Release);
        *fed = place;
    }

    /// Before a search: what was written until now is found, unless the index is far behind or is being rebuilt.
    pub fn wait_for_last_write(&self, conn: &Connection) -> Result<()> {
        let last = last_seq(conn)?;
        let until = Instant::now() + LONGEST_WAIT;
        loop {
            let reached = self.reached.load(Ordering::Acquire);
            if reached >= last || (reached != UNKNOWN && last - reached > INLINE_EVENTS) {
                return Ok(());
            }
            match self.fed.try_lock() {
                // A rebuild that stopped half-way is the feeder's to go on with.
                Ok(fed) if fed.is_none() && self.indexing_pct().is_some() => return Ok(()),
                Ok(mut fed) => {
                    if !self.step(conn, &mut fed, &|| false)? || Instant::now() >= until {
                        return Ok(());
                    }
                }
                Err(TryLockError::Poisoned(_)) => self.fed.clear_poison(),
                Err(TryLockError::WouldBlock) => {
                    if self.indexing_pct().is_some() || Instant::now() >= until {
                        return Ok(());
                    }
                    std::thread::sleep(LOOK_EVERY);
                }
            }
        }
    }

    fn resume(&self, conn: &Connection) -> Result<Resume> {
        if self.doubted.swap(false, Ordering::AcqRel) && self.index.is_damaged() {
            return Ok(Resume::Rebuild(Reason::Damaged));
        }
        let installation: String = conn.query_row(sql::INSTALLATION, [], |row| row.get(0))?;
        let last_seq = last_seq(conn)?;
        self.index.resume(&LogHead {
            installation_id: &installation,
            last_seq,
            hash_of: &|seq| event_hash(conn, seq),
        })
    }

    /// One batch of events, or of what the last one left to do; says whether it left any behind that it saw. What is
    /// written meanwhile waits for the next feeding: every commit is a segment, and somebody has to merge those.
    fn batch(&self, conn: &Connection, place: &mut Place) -> Result<bool> {
        // A searcher's older view of the file would bring back what an event has changed since.
        if last_seq(conn)? < place.next {
            return Ok(false);
        }
        let mut records = place.also.split_off(place.also.len().saturating_sub(BATCH));
        let mut more = true;
        if records.is_empty() {
            let (count, touched) = self.touched(conn, place)?;
            if count == 0 {
                return Ok(false);
            }
            more = count == BATCH || !place.also.is_empty();
            records = touched;
        }
        for (kind, id) in &records {
            match load(conn, *kind, *id)? {
                Some(doc) => self.index.replace(&doc)?,
                None => self.index.remove(*kind, *id)?,
            }
        }
        if place.also.is_empty() {
            place.seq = place.next;
        }
        // A commit costs a disk sync; events that touch nothing searchable can wait for the next one.
        if !records.is_empty() {
            self.index.commit(&self.position(conn, place.seq)?)?;
        }
        Ok(more)
    }

    /// How many events follow, and the records they touched; what else shows those is left to do in `place`.
    fn touched(&self, conn: &Connection, place: &mut Place) -> Result<(usize, Vec<(Kind, i64)>)> {
        let mut statement = conn.prepare_cached(sql::EVENTS_AFTER)?;
        let mut events = statement.query(params![place.seq, BATCH as i64])?;
        let (mut count, mut touched, mut renamed) = (0, Vec::new(), BTreeSet::new());
        while let Some(event) = events.next()? {
            count += 1;
            place.next = event.get("seq")?;
            let (kind, id): (String, i64) = (event.get("subject_type")?, event.get("subject_id")?);
            if let Some(kind) = Kind::named(&kind)
                && !touched.contains(&(kind, id))
            {
                touched.push((kind, id));
            }
            if event.get("renamed")? {
                renamed.insert(id);
            }
        }
        for customer in renamed {
            for (kind, statement) in SHOW_CUSTOMERS {
                let mut statement = conn.prepare_cached(statement)?;
                for id in statement.query_map([customer], |row| row.get(0))? {
                    place.also.push((*kind, id?));
                }
            }
        }
        Ok((count, touched))
    }

    /// Everything anew; says whether it came to the end, where the events written meanwhile follow. Whatever ends it
    /// early, the index counts as unfinished.
    fn rebuild(&self, conn: &Connection, fed: &mut Option<Place>, stop: &dyn Fn() -> bool) -> Result<bool> {
        self.rebuilding_pct.store(0, Ordering::Relaxed);
        self.stands_at(fed, None);
        let seq = last_seq(conn)?;
        self.index.clear()?;
        let mut total = 0_i64;
        for (table, _) in Kind::ALL.map(source) {
            total += conn.query_row(&sql::last_id(table), [], |row| row.get::<_, i64>(0))?;
        }
        let (mut done, mut added) = (0_i64, 0_usize);
        for kind in Kind::ALL {
            let (table, _) = source(kind);
            let mut after = 0_i64;
            loop {
                let ids: Vec<i64> = conn
                    .prepare_cached(&sql::ids(table))?
                    .query_map([after], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                let Some(last) = ids.last() else { break };
                done += *last - after;
                after = *last;
                for id in ids {
                    if let Some(doc) = load(conn, kind, id)? {
                        self.index.add(&doc)?;
                        added += 1;
                        if added % REBUILD_COMMIT == 0 {
                            self.index.commit_unfinished()?;
                        }
                    }
                }
                self.rebuilding_pct.store((done * 100 / total.max(1)).min(99), Ordering::Relaxed);
                if stop() {
                    return Ok(false);
                }
            }
        }
        self.index.commit(&self.position(conn, seq)?)?;
        self.stands_at(fed, Some(Place::after(seq)));
        self.rebuilding_pct.store(-1, Ordering::Relaxed);
        Ok(true)
    }

    fn position(&self, conn: &Connection, seq: i64) -> Result<Position> {
        Ok(Position {
            installation_id: conn.query_row(sql::INSTALLATION, [], |row| row.get(0))?,
            seq,
            event_hash: event_hash(conn, seq)?.unwrap_or_default(),
        })
    }
}

fn last_seq(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached(sql::LAST_SEQ)?.query_row([], |row| row.get(0))?)
}

/// Ties a position to one history: a restored log has another event at the same place.
fn event_hash(conn: &Connection, seq: i64) -> Result<Option<String>> {
    let row = conn
        .prepare_cached(sql::EVENT)?
        .query_row([seq], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, i64>(2)?,
                row.get::<_, String>(3)?,
            ))
        })
        .map(Some)
        .or_else(none)?;
    Ok(row.map(|(recorded_ms, kind, id, changes)| {
        let digest = Sha256::digest(format!("{recorded_ms}\n{kind}\n{id}\n{changes}").as_bytes());
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }))
}

/// A record as search sees it; nothing where it is gone or in the trash.
fn load(conn: &Connection, kind: Kind, id: i64) -> Result<Option<Doc>> {
    let (_, statement) = source(kind);
    let doc = conn.prepare_cached(statement)?.query_row([id], |row| {
        Ok(Doc {
            kind,
            id,
            title: row.get("title")?,
            body: row.get("body")?,
            status: row.get("status")?,
            updated_ms: row.get("updated_ms")?,
        })
    });
    Ok(doc.map(Some).or_else(none)?)
}
