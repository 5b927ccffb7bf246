//! What goes in and out of the article operations.

use crate::ids::{ArticleCategoryId, ArticleId, UserId};
use crate::patch::Patch;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};

wire_enum! {
    ArticleStatus {
        /// Being written; only people who work here see it.
        Draft = "draft",
        Published = "published",
        /// No longer offered.
        Archived = "archived",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Article {
    pub id: ArticleId,
    pub title: String,
    /// Its name in links.
    pub slug: String,
    /// Markdown.
    pub body: String,
    /// The body as safe HTML.
    pub html: String,
    pub status: ArticleStatus,
    pub category_id: Option<ArticleCategoryId>,
    pub author_id: Option<UserId>,
    /// When it was first published.
    pub published_ms: Option<i64>,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub trashed_ms: Option<i64>,
    pub rev: i64,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ArticleRow {
    pub id: ArticleId,
    pub title: String,
    pub slug: String,
    /// How the text begins.
    pub excerpt: String,
    pub status: ArticleStatus,
    pub category_id: Option<ArticleCategoryId>,
    pub author_id: Option<UserId>,
    pub published_ms: Option<i64>,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub rev: i64,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateArticle {
    pub title: String,
    /// Markdown.
    pub body: String,
    #[serde(default)]
    pub category_id: Option<ArticleCategoryId>,
    /// Made from the title when left out.
    #[serde(default)]
    pub slug: Option<String>,
    /// Draft unless said otherwise.
    #[serde(default)]
    pub status: Option<ArticleStatus>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetArticle {
    pub id: ArticleId,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateArticle {
    pub id: ArticleId,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub body: Option<String>,
    #[serde(default)]
    pub slug: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub category_id: Patch<ArticleCategoryId>,
    #[serde(default)]
    pub status: Option<ArticleStatus>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListArticles {
    /// In this category or below it.
    #[serde(default)]
    pub category_id: Option<ArticleCategoryId>,
    #[serde(default)]
    pub status: Option<ArticleStatus>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewArticle {
    /// Markdown.
    pub body: String,
}

/// How a text will look.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ArticlePreview {
    /// Safe HTML.
    pub html: String,
}
