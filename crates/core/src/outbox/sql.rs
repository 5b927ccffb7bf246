//! SQL of the outbox.

pub const INSERT: &str =
    "INSERT INTO outbox (effect_key, kind, payload, status, next_attempt_ms, change_id, created_ms)
    VALUES (?1, ?2, ?3, 'waiting', ?4, ?5, ?6) ON CONFLICT (effect_key) DO NOTHING";
pub const DUE: &str = "SELECT id, kind, payload, attempts, boot_id IS NULL AS is_new FROM outbox WHERE status = 'waiting' AND next_attempt_ms <= ?1 ORDER BY next_attempt_ms, id LIMIT ?2";
pub const CLAIM: &str = "UPDATE outbox SET status = 'sending', attempts = attempts + 1, boot_id = ?2 WHERE id = ?1 AND status = 'waiting'";
pub const SENT: &str =
    "UPDATE outbox SET status = 'sent', sent_ms = ?2, error = NULL WHERE id = ?1 AND status = 'sending'";
pub const AGAIN: &str = "UPDATE outbox SET status = 'waiting', next_attempt_ms = ?2, error = ?3 WHERE id = ?1 AND status = 'sending'";
pub const FAILED: &str =
    "UPDATE outbox SET status = 'failed', error = ?2 WHERE id = ?1 AND status = 'sending'";
/// What an earlier run of the program was sending when it ended.
pub const UNKNOWN: &str = "UPDATE outbox SET status = 'sent', sent_ms = ?2,
    error = 'Onhand ended while it was showing this. It stands among the notifications.' WHERE status = 'sending' AND boot_id IS NOT ?1";
pub const HOLD_ALL: &str =
    "UPDATE outbox SET status = 'held', error = ?1 WHERE status IN ('waiting', 'sending')";
pub const NEXT_DUE: &str = "SELECT MIN(next_attempt_ms) FROM outbox WHERE status = 'waiting'";
/// What a clock that was ahead left too far in the future: a first try waits for undo at most, a later one for the
/// longest pause.
pub const STRANDED: &str = "SELECT 1 FROM outbox WHERE status = 'waiting' AND next_attempt_ms > CASE attempts WHEN 0 THEN ?1 ELSE ?2 END LIMIT 1";
pub const BRING_NEARER: &str = "UPDATE outbox SET next_attempt_ms = ?1 WHERE status = 'waiting' AND next_attempt_ms > CASE attempts WHEN 0 THEN ?1 ELSE ?2 END";
pub const FORGET: &str = "DELETE FROM outbox WHERE id IN
    (SELECT id FROM (SELECT id, created_ms FROM outbox WHERE status = 'sent' ORDER BY id LIMIT 200) WHERE created_ms < ?1)";
pub const LIST: &str = "SELECT o.id, o.kind, o.payload, o.status, o.attempts, o.next_attempt_ms, o.change_id, o.error, o.created_ms, o.sent_ms FROM outbox o";
pub const RELEASE: &str = "UPDATE outbox SET status = 'waiting', next_attempt_ms = ?2, attempts = 0, error = NULL WHERE id = ?1 AND status IN ('held', 'failed', 'cancelled')";
pub const CANCEL: &str =
    "UPDATE outbox SET status = 'cancelled' WHERE id = ?1 AND status IN ('waiting', 'held', 'failed')";
