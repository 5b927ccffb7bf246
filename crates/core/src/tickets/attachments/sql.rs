//! SQL of files and the chunks they are kept in.

pub const FIND_BLOB: &str = "SELECT id, complete FROM blobs WHERE sha256 = ?1";
pub const INSERT_BLOB: &str = "INSERT INTO blobs (sha256, size_bytes, created_ms) VALUES (?1, ?2, ?3)
    ON CONFLICT (sha256) DO NOTHING";
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
