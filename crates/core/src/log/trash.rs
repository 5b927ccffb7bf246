//! The trash: what was deleted, until somebody takes it out or an administrator removes it for good.

use super::events::{self, kind_named};
use super::state;
use super::tables::{Record, Tracked};
use super::unit::none;
use super::{rights, rules, sql};
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::page::{self, Page};
use crate::phrases::say;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTrash {
    /// Only this kind of record.
    #[serde(default, rename = "type")]
    pub record: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// A record in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TrashRow {
    #[serde(rename = "type")]
    pub record: String,
    pub id: i64,
    pub title: String,
    pub trashed_ms: i64,
    /// Who put it there.
    pub actor_name: String,
}

/// A record in the trash, named.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrashedRecord {
    #[serde(rename = "type")]
    pub record: String,
    pub id: i64,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TrashOutcome {
    #[serde(rename = "type")]
    pub record: String,
    pub id: i64,
    pub title: String,
}

/// Kinds that the trash shows. Other words come back with everything that named them, through the undo of their deletion.
pub const KINDS: &[Record] = &[
    Record::Ticket,
    Record::Customer,
    Record::Deal,
    Record::Task,
    Record::Interaction,
    Record::Article,
    Record::ArticleCategory,
    Record::Workflow,
    Record::Pipeline,
    Record::Team,
];

/// `trash.list`: what was deleted last comes first. Errors: `invalid` for an unknown kind, on `limit` or `after`.
pub fn list(ctx: &Ctx<'_>, args: ListTrash) -> Result<Page<TrashRow>> {
    let limit = page::limit(args.limit)?;
    let kinds = match &args.record {
        Some(name) => vec![kind_named(name).map_err(|error| error.field("type"))?],
        None => KINDS.to_vec(),
    };
    let after = page::after::<(i64, String, i64)>(args.after.as_deref())?;
    let mut rows = Vec::new();
    for record in kinds {
        let Some(table) = record.table().filter(|table| table.has_trash()) else { continue };
        // Ties on the instant are broken by kind, then by id; each kind starts after its own place.
        let (at_ms, id) = after.as_ref().map_or((i64::MAX, i64::MAX), |(at_ms, kind, id)| {
            let name = record.name();
            (
                *at_ms,
                if name == kind {
                    *id
                } else if name < kind.as_str() {
                    i64::MAX
                } else {
                    i64::MIN
                },
            )
        });
        let mut statement = ctx.conn().prepare_cached(&sql::trash(table))?;
        let found = statement.query_map(params![at_ms, id, limit as i64 + 1], |row| {
            Ok((row.get::<_, i64>("trashed_ms")?, record, row.get::<_, i64>("id")?))
        })?;
        rows.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    rows.sort_by(|a, b| (b.0, b.1.name(), b.2).cmp(&(a.0, a.1.name(), a.2)));
    let page = page::page(rows, limit, |(at_ms, record, id)| (*at_ms, record.name().to_owned(), *id))?;
    let items = page
        .items
        .into_iter()
        .map(|(trashed_ms, record, id)| told(ctx, (record, id), trashed_ms))
        .collect::<Result<_>>()?;
    Ok(Page { items, next: page.next })
}

/// `trash.restore`: back where it was. Errors: `invalid` for a kind that nobody deletes by hand, `forbidden` where the
/// caller may not change such records, `not_found` when it is not in the trash, `conflict` when it fits no more.
pub fn restore(ctx: &Ctx<'_>, args: TrashedRecord) -> Result<TrashOutcome> {
    let (record, table) = trashed(ctx, &args)?;
    if !KINDS.contains(&record) {
        return Err(Error::invalid("type", say("error.trash.only_undo")));
    }
    rights::may_change(ctx, record)?;
    ctx.conn()
        .prepare_cached(&sql::set_field(table, "trashed_ms"))?
        .execute(params![args.id, None::<i64>])?;
    rules::check(ctx, record, args.id, &BTreeSet::from(["trashed_ms".to_owned()]))?;
    Ok(TrashOutcome { record: args.record, id: args.id, title: events::title(ctx.conn(), record, args.id)? })
}

/// `trash.purge`: gone for good, with what belongs to it; its last state stays in the log. Cannot be undone.
///
/// Errors: `invalid`, `not_found` when it is not in the trash, `conflict` while other records refer to it.
pub fn purge(ctx: &Ctx<'_>, args: TrashedRecord) -> Result<TrashOutcome> {
    let (record, table) = trashed(ctx, &args)?;
    let title = events::title(ctx.conn(), record, args.id)?;
    ctx.conn().prepare_cached(&sql::delete_row(table))?.execute([args.id]).map_err(|cause| {
        let error = Error::from(cause);
        if error.code == Code::Conflict {
            Error::new(Code::Conflict, say("error.trash.referred").with("title", title.as_str()))
        } else {
            error
        }
    })?;
    Ok(TrashOutcome { record: args.record, id: args.id, title })
}

fn trashed(ctx: &Ctx<'_>, args: &TrashedRecord) -> Result<(Record, &'static Tracked)> {
    let record = kind_named(&args.record).map_err(|error| error.field("type"))?;
    let table = record.table().filter(|table| table.has_trash());
    let table = table.ok_or_else(|| Error::invalid("type", say("error.trash.none")))?;
    let row = state::row(ctx.conn(), table, args.id)?;
    if row.and_then(|row| row.get("trashed_ms")?.as_i64()).is_none() {
        return Err(Error::new(Code::NotFound, say("error.trash.not_there")));
    }
    Ok((record, table))
}

fn told(ctx: &Ctx<'_>, (record, id): (Record, i64), trashed_ms: i64) -> Result<TrashRow> {
    let mut statement = ctx.conn().prepare_cached(sql::WHO_TRASHED)?;
    let actor: Option<String> =
        statement.query_row(params![record.name(), id], |row| row.get(0)).map(Some).or_else(none)?;
    let actor_name =
        actor.map_or_else(|| Ok("Onhand".to_owned()), |actor| events::actor_name(ctx.conn(), &actor))?;
    Ok(TrashRow {
        record: record.name().to_owned(),
        id,
        title: events::title(ctx.conn(), record, id)?,
        trashed_ms,
        actor_name,
    })
}
