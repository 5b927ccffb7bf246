//! SQL of imports.

pub const FIND: &str = "SELECT record_id, digest, rows FROM import_records WHERE source = ?1 AND key = ?2";
pub const KEEP: &str = "INSERT INTO import_records (source, key, record_id, change_id, digest, rows) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (source, key) DO UPDATE SET record_id = excluded.record_id, change_id = excluded.change_id, digest = excluded.digest, rows = excluded.rows";
pub const UPLOAD: &str = "SELECT name, blob_id FROM uploads WHERE id = ?1";
pub const CHUNKS: &str = "SELECT bytes FROM blob_chunks WHERE blob_id = ?1 ORDER BY position";
pub const LIVE_TICKET: &str = "SELECT 1 FROM tickets WHERE id = ?1 AND trashed_ms IS NULL";
pub const LIVE_CUSTOMER: &str = "SELECT 1 FROM customers WHERE id = ?1 AND trashed_ms IS NULL";
pub const LIVE_ARTICLE: &str = "SELECT 1 FROM articles WHERE id = ?1 AND trashed_ms IS NULL";
pub const WITH_ADDRESS: &str =
    "SELECT c.id, c.name FROM contact_points p JOIN customers c ON c.id = p.customer_id
    WHERE p.kind = 'email' AND p.value_folded = ?1 AND c.trashed_ms IS NULL ORDER BY c.id LIMIT 20";
