//! Tags: words that people hang on customers and tickets; made by first use.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::TagId;
use crate::log::unit::none;
use crate::page::List;
use crate::phrases::say;
use crate::text;
use crate::words::{self, DeletedWord, Word, WordKind};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTags {}

/// `tags.list`: every tag, by name.
pub fn list(ctx: &Ctx<'_>, _args: ListTags) -> Result<List<Tag>> {
    let mut statement = ctx.conn().prepare_cached(sql::TAGS)?;
    let items = statement.query_map([], |row| Ok(Tag { id: row.get("id")?, name: row.get("name")? }))?;
    Ok(List { items: items.collect::<rusqlite::Result<_>>()? })
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteTag {
    pub id: TagId,
    /// The tag that its customers and tickets carry instead; none when left out.
    #[serde(default)]
    pub replacement_id: Option<TagId>,
}

/// `tags.delete`: off everything that carries it, and into the trash. Errors: `not_found`, `invalid`, `conflict` while a
/// workflow names it.
pub fn delete(ctx: &Ctx<'_>, args: DeleteTag) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::Tag, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// Where the tags of a kind of record hang.
#[derive(Debug, Clone, Copy)]
pub struct TagLinks {
    table: &'static str,
    owner: &'static str,
}

pub const OF_CUSTOMERS: TagLinks = TagLinks { table: "customer_tags", owner: "customer_id" };
pub const OF_TICKETS: TagLinks = TagLinks { table: "ticket_tags", owner: "ticket_id" };

/// Most tags one record may carry.
const TAGS_MAX: usize = 50;

/// The names that hang on a record, in the order they were added.
pub fn names(ctx: &Ctx<'_>, links: TagLinks, id: i64) -> Result<Vec<String>> {
    let mut statement = ctx.conn().prepare_cached(&sql::tags_of(links.table, links.owner))?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Makes the record carry exactly these tags. Errors: `invalid` on `tags`.
pub fn set(ctx: &Ctx<'_>, links: TagLinks, id: i64, names: &[String]) -> Result<()> {
    if names.len() > TAGS_MAX {
        return Err(Error::invalid("tags", say("error.value.tags").with("max", TAGS_MAX)));
    }
    let ids = names.iter().map(|name| find_or_create(ctx, name)).collect::<Result<Vec<_>>>()?;
    let kept = serde_json::to_string(&ids)?;
    ctx.conn()
        .prepare_cached(&sql::drop_tags(links.table, links.owner))?
        .execute(rusqlite::params![id, kept])?;
    for tag in ids {
        ctx.conn()
            .prepare_cached(&sql::add_tag(links.table, links.owner))?
            .execute(rusqlite::params![id, tag])?;
    }
    Ok(())
}

/// Adds one tag; nothing happens where it is there already. Errors: `invalid` on `tags`.
pub fn add(ctx: &Ctx<'_>, links: TagLinks, id: i64, name: &str) -> Result<()> {
    let tag = find_or_create(ctx, name)?;
    ctx.conn()
        .prepare_cached(&sql::add_tag(links.table, links.owner))?
        .execute(rusqlite::params![id, tag])?;
    Ok(())
}

/// Takes one tag away; nothing happens where it is not there.
pub fn remove(ctx: &Ctx<'_>, links: TagLinks, id: i64, name: &str) -> Result<()> {
    if let Some(tag) = find(ctx, name)? {
        ctx.conn()
            .prepare_cached(&sql::drop_tag(links.table, links.owner))?
            .execute(rusqlite::params![id, tag])?;
    }
    Ok(())
}

/// The tag of this name, compared folded.
pub fn find(ctx: &Ctx<'_>, name: &str) -> Result<Option<TagId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::TAG_NAMED)?
        .query_row([text::fold(name)], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

fn find_or_create(ctx: &Ctx<'_>, name: &str) -> Result<TagId> {
    let name = text::line("tags", name)?;
    if let Some(id) = find(ctx, &name)? {
        return Ok(id);
    }
    ctx.conn().prepare_cached(sql::INSERT_TAG)?.execute(rusqlite::params![
        name,
        text::fold(&name),
        ctx.at_ms()
    ])?;
    Ok(TagId(ctx.conn().last_insert_rowid()))
}
