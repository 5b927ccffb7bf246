//! A backup is one file, and it counts only once it was opened and compared with what it was taken from.

use super::sql;
use crate::db::{Db, FileLock, Lane, file_in};
use crate::error::{Code, Error, Result};
use crate::log::hash;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::Path;

/// What was compared: rows per table and the hash of everything tracked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Proof {
    pub rows: BTreeMap<String, i64>,
    pub hash: String,
    pub size_bytes: i64,
}

/// Copies the file as of one moment while work goes on, opens the copy, compares, and only then gives it its name.
///
/// Errors: `unavailable` when the target is there already or cannot be written, `damaged` when the copy differs.
pub fn backup(db: &Db, target: &Path) -> Result<Proof> {
    let found = db.snapshot(|source| copy(source, target))?;
    let now_ms = db.clock().now_ms();
    db.maintain(Lane::Person, |conn| Ok(conn.execute(sql::MARK_BACKUP, [now_ms])?))?;
    Ok(found)
}

/// The same from a reading connection, beside a running app.
pub fn backup_from(source: &Connection, target: &Path) -> Result<Proof> {
    source.execute_batch(sql::BEGIN)?;
    let found = copy(source, target);
    source.execute_batch(sql::END)?;
    found
}

/// `source` sees one state all the while.
fn copy(source: &Connection, target: &Path) -> Result<Proof> {
    if target.exists() {
        return Err(Error::new(
            Code::Unavailable,
            format!(
                "{} is there already. Choose a new name; backups are never overwritten.",
                target.display()
            ),
        ));
    }
    let unfinished = target.with_extension("unfinished");
    if unfinished.exists() {
        std::fs::remove_file(&unfinished)?;
    }
    let mut copy = Connection::open(&unfinished)?;
    // One step, so that the copy and the hash below see the same state.
    Backup::new(source, &mut copy)?.step(-1)?;
    drop(copy);
    let expected = prove(source)?;
    let copy = Connection::open_with_flags(&unfinished, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let sound: String = copy.query_row(sql::QUICK_CHECK, [], |row| row.get(0))?;
    let found = prove(&copy)?;
    drop(copy);
    if sound != "ok" || found.rows != expected.rows || found.hash != expected.hash {
        std::fs::remove_file(&unfinished)?;
        return Err(Error::new(
            Code::Damaged,
            "The copy differs from the original, so it was thrown away. Check the disk, then make the backup again.",
        ));
    }
    std::fs::File::open(&unfinished)?.sync_all()?;
    std::fs::rename(&unfinished, target)?;
    Ok(found)
}

/// Counts and hash of a file.
fn prove(conn: &Connection) -> Result<Proof> {
    let tables: Vec<String> =
        conn.prepare(sql::TABLES)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut rows = BTreeMap::new();
    for table in tables {
        let count = conn.query_row(&sql::count(&table), [], |row| row.get(0))?;
        rows.insert(table, count);
    }
    Ok(Proof {
        rows,
        hash: hash::everything(conn)?,
        size_bytes: conn.query_row(sql::SIZE, [], |row| row.get(0))?,
    })
}

/// Puts a backup in the place of the present file, which is kept beside it. Nothing leaves the house until the held
/// effects were looked at; the search index is rebuilt because its position is of another history.
///
/// Needs the folder's lock, so no Onhand may be running on it. Errors: `damaged`, `newer_file`, `unavailable`.
pub fn restore(_lock: &FileLock, folder: &Path, backup: &Path, now_ms: i64) -> Result<()> {
    crate::db::examine(backup)?;
    let file = file_in(folder);
    let incoming = folder.join("restoring.onhand");
    std::fs::copy(backup, &incoming)?;
    let conn = Connection::open(&incoming)?;
    let sound: String = conn.query_row(sql::QUICK_CHECK, [], |row| row.get(0))?;
    if sound != "ok" {
        drop(conn);
        std::fs::remove_file(&incoming)?;
        return Err(Error::new(
            Code::Damaged,
            "This backup is damaged, so nothing was changed. Choose an older one.",
        ));
    }
    conn.execute(sql::MARK_RESTORED, [now_ms])?;
    conn.execute(sql::HOLD_OUTBOX, [])?;
    conn.close().map_err(|(_, cause)| cause)?;
    std::fs::File::open(&incoming)?.sync_all()?;
    if file.exists() {
        let kept = folder.join(format!("before-restore-{now_ms}.onhand"));
        // The write-ahead log belongs to the file that leaves; opening and closing folds it in.
        Connection::open(&file)?.close().map_err(|(_, cause)| cause)?;
        std::fs::rename(&file, kept)?;
    }
    for leftover in ["business.onhand-wal", "business.onhand-shm"] {
        let leftover = folder.join(leftover);
        if leftover.exists() {
            std::fs::remove_file(leftover)?;
        }
    }
    Ok(std::fs::rename(incoming, file)?)
}
