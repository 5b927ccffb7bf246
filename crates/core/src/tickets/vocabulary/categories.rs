//! Categories: what tickets are about, as a tree.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::TicketCategoryId;
use crate::log::{revision, tables::Record, unit::none};
use crate::page::List;
use crate::patch::Patch;
use crate::phrases::say;
use crate::text;
use crate::words::{self, DeletedWord, Word, WordKind};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TicketCategory {
    pub id: TicketCategoryId,
    pub name: String,
    pub parent_id: Option<TicketCategoryId>,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTicketCategories {}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTicketCategory {
    pub name: String,
    #[serde(default)]
    pub parent_id: Option<TicketCategoryId>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTicketCategory {
    pub id: TicketCategoryId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub parent_id: Patch<TicketCategoryId>,
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteTicketCategory {
    pub id: TicketCategoryId,
    /// What its tickets get; nothing when left out.
    #[serde(default)]
    pub replacement_id: Option<TicketCategoryId>,
}

/// `ticket_categories.list`: every category by name; the tree follows from `parent_id`.
pub fn list(ctx: &Ctx<'_>, _args: ListTicketCategories) -> Result<List<TicketCategory>> {
    let mut statement = ctx.conn().prepare_cached(&sql::categories("1 = 1"))?;
    Ok(List { items: statement.query_map([], row)?.collect::<rusqlite::Result<_>>()? })
}

/// `ticket_categories.create`. Errors: `invalid`, `conflict` when the name is taken under this parent.
pub fn create(ctx: &Ctx<'_>, args: CreateTicketCategory) -> Result<TicketCategory> {
    let name = text::line("name", &args.name)?;
    parent_fits(ctx, args.parent_id, None)?;
    if find(ctx, &name, args.parent_id)?.is_some() {
        return Err(taken());
    }
    let id = insert(ctx, &name, args.parent_id)?;
    one(ctx, id)
}

/// `ticket_categories.update`. Errors: `not_found`, `invalid` for a parent below it, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateTicketCategory) -> Result<TicketCategory> {
    let now = one(ctx, args.id)?;
    let fields: Vec<&str> =
        [args.name.as_ref().map(|_| "name"), (!args.parent_id.is_keep()).then_some("parent_id")]
            .into_iter()
            .flatten()
            .collect();
    revision::check(ctx, (Record::TicketCategory, now.id.0), args.rev, &fields)?;
    let name = text::line("name", &args.name.unwrap_or(now.name))?;
    let parent_id = args.parent_id.over(now.parent_id);
    if parent_id != now.parent_id {
        parent_fits(ctx, parent_id, Some(now.id))?;
    }
    if find(ctx, &name, parent_id)?.is_some_and(|other| other != now.id) {
        return Err(taken());
    }
    ctx.conn().prepare_cached(sql::UPDATE_CATEGORY)?.execute(params![
        now.id,
        name,
        text::fold(&name),
        parent_id
    ])?;
    one(ctx, now.id)
}

/// `ticket_categories.delete`: into the trash; its tickets get the replacement or none, and the categories below it move
/// up. Errors: `not_found`, `invalid` when one of those cannot, `conflict` while a workflow names it.
pub fn delete(ctx: &Ctx<'_>, args: DeleteTicketCategory) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::TicketCategory, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// The top category of this name; made if it is not there. Imports use it.
pub fn find_or_create(ctx: &Ctx<'_>, name: &str) -> Result<TicketCategoryId> {
    match find(ctx, name, None)? {
        Some(id) => Ok(id),
        None => insert(ctx, &text::line("category", name)?, None),
    }
}

/// The category, if a ticket may be given it. Errors: `invalid`.
pub(crate) fn usable(ctx: &Ctx<'_>, id: TicketCategoryId) -> Result<TicketCategoryId> {
    if ctx.conn().prepare_cached(sql::CATEGORY_USABLE)?.exists([id])? {
        return Ok(id);
    }
    Err(Error::invalid("category_id", say("error.choice.category")))
}

fn parent_fits(ctx: &Ctx<'_>, parent: Option<TicketCategoryId>, own: Option<TicketCategoryId>) -> Result<()> {
    let Some(parent) = parent else { return Ok(()) };
    usable(ctx, parent).map_err(|error| error.field("parent_id"))?;
    match own {
        Some(own) if ctx.conn().prepare_cached(sql::CATEGORY_BELOW)?.exists(params![own, parent])? => {
            Err(Error::invalid("parent_id", say("error.choice.below_itself")))
        }
        Some(_) | None => Ok(()),
    }
}

fn find(ctx: &Ctx<'_>, name: &str, parent: Option<TicketCategoryId>) -> Result<Option<TicketCategoryId>> {
    let mut statement = ctx.conn().prepare_cached(sql::CATEGORY_NAMED)?;
    Ok(statement.query_row(params![text::fold(name), parent], |row| row.get(0)).map(Some).or_else(none)?)
}

fn insert(ctx: &Ctx<'_>, name: &str, parent: Option<TicketCategoryId>) -> Result<TicketCategoryId> {
    ctx.conn().prepare_cached(sql::INSERT_CATEGORY)?.execute(params![
        name,
        text::fold(name),
        parent,
        ctx.at_ms()
    ])?;
    Ok(TicketCategoryId(ctx.conn().last_insert_rowid()))
}

fn one(ctx: &Ctx<'_>, id: TicketCategoryId) -> Result<TicketCategory> {
    let found = ctx
        .conn()
        .prepare_cached(&sql::categories("id = ?1"))?
        .query_row([id], row)
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.category"))
}

fn row(row: &Row<'_>) -> rusqlite::Result<TicketCategory> {
    Ok(TicketCategory {
        id: row.get("id")?,
        name: row.get("name")?,
        parent_id: row.get("parent_id")?,
        rev: row.get("rev")?,
    })
}

fn taken() -> Error {
    Error::new(Code::Conflict, say("error.taken.category")).field("name")
}
