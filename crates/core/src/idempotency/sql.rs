//! SQL of the keys.
pub const FIND: &str = "SELECT operation, request_hash, response, change_id FROM idempotency_keys WHERE actor = ?1 AND key = ?2 AND created_ms > ?3";
pub const KEEP: &str = "INSERT INTO idempotency_keys (actor, key, operation, request_hash, response, change_id, created_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (actor, key) DO UPDATE SET operation = excluded.operation, request_hash = excluded.request_hash,
        response = excluded.response, change_id = excluded.change_id, created_ms = excluded.created_ms";
pub const FORGET: &str = "DELETE FROM idempotency_keys WHERE created_ms <= ?1";
