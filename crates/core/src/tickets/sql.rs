//! SQL of tickets: the record itself, its list and its counts.

/// In the order of the row mapper in `ops.rs`, which reads by position: looking columns up by name costs more than the query.
const COLUMNS: &str = "t.id, t.number, t.subject, t.status_id, t.state, t.priority_id, t.category_id, t.team_id, t.assignee_id,
    t.customer_id, c.name, c.kind, t.channel, t.needs_answer_ms, t.last_message_ms, t.solved_ms, t.merged_into_id, t.external_ref,
    t.created_ms, t.updated_ms, t.trashed_ms, t.rev,
    (SELECT json_group_array(g.name ORDER BY l.id) FROM ticket_tags l JOIN tags g ON g.id = l.tag_id
      WHERE l.ticket_id = t.id AND g.trashed_ms IS NULL)";

/// Asked by a merged ticket's id, answers with the one that survives.
pub fn get() -> String {
    format!(
        "SELECT {COLUMNS} FROM tickets t LEFT JOIN v_customer_label c ON c.id = t.customer_id
         WHERE t.id = (SELECT COALESCE(merged_into_id, id) FROM tickets WHERE id = ?1)"
    )
}

pub const NEXT_NUMBER: &str = "INSERT INTO counters (name, value) VALUES ('ticket', 1001)
    ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value";
/// With its projections as the first message will leave them (`?12`: the customer waits; `?13`: when it is said), so that the
/// row is written once.
pub const INSERT: &str = "INSERT INTO tickets (number, subject, status_id, priority_id, category_id, team_id, assignee_id, customer_id,
    channel, external_ref, state, needs_answer_ms, last_message_ms, solved_ms, created_ms, updated_ms)
    SELECT ?1, ?2, s.id, ?4, ?5, ?6, ?7, ?8, ?9, ?10, s.category, CASE WHEN s.category IN ('new', 'open') THEN ?11 END, ?12,
      CASE WHEN s.category IN ('solved', 'closed') THEN ?11 END, ?11, ?11 FROM ticket_statuses s WHERE s.id = ?3";
pub const UPDATE: &str =
    "UPDATE tickets SET subject = ?2, status_id = ?3, priority_id = ?4, category_id = ?5, team_id = ?6,
    assignee_id = ?7, customer_id = ?8 WHERE id = ?1";
pub const SET_STATUS: &str = "UPDATE tickets SET status_id = ?2 WHERE id = ?1 AND status_id <> ?2";
pub const TRASH: &str = "UPDATE tickets SET trashed_ms = ?2 WHERE id = ?1 AND trashed_ms IS NULL";
pub const EXISTS: &str = "SELECT 1 FROM tickets WHERE id = ?1 AND trashed_ms IS NULL";
/// What a change of a ticket needs to know first; the survivor of a merged one.
pub const HEAD: &str = "SELECT id, state, customer_id, trashed_ms FROM tickets
    WHERE id = (SELECT COALESCE(merged_into_id, id) FROM tickets WHERE id = ?1)";

/// A ticket and all that were merged into it, the survivor first; asked by any of them.
pub const FAMILY: &str =
    "WITH survivor (id) AS (SELECT COALESCE(merged_into_id, id) FROM tickets WHERE id = ?1)
    SELECT id FROM survivor UNION ALL SELECT t.id FROM survivor s JOIN tickets t ON t.merged_into_id = s.id";
pub const SURVIVOR: &str = "SELECT COALESCE(merged_into_id, id) FROM tickets WHERE id = ?1";

pub const SET_READ: &str = "INSERT INTO ticket_reads (user_id, ticket_id, read_ms) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_ms = excluded.read_ms";

// Imports set what a row names and leave the rest.
// One statement per field: whatever an UPDATE names, every index that holds it is written, changed or not.
pub const IMPORT_STATUS: &str = "UPDATE tickets SET status_id = ?2 WHERE id = ?1";
pub const IMPORT_PRIORITY: &str = "UPDATE tickets SET priority_id = ?2 WHERE id = ?1";
pub const IMPORT_CATEGORY: &str = "UPDATE tickets SET category_id = ?2 WHERE id = ?1";
pub const IMPORT_TEAM: &str = "UPDATE tickets SET team_id = ?2 WHERE id = ?1";
pub const IMPORT_ASSIGNEE: &str = "UPDATE tickets SET assignee_id = ?2 WHERE id = ?1";
pub const IMPORT_PLACE: &str = "UPDATE tickets SET team_id = ?2, assignee_id = ?3 WHERE id = ?1";
pub const BY_REF: &str =
    "SELECT id FROM tickets WHERE external_ref = ?1 AND trashed_ms IS NULL ORDER BY id LIMIT 1";

/// The list; `?1` is the person who asks. The index is named because without statistics SQLite may prefer one that
/// needs a sort of everything it finds.
pub fn rows(index: &str) -> String {
    format!(
        "SELECT t.id, t.number, t.subject, t.status_id, t.state, t.priority_id, t.customer_id, c.name, c.kind, t.assignee_id, t.team_id,
           t.needs_answer_ms, t.last_message_ms, t.created_ms, t.updated_ms, t.solved_ms, r.read_ms
         FROM tickets t INDEXED BY {index}
         LEFT JOIN v_customer_label c ON c.id = t.customer_id
         LEFT JOIN ticket_reads r ON r.user_id = ?1 AND r.ticket_id = t.id"
    )
}
pub const LIVE: &str = "t.trashed_ms IS NULL AND t.merged_into_id IS NULL";
pub const OPEN: &str = "t.solved_ms IS NULL";
pub const NEEDS_ANSWER: &str = "t.needs_answer_ms IS NOT NULL";
pub const WAITING: &str = "t.state IN ('waiting_customer', 'waiting_third_party')";

/// Every view's count in one statement, each at most `COUNT_MAX + 1`; `?1` is the person, `?2` a week ago.
pub fn view_counts() -> String {
    let any = format!("t.created_ms <= {}", i64::MAX);
    let count = |index: &str, filter: &str| {
        format!(
            "(SELECT COUNT(*) FROM (SELECT 1 FROM tickets t INDEXED BY {index} WHERE {filter} AND {LIVE} LIMIT 1001))"
        )
    };
    format!(
        "SELECT {}, {}, {}, {}, {}, {}, {}, {}",
        count("tickets_needing_answer", NEEDS_ANSWER),
        count("tickets_open_by_assignee", &format!("t.assignee_id = ?1 AND {OPEN}")),
        count("tickets_open_by_assignee", &format!("t.assignee_id IS NULL AND {OPEN}")),
        count("tickets_waiting", &format!("{WAITING} AND {any}")),
        count("tickets_by_state", "t.state = 'on_hold'"),
        count("tickets_solved", "t.solved_ms > ?2"),
        count("tickets_live_newest", &any),
        count("tickets_open_newest", &format!("{OPEN} AND {any}")),
    )
}

/// Unsolved tickets of each team.
pub fn team_counts() -> String {
    format!(
        "SELECT g.id, (SELECT COUNT(*) FROM (SELECT 1 FROM tickets t INDEXED BY tickets_open_by_team
           WHERE t.team_id = g.id AND {OPEN} AND {LIVE} LIMIT 1001)) FROM v_team_label g ORDER BY g.id"
    )
}
