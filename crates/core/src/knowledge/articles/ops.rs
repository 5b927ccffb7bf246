//! Writing, publishing, archiving and removing articles.

use super::types::{
    Article, ArticlePreview, ArticleStatus, CreateArticle, GetArticle, PreviewArticle, UpdateArticle,
};
use super::{slug, sql};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::log::{revision, tables::Record, unit::none};
use crate::patch::Patch;
use crate::{markdown, references, text};
use rusqlite::{Row, params};

/// `articles.create`: the new article, a draft unless said otherwise. Errors: `invalid` naming the field, `too_large`.
pub fn create(ctx: &Ctx<'_>, args: CreateArticle) -> Result<Article> {
    let title = text::line("title", &args.title)?;
    let status = args.status.unwrap_or(ArticleStatus::Draft);
    readable(status, &args.body)?;
    references::check(ctx, "category_id", Record::ArticleCategory, args.category_id.map(|id| id.0))?;
    let slug = match args.slug {
        Some(slug) => slug::chosen(ctx, &slug, None)?,
        None => slug::free(ctx, &title)?,
    };
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        title,
        slug,
        args.body,
        status,
        args.category_id,
        ctx.actor.user_id(),
        (status == ArticleStatus::Published).then_some(ctx.at_ms()),
        ctx.at_ms(),
    ])?;
    get(ctx, GetArticle { id: ArticleId(ctx.conn().last_insert_rowid()) })
}

/// `articles.preview`: the text as readers would see it; nothing is kept. Errors: `too_large`.
pub fn preview(_ctx: &Ctx<'_>, args: PreviewArticle) -> Result<ArticlePreview> {
    text::body("body", &args.body)?;
    Ok(ArticlePreview { html: markdown::html(&args.body) })
}

/// `articles.get`. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetArticle) -> Result<Article> {
    let mut article = stored(ctx, args.id)?;
    article.html = markdown::html(&article.body);
    Ok(article)
}

/// `articles.update`: absent fields stay, the slug too when the title changes. Errors: `not_found`, `invalid`, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateArticle) -> Result<Article> {
    let now = stored(ctx, args.id)?;
    revision::check(ctx, (Record::Article, now.id.0), args.rev, &named(&args))?;
    let title = text::line("title", &args.title.unwrap_or(now.title))?;
    let body = args.body.unwrap_or(now.body);
    let status = args.status.unwrap_or(now.status);
    readable(status, &body)?;
    let slug = match args.slug {
        Some(slug) => slug::chosen(ctx, &slug, Some(now.id))?,
        None => now.slug,
    };
    let category_id = args.category_id.over(now.category_id);
    let ids = (category_id.map(|id| id.0), now.category_id.map(|id| id.0));
    references::check_new(ctx, "category_id", Record::ArticleCategory, ids)?;
    let first = (status == ArticleStatus::Published).then_some(ctx.at_ms());
    let published_ms = now.published_ms.or(first);
    let values = params![now.id, title, slug, body, status, category_id, published_ms];
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(values)?;
    get(ctx, GetArticle { id: now.id })
}

/// `articles.publish`: offered from now on. Errors: `not_found`, `invalid` when there is nothing to read.
pub fn publish(ctx: &Ctx<'_>, args: GetArticle) -> Result<Article> {
    set_status(ctx, args.id, ArticleStatus::Published)
}

/// `articles.archive`: no longer offered, but kept. Errors: `not_found`.
pub fn archive(ctx: &Ctx<'_>, args: GetArticle) -> Result<Article> {
    set_status(ctx, args.id, ArticleStatus::Archived)
}

/// `articles.delete`: into the trash. Errors: `not_found`.
pub fn delete(ctx: &Ctx<'_>, args: GetArticle) -> Result<Article> {
    stored(ctx, args.id)?;
    ctx.conn().prepare_cached(sql::TRASH)?.execute(params![args.id, ctx.now_ms])?;
    get(ctx, args)
}

/// Only what has something to read is offered to readers.
fn readable(status: ArticleStatus, body: &str) -> Result<()> {
    match status {
        ArticleStatus::Published => text::required_body("body", body),
        ArticleStatus::Draft | ArticleStatus::Archived => text::body("body", body),
    }
}

fn set_status(ctx: &Ctx<'_>, id: ArticleId, status: ArticleStatus) -> Result<Article> {
    let args = UpdateArticle {
        id,
        title: None,
        body: None,
        slug: None,
        category_id: Patch::Keep,
        status: Some(status),
        rev: None,
    };
    update(ctx, args)
}

/// The article without its HTML.
fn stored(ctx: &Ctx<'_>, id: ArticleId) -> Result<Article> {
    let found = ctx.conn().prepare_cached(sql::GET)?.query_row([id], row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.article"))
}

fn named(args: &UpdateArticle) -> Vec<&'static str> {
    let kept = [
        ("title", args.title.is_none()),
        ("body", args.body.is_none()),
        ("slug", args.slug.is_none()),
        ("category_id", args.category_id.is_keep()),
        ("status", args.status.is_none()),
    ];
    kept.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect()
}

fn row(row: &Row<'_>) -> rusqlite::Result<Article> {
    Ok(Article {
        id: row.get("id")?,
        title: row.get("title")?,
        slug: row.get("slug")?,
        body: row.get("body")?,
        html: String::new(),
        status: row.get("status")?,
        category_id: row.get("category_id")?,
        author_id: row.get("author_id")?,
        published_ms: row.get("published_ms")?,
        created_ms: row.get("created_ms")?,
        updated_ms: row.get("updated_ms")?,
        trashed_ms: row.get("trashed_ms")?,
        rev: row.get("rev")?,
    })
}
