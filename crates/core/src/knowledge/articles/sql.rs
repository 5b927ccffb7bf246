//! SQL of articles.

pub const GET: &str = "SELECT id, title, slug, body, status, category_id, author_id, published_ms, created_ms, updated_ms, trashed_ms, rev
    FROM articles WHERE id = ?1";
/// A list needs the beginning of the text only.
pub const ROW: &str =
    "SELECT a.id, a.title, a.slug, substr(a.body, 1, 400) AS opening, a.status, a.category_id, a.author_id,
    a.published_ms, a.created_ms, a.updated_ms, a.rev FROM articles a";
pub const ORDER: &str = "a.updated_ms DESC, a.id DESC";
pub const LIVE: &str = "a.trashed_ms IS NULL";
pub const IN_CATEGORIES: &str = "a.category_id IN (SELECT value FROM json_each(?))";
pub const INSERT: &str = "INSERT INTO articles (title, slug, body, status, category_id, author_id, published_ms, created_ms, updated_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)";
pub const UPDATE: &str = "UPDATE articles SET title = ?2, slug = ?3, body = ?4, status = ?5, category_id = ?6, published_ms = ?7 WHERE id = ?1";
pub const TRASH: &str = "UPDATE articles SET trashed_ms = ?2 WHERE id = ?1 AND trashed_ms IS NULL";
/// Slugs in the trash are taken too, so that a restored article keeps its own.
pub const SLUG_TAKEN: &str = "SELECT 1 FROM articles WHERE slug = ?1 AND id IS NOT ?2";
/// The highest number behind a slug: `boiler-2`, `boiler-17`; `?2` to `?3` spans what begins with the slug and a hyphen.
pub const LAST_NUMBER: &str =
    "SELECT COALESCE(MAX(CAST(substr(slug, length(?1) + 2) AS INTEGER)), 1) FROM articles
    WHERE slug >= ?2 AND slug < ?3 AND substr(slug, length(?1) + 2) NOT GLOB '*[^0-9]*'";
