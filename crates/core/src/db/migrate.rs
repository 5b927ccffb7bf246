//! Schema migrations (refinery, forward only), with a copy made first and foreign keys checked after.

use super::sql;
use crate::error::{Code, Error, Result};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

mod embedded {
    refinery::embed_migrations!("../../migrations");
}

/// The schema version that this program writes.
pub fn newest() -> i64 {
    embedded::migrations::runner().get_migrations().iter().map(|m| i64::from(m.version())).max().unwrap_or(0)
}

/// Applies what is missing, with the note that it was, in one transaction: a computer that stops leaves all of it or
/// nothing. Foreign keys stay off meanwhile: a table rebuild would otherwise cascade. After an error the copy made before
/// has to take the file's place.
pub fn run(conn: &mut Connection) -> Result<()> {
    conn.execute_batch(sql::FOREIGN_KEYS_OFF)?;
    embedded::migrations::runner().set_grouped(true).run(conn).map_err(|cause| {
        Error::new(
            Code::Damaged,
            "The file could not be brought up to this version. It is as it was; go on with the version before.",
        )
        .caused_by(cause.to_string())
    })?;
    let broken: i64 = conn.query_row(sql::FOREIGN_KEY_CHECK, [], |row| row.get(0))?;
    if broken > 0 {
        return Err(Error::new(
            Code::Damaged,
            "The file could not be brought up to this version, because some records point to others that are missing. It is as it was; go on with the version before.",
        ));
    }
    Ok(())
}

/// Makes a file of an older version.
#[cfg(test)]
pub fn up_to(conn: &mut Connection, version: i32) -> std::result::Result<(), refinery::Error> {
    embedded::migrations::runner().set_target(refinery::Target::Version(version)).run(conn).map(drop)
}

/// Copies the file before it is changed; keeps the two newest copies. Errors: `unavailable` when space is short.
pub fn copy_before(path: &Path, from: i64) -> Result<PathBuf> {
    let copy = path.with_extension(format!("before-v{}.onhand", from + 1));
    if copy.exists() {
        std::fs::remove_file(&copy)?;
    }
    let conn = Connection::open(path)?;
    if let Err(cause) = conn.execute(sql::VACUUM_INTO, [copy.to_string_lossy().as_ref()]) {
        // Half a copy is none, and takes the space that is missing.
        let _ = std::fs::remove_file(&copy);
        return Err(cause.into());
    }
    let mut copies: Vec<PathBuf> = std::fs::read_dir(path.parent().unwrap_or(Path::new(".")))?
        .filter_map(std::result::Result::ok)
        .map(|entry| entry.path())
        .filter(|entry| entry.to_string_lossy().contains(".before-v"))
        .collect();
    copies.sort_by_key(|copy| std::fs::metadata(copy).and_then(|meta| meta.modified()).ok());
    for old in copies.iter().rev().skip(2) {
        std::fs::remove_file(old)?;
    }
    Ok(copy)
}
