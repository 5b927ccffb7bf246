//! The statements of the floor: what a careful hand would write for each screen, and to find records to ask for.

pub const READER: &str = "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;
    PRAGMA mmap_size = 1073741824; PRAGMA busy_timeout = 5000;";
pub const WRITER: &str = "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
    PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 2000; PRAGMA busy_timeout = 5000;";
pub const OFF: &str = "PRAGMA synchronous = OFF";
pub const BEGIN: &str = "BEGIN IMMEDIATE";
pub const COMMIT: &str = "COMMIT";

// What each screen shows.
pub const LIST: &str = "SELECT t.id, t.number, t.subject, t.status_id, t.state, t.priority_id, t.customer_id, c.name, c.kind,
    t.assignee_id, t.team_id, t.needs_answer_ms, t.last_message_ms, t.created_ms, t.updated_ms, t.solved_ms, r.read_ms
    FROM tickets t INDEXED BY tickets_by_status_priority LEFT JOIN customers c ON c.id = t.customer_id
    LEFT JOIN ticket_reads r ON r.user_id = 1 AND r.ticket_id = t.id
    WHERE t.status_id = ?1 AND t.priority_id = ?2 AND t.trashed_ms IS NULL AND t.merged_into_id IS NULL
    ORDER BY t.created_ms DESC, t.id DESC LIMIT 50";
pub const TICKET: &str = "SELECT t.id, t.number, t.subject, t.status_id, t.state, t.priority_id, t.category_id, t.team_id, t.assignee_id,
    t.customer_id, c.name, c.kind, t.channel, t.needs_answer_ms, t.last_message_ms, t.solved_ms, t.merged_into_id, t.external_ref,
    t.created_ms, t.updated_ms, t.trashed_ms, t.rev FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id WHERE t.id = ?1";
pub const TAGS: &str =
    "SELECT g.name FROM ticket_tags l JOIN tags g ON g.id = l.tag_id WHERE l.ticket_id = ?1";
pub const MESSAGES: &str =
    "SELECT m.id, m.ticket_id, m.at_ms, m.kind, m.side, m.user_id, u.name, m.customer_id, c.name, c.kind,
    m.channel, m.format, m.source FROM messages m LEFT JOIN users u ON u.id = m.user_id LEFT JOIN customers c ON c.id = m.customer_id
    WHERE m.ticket_id = ?1 ORDER BY m.at_ms DESC, m.id DESC LIMIT 50";
pub const FILES: &str =
    "SELECT id, message_id, name, media_type, size_bytes FROM attachments WHERE ticket_id = ?1";
pub const EVENTS: &str =
    "SELECT seq, at_ms, kind, actor, changes FROM events WHERE subject_type = 'ticket' AND subject_id = ?1
    ORDER BY seq DESC LIMIT 50";
pub const TIMELINE: &str = "SELECT t.at_ms, t.seq, t.kind, t.subject_type, t.subject_id, e.actor, e.changes, c.name,
    i.kind, i.direction, i.subject, i.body, i.duration_s, k.number, k.subject, k.state, d.title, d.value_minor, d.currency, s.kind, x.title,
    CASE WHEN t.kind = 'ticket.created' THEN
      (SELECT m.source FROM messages m WHERE m.ticket_id = t.subject_id ORDER BY m.at_ms, m.id LIMIT 1) END
    FROM timeline t LEFT JOIN events e ON e.seq = t.seq LEFT JOIN customers c ON c.id = t.customer_id
    LEFT JOIN interactions i ON t.subject_type = 'interaction' AND i.id = t.subject_id
    LEFT JOIN tickets k ON t.subject_type = 'ticket' AND k.id = t.subject_id
    LEFT JOIN deals d ON t.subject_type = 'deal' AND d.id = t.subject_id LEFT JOIN stages s ON s.id = d.stage_id
    LEFT JOIN tasks x ON t.subject_type = 'task' AND x.id = t.subject_id
    WHERE t.customer_id = ?1 ORDER BY t.at_ms DESC, t.seq DESC LIMIT 50";
/// Replies name their message in the event; its beginning is shown.
pub const SAID: &str = "SELECT side, substr(source, 1, 600) FROM messages WHERE id = ?1";
pub const STAGES: &str =
    "SELECT s.id, s.name, s.probability_pct, s.position, s.limit_days, s.kind FROM stages s
    WHERE s.pipeline_id = ?1 ORDER BY s.position";
pub const SUMS: &str =
    "SELECT d.stage_id, d.currency, COUNT(*), SUM(d.value_minor) FROM deals d INDEXED BY deals_by_stage_value
    WHERE d.stage_id = ?1 AND d.trashed_ms IS NULL GROUP BY d.currency";
pub const CARDS: &str = "SELECT d.id, d.title, d.customer_id, c.name, d.pipeline_id, d.stage_id, d.value_minor, d.currency, d.owner_id,
    d.expected_close_on, d.stage_entered_ms, d.closed_ms, d.rev, t.title, t.due_ms
    FROM deals d LEFT JOIN customers c ON c.id = d.customer_id LEFT JOIN tasks t ON t.id = (SELECT n.id FROM tasks n
      WHERE n.deal_id = d.id AND n.done_ms IS NULL AND n.trashed_ms IS NULL ORDER BY COALESCE(n.due_ms, 253402300800000), n.id LIMIT 1)
    WHERE d.stage_id = ?1 AND d.trashed_ms IS NULL ORDER BY d.stage_entered_ms DESC, d.id DESC LIMIT 200";

