//! The article list.

use super::sql;
use super::types::{ArticleRow, ListArticles};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::filter::Filter;
use crate::knowledge::categories;
use crate::markdown;
use crate::page::{self, Page};
use crate::text;
use rusqlite::{Row, params_from_iter};

/// Characters of the text that a row shows.
const EXCERPT: usize = 160;

/// `articles.list`: the latest changed first. Errors: `invalid` on `limit` or `after`.
pub fn list(ctx: &Ctx<'_>, args: ListArticles) -> Result<Page<ArticleRow>> {
    let limit = page::limit(args.limit)?;
    let filter = filter(ctx, &args)?;
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::ROW, sql::ORDER, limit))?;
    let rows =
        statement.query_map(params_from_iter(filter.bound()), row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    page::page(rows, limit, |row| (row.updated_ms, row.id))
}

/// The WHERE of a list.
pub(in crate::knowledge) fn filter(ctx: &Ctx<'_>, args: &ListArticles) -> Result<Filter> {
    let mut filter = Filter::new();
    filter.fixed(sql::LIVE);
    filter.and_some("a.status = ?", args.status.map(|status| status.word().to_owned()));
    if let Some(id) = args.category_id {
        let ids = categories::subtree(ctx, id)?;
        if ids.len() == 1 {
            filter.and("a.category_id = ?", [id.0.into()]);
        } else {
            filter.and(sql::IN_CATEGORIES, [serde_json::to_string(&ids)?.into()]);
        }
    }
    if let Some((at, id)) = page::after::<(i64, i64)>(args.after.as_deref())? {
        filter.and("(a.updated_ms, a.id) < (?, ?)", [at.into(), id.into()]);
    }
    Ok(filter)
}

fn row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    let opening: String = row.get("opening")?;
    Ok(ArticleRow {
        id: row.get("id")?,
        title: row.get("title")?,
        slug: row.get("slug")?,
        excerpt: text::shorten(&markdown::words(&opening), EXCERPT),
        status: row.get("status")?,
        category_id: row.get("category_id")?,
        author_id: row.get("author_id")?,
        published_ms: row.get("published_ms")?,
        created_ms: row.get("created_ms")?,
        updated_ms: row.get("updated_ms")?,
        rev: row.get("rev")?,
    })
}
