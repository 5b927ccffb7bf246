//! Lost updates: two people who edit one record at once keep both edits unless they touched the same field, and nobody
//! edits what another threw away.

use super::tables::Record;
use super::unit::none;
use super::{sql, state, statements};
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::phrases::say;
use rusqlite::{Connection, params};
use serde_json::{Map, Value};

/// The record's present revision; nothing where it is gone.
pub fn now(conn: &Connection, record: Record, id: i64) -> Result<Option<i64>> {
    let Some(table) = statements::of_record(record) else { return Ok(None) };
    Ok(conn.prepare_cached(&table.rev)?.query_row([id], |row| row.get(0)).map(Some).or_else(none)?)
}

/// Lets a change through where the record is not in the trash. Errors: `conflict`.
pub fn outside_trash(ctx: &Ctx<'_>, (record, id): (Record, i64)) -> Result<()> {
    if state::lives(ctx.conn(), record, id)? { Ok(()) } else { Err(in_trash()) }
}

/// What is said of a change to a record in the trash.
pub fn in_trash() -> Error {
    Error::new(Code::Conflict, say("error.trash.unchangeable"))
}

/// Lets an update through that was made on revision `read`, if none of its fields (or child paths) changed since.
///
/// Errors: `conflict` naming the field, who changed it and its present value, or where the record is in the trash.
pub fn check(ctx: &Ctx<'_>, (record, id): (Record, i64), read: Option<i64>, fields: &[&str]) -> Result<()> {
    outside_trash(ctx, (record, id))?;
    let Some(read) = read else { return Ok(()) };
    if now(ctx.conn(), record, id)?.is_none_or(|present| present == read) {
        return Ok(());
    }
    let mut statement = ctx.conn().prepare_cached(sql::CHANGED_SINCE)?;
    let mut rows = statement.query(params![record.name(), id, read])?;
    while let Some(row) = rows.next()? {
        let changes: Map<String, Value> = serde_json::from_str(&row.get::<_, String>(0)?)?;
        let clash = changes.iter().find(|(key, _)| {
            let path = key.split(['[', '.']).next().unwrap_or(key);
            fields.contains(&path)
        });
        if let Some((key, entry)) = clash {
            let field = key.split(['[', '.']).next().unwrap_or(key).to_owned();
            let who = super::events::actor_name(ctx.conn(), &row.get::<_, String>(1)?)?;
            let changed = match entry.get("after") {
                Some(Value::String(text)) => {
                    say("error.conflict.changed_to").with("value", crate::text::shorten(text, 60))
                }
                _ => say("error.conflict.changed"),
            };
            return Err(Error::new(Code::Conflict, changed.with("who", who))
                .field(field)
                .hint(say("error.conflict.kept")));
        }
    }
    Ok(())
}
