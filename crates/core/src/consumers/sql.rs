//! SQL of the places in the log and of what is held back.

pub const POSITION: &str = "SELECT position FROM consumers WHERE name = ?1";
pub const SET_POSITION: &str = "INSERT INTO consumers (name, position) VALUES (?1, ?2)
    ON CONFLICT (name) DO UPDATE SET position = excluded.position";
pub const LAST_SEQ: &str = "SELECT COALESCE(MAX(seq), 0) FROM events";
pub const ARRIVED: &str = "SELECT e.seq, e.recorded_ms, e.change_id, c.operation, e.kind, e.subject_type, e.subject_id, e.changes, e.depth
    FROM events e JOIN changes c ON c.id = e.change_id WHERE e.seq > ?1 ORDER BY e.seq LIMIT ?2";
pub const ONE: &str = "SELECT e.seq, e.recorded_ms, e.change_id, c.operation, e.kind, e.subject_type, e.subject_id, e.changes, e.depth
    FROM events e JOIN changes c ON c.id = e.change_id WHERE e.seq = ?1";
/// With whether everything that waits of a subject is released, and only its turn has not come.
pub const PARKED: &str =
    "SELECT subject_type, subject_id, MIN(released) FROM held_events WHERE consumer = ?1 GROUP BY 1, 2";
pub const HOLD: &str = "INSERT INTO held_events (consumer, seq, subject_type, subject_id, attempts, error, released) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (consumer, seq) DO UPDATE SET attempts = excluded.attempts, error = excluded.error, released = excluded.released";
pub const RELEASED: &str =
    "SELECT seq FROM held_events WHERE consumer = ?1 AND released = 1 ORDER BY seq LIMIT 100";
pub const MORE_RELEASED: &str = "SELECT 1 FROM held_events WHERE consumer = ?1 AND released = 1 LIMIT 1";
pub const UNHOLD: &str = "DELETE FROM held_events WHERE consumer = ?1 AND seq = ?2";
pub const KEEP_HOLDING: &str =
    "UPDATE held_events SET released = 0 WHERE consumer = ?1 AND subject_type = ?2 AND subject_id = ?3";
pub const RELEASE: &str =
    "UPDATE held_events SET released = 1 WHERE consumer = ?1 AND subject_type = ?2 AND subject_id = ?3";
pub const DROP: &str =
    "DELETE FROM held_events WHERE consumer = ?1 AND subject_type = ?2 AND subject_id = ?3";
pub const DROP_ALL: &str = "DELETE FROM held_events WHERE consumer = ?1";
pub const HELD: &str = "SELECT h.consumer, h.subject_type, h.subject_id, COUNT(*) AS waiting, MIN(h.seq) AS first_seq,
    (SELECT error FROM held_events f WHERE f.consumer = h.consumer AND f.subject_type = h.subject_type AND f.subject_id = h.subject_id
       ORDER BY f.attempts DESC, f.seq LIMIT 1) AS error
    FROM held_events h GROUP BY h.consumer, h.subject_type, h.subject_id ORDER BY first_seq LIMIT 200";
pub const STATUS: &str = "SELECT c.name, c.position, (SELECT COALESCE(MAX(seq), 0) FROM events) - c.position AS behind,
    (SELECT COUNT(*) FROM (SELECT DISTINCT subject_type, subject_id FROM held_events h WHERE h.consumer = c.name)) AS parked
    FROM consumers c ORDER BY c.name";
pub const SAVEPOINT: &str = "SAVEPOINT digest";
pub const KEEP: &str = "RELEASE digest";
pub const TAKE_BACK: &str = "ROLLBACK TO digest; RELEASE digest";
