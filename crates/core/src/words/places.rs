//! Where words are named: every column of a tracked table that points to one. A new column is found here by itself.

use super::kinds::WordKind;
use super::sql;
use super::types::Word;
use crate::error::Result;
use crate::log::tables::{TRACKED, Tracked};
use rusqlite::{Connection, params};

/// Tables up to this size are looked through while a person waits.
const TABLE_MAX: i64 = 20_000;
/// Records that move while a person waits.
const AT_ONCE: usize = 1_000;

/// A column that names words of a kind.
pub struct Place {
    pub table: &'static Tracked,
    pub column: String,
    /// Whether its records cannot be without such a word.
    pub is_needed: bool,
}

/// The rows that name a word in one place.
pub struct Users {
    pub place: Place,
    pub rows: Vec<i64>,
}

/// Every place that names words of this kind, apart from what belongs to the word itself.
pub fn of(conn: &Connection, kind: WordKind) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for table in TRACKED {
        let mut statement = conn.prepare_cached(sql::POINTERS)?;
        let found = statement
            .query_map([table.table, kind.table()], |row| Ok((row.get("column")?, row.get("is_needed")?)))?
            .collect::<rusqlite::Result<Vec<(String, bool)>>>()?;
        for (column, is_needed) in found {
            // The stages of a pipeline, the people of a team, and the words below a word go their own way.
            let is_part = table.owner.is_some_and(|owner| owner.column == column);
            if !is_part && table.table != kind.table() {
                places.push(Place { table, column, is_needed });
            }
        }
    }
    Ok(places)
}

/// Everything that names a word.
pub fn users(conn: &Connection, word: Word) -> Result<Vec<Users>> {
    of(conn, word.kind)?
        .into_iter()
        .map(|place| {
            let mut statement = conn.prepare_cached(&sql::users(&place))?;
            let rows = statement.query_map([word.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(Users { place, rows })
        })
        .collect()
}

/// The same where it is little enough to be moved at once; nothing where it is much, or has to be searched for long.
pub fn few_users(conn: &Connection, word: Word) -> Result<Option<Vec<Users>>> {
    for place in of(conn, word.kind)? {
        if is_large(conn, &place)? {
            return Ok(None);
        }
    }
    let users = users(conn, word)?;
    let rows: usize = users.iter().map(|users| users.rows.len()).sum();
    Ok(Some(users).filter(|_| rows <= AT_ONCE))
}

/// Whether somebody would wait for looking through the place's table.
pub fn is_large(conn: &Connection, place: &Place) -> Result<bool> {
    let last: i64 = conn.prepare_cached(&sql::last_id(place))?.query_row([], |row| row.get(0))?;
    Ok(last > TABLE_MAX)
}

/// How many rows name the word, to a thousand and one.
pub fn count(conn: &Connection, place: &Place, word: Word) -> Result<i64> {
    Ok(conn.prepare_cached(&sql::count(place))?.query_row(params![word.id], |row| row.get(0))?)
}
