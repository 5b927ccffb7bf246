//! Brings the write-ahead log into the file beside the writer, so that nobody who writes waits for that.
//!
//! SQLite would do it in the commit that makes the log long enough, before the next one may write; on a slow disk a person's
//! answer then waits for two thousand pages of somebody else's.

use super::{open, sql};
use crate::error::Result;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// From so many pages on it is worth it.
const WORTH_PAGES: i32 = 4_000;
/// With so many the writer does it after all: nobody else does, or never gets to the end because writing goes on and on.
const MOST_PAGES: i32 = 16_384;
/// The same while very much is written at once: pages that many transactions touch reach the file once.
const MOST_PAGES_IN_BULK: i32 = 65_536;

pub struct Ahead {
    path: PathBuf,
    without_sync: bool,
    /// Pages in the log after the newest commit.
    pages: Arc<AtomicI32>,
    most_pages: Arc<AtomicI32>,
    conn: Mutex<Option<Connection>>,
}

impl Ahead {
    /// Watches the commits of the one writer.
    pub fn of(writer: &mut Connection, path: &Path, without_sync: bool) -> Result<Self> {
        let (pages, most_pages) = (Arc::<AtomicI32>::default(), Arc::new(AtomicI32::new(MOST_PAGES)));
        let (counted, most) = (Arc::clone(&pages), Arc::clone(&most_pages));
        writer.wal_hook(Some(move |log: &mut rusqlite::hooks::Wal, now: i32| {
            counted.store(now, Ordering::Relaxed);
            if now >= most.load(Ordering::Relaxed) {
                // The commit stands whether or not this succeeds; the next one tries again.
                let _ = log.checkpoint();
            }
            Ok(())
        }))?;
        Ok(Self { path: path.to_owned(), without_sync, pages, most_pages, conn: Mutex::default() })
    }

    /// Brings in what is there, if that is much, while others read and write.
    pub fn bring_in(&self) -> Result<()> {
        let bulk = self.most_pages.load(Ordering::Relaxed) > MOST_PAGES;
        if bulk || self.pages.load(Ordering::Relaxed) < WORTH_PAGES {
            return Ok(());
        }
        let mut conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let conn = match conn.as_mut() {
            Some(conn) => conn,
            None => conn.insert(self.connect()?),
        };
        Ok(conn.query_row(sql::BRING_IN, [], |_| Ok(()))?)
    }

    /// Does `f` while nothing is brought in: who empties the log must be alone with it.
    pub fn aside<T>(&self, f: impl FnOnce() -> T) -> T {
        let _held = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        f()
    }

    fn connect(&self) -> Result<Connection> {
        let conn = open::beside(&self.path)?;
        conn.execute_batch(if self.without_sync { sql::OFF } else { sql::NORMAL })?;
        Ok(conn)
    }

    /// Lets the log become longer until the answer is dropped.
    pub fn in_bulk(&self) -> Bulk<'_> {
        self.most_pages.store(MOST_PAGES_IN_BULK, Ordering::Relaxed);
        Bulk(&self.most_pages)
    }
}

/// Very much is written; ends however that ends.
pub struct Bulk<'a>(&'a AtomicI32);

impl Drop for Bulk<'_> {
    fn drop(&mut self) {
        self.0.store(MOST_PAGES, Ordering::Relaxed);
    }
}
