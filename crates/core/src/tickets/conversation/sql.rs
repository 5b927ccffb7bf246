//! SQL of messages and of what a conversation shows between them.

/// In the order of the row mapper in `messages.rs`, which reads by position.
const COLUMNS: &str = "m.id, m.ticket_id, m.at_ms, m.kind, m.side, m.user_id, u.name, m.customer_id, c.name, c.kind, m.channel, m.format,
    m.source, (SELECT json_group_array(json_array(a.id, a.name, a.media_type, a.size_bytes)) FROM attachments a
      WHERE a.message_id = m.id)";
const FROM: &str = "FROM messages m LEFT JOIN v_user_label u ON u.id = m.user_id LEFT JOIN v_customer_label c ON c.id = m.customer_id";

pub fn message() -> String {
    format!("SELECT {COLUMNS} {FROM} WHERE m.id = ?1")
}

/// The latest messages before a place, newest first.
pub fn messages_of_one() -> String {
    format!(
        "SELECT {COLUMNS} {FROM} WHERE m.ticket_id = ?1 AND (m.at_ms, m.id) < (?2, ?3) ORDER BY m.at_ms DESC, m.id DESC LIMIT ?4"
    )
}

/// The same over a family of merged tickets; sorts what it finds, as merges are few.
pub fn messages_of_family() -> String {
    format!(
        "SELECT {COLUMNS} {FROM} WHERE m.ticket_id IN (SELECT value FROM json_each(?1)) AND (m.at_ms, m.id) < (?2, ?3)
         ORDER BY m.at_ms DESC, m.id DESC LIMIT ?4"
    )
}

pub const INSERT_MESSAGE: &str =
    "INSERT INTO messages (ticket_id, kind, side, user_id, customer_id, channel, format, source, at_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'markdown', ?7, ?8)";

pub const EVENT_OF_ONE: &str = "e.subject_type = 'ticket' AND e.subject_id = ?1 AND e.seq < ?2";
pub const EVENT_OF_FAMILY: &str = "e.subject_type = 'ticket' AND e.subject_id IN (SELECT value FROM json_each(?1)) AND (e.at_ms, e.seq) < (?3, ?2)";
/// Events fetched per question; the number stands in both orders below.
pub const EVENTS_AT_ONCE: usize = 100;
pub const EVENT_ORDER_OF_ONE: &str = "e.seq DESC LIMIT 100";
pub const EVENT_ORDER_OF_FAMILY: &str = "e.at_ms DESC, e.seq DESC LIMIT 100";

/// Which tag a link row held: from the row, or from the event that removed it.
pub const TAG_OF_LINK: &str = "SELECT tag_id FROM ticket_tags WHERE id = ?1";
pub const TAG_OF_REMOVED_LINK: &str =
    "SELECT json_extract(changes, ?4) FROM events WHERE subject_type = 'ticket' AND subject_id = ?1
    AND seq > ?2 AND instr(changes, ?3) > 0 AND json_extract(changes, ?4) IS NOT NULL ORDER BY seq LIMIT 1";
