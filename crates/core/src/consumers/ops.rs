//! What a person sees of the consumers and may do about a record that is held back.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::log::events;
use crate::log::tables::Record;
use crate::page::List;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

/// Where a consumer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ConsumerState {
    pub name: String,
    pub position: i64,
    /// Events it has not seen yet.
    pub behind: i64,
    /// Records whose events it holds back.
    pub parked: i64,
}

/// Every consumer and how far it is.
pub fn status(ctx: &Ctx<'_>) -> Result<Vec<ConsumerState>> {
    let mut statement = ctx.conn().prepare_cached(sql::STATUS)?;
    let rows = statement.query_map([], |row| {
        Ok(ConsumerState {
            name: row.get("name")?,
            position: row.get("position")?,
            behind: row.get("behind")?,
            parked: row.get("parked")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Makes a consumer read the log from its beginning again and forgets what it holds back.
pub fn reset(conn: &Connection, name: &str) -> Result<()> {
    conn.execute(sql::DROP_ALL, [name])?;
    conn.execute(sql::SET_POSITION, params![name, 0])?;
    Ok(())
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListHeld {}

/// A record whose events wait because one of them could not be digested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Held {
    pub consumer: String,
    pub subject_type: String,
    pub subject_id: i64,
    pub subject_title: String,
    /// Events that wait.
    pub waiting: i64,
    pub first_seq: i64,
    pub error: String,
}

/// `consumers.held`: records that wait, oldest first.
pub fn held(ctx: &Ctx<'_>, _args: ListHeld) -> Result<List<Held>> {
    let mut statement = ctx.conn().prepare_cached(sql::HELD)?;
    let rows = statement.query_map([], |row| {
        Ok(Held {
            consumer: row.get("consumer")?,
            subject_type: row.get("subject_type")?,
            subject_id: row.get("subject_id")?,
            subject_title: String::new(),
            waiting: row.get("waiting")?,
            first_seq: row.get("first_seq")?,
            error: row.get("error")?,
        })
    })?;
    let mut items = rows.collect::<rusqlite::Result<Vec<Held>>>()?;
    for item in &mut items {
        if let Some(record) = Record::parse(&item.subject_type) {
            item.subject_title = events::title(ctx.conn(), record, item.subject_id)?;
        }
    }
    Ok(List { items })
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldSubject {
    pub consumer: String,
    pub subject_type: String,
    pub subject_id: i64,
    /// Forgets the events instead of trying them again.
    #[serde(default)]
    pub discard: bool,
}

/// How many events go on, or were forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Released {
    pub events: i64,
}

/// `consumers.release`: tries the held events of a record again, or forgets them. Errors: `not_found`.
pub fn release(ctx: &Ctx<'_>, args: HeldSubject) -> Result<Released> {
    ctx.unit()?;
    let statement = if args.discard { sql::DROP } else { sql::RELEASE };
    let events = ctx.conn().prepare_cached(statement)?.execute(params![
        args.consumer,
        args.subject_type,
        args.subject_id
    ])?;
    if events == 0 {
        return Err(Error::not_found("error.gone.held"));
    }
    Ok(Released { events: events as i64 })
}
