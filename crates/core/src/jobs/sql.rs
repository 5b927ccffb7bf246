//! SQL of jobs.

pub const GET: &str = "SELECT id, kind, title, status, done, total, message, change_id, result, started_ms, finished_ms FROM jobs WHERE id = ?1";
pub const LIST: &str = "SELECT id, kind, title, status, done, total, message, change_id, result, started_ms, finished_ms FROM jobs
    WHERE id < ?1 AND (?3 IS NULL OR kind = ?3) ORDER BY id DESC LIMIT ?2";
pub const INSERT: &str =
    "INSERT INTO jobs (kind, title, args, actor, status, started_ms) VALUES (?1, ?2, ?3, ?4, 'waiting', ?5)";
pub const WAITING: &str = "SELECT 1 FROM jobs WHERE status = 'waiting' LIMIT 1";
pub const CLAIM: &str = "UPDATE jobs SET status = 'running', started_ms = ?1
    WHERE id = (SELECT id FROM jobs WHERE status = 'waiting' ORDER BY actor = 'system', id LIMIT 1) RETURNING id, kind, args, actor";
/// Somebody waits for a job of theirs.
pub const PERSON_WAITS: &str = "SELECT 1 FROM jobs WHERE status = 'waiting' AND actor <> 'system' LIMIT 1";
pub const WAIT_AGAIN: &str = "UPDATE jobs SET status = 'waiting', done = 0, total = 0, message = NULL WHERE id = ?1 AND status = 'running'";
pub const PROGRESS: &str =
    "UPDATE jobs SET done = ?2, total = ?3, message = ?4, change_id = ?5 WHERE id = ?1";
/// Progress is written now and then only; what is done is done to the end.
pub const FINISH: &str = "UPDATE jobs SET done = CASE ?2 WHEN 'done' THEN MAX(done, total) ELSE done END, status = ?2, message = ?3, result = ?4, change_id = ?5, finished_ms = ?6 WHERE id = ?1";
pub const STATUS: &str = "SELECT status FROM jobs WHERE id = ?1";
pub const CANCEL: &str = "UPDATE jobs SET status = 'cancelled', finished_ms = ?2 WHERE id = ?1 AND status IN ('waiting', 'running')";
pub const INTERRUPT: &str =
    "UPDATE jobs SET status = 'interrupted', finished_ms = ?1, message = ?2 WHERE status = 'running'";
pub const END_CHANGE: &str = "UPDATE changes SET finished_ms = ?2 WHERE id = ?1 AND finished_ms IS NULL";
/// A job of this kind that nobody has taken up yet.
pub const QUEUED: &str = "SELECT 1 FROM jobs WHERE kind = ?1 AND status = 'waiting' LIMIT 1";
