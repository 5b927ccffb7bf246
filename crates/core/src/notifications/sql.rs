//! SQL of notifications.

pub const INSERT: &str = "INSERT INTO notifications (user_id, title, body, subject_type, subject_id, created_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub const LIST: &str = "SELECT n.id, n.title, n.body, n.subject_type, n.subject_id, n.created_ms, n.read_ms FROM notifications n";
pub const READ: &str = "UPDATE notifications SET read_ms = ?2 WHERE read_ms IS NULL AND (user_id IS NULL OR user_id = ?1) AND (?3 IS NULL OR id = ?3)";
