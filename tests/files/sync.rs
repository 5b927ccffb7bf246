//! A trace of the system's calls: between reading a write and acknowledging it the file was synced to the disk.

use super::server::serve;
use super::{onhand, succeed};
use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What the file writes to before anything is acknowledged.
const LOG: &str = "business.onhand-wal>";

/// `strace` before the program, which stays the direct child. Nothing on a computer that does not have it.
fn traced(trace: &Path) -> Option<Command> {
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "strace is missing; `cargo xtask test` installs it");
        eprintln!("skipped: strace is not installed, so the syncs cannot be seen");
        return None;
    }
    let mut command = Command::new("strace");
    command.args([
        "-D",
        "-f",
        "-y",
        "-s",
        "120",
        "-e",
        "trace=read,recvfrom,write,writev,sendto,sendmsg,fsync,fdatasync",
    ]);
    command.arg("-o").arg(trace).arg(onhand().get_program());
    Some(command)
}

/// The whole trace; `strace` ends a moment after the program.
fn read(trace: &Path) -> String {
    for _ in 0..200 {
        let text = std::fs::read_to_string(trace).unwrap();
        let first = text.split_whitespace().next().unwrap_or_default().to_owned();
        if text.lines().any(|line| line.starts_with(&first) && line.contains("+++ exited with 0 +++")) {
            return text;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("the trace has no end");
}

/// How many syncs of the file were completed between the first line that holds `from` and the next that holds `to`,
/// once per such pair.
fn syncs_between(trace: &str, from: &str, to: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut begun: HashSet<&str> = HashSet::new();
    for line in trace.lines() {
        let thread = line.split_whitespace().next().unwrap_or_default();
        if line.contains("sync(") && line.contains(LOG) && line.contains("<unfinished") {
            begun.insert(thread);
        }
        let synced = (line.contains("sync(") && line.contains(LOG) && line.ends_with("= 0"))
            || (line.contains("sync resumed") && line.ends_with("= 0") && begun.remove(thread));
        if line.contains(from) {
            open = Some(0);
        } else if let Some(count) = open.as_mut().filter(|_| synced) {
            *count += 1;
        } else if open.is_some() && line.contains(to) {
            found.extend(open.take());
        }
    }
    found
}

#[test]
fn the_server_syncs_before_it_acknowledges() {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let Some(program) = traced(&trace) else { return };
    let server = serve(program, &folder.path().join("data"));
    let writes = [
        ("POST", "/customers", r#"{"name":"Ada","tags":["VIP"]}"#),
        ("PATCH", "/customers/1", r#"{"city":"Bath"}"#),
        ("POST", "/tickets", r#"{"subject":"No heat","customer_id":1}"#),
        ("POST", "/tickets/1/reply", r#"{"body":"On our way."}"#),
        ("POST", "/tickets/1/solve", ""),
        ("POST", "/deals", r#"{"title":"Heat pump","customer_id":1}"#),
        ("POST", "/deals/1/move", r#"{"stage_id":2}"#),
        ("POST", "/articles", r#"{"title":"F.28","body":"No gas.","status":"published"}"#),
        ("DELETE", "/customers/1", ""),
        ("POST", "/trash/restore", r#"{"type":"customer","id":1}"#),
        ("PUT", "/drafts", r#"{"ticket_id":1,"kind":"note","text":"Half a thought"}"#),
    ];
    for (method, path, body) in writes {
        assert!(server.call(method, path, body).is_some(), "{method} {path}");
    }
    for _ in 0..3 {
        server.get("/customers");
    }
    server.stop();
    let trace = read(&trace);
    for (method, path, _) in writes {
        let found = syncs_between(&trace, &beginning(method, path), "\"HTTP/1.1 200");
        assert_eq!(found.len(), 1, "{method} {path} is not in the trace");
        assert!(found[0] > 0, "{method} {path} was acknowledged before it was on the disk");
    }
    // The trace tells the difference: reading syncs nothing.
    let reads = syncs_between(&trace, &beginning("GET", "/customers"), "\"HTTP/1.1 200");
    assert_eq!(reads, [0, 0, 0]);
}

/// The first bytes of a request, which the server reads apart to see which HTTP it is.
fn beginning(method: &str, path: &str) -> String {
    format!("\"{}", &format!("{method} /api/v1{path} HTTP/1.1")[..24])
}

#[test]
fn the_command_line_syncs_before_it_answers() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let syncs_of = |name: &str, args: &[&str]| {
        let trace = folder.path().join(name);
        let mut program = traced(&trace)?;
        succeed(program.arg("--data").arg(&data).arg("call").args(args));
        let trace = read(&trace);
        let before_the_answer = trace.lines().take_while(|line| !line.contains("write(1<"));
        Some(before_the_answer.filter(|line| line.contains("sync(") && line.contains(LOG)).count())
    };
    let Some(_) = syncs_of("first", &["customers.list"]) else { return };
    let reading = syncs_of("reading", &["customers.list"]).unwrap();
    let writing = syncs_of("writing", &["customers.create", r#"{"name":"Ada"}"#]).unwrap();
    assert!(
        writing > reading,
        "{writing} syncs before the answer of a write, {reading} before that of a read"
    );
}
