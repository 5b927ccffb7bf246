//! SQL that feeds the index from the database.

pub const INSTALLATION: &str = "SELECT installation_id FROM installation WHERE id = 1";
pub const LAST_SEQ: &str = "SELECT COALESCE(MAX(seq), 0) FROM events";
pub const EVENT: &str =
    "SELECT recorded_ms, kind, subject_id, COALESCE(changes, '') FROM events WHERE seq = ?1";
pub const EVENTS_AFTER: &str = "SELECT seq, subject_type, subject_id,
    CASE subject_type WHEN 'customer' THEN json_type(changes, '$.name') IS NOT NULL ELSE 0 END AS renamed
    FROM events WHERE seq > ?1 ORDER BY seq LIMIT ?2";
/// What is found by the name of this customer. What lies in the trash is not found at all.
pub const TICKETS_OF: &str = "SELECT id FROM tickets WHERE customer_id = ?1 AND trashed_ms IS NULL";
pub const DEALS_OF: &str = "SELECT id FROM deals WHERE customer_id = ?1 AND trashed_ms IS NULL";

pub const CUSTOMER: &str = "SELECT c.name AS title, c.status AS status, c.updated_ms AS updated_ms,
    COALESCE(c.job_title, '') || ' ' || COALESCE(c.street, '') || ' ' || COALESCE(c.postal_code, '') || ' ' || COALESCE(c.city, '') || ' '
    || COALESCE((SELECT group_concat(p.value, ' ') FROM contact_points p WHERE p.customer_id = c.id), '') || ' '
    || COALESCE((SELECT group_concat(t.name, ' ') FROM customer_tags l JOIN tags t ON t.id = l.tag_id WHERE l.customer_id = c.id), '') || char(10)
    || COALESCE(c.about, '') AS body
    FROM customers c WHERE c.id = ?1 AND c.trashed_ms IS NULL AND c.merged_into_id IS NULL";
pub const TICKET: &str = "SELECT '#' || k.number || ' ' || k.subject AS title, k.state AS status, k.updated_ms AS updated_ms,
    COALESCE((SELECT name FROM v_customer_label WHERE id = k.customer_id), '') || ' ' || COALESCE(k.external_ref, '') || char(10)
    || COALESCE((SELECT substr(group_concat(m.source, char(10)), 1, 20000) FROM messages m WHERE m.ticket_id = k.id), '') AS body
    FROM tickets k WHERE k.id = ?1 AND k.trashed_ms IS NULL AND k.merged_into_id IS NULL";
pub const DEAL: &str = "SELECT d.title AS title, s.kind AS status, d.updated_ms AS updated_ms,
    COALESCE((SELECT name FROM v_customer_label WHERE id = d.customer_id), '') AS body
    FROM deals d JOIN stages s ON s.id = d.stage_id WHERE d.id = ?1 AND d.trashed_ms IS NULL";
pub const ARTICLE: &str =
    "SELECT title, status, updated_ms, body FROM articles WHERE id = ?1 AND trashed_ms IS NULL";

pub const ARTICLE_HIT: &str = "SELECT slug, body, status, category_id FROM articles WHERE id = ?1";
pub const CUSTOMER_DETAIL: &str = "SELECT c.kind, COALESCE(c.city, '') FROM customers c WHERE c.id = ?1";
pub const TICKET_DETAIL: &str = "SELECT k.state, COALESCE((SELECT name FROM v_customer_label WHERE id = k.customer_id), '') FROM tickets k WHERE k.id = ?1";
pub const DEAL_DETAIL: &str = "SELECT s.name, COALESCE((SELECT name FROM v_customer_label WHERE id = d.customer_id), '') FROM deals d JOIN stages s ON s.id = d.stage_id WHERE d.id = ?1";
pub const ARTICLE_DETAIL: &str = "SELECT status, '' FROM articles WHERE id = ?1";

/// The ids of a kind above one, in pages, for a rebuild.
pub fn ids(table: &str) -> String {
    format!("SELECT id FROM {table} WHERE id > ?1 ORDER BY id LIMIT 1000")
}
pub fn last_id(table: &str) -> String {
    format!("SELECT COALESCE(MAX(id), 0) FROM {table}")
}
