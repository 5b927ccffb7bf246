//! How the file and its background work are doing, for the status line and its page.

use super::sql;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::log::unit::none;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetStatus {}

/// How far a consumer of the log is.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Lag {
    pub name: String,
    pub position: i64,
    /// Events still to come.
    pub behind: i64,
    /// Events that wait because one of their record could not be digested.
    pub parked: i64,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct DataStatus {
    pub size_bytes: i64,
    pub events: i64,
    pub consumers: Vec<Lag>,
    pub outbox_waiting: i64,
    /// Held until somebody looks, after a restore or a jump of the clock.
    pub outbox_held: i64,
    pub outbox_failed: i64,
    pub last_backup_ms: Option<i64>,
    pub last_check_ms: Option<i64>,
    /// What the last check found, in words; absent when everything agreed.
    pub last_check_problem: Option<String>,
    pub restored_ms: Option<i64>,
}

/// `data.status`: size, log, consumers, outbox, last backup and check.
pub fn status(ctx: &Ctx<'_>, _args: GetStatus) -> Result<DataStatus> {
    let conn = ctx.conn();
    let events: i64 = conn.prepare_cached(sql::LAST_SEQ)?.query_row([], |row| row.get(0))?;
    let mut lags = conn.prepare_cached(sql::LAGS)?;
    let consumers = lags.query_map([], |row| {
        let position: i64 = row.get("position")?;
        Ok(Lag {
            name: row.get("name")?,
            position,
            behind: (events - position).max(0),
            parked: row.get("parked")?,
        })
    })?;
    let mut consumers = consumers.collect::<rusqlite::Result<Vec<_>>>()?;
    // The index keeps its own place, and the file works without it.
    if let Ok(search) = ctx.search() {
        let position = search.reached(events);
        consumers.push(Lag { name: "search".to_owned(), position, behind: events - position, parked: 0 });
    }
    let (last_backup_ms, last_check_ms, restored_ms) = conn
        .prepare_cached(sql::INSTALLATION)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let last_check_problem: Option<String> = conn
        .prepare_cached(sql::CHECK_PROBLEM)?
        .query_row([], |row| row.get(0))
        .map(Some)
        .or_else(none)?
        .flatten();
    let (outbox_waiting, outbox_held, outbox_failed) =
        conn.prepare_cached(sql::OUTBOX)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(DataStatus {
        size_bytes: conn.query_row(sql::SIZE, [], |row| row.get(0))?,
        events,
        consumers,
        outbox_waiting,
        outbox_held,
        outbox_failed,
        last_backup_ms,
        last_check_ms,
        last_check_problem,
        restored_ms,
    })
}
