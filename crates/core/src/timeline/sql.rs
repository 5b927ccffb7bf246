//! SQL of the timeline.

/// A row with what its subject is called now; the differences come along only where the words need them.
pub const ROW: &str = "SELECT t.at_ms, t.seq, t.kind, t.subject_type, t.subject_id, e.actor, c.name AS customer_name,
    CASE WHEN t.kind IN ('ticket.status_changed', 'ticket.replied', 'deal.moved', 'customer.status_changed') THEN e.changes END AS changes,
    i.kind AS i_kind, i.direction AS i_direction, i.subject AS i_subject, substr(i.body, 1, 600) AS i_body, i.duration_s AS i_duration_s,
    k.number AS k_number, k.subject AS k_subject, k.state AS k_state,
    CASE WHEN t.kind = 'ticket.created' THEN
      (SELECT substr(m.source, 1, 600) FROM messages m WHERE m.ticket_id = t.subject_id ORDER BY m.at_ms, m.id LIMIT 1) END AS opening,
    d.title AS d_title, d.value_minor AS d_value_minor, d.currency AS d_currency, s.kind AS s_kind,
    x.title AS x_title, x.done_ms IS NOT NULL AS x_done, r.status AS r_status, substr(r.error, 1, 600) AS r_error, w.name AS w_name
    FROM timeline t
    LEFT JOIN events e ON e.seq = t.seq
    LEFT JOIN v_customer_label c ON c.id = t.customer_id
    LEFT JOIN interactions i ON t.subject_type = 'interaction' AND i.id = t.subject_id
    LEFT JOIN v_ticket_label k ON t.subject_type = 'ticket' AND k.id = t.subject_id
    LEFT JOIN v_deal_label d ON t.subject_type = 'deal' AND d.id = t.subject_id
    LEFT JOIN v_stage_label s ON s.id = d.stage_id
    LEFT JOIN tasks x ON t.subject_type = 'task' AND x.id = t.subject_id
    LEFT JOIN workflow_runs r ON t.subject_type = 'run' AND r.id = t.subject_id
    LEFT JOIN workflows w ON w.id = r.workflow_id";
pub const ORDER: &str = "t.at_ms DESC, t.seq DESC";
pub const OF_ONE: &str = "t.customer_id = ?";
pub const OF_FAMILY: &str = "t.customer_id IN (SELECT value FROM json_each(?))";
pub const CONVERSATIONS: &str = "(t.subject_type = 'interaction' OR t.kind = 'ticket.replied')";
pub const OF_TYPE: &str = "t.subject_type = ?";
pub const MESSAGE: &str = "SELECT side, substr(source, 1, 600) AS opening FROM messages WHERE id = ?1";
pub const STAGE: &str = "SELECT name FROM v_stage_label WHERE id = ?1";
