//! SQL of the file itself.

pub const WRITER: &str = "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
    PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA busy_timeout = 5000;
    PRAGMA journal_size_limit = 67108864;";
pub const READER: &str = "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;
    PRAGMA mmap_size = 1073741824; PRAGMA busy_timeout = 5000;";
pub const WAL: &str = "PRAGMA journal_mode = WAL";
pub const FULL: &str = "PRAGMA synchronous = FULL";
pub const NORMAL: &str = "PRAGMA synchronous = NORMAL";
pub const OFF: &str = "PRAGMA synchronous = OFF";
/// What others write meanwhile stays in the log.
pub const BRING_IN: &str = "PRAGMA wal_checkpoint(PASSIVE)";
/// Everything is in the file and on the disk, and the write-ahead log is small again.
pub const SETTLE: &str = "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)";
pub const APPLICATION_ID: &str = "PRAGMA application_id";
pub const TABLE_COUNT: &str = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'";
pub const SCHEMA_VERSION: &str = "SELECT COALESCE(MAX(version), 0) FROM refinery_schema_history";
pub const FOREIGN_KEYS_OFF: &str = "PRAGMA foreign_keys = OFF";
pub const FOREIGN_KEY_CHECK: &str = "SELECT COUNT(*) FROM pragma_foreign_key_check";
pub const INSTALLATION: &str = "SELECT installation_id, clean_shutdown FROM installation WHERE id = 1";
pub const INSERT_INSTALLATION: &str =
    "INSERT OR IGNORE INTO installation (id, installation_id, created_ms) VALUES (1, ?1, ?2)";
pub const MARK_OPEN: &str = "UPDATE installation SET clean_shutdown = 0 WHERE id = 1";
pub const MARK_CLOSED: &str = "UPDATE installation SET clean_shutdown = 1 WHERE id = 1";
pub const ZONE: &str = "SELECT zone FROM business WHERE id = 1";
pub const BEGIN: &str = "BEGIN IMMEDIATE";
pub const BEGIN_STATE: &str = "BEGIN";
pub const COMMIT: &str = "COMMIT";
pub const ROLLBACK: &str = "ROLLBACK";
pub const SAVEPOINT: &str = "SAVEPOINT unit";
pub const RELEASE: &str = "RELEASE unit";
pub const ROLLBACK_TO: &str = "ROLLBACK TO unit; RELEASE unit";
pub const VACUUM_INTO: &str = "VACUUM INTO ?1";

pub fn set_application(id: i32) -> String {
    format!("PRAGMA application_id = {id}")
}
