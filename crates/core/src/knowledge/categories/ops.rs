//! Making, listing, moving and removing categories.

use super::sql;
use super::types::{
    ArticleCategory, CreateArticleCategory, DeleteArticleCategory, ListArticleCategories,
    UpdateArticleCategory,
};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::ArticleCategoryId;
use crate::log::{revision, tables::Record, unit::none};
use crate::page::{Count, List};
use crate::phrases::say;
use crate::words::{self, DeletedWord, Word, WordKind};
use crate::{references, text};
use rusqlite::{Row, params};

/// `article_categories.list`: the whole tree, siblings in their order.
pub fn list(ctx: &Ctx<'_>, _args: ListArticleCategories) -> Result<List<ArticleCategory>> {
    let mut statement = ctx.conn().prepare_cached(&sql::live())?;
    Ok(List { items: statement.query_map([], row)?.collect::<rusqlite::Result<_>>()? })
}

/// One category. Errors: `not_found`.
pub fn one(ctx: &Ctx<'_>, id: ArticleCategoryId) -> Result<ArticleCategory> {
    let found = ctx.conn().prepare_cached(&sql::one())?.query_row([id], row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.category"))
}

/// `article_categories.create`. Errors: `invalid`.
pub fn create(ctx: &Ctx<'_>, args: CreateArticleCategory) -> Result<ArticleCategory> {
    let name = text::line("name", &args.name)?;
    references::check(ctx, "parent_id", Record::ArticleCategory, args.parent_id.map(|id| id.0))?;
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        name,
        args.parent_id,
        args.position,
        ctx.at_ms()
    ])?;
    one(ctx, ArticleCategoryId(ctx.conn().last_insert_rowid()))
}

/// `article_categories.update`: absent fields stay. Errors: `not_found`, `conflict`, `invalid` also when it would stand
/// under itself.
pub fn update(ctx: &Ctx<'_>, args: UpdateArticleCategory) -> Result<ArticleCategory> {
    let now = one(ctx, args.id)?;
    let kept = [
        ("name", args.name.is_none()),
        ("parent_id", args.parent_id.is_keep()),
        ("position", args.position.is_none()),
    ];
    let fields: Vec<&str> = kept.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect();
    revision::check(ctx, (Record::ArticleCategory, now.id.0), args.rev, &fields)?;
    let name = text::line("name", &args.name.unwrap_or(now.name))?;
    let parent_id = args.parent_id.over(now.parent_id);
    let ids = (parent_id.map(|id| id.0), now.parent_id.map(|id| id.0));
    references::check_new(ctx, "parent_id", Record::ArticleCategory, ids)?;
    if let Some(parent) = parent_id
        && subtree(ctx, now.id)?.contains(&parent)
    {
        return Err(Error::invalid("parent_id", say("error.choice.below_itself")));
    }
    let position = args.position.unwrap_or(now.position);
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![now.id, name, parent_id, position])?;
    one(ctx, now.id)
}

/// `article_categories.delete`: into the trash; its articles get the replacement or none, and the categories below it move
/// up. Errors: `not_found`, `invalid`, `conflict` while a workflow names it.
pub fn delete(ctx: &Ctx<'_>, args: DeleteArticleCategory) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::ArticleCategory, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// A category and all below it.
pub fn subtree(ctx: &Ctx<'_>, id: ArticleCategoryId) -> Result<Vec<ArticleCategoryId>> {
    let mut statement = ctx.conn().prepare_cached(sql::SUBTREE)?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn row(row: &Row<'_>) -> rusqlite::Result<ArticleCategory> {
    Ok(ArticleCategory {
        id: row.get("id")?,
        name: row.get("name")?,
        parent_id: row.get("parent_id")?,
        position: row.get("position")?,
        articles: Count::capped(row.get("articles")?),
        trashed_ms: row.get("trashed_ms")?,
        rev: row.get("rev")?,
    })
}
