//! Everything as CSV: one file per table with a header, attachments as files.

use super::sql;
use crate::error::{Code, Error, Result};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::path::Path;

/// Secrets and raw bytes do not belong in a spreadsheet; attachments are written as files.
const LEFT_OUT: &[&str] =
    &["sessions", "sign_in_links", "idempotency_keys", "blob_chunks", "refinery_schema_history"];

/// Writes every table below `folder` as of one moment; answers the number of rows. The folder must be new or empty.
pub fn export(conn: &Connection, folder: &Path) -> Result<u64> {
    if !conn.is_autocommit() {
        return write_all(conn, folder);
    }
    conn.execute_batch(sql::BEGIN)?;
    let written = write_all(conn, folder);
    conn.execute_batch(sql::END)?;
    written
}

fn write_all(conn: &Connection, folder: &Path) -> Result<u64> {
    std::fs::create_dir_all(folder)?;
    if std::fs::read_dir(folder)?.next().is_some() {
        return Err(Error::new(
            Code::Unavailable,
            format!("{} is not empty. Choose a new folder for the export.", folder.display()),
        ));
    }
    let tables: Vec<String> =
        conn.prepare(sql::TABLES)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut written = 0;
    for table in tables.iter().filter(|table| !LEFT_OUT.contains(&table.as_str())) {
        written += write_table(conn, table, &folder.join(format!("{table}.csv")))?;
    }
    write_attachments(conn, &folder.join("attachments"))?;
    Ok(written)
}

fn write_table(conn: &Connection, table: &str, path: &Path) -> Result<u64> {
    let columns: Vec<String> = conn
        .prepare(&sql::columns(table))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut out = csv::Writer::from_path(path).map_err(into)?;
    out.write_record(&columns).map_err(into)?;
    let mut statement = conn.prepare(&sql::rows(table, &columns))?;
    let mut rows = statement.query([])?;
    let mut written = 0;
    while let Some(row) = rows.next()? {
        for at in 0..columns.len() {
            match row.get_ref(at)? {
                ValueRef::Null => out.write_field(b""),
                ValueRef::Integer(number) => out.write_field(number.to_string()),
                ValueRef::Real(number) => out.write_field(number.to_string()),
                ValueRef::Text(text) | ValueRef::Blob(text) => out.write_field(text),
            }
            .map_err(into)?;
        }
        out.write_record(None::<&[u8]>).map_err(into)?;
        written += 1;
    }
    out.flush()?;
    Ok(written)
}

fn write_attachments(conn: &Connection, folder: &Path) -> Result<()> {
    use std::io::Write;
    let mut statement = conn.prepare(sql::ATTACHMENTS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, name, blob): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        std::fs::create_dir_all(folder)?;
        let mut file = std::fs::File::create(folder.join(format!("{id}-{}", safe(&name))))?;
        let mut chunks = conn.prepare_cached(sql::CHUNKS)?;
        let mut chunks = chunks.query([blob])?;
        while let Some(chunk) = chunks.next()? {
            file.write_all(chunk.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
        }
    }
    Ok(())
}

/// A name that every file system takes and that cannot leave the folder.
fn safe(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
        .take(100)
        .collect();
    cleaned.trim_matches(['.', ' ']).to_owned()
}

fn into(cause: csv::Error) -> Error {
    match cause.into_kind() {
        csv::ErrorKind::Io(cause) => Error::from(cause),
        other => Error::new(Code::Internal, "The export could not be written. Try another folder.")
            .caused_by(format!("{other:?}")),
    }
}
