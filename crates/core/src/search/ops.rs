//! Searching articles, searching everything for the palette, and asking for a rebuild.

use super::query::Query;
use super::schema::Kind;
use super::snippet::Marked;
use super::sql;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{ArticleCategoryId, ArticleId};
use crate::knowledge::articles::ArticleStatus;
use crate::log::unit::none;
use serde::{Deserialize, Serialize};

/// Hits when the caller names no limit.
const LIMIT_DEFAULT: u32 = 10;
const LIMIT_MAX: u32 = 100;

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchArticles {
    /// Whatever somebody typed.
    pub query: String,
    #[serde(default)]
    pub limit: Option<u32>,
    /// All unless given.
    #[serde(default)]
    pub status: Option<ArticleStatus>,
}

/// An article that was found.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FoundArticle {
    pub id: ArticleId,
    pub title: String,
    pub body: String,
    pub slug: String,
    pub status: ArticleStatus,
    pub category_id: Option<ArticleCategoryId>,
    /// The most telling passage.
    pub snippet: Marked,
    /// The title with its hits marked.
    pub marked_title: Marked,
    pub score: f32,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FoundArticles {
    pub items: Vec<FoundArticle>,
    pub total: u32,
    /// The total is only a lower bound.
    pub total_is_more: bool,
    /// Percent while the index is being built; what is found may be incomplete until then.
    pub indexing_pct: Option<i64>,
    pub took_us: u64,
}

/// `articles.search`: the articles that answer best, everything saved until now included. No text is a wrong query.
pub fn articles(ctx: &Ctx<'_>, args: SearchArticles) -> Result<FoundArticles> {
    let search = ctx.search()?;
    search.wait_for_last_write(ctx.conn())?;
    let query = Query {
        text: args.query,
        kind: Kind::Article,
        statuses: args.status.map(|status| status.word().to_owned()).into_iter().collect(),
        limit: limit(args.limit)?,
        typing: false,
    };
    let hits = search.search(&query)?;
    let mut items = Vec::with_capacity(hits.items.len());
    for hit in hits.items {
        let row = ctx
            .conn()
            .prepare_cached(sql::ARTICLE_HIT)?
            .query_row([hit.id], |row| {
                Ok((row.get("slug")?, row.get("body")?, row.get("status")?, row.get("category_id")?))
            })
            .map(Some)
            .or_else(none)?;
        let Some((slug, body, status, category_id)) = row else { continue };
        let title = hit.title.text.clone();
        items.push(FoundArticle {
            id: ArticleId(hit.id),
            title,
            body,
            slug,
            status,
            category_id,
            snippet: hit.snippet,
            marked_title: hit.title,
            score: hit.score,
        });
    }
    Ok(FoundArticles {
        items,
        total: hits.total,
        total_is_more: hits.total_is_more,
        indexing_pct: search.indexing_pct(),
        took_us: hits.took_us,
    })
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchEverything {
    pub query: String,
    /// Hits of each kind.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A record that was found.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FoundRecord {
    pub id: i64,
    pub title: Marked,
    pub snippet: Marked,
    /// Status of a ticket or article, stage of a deal, kind of a customer.
    pub state: String,
    /// The customer, or the customer's town.
    pub detail: String,
    pub updated_ms: i64,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FoundGroup {
    pub kind: Kind,
    pub items: Vec<FoundRecord>,
    pub total: u32,
    pub total_is_more: bool,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FoundEverything {
    pub groups: Vec<FoundGroup>,
    pub indexing_pct: Option<i64>,
    pub took_us: u64,
}

/// `search.everything`: the best of each kind, while somebody types.
pub fn everything(ctx: &Ctx<'_>, args: SearchEverything) -> Result<FoundEverything> {
    let search = ctx.search()?;
    search.wait_for_last_write(ctx.conn())?;
    let limit = limit(Some(args.limit.unwrap_or(5)))?;
    let mut groups = Vec::new();
    let mut took_us = 0;
    for (kind, detail) in [
        (Kind::Customer, sql::CUSTOMER_DETAIL),
        (Kind::Ticket, sql::TICKET_DETAIL),
        (Kind::Deal, sql::DEAL_DETAIL),
        (Kind::Article, sql::ARTICLE_DETAIL),
    ] {
        let query = Query { text: args.query.clone(), kind, statuses: Vec::new(), limit, typing: true };
        let hits = search.search(&query)?;
        took_us += hits.took_us;
        let mut items = Vec::with_capacity(hits.items.len());
        for hit in hits.items {
            let row = ctx
                .conn()
                .prepare_cached(detail)?
                .query_row([hit.id], |row| Ok((row.get(0)?, row.get(1)?)))
                .map(Some)
                .or_else(none)?;
            let Some((state, detail)) = row else { continue };
            items.push(FoundRecord {
                id: hit.id,
                title: hit.title,
                snippet: hit.snippet,
                state,
                detail,
                updated_ms: hit.updated_ms,
            });
        }
        if !items.is_empty() {
            groups.push(FoundGroup { kind, items, total: hits.total, total_is_more: hits.total_is_more });
        }
    }
    Ok(FoundEverything { groups, indexing_pct: search.indexing_pct(), took_us })
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RebuildSearch {}

/// What was asked for is on its way.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RebuildStarted {
    pub started: bool,
}

/// `search.rebuild`: builds the index anew in the background; searching goes on meanwhile.
pub fn rebuild(ctx: &Ctx<'_>, _args: RebuildSearch) -> Result<RebuildStarted> {
    ctx.search()?.rebuild_again();
    Ok(RebuildStarted { started: true })
}

fn limit(asked: Option<u32>) -> Result<usize> {
    match asked.unwrap_or(LIMIT_DEFAULT) {
        n if (1..=LIMIT_MAX).contains(&n) => Ok(n as usize),
        _ => Err(Error::invalid("limit", format!("Ask for 1 to {LIMIT_MAX} hits."))),
    }
}
