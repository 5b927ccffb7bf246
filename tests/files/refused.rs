//! Files and folders that cannot be used: a clear sentence, exit code 1, and nothing changed.

use super::onhand;
use std::path::Path;

fn refusal(data: &Path, args: &[&str]) -> String {
    let done = onhand().arg("--data").arg(data).args(args).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{args:?}");
    String::from_utf8(done.stderr).unwrap()
}

#[test]
fn a_file_that_is_not_ours_or_damaged_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("business.onhand");
    std::fs::write(&file, b"this was a shopping list").unwrap();
    let said = refusal(folder.path(), &["call", "customers.list"]);
    assert!(said.contains("damaged") && said.contains("Restore"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), b"this was a shopping list");
}

#[test]
fn a_second_onhand_on_the_same_data_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let lock = onhand_core::db::lock(folder.path()).unwrap();
    let said = refusal(folder.path(), &["call", "customers.list"]);
    assert!(said.contains("already running"), "{said}");
    drop(lock);
}

#[test]
fn a_file_from_a_newer_onhand_is_refused_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    assert!(
        onhand()
            .arg("--data")
            .arg(folder.path())
            .args(["call", "customers.create", "{\"name\":\"Ada\"}"])
            .output()
            .unwrap()
            .status
            .success()
    );
    let file = folder.path().join("business.onhand");
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.execute_batch(
        "UPDATE refinery_schema_history SET version = 9999
         WHERE version = (SELECT MAX(version) FROM refinery_schema_history)",
    )
    .unwrap();
    drop(conn);
    let said = refusal(folder.path(), &["call", "customers.list"]);
    assert!(said.contains("newer"), "{said}");
}

#[test]
fn a_missing_or_deleted_index_is_built_again() {
    let folder = tempfile::tempdir().unwrap();
    let call = |operation: &str, args: &str| {
        let done =
            onhand().arg("--data").arg(folder.path()).args(["call", operation, args]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice::<serde_json::Value>(&done.stdout).unwrap()
    };
    call("articles.create", r#"{"title":"Fault F.28","body":"The boiler has no gas.","status":"published"}"#);
    let found = || call("articles.search", r#"{"query":"boiler gas?"}"#)["items"].as_array().unwrap().len();
    assert_eq!(found(), 1);
    std::fs::remove_dir_all(folder.path().join("search")).unwrap();
    assert_eq!(found(), 1);
    for entry in std::fs::read_dir(folder.path().join("search")).unwrap().flatten() {
        std::fs::write(entry.path(), b"noise").unwrap();
    }
    assert_eq!(found(), 1);
}

#[test]
fn a_refused_import_is_one_readable_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("empty.csv");
    std::fs::write(&file, b"").unwrap();
    let said = refusal(&folder.path().join("data"), &["import", "contacts", file.to_str().unwrap()]);
    assert_eq!(said.trim().lines().count(), 1, "{said}");
}

#[test]
fn a_reader_that_has_had_enough_is_no_fault() {
    let mut reader = onhand()
        .arg("operations")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(reader.stdout.take());
    let done = reader.wait_with_output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""));
}
