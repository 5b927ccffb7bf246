//! What goes in and out of the category operations.

use crate::ids::ArticleCategoryId;
use crate::page::Count;
use crate::patch::Patch;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ArticleCategory {
    pub id: ArticleCategoryId,
    pub name: String,
    pub parent_id: Option<ArticleCategoryId>,
    pub position: i64,
    /// Articles directly in it.
    pub articles: Count,
    pub trashed_ms: Option<i64>,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListArticleCategories {}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateArticleCategory {
    pub name: String,
    #[serde(default)]
    pub parent_id: Option<ArticleCategoryId>,
    /// Last unless said otherwise.
    #[serde(default)]
    pub position: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateArticleCategory {
    pub id: ArticleCategoryId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub parent_id: Patch<ArticleCategoryId>,
    #[serde(default)]
    pub position: Option<i64>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteArticleCategory {
    pub id: ArticleCategoryId,
    /// Where its articles stand afterwards; in no category when left out.
    #[serde(default)]
    pub replacement_id: Option<ArticleCategoryId>,
}
