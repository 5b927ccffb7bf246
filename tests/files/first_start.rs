//! `kill -9` while the file is being made, and a backup chosen after a crash: the next start has to find its way.

use super::server::start;
use super::{onhand, succeed};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn a_first_start_killed_at_any_moment_does_not_keep_the_next_one_out() {
    let mut unfinished = 0;
    // Moments from before the file is there until after it is ready; how fast that is depends on the computer.
    for moment_ms in [2, 5, 10, 15, 20, 30, 40, 60, 80, 120, 200, 400] {
        let folder = tempfile::tempdir().unwrap();
        let mut first = onhand()
            .arg("--data")
            .arg(folder.path())
            .args(["call", "customers.create", r#"{"name":"Ada"}"#])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(moment_ms));
        unfinished += usize::from(first.try_wait().unwrap().is_none());
        first.kill().unwrap();
        first.wait().unwrap();
        succeed(onhand().arg("--data").arg(folder.path()).args([
            "call",
            "customers.create",
            r#"{"name":"Bo"}"#,
        ]));
        let listed = succeed(onhand().arg("--data").arg(folder.path()).args(["call", "customers.list"]));
        assert!(listed.contains("Bo"), "{moment_ms} ms: {listed}");
        succeed(onhand().arg("--data").arg(folder.path()).arg("check"));
    }
    assert!(unfinished > 0, "no first start was cut off");
}

#[test]
fn a_restore_after_a_kill_keeps_what_was_saved_last() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let backup = folder.path().join("copy.onhand");
    let server = start(&data);
    succeed(onhand().arg("--data").arg(&data).arg("backup").arg(&backup));
    server.call("POST", "/customers", r#"{"name":"Saved last"}"#).unwrap();
    succeed(std::process::Command::new("kill").args(["-9", &server.child.id().to_string()]));
    server.kill();
    succeed(onhand().arg("--data").arg(&data).arg("restore").arg(&backup));
    let listed = succeed(onhand().arg("--data").arg(&data).args(["call", "customers.list"]));
    assert!(!listed.contains("Saved last"), "{listed}");
    let kept = std::fs::read_dir(&data)
        .unwrap()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().contains("before-restore-"))
        .unwrap();
    let conn = rusqlite::Connection::open(kept).unwrap();
    let found: i64 = conn
        .query_row("SELECT COUNT(*) FROM customers WHERE name = 'Saved last'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(found, 1);
}
