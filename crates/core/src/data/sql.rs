//! SQL about the file as a whole.

pub const TABLES: &str =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
pub const COUNTS: &str = "SELECT COUNT(*) FROM ";
pub const QUICK_CHECK: &str = "PRAGMA quick_check(20)";
/// What a tree of the file belongs to, by its first page.
pub const ROOT_OF: &str = "SELECT type, name, tbl_name FROM sqlite_schema WHERE rootpage = ?1";
/// The copy is one file, with nothing beside it.
pub const ONE_FILE: &str = "PRAGMA journal_mode = DELETE";
/// Answers whether somebody was in the way, and how many pages were in the write-ahead log and came over.
pub const FOLD_IN: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
pub const FOREIGN_KEYS: &str = "SELECT \"table\", COUNT(*) FROM pragma_foreign_key_check GROUP BY 1";
pub const LAST_SEQ: &str = "SELECT COALESCE(MAX(seq), 0) FROM events";
pub const MARK_BACKUP: &str = "UPDATE installation SET last_backup_ms = ?1 WHERE id = 1";
pub const MARK_CHECK: &str = "UPDATE installation SET last_check_ms = ?1 WHERE id = 1";
pub const MARK_RESTORED: &str = "UPDATE installation SET restored_ms = ?1, clean_shutdown = 1 WHERE id = 1";
pub const HOLD_OUTBOX: &str = "UPDATE outbox SET status = 'held' WHERE status IN ('waiting', 'sending')";
pub const INSTALLATION: &str =
    "SELECT last_backup_ms, last_check_ms, restored_ms FROM installation WHERE id = 1";
/// When the newest check was begun; now and nothing while one is under way, and at first when the file was made.
pub const LAST_LOOK: &str = "SELECT CASE WHEN j.id IS NULL THEN COALESCE(i.last_check_ms, i.created_ms)
        WHEN j.status NOT IN ('waiting', 'running') THEN j.started_ms END
    FROM installation i LEFT JOIN jobs j ON j.id = (SELECT MAX(id) FROM jobs WHERE kind = 'check' AND status <> 'interrupted')";
/// Why the newest check that came to an end failed.
pub const CHECK_PROBLEM: &str = "SELECT CASE status WHEN 'failed' THEN message END FROM jobs
    WHERE kind = 'check' AND status IN ('done', 'failed') ORDER BY id DESC LIMIT 1";
pub const LAGS: &str = "SELECT c.name, c.position, (SELECT COUNT(*) FROM held_events h WHERE h.consumer = c.name) AS parked FROM consumers c ORDER BY c.name";
pub const OUTBOX: &str = "SELECT COUNT(*) FILTER (WHERE status = 'waiting'), COUNT(*) FILTER (WHERE status = 'held'), COUNT(*) FILTER (WHERE status = 'failed')
    FROM outbox WHERE status IN ('waiting', 'held', 'failed')";
pub const SIZE: &str = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
pub const ATTACHMENTS: &str = "SELECT a.id, a.name, a.blob_id FROM attachments a ORDER BY a.id";
pub const CHUNKS: &str = "SELECT bytes FROM blob_chunks WHERE blob_id = ?1 ORDER BY position";

pub fn count(table: &str) -> String {
    format!("{COUNTS}\"{table}\"")
}

/// Every row of a table; names come from the schema itself.
pub fn rows(table: &str, columns: &[String]) -> String {
    let columns = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    format!("SELECT {columns} FROM \"{table}\"")
}

pub fn columns(table: &str) -> String {
    format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid")
}

/// A reading transaction, so that all that follows sees one state.
pub const BEGIN: &str = "BEGIN; SELECT 1 FROM installation";
pub const END: &str = "ROLLBACK";
