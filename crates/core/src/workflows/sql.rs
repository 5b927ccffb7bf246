//! SQL of workflows, their runs, steps and schedules.

/// With the figures that lists show beside a workflow.
pub const COLUMNS: &str = "w.id, w.name, w.enabled, w.position, w.trigger, w.conditions, w.actions, w.paused_reason, w.rev,
    (SELECT started_ms FROM workflow_runs r WHERE r.workflow_id = w.id ORDER BY r.id DESC LIMIT 1) AS last_run_ms,
    (SELECT next_ms FROM workflow_schedules s WHERE s.workflow_id = w.id) AS next_run_ms,
    (SELECT COUNT(*) FROM (SELECT 1 FROM workflow_runs r WHERE r.workflow_id = w.id LIMIT 1001)) AS runs_total,
    (SELECT COUNT(*) FROM (SELECT 1 FROM workflow_runs r WHERE r.workflow_id = w.id AND r.status = 'failed' LIMIT 1001)) AS failed";

pub fn get() -> String {
    format!("SELECT {COLUMNS} FROM workflows w WHERE w.id = ?1 AND w.trashed_ms IS NULL")
}
pub fn list() -> String {
    format!("SELECT {COLUMNS} FROM workflows w")
}
pub const INSERT: &str = "INSERT INTO workflows (name, position, trigger, conditions, actions, created_ms)
    VALUES (?1, (SELECT COALESCE(MAX(position), 0) + 1 FROM workflows), ?2, ?3, ?4, ?5)";
pub const UPDATE: &str = "UPDATE workflows SET name = ?2, trigger = ?3, conditions = ?4, actions = ?5, position = ?6 WHERE id = ?1";
pub const ENABLE: &str = "UPDATE workflows SET enabled = 1, paused_reason = NULL WHERE id = ?1";
pub const DISABLE: &str = "UPDATE workflows SET enabled = 0, paused_reason = NULL WHERE id = ?1";
pub const PAUSE: &str = "UPDATE workflows SET enabled = 0, paused_reason = ?2 WHERE id = ?1 AND enabled = 1";
pub const TRASH: &str = "UPDATE workflows SET enabled = 0, trashed_ms = ?2 WHERE id = ?1";

/// Workflows that match events: those switched on, and those that Onhand paused, whose starts are held.
pub const LISTENING: &str = "SELECT id, rev FROM workflows WHERE trashed_ms IS NULL AND (enabled = 1 OR paused_reason IS NOT NULL) ORDER BY position, id";
pub const KNOW: &str =
    "SELECT id, rev, name, enabled, trigger, conditions, actions, paused_reason FROM workflows WHERE id = ?1";
/// The last time it was switched on; what happened before does not start it.
pub const SINCE: &str = "SELECT COALESCE(MAX(seq), 0) FROM events WHERE subject_type = 'workflow' AND subject_id = ?1 AND kind = 'workflow.enabled'";
pub const OTHERS: &str = "SELECT id, name, trigger, actions FROM workflows WHERE enabled = 1 AND trashed_ms IS NULL AND id <> ?1 ORDER BY position, id";
pub const DEFINITIONS: &str = "SELECT id, name, trigger, conditions, actions FROM workflows WHERE trashed_ms IS NULL ORDER BY position, id";
pub const KEEP_VERSION: &str = "INSERT INTO workflow_versions (workflow_id, version, definition) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

pub const START: &str = "INSERT INTO workflow_runs (workflow_id, version, start_key, event_seq, root_seq, depth, subject_type, subject_id,
    status, explanation, error, scheduled_ms, started_ms, finished_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT (start_key) DO NOTHING";
/// A scheduled run is the root of what it sets off; the negative id cannot be an event's.
pub const OWN_ROOT: &str = "UPDATE workflow_runs SET root_seq = -id WHERE id = ?1";
pub const ROOT_OF_CHANGE: &str =
    "SELECT r.root_seq FROM workflow_steps s JOIN workflow_runs r ON r.id = s.run_id WHERE s.change_id = ?1";
pub const RAN_IN_CHAIN: &str = "SELECT 1 FROM workflow_runs WHERE root_seq = ?1 AND workflow_id = ?2 AND subject_type = ?3 AND subject_id = ?4
    AND status <> 'skipped' LIMIT 1";
pub const RUNS_OF_ROOT: &str =
    "SELECT COUNT(*) FROM (SELECT 1 FROM workflow_runs WHERE root_seq = ?1 AND status <> 'skipped' LIMIT ?2)";

pub const PENDING: &str = "SELECT id FROM workflow_runs WHERE status = 'pending' ORDER BY id LIMIT ?1";
pub const RUN: &str =
    "SELECT r.id, r.workflow_id, r.version, r.event_seq, r.depth, r.subject_type, r.subject_id, v.definition,
    (SELECT COUNT(*) FROM workflow_steps s WHERE s.run_id = r.id AND s.status = 'done') AS done,
    (SELECT change_id FROM events e WHERE e.seq = r.event_seq) AS cause_change_id
    FROM workflow_runs r JOIN workflow_versions v ON v.workflow_id = r.workflow_id AND v.version = r.version
    WHERE r.id = ?1 AND r.status = 'pending'";
