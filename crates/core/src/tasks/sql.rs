//! SQL of tasks.

/// Tasks without a date sort behind all others; the indexes hold the same expression.
pub const DUE: &str = "COALESCE(t.due_ms, 253402300800000)";
pub const DUE_BEFORE: &str = "COALESCE(t.due_ms, 253402300800000) < ?";
/// The first instant after the last date a task may have.
pub const DUE_NEVER_MS: i64 = 253_402_300_800_000;

pub const ROW: &str = "SELECT t.id, t.title, t.body, t.kind, t.customer_id, c.name AS customer_name, t.ticket_id, t.deal_id, t.assignee_id,
    t.due_ms, t.done_ms, t.created_ms, t.trashed_ms, t.rev FROM tasks t LEFT JOIN v_customer_label c ON c.id = t.customer_id";
pub const OPEN: &str = "t.done_ms IS NULL AND t.trashed_ms IS NULL";
pub const DONE: &str = "t.done_ms IS NOT NULL AND t.trashed_ms IS NULL";
pub const OF_FAMILY: &str = "t.customer_id IN (SELECT value FROM json_each(?))";
pub const INSERT: &str =
    "INSERT INTO tasks (title, body, kind, customer_id, ticket_id, deal_id, assignee_id, due_ms, created_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
pub const UPDATE: &str =
    "UPDATE tasks SET title = ?2, body = ?3, kind = ?4, customer_id = ?5, ticket_id = ?6, deal_id = ?7,
    assignee_id = ?8, due_ms = ?9 WHERE id = ?1";
pub const COMPLETE: &str = "UPDATE tasks SET done_ms = ?2 WHERE id = ?1 AND done_ms IS NULL";
pub const REOPEN: &str = "UPDATE tasks SET done_ms = NULL WHERE id = ?1 AND done_ms IS NOT NULL";
pub const TRASH: &str = "UPDATE tasks SET trashed_ms = ?2 WHERE id = ?1 AND trashed_ms IS NULL";

pub fn get() -> String {
    format!("{ROW} WHERE t.id = ?1")
}
