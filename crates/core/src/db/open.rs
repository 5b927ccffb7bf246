//! Opening a file: cheap checks of what it is before anything is read, then the migration if one is due.

use super::{migrate, sql};
use crate::clock::Clock;
use crate::error::{Code, Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// "ONHD" in the header of every file that Onhand wrote.
pub const APPLICATION_ID: i32 = 0x4f4e_4844;
/// The newest schema this program knows.
pub fn newest_schema() -> i64 {
    migrate::newest()
}

/// Where the file is and what the program brings along.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// The folder that holds `business.onhand`, the search index and the lock.
    pub folder: PathBuf,
    pub clock: Arc<dyn Clock>,
    /// Sixteen random bytes in hex, used if the file is new.
    pub installation_id: String,
    /// Skips the disk sync of every commit; only for benchmarks and generated data.
    pub without_sync: bool,
}

impl OpenOptions {
    pub fn file(&self) -> PathBuf {
        file_in(&self.folder)
    }
}

/// The file inside a data folder.
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join("business.onhand")
}

/// What opening found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// There was no file before, or one that a crash left without any content.
    pub created: bool,
    /// The copy made before a migration.
    pub migrated_from: Option<PathBuf>,
    /// The previous run ended without closing the file.
    pub after_crash: bool,
    pub installation_id: String,
}

/// A connection that cannot change the file. Never creates it.
pub fn read_only(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    if let Err(cause) = conn.query_row(sql::TABLE_COUNT, [], |_| Ok(()))
        && matches!(cause.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
        && nothing_beside(path)
    {
        // Even a reader wants to write beside the file; from a folder that takes nothing, such as a backup on a disc,
        // the file is read as one that nobody changes.
        conn = Connection::open_with_flags(unchanging(path), flags | OpenFlags::SQLITE_OPEN_URI)?;
    }
    keep_plans(&conn)?;
    Ok(conn)
}

/// Another connection to a file that is open already, which may bring its write-ahead log into it.
pub fn beside(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(path, flags)?)
}

/// Whether all there is stands in the file itself.
fn nothing_beside(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(true, |log| log.len() == 0)
}

/// The file's address with SQLite's promise that it does not change (sqlite.org/uri.html).
fn unchanging(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

/// Statements are planned once. Otherwise SQLite looks at bound values where a partial index could depend on them and
/// plans such a statement again each time it runs, which costs more than running it.
fn keep_plans(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Opens, checks, migrates. Errors: `damaged`, `newer_file`, `unavailable`.
pub fn writer(options: &OpenOptions) -> Result<(Connection, Opened)> {
    let path = options.file();
    if path.exists() {
        header(&path)?;
    }
    let mut conn = Connection::open_with_flags(
        &path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    keep_plans(&conn)?;
    if conn.is_readonly(rusqlite::MAIN_DB)? {
        return Err(Error::new(
            Code::Unavailable,
            format!(
                "{} may only be read, so Onhand cannot work with it. Give yourself the right to write to it, or copy it to another folder and name that with --data.",
                path.display()
            ),
        ));
    }
    let found = identify(&conn, &path)?;
    let migrated_from =
        if (1..newest_schema()).contains(&found) { Some(migrate::copy_before(&path, found)?) } else { None };
    conn.query_row(sql::WAL, [], |_| Ok(()))?;
    if found == NOTHING_YET {
        conn.execute_batch(&sql::set_application(APPLICATION_ID))?;
    }
    if found < newest_schema()
        && let Err(refused) = migrate::run(&mut conn)
    {
        drop(conn);
        if let Some(copy) = &migrated_from {
            std::fs::rename(copy, &path)?;
        }
        return Err(refused);
    }
    conn.execute_batch(sql::WRITER)?;
    if options.without_sync {
        conn.execute_batch(sql::OFF)?;
    }
    conn.set_prepared_statement_cache_capacity(512);
    // Each step of making a file may be the last one before the power fails; the next opening goes on from there.
    conn.execute(
        sql::INSERT_INSTALLATION,
        rusqlite::params![options.installation_id, options.clock.now_ms()],
    )?;
    let (installation_id, clean): (String, bool) =
        conn.query_row(sql::INSTALLATION, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    conn.execute(sql::MARK_OPEN, [])?;
    conn.execute(crate::log::END_INTERRUPTED, [])?;
    Ok((conn, Opened { created: found == NOTHING_YET, migrated_from, after_crash: !clean, installation_id }))
}

/// The first bytes of every SQLite 3 file (file format, section 1.3.1).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Checks that a file is Onhand's and of a version this program can read, without changing it. Errors: `damaged`, `newer_file`.
pub fn examine(path: &Path) -> Result<()> {
    header(path)?;
    let conn = read_only(path)?;
    let application: i32 = conn.query_row(sql::APPLICATION_ID, [], |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(Error::new(
            Code::Damaged,
            format!("{} is not an Onhand file. Choose another.", path.display()),
        ));
    }
    let found = schema(&conn)?;
    if found == NOTHING_YET {
        return Err(Error::new(
            Code::Damaged,
            format!("{} was never finished and holds nothing. Choose another.", path.display()),
        ));
    }
    refuse_newer(found)
}

/// The schema of a file whose making was cut off before it held anything.
const NOTHING_YET: i64 = 0;

fn schema(conn: &Connection) -> Result<i64> {
    let tables: i64 = conn.query_row(sql::TABLE_COUNT, [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(NOTHING_YET);
    }
    Ok(conn.query_row(sql::SCHEMA_VERSION, [], |row| row.get(0))?)
}

fn refuse_newer(found: i64) -> Result<()> {
    let newest = migrate::newest();
    if found <= newest {
        return Ok(());
    }
    Err(Error::new(
        Code::NewerFile,
        format!(
            "This file was last used with a newer Onhand (schema {found}, this program knows {newest}). Install the newer version; the file is unchanged."
        ),
    ))
}

fn header(path: &Path) -> Result<()> {
    use std::io::Read;
    let mut start = Vec::with_capacity(MAGIC.len());
    std::fs::File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut start)?;
    // An empty file is what a crash before the first commit leaves; it holds nothing and becomes a new one.
    if start.is_empty() || start == MAGIC {
        return Ok(());
    }
    Err(Error::new(
        Code::Damaged,
        format!(
            "{} is not an Onhand file, or its beginning is damaged. Nothing was changed. Restore the newest backup with \
             `onhand restore`, or move this file away to start empty.",
            path.display()
        ),
    ))
}

/// Checks whose file it is; answers its schema. Errors: `damaged`, `newer_file`.
fn identify(conn: &Connection, path: &Path) -> Result<i64> {
    let application: i32 = conn.query_row(sql::APPLICATION_ID, [], |row| row.get(0))?;
    let tables: i64 = conn.query_row(sql::TABLE_COUNT, [], |row| row.get(0))?;
    if application != APPLICATION_ID && (application != 0 || tables > 0) {
        return Err(Error::new(
            Code::Damaged,
            format!("{} belongs to another program. Choose an Onhand file.", path.display()),
        ));
    }
    let found = schema(conn)?;
    refuse_newer(found)?;
    Ok(found)
}
