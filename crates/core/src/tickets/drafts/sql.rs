//! SQL of drafts.

pub const SAVE: &str =
    "INSERT INTO drafts (user_id, ticket_id, kind, text, saved_ms) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (user_id, ticket_id, kind) DO UPDATE SET text = excluded.text, saved_ms = excluded.saved_ms";
pub const DISCARD: &str = "DELETE FROM drafts WHERE user_id = ?1 AND ticket_id = ?2 AND kind = ?3";
pub const OF_TICKET: &str =
    "SELECT ticket_id, kind, text, saved_ms FROM drafts WHERE user_id = ?1 AND ticket_id = ?2 ORDER BY kind";
