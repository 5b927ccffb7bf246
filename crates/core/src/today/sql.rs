//! SQL of Today. `mine` is a user's id where only theirs and nobody's things are asked for, else null.

const NEEDING: &str = "k.needs_answer_ms IS NOT NULL AND k.trashed_ms IS NULL AND k.merged_into_id IS NULL";

/// Tickets of one priority that wait for us, the longest waiting first: priority, mine, limit.
pub fn tickets() -> String {
    format!(
        "SELECT k.id, k.number, k.subject, k.state, c.name AS who, k.needs_answer_ms,
         (SELECT COUNT(*) FROM messages m WHERE m.ticket_id = k.id AND m.kind = 'public' AND m.side = 'customer' AND m.at_ms >= k.needs_answer_ms) AS written
         FROM tickets k LEFT JOIN v_customer_label c ON c.id = k.customer_id
         WHERE k.priority_id = ?1 AND {NEEDING} AND (?2 IS NULL OR k.assignee_id IS NULL OR k.assignee_id = ?2)
         ORDER BY k.needs_answer_ms, k.id LIMIT ?3"
    )
}
pub fn ticket_count() -> String {
    format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM tickets k WHERE {NEEDING}
         AND (?1 IS NULL OR k.assignee_id IS NULL OR k.assignee_id = ?1) LIMIT 1000)"
    )
}

/// Tasks due before an instant: before, mine, limit.
pub const TASKS: &str = "SELECT t.id, t.title, t.kind, t.due_ms, t.deal_id, c.name AS who FROM v_open_task t
    LEFT JOIN v_customer_label c ON c.id = t.customer_id
    WHERE t.due_order < ?1 AND (?2 IS NULL OR t.assignee_id IS NULL OR t.assignee_id = ?2) ORDER BY t.due_order, t.id LIMIT ?3";
pub const TASK_COUNT: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM v_open_task t
    WHERE t.due_order < ?1 AND (?2 IS NULL OR t.assignee_id IS NULL OR t.assignee_id = ?2) LIMIT 1000)";

/// Deals past their stage's limit for which nothing is planned: limits, mine, limit.
pub const DEALS: &str = "SELECT d.id, d.title, d.customer_id, c.name AS who, d.stage_entered_ms, s.name AS stage_name, s.limit_days
    FROM json_each(?1) l JOIN deals d ON d.stage_id = l.value ->> 0 AND d.stage_entered_ms < l.value ->> 1
    JOIN v_stage_label s ON s.id = d.stage_id LEFT JOIN v_customer_label c ON c.id = d.customer_id
    WHERE d.trashed_ms IS NULL AND (?2 IS NULL OR d.owner_id IS NULL OR d.owner_id = ?2)
    AND NOT EXISTS (SELECT 1 FROM v_open_task t WHERE t.deal_id = d.id) ORDER BY d.stage_entered_ms, d.id LIMIT ?3";

/// Leads with whom nobody spoke and for whom nothing is planned, the newest first: since, mine, limit.
pub const LEADS: &str = "SELECT c.id, c.name, c.source, c.created_ms FROM customers c
    WHERE c.status = 'lead' AND c.trashed_ms IS NULL AND c.merged_into_id IS NULL AND c.created_ms >= ?1
    AND (?2 IS NULL OR c.owner_id IS NULL OR c.owner_id = ?2)
    AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = c.id AND i.trashed_ms IS NULL AND i.kind <> 'note')
    AND NOT EXISTS (SELECT 1 FROM v_open_task t WHERE t.customer_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM tickets k WHERE k.customer_id = c.id AND k.trashed_ms IS NULL)
    ORDER BY c.created_ms DESC, c.id DESC LIMIT ?3";

/// Failed runs, the newest first: since, limit.
pub const RUNS: &str = "SELECT r.id, r.workflow_id, w.name, r.error, r.started_ms FROM workflow_runs r JOIN workflows w ON w.id = r.workflow_id
    WHERE r.status = 'failed' AND r.started_ms >= ?1 ORDER BY r.id DESC LIMIT ?2";

/// The newest check of the file, if it failed.
pub const CHECK: &str = "SELECT id, finished_ms FROM jobs
    WHERE id = (SELECT MAX(id) FROM jobs WHERE kind = 'check' AND status NOT IN ('interrupted', 'cancelled')) AND status = 'failed'";

pub const DONE: &str = "SELECT (SELECT COUNT(*) FROM tickets WHERE solved_ms IS NOT NULL AND solved_ms >= ?1 AND trashed_ms IS NULL AND merged_into_id IS NULL)
    + (SELECT COUNT(*) FROM tasks WHERE done_ms IS NOT NULL AND done_ms >= ?1 AND trashed_ms IS NULL)";
