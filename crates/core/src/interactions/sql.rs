//! SQL of interactions.

pub const GET: &str = "SELECT i.id, i.customer_id, c.name AS customer_name, i.kind, i.direction, i.subject, i.body, i.at_ms, i.duration_s,
    i.user_id, u.name AS user_name, i.ticket_id, i.deal_id, i.created_ms, i.trashed_ms, i.rev
    FROM interactions i JOIN v_customer_label c ON c.id = i.customer_id LEFT JOIN v_user_label u ON u.id = i.user_id WHERE i.id = ?1";
pub const INSERT: &str = "INSERT INTO interactions (customer_id, kind, direction, subject, body, at_ms, duration_s, user_id, ticket_id,
    deal_id, created_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
pub const UPDATE: &str =
    "UPDATE interactions SET kind = ?2, direction = ?3, subject = ?4, body = ?5, at_ms = ?6, duration_s = ?7,
    ticket_id = ?8, deal_id = ?9 WHERE id = ?1";
pub const TRASH: &str = "UPDATE interactions SET trashed_ms = ?2 WHERE id = ?1 AND trashed_ms IS NULL";
