//! SQL of files and the chunks they are kept in.

pub const FIND_BLOB: &str = "SELECT id, complete FROM blobs WHERE sha256 = ?1";
/// Content that is sent again is as new as at first: nobody throws it away meanwhile.
pub const INSERT_BLOB: &str = "INSERT INTO blobs (sha256, size_bytes, created_ms) VALUES (?1, ?2, ?3)
    ON CONFLICT (sha256) DO UPDATE SET created_ms = MAX(created_ms, excluded.created_ms)";
pub const INSERT_CHUNK: &str =
    "INSERT INTO blob_chunks (blob_id, position, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
pub const COMPLETE: &str = "UPDATE blobs SET complete = 1 WHERE id = ?1 AND complete = 0";
pub const CHUNK: &str = "SELECT bytes FROM blob_chunks WHERE blob_id = ?1 AND position = ?2";

pub const INSERT_UPLOAD: &str = "INSERT INTO uploads (name, media_type, size_bytes, blob_id, actor, created_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub const TAKE_UPLOAD: &str =
    "DELETE FROM uploads WHERE id = ?1 AND actor = ?2 RETURNING name, media_type, size_bytes, blob_id";
pub const INSERT: &str = "INSERT INTO attachments (ticket_id, message_id, name, media_type, size_bytes, blob_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub const OPEN: &str = "SELECT a.name, a.media_type, a.size_bytes, a.blob_id, b.sha256 FROM attachments a JOIN blobs b ON b.id = a.blob_id
    WHERE a.id = ?1";
pub const OPEN_UPLOAD: &str = "SELECT u.name, u.media_type, u.size_bytes, u.blob_id, b.sha256 FROM uploads u JOIN blobs b ON b.id = u.blob_id
    WHERE u.id = ?1";

/// Uploads that no message took; a job that has not ended names the one it reads, an import the list of rejected rows.
pub const FORGET_UPLOADS: &str = "DELETE FROM uploads WHERE created_ms < ?1
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE status IN ('waiting', 'running') AND json_extract(args, '$.upload_id') = uploads.id)
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE json_extract(result, '$.rejects_upload_id') = uploads.id)";
const UNUSED: &str = "created_ms < ?1 AND id NOT IN (SELECT blob_id FROM attachments) AND id NOT IN (SELECT blob_id FROM uploads)";
/// Content that no row refers to.
pub fn unused() -> String {
    format!("SELECT id FROM blobs WHERE {UNUSED}")
}
pub fn remove() -> String {
    format!("DELETE FROM blobs WHERE {UNUSED} AND id = ?2")
}
/// Events of tickets that tell of files, after one event and up to another.
pub const FILES_IN_LOG: &str = "SELECT subject_id, changes FROM events
    WHERE seq > ?1 AND seq <= ?2 AND subject_type = 'ticket' AND changes LIKE '%\"attachments[%'";
pub const LAST_SEQ: &str = "SELECT COALESCE(MAX(seq), 0) FROM events";
pub const TICKET: &str = "SELECT 1 FROM tickets WHERE id = ?1";
