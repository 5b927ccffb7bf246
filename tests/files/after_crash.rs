//! After an unclean end the whole file is looked at, without anybody asking.

use super::server::start;
use std::time::Duration;

#[test]
fn a_killed_program_checks_its_file_at_the_next_start_and_a_closed_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    start(folder.path()).stop();
    let server = start(folder.path());
    assert_eq!(server.get("/jobs")["items"], serde_json::json!([]), "it was closed properly");
    server.kill();
    let server = start(folder.path());
    let done = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        let jobs = server.get("/jobs")["items"].clone();
        assert_eq!(jobs[0]["kind"], "check");
        jobs[0]["status"] == "done"
    });
    assert!(done, "{}", server.get("/jobs"));
    assert!(server.get("/status")["last_check_ms"].is_i64());
    server.stop();
}
