//! Reading notifications and marking them as read.

use super::sql;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::filter::Filter;
use crate::ids::NotificationId;
use crate::log::{events, tables::Record};
use crate::page::{self, Page};
use rusqlite::types::Value as Bound;
use rusqlite::{params, params_from_iter};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListNotifications {
    /// Only those not read yet.
    #[serde(default)]
    pub unread: Option<bool>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Notification {
    pub id: NotificationId,
    pub title: String,
    pub body: String,
    pub subject_type: Option<String>,
    pub subject_id: Option<i64>,
    /// What the record it is about is called now; nothing where that was removed for good.
    pub subject_title: Option<String>,
    pub created_ms: i64,
    pub read_ms: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadNotifications {
    /// One of them; all without it.
    #[serde(default)]
    pub id: Option<NotificationId>,
}

/// How many were marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ReadDone {
    pub read: i64,
}

/// `notifications.list`: the caller's own and those for everybody, newest first. Errors: `invalid`.
pub fn list(ctx: &Ctx<'_>, args: ListNotifications) -> Result<Page<Notification>> {
    let limit = page::limit(args.limit)?;
    let mut filter = Filter::new();
    filter.and(
        "(n.user_id IS NULL OR n.user_id = ?)",
        [ctx.actor.user_id().map_or(Bound::Null, Bound::Integer)],
    );
    if args.unread == Some(true) {
        filter.fixed("n.read_ms IS NULL");
    }
    filter.and_some("n.id < ?", page::after::<i64>(args.after.as_deref())?);
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::LIST, "n.id DESC", limit))?;
    let rows = statement.query_map(params_from_iter(filter.bound()), |row| {
        Ok(Notification {
            id: row.get("id")?,
            title: row.get("title")?,
            body: row.get("body")?,
            subject_type: row.get("subject_type")?,
            subject_id: row.get("subject_id")?,
            subject_title: None,
            created_ms: row.get("created_ms")?,
            read_ms: row.get("read_ms")?,
        })
    })?;
    let mut page = page::page(rows.collect::<rusqlite::Result<Vec<_>>>()?, limit, |note| note.id)?;
    for note in &mut page.items {
        let record = note.subject_type.as_deref().and_then(Record::parse);
        if let (Some(record), Some(id)) = (record, note.subject_id) {
            note.subject_title =
                Some(events::title(ctx.conn(), record, id)?).filter(|title| !title.is_empty());
        }
    }
    Ok(page)
}

/// `notifications.read`: marks one or all of the caller's as read.
pub fn read(ctx: &Ctx<'_>, args: ReadNotifications) -> Result<ReadDone> {
    ctx.unit()?;
    let read =
        ctx.conn().prepare_cached(sql::READ)?.execute(params![ctx.actor.user_id(), ctx.now_ms, args.id])?;
    Ok(ReadDone { read: read as i64 })
}
