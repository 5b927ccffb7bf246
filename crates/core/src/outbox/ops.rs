//! What a person sees of the outbox and may do about it.

use super::{Payload, sql};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::filter::Filter;
use crate::page::{self, Page};
use crate::wire::wire_enum;
use rusqlite::{Row, params, params_from_iter};
use serde::{Deserialize, Serialize};

wire_enum! {
    OutboxStatus {
        Waiting = "waiting", Sending = "sending", Sent = "sent", Failed = "failed",
        /// Waits for a person to release it.
        Held = "held",
        Cancelled = "cancelled",
    }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListOutbox {
    #[serde(default)]
    pub status: Option<OutboxStatus>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutboxPlace {
    pub id: i64,
}

/// An effect on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct OutboxItem {
    pub id: i64,
    pub kind: String,
    pub title: String,
    pub body: String,
    /// For whom; everybody without it.
    pub user_id: Option<i64>,
    /// The record it tells of.
    pub subject_type: Option<String>,
    pub subject_id: Option<i64>,
    pub status: OutboxStatus,
    pub attempts: i64,
    pub next_attempt_ms: i64,
    pub change_id: Option<i64>,
    pub error: Option<String>,
    pub created_ms: i64,
    pub sent_ms: Option<i64>,
}

/// `outbox.list`: newest first. Errors: `invalid`.
pub fn list(ctx: &Ctx<'_>, args: ListOutbox) -> Result<Page<OutboxItem>> {
    let limit = page::limit(args.limit)?;
    let mut filter = Filter::new();
    filter.and_some("o.status = ?", args.status.map(|status| status.word().to_owned()));
    filter.and_some("o.id < ?", page::after::<i64>(args.after.as_deref())?);
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::LIST, "o.id DESC", limit))?;
    let rows =
        statement.query_map(params_from_iter(filter.bound()), row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    page::page(rows, limit, |item| item.id)
}

/// `outbox.release`: lets a held, failed or cancelled effect go out now. Errors: `not_found`.
pub fn release(ctx: &Ctx<'_>, args: OutboxPlace) -> Result<OutboxItem> {
    ctx.unit()?;
    let changed = ctx.conn().prepare_cached(sql::RELEASE)?.execute(params![args.id, ctx.now_ms])?;
    one(ctx, args.id, changed)
}

/// `outbox.cancel`: it never goes out. Errors: `not_found` where it is gone or out already.
pub fn cancel(ctx: &Ctx<'_>, args: OutboxPlace) -> Result<OutboxItem> {
    ctx.unit()?;
    let changed = ctx.conn().prepare_cached(sql::CANCEL)?.execute([args.id])?;
    one(ctx, args.id, changed)
}

fn one(ctx: &Ctx<'_>, id: i64, changed: usize) -> Result<OutboxItem> {
    if changed == 0 {
        return Err(Error::not_found("error.gone.outbox"));
    }
    let mut filter = Filter::new();
    filter.and("o.id = ?", [id.into()]);
    Ok(ctx
        .conn()
        .prepare_cached(&filter.statement(sql::LIST, "o.id", 1))?
        .query_row(params_from_iter(filter.bound()), row)?)
}

fn row(row: &Row<'_>) -> rusqlite::Result<OutboxItem> {
    let payload: Option<Payload> = serde_json::from_str(&row.get::<_, String>("payload")?).ok();
    let Payload { user_id, title, body, subject_type, subject_id } = payload.unwrap_or_default();
    Ok(OutboxItem {
        id: row.get("id")?,
        kind: row.get("kind")?,
        title,
        body,
        user_id,
        subject_type,
        subject_id,
        status: row.get("status")?,
        attempts: row.get("attempts")?,
        next_attempt_ms: row.get("next_attempt_ms")?,
        change_id: row.get("change_id")?,
        error: row.get("error")?,
        created_ms: row.get("created_ms")?,
        sent_ms: row.get("sent_ms")?,
    })
}