pub const STEP: &str = "INSERT INTO workflow_steps (run_id, position, status, title, error, change_id, finished_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (run_id, position) DO UPDATE SET status = excluded.status, title = excluded.title, error = excluded.error,
        change_id = excluded.change_id, finished_ms = excluded.finished_ms";
pub const FINISH: &str =
    "UPDATE workflow_runs SET status = ?2, error = ?3, finished_ms = ?4 WHERE id = ?1 AND status = 'pending'";
pub const AGAIN: &str = "UPDATE workflow_runs SET status = 'pending', error = NULL, finished_ms = NULL WHERE id = ?1 AND status IN ('failed', 'skipped')";
pub const DROP_FAILED_STEP: &str = "DELETE FROM workflow_steps WHERE run_id = ?1 AND status = 'failed'";

pub const RUN_COLUMNS: &str = "SELECT r.id, r.workflow_id, w.name AS workflow_name, r.version, r.status, r.subject_type, r.subject_id, r.scheduled_ms,
    r.started_ms, r.finished_ms, r.error, r.event_seq, r.explanation, v.definition, e.kind AS event_kind, e.actor AS event_actor
    FROM workflow_runs r JOIN workflows w ON w.id = r.workflow_id
    LEFT JOIN workflow_versions v ON v.workflow_id = r.workflow_id AND v.version = r.version
    LEFT JOIN events e ON e.seq = r.event_seq";
pub const STEPS: &str = "SELECT position, title, status, error, change_id, finished_ms FROM workflow_steps WHERE run_id = ?1 ORDER BY position";
/// The oldest runs of a status that ended before a moment; the log of runs is not kept for ever.
pub const FORGET: &str = "DELETE FROM workflow_runs WHERE id IN
    (SELECT id FROM (SELECT id, started_ms FROM workflow_runs WHERE status = ?1 ORDER BY id LIMIT 200) WHERE started_ms < ?2)";

pub const SCHEDULED: &str = "SELECT w.id, w.rev, w.name, w.trigger, w.conditions, w.actions, s.next_ms, s.last_fire_ms, s.definition
    FROM workflows w LEFT JOIN workflow_schedules s ON s.workflow_id = w.id
    WHERE w.enabled = 1 AND w.trashed_ms IS NULL AND json_extract(w.trigger, '$.type') = 'schedule' ORDER BY w.position, w.id";
pub const SET_SCHEDULE: &str = "INSERT INTO workflow_schedules (workflow_id, next_ms, last_fire_ms, definition) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (workflow_id) DO UPDATE SET next_ms = excluded.next_ms, last_fire_ms = excluded.last_fire_ms, definition = excluded.definition";
pub const SAVEPOINT: &str = "SAVEPOINT one_workflow";
pub const KEEP: &str = "RELEASE one_workflow";
pub const TAKE_BACK: &str = "ROLLBACK TO one_workflow; RELEASE one_workflow";
pub const DROP_SCHEDULES: &str =
    "DELETE FROM workflow_schedules WHERE workflow_id NOT IN (SELECT value FROM json_each(?1))";
pub const NEXT_DUE: &str = "SELECT MIN(next_ms) FROM workflow_schedules";

/// The choices of a form, in the order in which they are shown.
pub const USERS: &str =
    "SELECT id, name FROM users WHERE trashed_ms IS NULL AND active = 1 ORDER BY name LIMIT 500";
pub const TEAMS: &str = "SELECT id, name FROM teams WHERE trashed_ms IS NULL ORDER BY name_folded LIMIT 500";
pub const STATUSES: &str =
    "SELECT id, name FROM ticket_statuses WHERE trashed_ms IS NULL ORDER BY position LIMIT 500";
pub const PRIORITIES: &str =
    "SELECT id, name FROM ticket_priorities WHERE trashed_ms IS NULL ORDER BY position LIMIT 500";
pub const CATEGORIES: &str =
    "SELECT id, name FROM ticket_categories WHERE trashed_ms IS NULL ORDER BY name_folded LIMIT 500";
pub const PIPELINES: &str =
    "SELECT id, name FROM pipelines WHERE trashed_ms IS NULL ORDER BY position LIMIT 500";
pub const STAGES: &str =
    "SELECT s.id, p.name || ': ' || s.name AS name FROM stages s JOIN pipelines p ON p.id = s.pipeline_id
    WHERE p.trashed_ms IS NULL ORDER BY p.position, s.position LIMIT 500";
pub const ARTICLE_CATEGORIES: &str =
    "SELECT id, name FROM article_categories WHERE trashed_ms IS NULL ORDER BY position LIMIT 500";
pub const TAGS: &str = "SELECT id, name FROM tags WHERE trashed_ms IS NULL ORDER BY name_folded LIMIT 500";
