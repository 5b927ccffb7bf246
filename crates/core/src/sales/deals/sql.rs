//! SQL of deals.

/// A card with its customer's name and its next step; the stage's limit comes along, and what only the whole deal shows.
/// In the order of the row mappers in `list.rs` and `ops.rs`, which read by position.
pub const CARD: &str = "SELECT d.id, d.title, d.customer_id, c.name AS customer_name, d.pipeline_id, d.stage_id, d.value_minor, d.currency,
    d.owner_id, d.expected_close_on, d.stage_entered_ms, d.closed_ms, d.rev, s.limit_days, t.title AS step_text, t.due_ms AS step_due_ms,
    d.lost_reason, d.created_ms, d.updated_ms, d.trashed_ms FROM deals d JOIN stages s ON s.id = d.stage_id LEFT JOIN v_customer_label c ON c.id = d.customer_id
    LEFT JOIN v_open_task t ON t.id =
      (SELECT n.id FROM v_open_task n WHERE n.deal_id = d.id ORDER BY n.due_order, n.id LIMIT 1)";
pub const ORDER: &str = "d.stage_entered_ms DESC, d.id DESC";
pub const LIVE: &str = "d.trashed_ms IS NULL";
pub const OPEN: &str = "d.closed_ms IS NULL";
pub const CLOSED: &str = "d.closed_ms IS NOT NULL";
pub const OF_FAMILY: &str = "d.customer_id IN (SELECT value FROM json_each(?))";
/// Deals past the limit of their stage; the bound value maps each stage with a limit to its instant.
pub const OVER_LIMIT: &str =
    "d.id IN (SELECT x.id FROM json_each(?) l JOIN deals x ON x.stage_id = l.value ->> 0
    AND x.stage_entered_ms < l.value ->> 1 WHERE x.trashed_ms IS NULL)";
pub const INSERT: &str = "INSERT INTO deals (title, title_folded, customer_id, pipeline_id, stage_id, value_minor, currency, owner_id,
    expected_close_on, stage_entered_ms, closed_ms, created_ms, updated_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?10, ?10)";
pub const UPDATE: &str =
    "UPDATE deals SET title = ?2, title_folded = ?3, customer_id = ?4, value_minor = ?5, currency = ?6,
    owner_id = ?7, expected_close_on = ?8, lost_reason = ?9 WHERE id = ?1";
pub const PLACE: &str = "SELECT stage_id, stage_entered_ms, lost_reason FROM deals WHERE id = ?1";
pub const MOVE: &str = "UPDATE deals SET pipeline_id = ?2, stage_id = ?3, stage_entered_ms = ?4, closed_ms = ?5, lost_reason = ?6 WHERE id = ?1";
pub const TRASH: &str = "UPDATE deals SET trashed_ms = ?2 WHERE id = ?1 AND trashed_ms IS NULL";

pub fn get() -> String {
    format!("{CARD} WHERE d.id = ?1")
}