// What each write changes: the rows of the record, and its event.
pub const TICKET_INSERT: &str = "INSERT INTO tickets (number, subject, status_id, priority_id, customer_id, channel, state,
    needs_answer_ms, last_message_ms, created_ms, updated_ms) VALUES (?1, ?2, ?3, ?4, ?5, 'desk', 'new', ?6, ?6, ?6, ?6)";
pub const MESSAGE_INSERT: &str =
    "INSERT INTO messages (ticket_id, kind, side, user_id, customer_id, channel, format, source, at_ms)
    VALUES (?1, 'public', ?2, ?3, ?4, 'desk', 'markdown', ?5, ?6)";
pub const TICKET_ANSWERED: &str = "UPDATE tickets SET needs_answer_ms = NULL, last_message_ms = ?2, updated_ms = ?2, rev = rev + 1 WHERE id = ?1";
pub const DEAL_MOVE: &str = "UPDATE deals SET stage_id = ?2, stage_entered_ms = ?3, closed_ms = NULL, updated_ms = ?3, rev = rev + 1 WHERE id = ?1";
pub const EVENT_INSERT: &str = "INSERT INTO events (recorded_ms, at_ms, change_id, unit, actor, kind, subject_type, subject_id, changes, rev)
    VALUES (?1, ?1, ?2, 1, 'user:1', ?3, ?4, ?5, ?6, 2)";

// Finding something to ask for.
pub const PAIRS: &str =
    "SELECT status_id, priority_id FROM tickets WHERE trashed_ms IS NULL AND merged_into_id IS NULL
    GROUP BY status_id, priority_id HAVING COUNT(*) >= 50 ORDER BY status_id, priority_id";
pub const LAST_TICKET: &str = "SELECT MAX(id) FROM tickets";
pub const LAST_CUSTOMER: &str = "SELECT MAX(id) FROM customers";
pub const LAST_ARTICLE: &str = "SELECT MAX(id) FROM articles";
pub const LAST_CHANGE: &str = "SELECT MAX(id) FROM changes";
pub const TICKET_LIKE: &str =
    "SELECT t.id FROM tickets t WHERE t.id >= ?1 AND t.trashed_ms IS NULL AND t.merged_into_id IS NULL
    AND (SELECT COUNT(*) FROM messages m WHERE m.ticket_id = t.id) BETWEEN 4 AND 6 ORDER BY t.id LIMIT 1";
pub const OPEN_TICKET: &str = "SELECT id FROM tickets WHERE id >= ?1 AND trashed_ms IS NULL AND merged_into_id IS NULL AND state = 'open'
    ORDER BY id LIMIT 1";
pub const CUSTOMER_LIKE: &str = "SELECT c.id FROM customers c WHERE c.id >= ?1 AND c.trashed_ms IS NULL AND c.merged_into_id IS NULL
    AND (SELECT COUNT(*) FROM (SELECT 1 FROM timeline l WHERE l.customer_id = c.id LIMIT 51)) = 51 ORDER BY c.id LIMIT 1";
pub const CUSTOMER: &str = "SELECT id FROM customers WHERE id >= ?1 AND trashed_ms IS NULL AND merged_into_id IS NULL ORDER BY id LIMIT 1";
pub const LASTING_CUSTOMER: &str =
    "SELECT id FROM customers WHERE id >= ?1 AND trashed_ms IS NULL AND merged_into_id IS NULL
    AND status <> 'churned' ORDER BY id LIMIT 1";
pub const ARTICLE_TEXT: &str = "SELECT title || ' ' || substr(body, 1, 2000) FROM articles WHERE id >= ?1 AND trashed_ms IS NULL ORDER BY id LIMIT 1";
pub const NEW_STATUS: &str = "SELECT id FROM ticket_statuses WHERE category = 'new' AND trashed_ms IS NULL ORDER BY position, id LIMIT 1";
pub const NORMAL_PRIORITY: &str =
    "SELECT id FROM ticket_priorities WHERE level = 2 AND trashed_ms IS NULL ORDER BY position, id LIMIT 1";
pub const COUNTS: &str = "SELECT (SELECT COUNT(*) FROM tickets), (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM customers),
    (SELECT COUNT(*) FROM deals), (SELECT COUNT(*) FROM articles), (SELECT COUNT(*) FROM events)";
/// A consumer that never began, as in a file that was just generated, has everything before it.
pub const BEHIND: &str =
    "SELECT COALESCE((SELECT MAX(seq) FROM events) - (SELECT MIN(position) FROM consumers),
    (SELECT MAX(seq) FROM events), 0)";
pub const EVENTS_OF: &str = "SELECT COUNT(*) FROM events WHERE change_id = ?1";
pub const RUNS: &str = "SELECT COUNT(*) FROM workflow_runs WHERE id > ?1";
pub const LAST_RUN: &str = "SELECT COALESCE(MAX(id), 0) FROM workflow_runs";
