//! SQL of article categories.

pub const CATEGORIES: &str = "SELECT c.id, c.name, c.parent_id, c.position, c.trashed_ms, c.rev,
    (SELECT COUNT(*) FROM (SELECT 1 FROM articles a WHERE a.category_id = c.id AND a.trashed_ms IS NULL LIMIT 1001)) AS articles
    FROM article_categories c";
pub const INSERT: &str = "INSERT INTO article_categories (name, parent_id, position, created_ms)
    VALUES (?1, ?2, COALESCE(?3, (SELECT COALESCE(MAX(position), 0) + 1 FROM article_categories WHERE parent_id IS ?2)), ?4)";
pub const UPDATE: &str =
    "UPDATE article_categories SET name = ?2, parent_id = ?3, position = ?4 WHERE id = ?1";
/// A category and all below it.
pub const SUBTREE: &str = "WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT c.id FROM below b
    JOIN article_categories c ON c.parent_id = b.id WHERE c.trashed_ms IS NULL) SELECT id FROM below";

pub fn live() -> String {
    format!("{CATEGORIES} WHERE c.trashed_ms IS NULL ORDER BY c.parent_id, c.position, c.name, c.id")
}

pub fn one() -> String {
    format!("{CATEGORIES} WHERE c.id = ?1")
}
