//! A backup is one file, and it counts only once it was opened and compared with what it was taken from.

use super::sql;
use crate::db::{Db, FileLock, Lane, file_in};
use crate::error::{Code, Error, Result};
use crate::log::hash;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    remove(&unfinished)?;
    let found = copy_and_prove(source, &unfinished).inspect_err(|_| {
        // Half a copy is none; on a full disk it takes the space that is missing.
        let _ = remove(&unfinished);
        let _ = remove(&with_suffix(&unfinished, "-journal"));
    })?;
    std::fs::rename(&unfinished, target)?;
    sync_folder(target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
    Ok(found)
}

fn copy_and_prove(source: &Connection, unfinished: &Path) -> Result<Proof> {
    copy_pages(source, unfinished)?;
    let copy = Connection::open_with_flags(unfinished, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let sound: String = copy.query_row(sql::QUICK_CHECK, [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Error::new(
            Code::Damaged,
            "A part of the file is damaged, so no backup was made of it. Run the check to see which, and keep the backups you have.",
        ));
    }
    let (expected, found) = (prove(source)?, prove(&copy)?);
    if found.rows != expected.rows || found.hash != expected.hash {
        return Err(Error::new(
            Code::Damaged,
            "The copy differs from the original, so it was thrown away. Check the disk, then make the backup again.",
        ));
    }
    std::fs::File::open(unfinished)?.sync_all()?;
    Ok(found)
}

/// Copies what `source` sees, its write-ahead log included, into one new file.
fn copy_pages(source: &Connection, target: &Path) -> Result<()> {
    // SQLite only says that it cannot open a file; the system says why.
    std::fs::File::create_new(target)?;
    let mut copy = Connection::open(target)?;
    // One step, so that the copy is of one state.
    if Backup::new(source, &mut copy)?.step(-1)? != StepResult::Done {
        return Err(Error::new(
            Code::Unavailable,
            "The file is in use elsewhere. Close other programs that use it, then try again.",
        ));
    }
    copy.query_row(sql::ONE_FILE, [], |_| Ok(()))?;
    copy.close().map_err(|(_, cause)| cause)?;
    Ok(())
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
    remove(&incoming)?;
    take_in(backup, &incoming, now_ms).inspect_err(|_| {
        let _ = remove(&incoming);
        let _ = remove(&with_suffix(&incoming, "-journal"));
    })?;
    if file.exists() {
        keep(&file, &folder.join(format!("before-restore-{now_ms}.onhand")))?;
    }
    // From one file to the other in one step: whenever the computer stops, one of them is there.
    std::fs::rename(&incoming, &file)?;
    sync_folder(folder)
}

/// Copies a backup that is sound to where it is taken up from.
fn take_in(backup: &Path, incoming: &Path, now_ms: i64) -> Result<()> {
    copy_pages(&crate::db::read_only(backup)?, incoming)?;
    let conn = Connection::open(incoming)?;
    let sound: String = conn.query_row(sql::QUICK_CHECK, [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Error::new(
            Code::Damaged,
            "This backup is damaged, so nothing was changed. Choose an older one.",
        ));
    }
    conn.execute(sql::MARK_RESTORED, [now_ms])?;
    conn.execute(sql::HOLD_OUTBOX, [])?;
    conn.close().map_err(|(_, cause)| cause)?;
    Ok(std::fs::File::open(incoming)?.sync_all()?)
}

/// Keeps the present file under another name, with all that its write-ahead log holds.
fn keep(file: &Path, kept: &Path) -> Result<()> {
    let (log, kept_log) = (with_suffix(file, "-wal"), with_suffix(kept, "-wal"));
    if log.exists() {
        // Before anything opens the file: SQLite throws the log away where it takes the file for an empty one.
        std::fs::copy(&log, &kept_log)?;
        std::fs::File::open(&kept_log)?.sync_all()?;
    }
    // Whoever mends a file too damaged to be opened needs both parts.
    if folded_in(file)? {
        remove(&kept_log)?;
    }
    if std::fs::hard_link(file, kept).is_err() {
        // Some file systems know no second name.
        std::fs::copy(file, kept)?;
        std::fs::File::open(kept)?.sync_all()?;
    }
    sync_folder(kept.parent().unwrap_or(Path::new(".")))?;
    // What is left belongs to the kept file and must not meet the one that comes.
    remove(&log)?;
    remove(&with_suffix(file, "-shm"))
}

/// Brings the write-ahead log into the file; says no for a file that cannot be opened. Errors: `unavailable` while
/// another program reads it.
fn folded_in(file: &Path) -> Result<bool> {
    let fold = || {
        crate::db::examine(file)?;
        let conn = Connection::open(file)?;
        let busy: bool = conn.query_row(sql::FOLD_IN, [], |row| row.get(0))?;
        conn.close().map_err(|(_, cause)| cause)?;
        Ok::<_, Error>(busy)
    };
    match fold() {
        Ok(false) => Ok(true),
        Ok(true) => Err(Error::new(
            Code::Unavailable,
            "Another program reads the present file, so nothing was changed. Wait for its export or backup, or close it; then restore again.",
        )),
        Err(cause) => {
            tracing::warn!(%cause, "the file that is replaced cannot be opened; it is kept as it is");
            Ok(false)
        }
    }
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes a file that need not be there.
fn remove(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(cause.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Names are on the disk only once their folder is; Windows keeps them without being asked.
fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
