//! The command line beside a running app: writing commands go into it, and nobody else's may.

use super::{onhand, succeed};
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running app and what it says; killed, like a computer that loses power, when it goes out of scope.
struct Running {
    child: Child,
    /// Held open: a server that cannot speak ends.
    _said: Lines<BufReader<ChildStdout>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn serve(data: &Path) -> Running {
    let mut child = onhand()
        .arg("--data")
        .arg(data)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = lines.next().unwrap().unwrap();
    assert!(ready.contains("ready"), "{ready}");
    Running { child, _said: lines }
}

fn at(data: &Path, args: &[&str]) -> Command {
    let mut command = onhand();
    command.arg("--data").arg(data).args(args);
    command
}

#[test]
fn commands_write_through_the_running_app() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let running = serve(&data);

    let made = at(&data, &["call", "customers.create", "{\"name\":\"Ada\"}"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let said = String::from_utf8(made.stderr).unwrap();
    assert!(said.starts_with("onhand-change: "), "{said}");

    let refused = at(&data, &["call", "customers.create", "{\"nam\":\"Ada\"}"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.lines().next().unwrap().contains("\"code\":\"invalid\""), "{said}");

    // Files are named from where the command was given, not from where the app runs.
    std::fs::write(folder.path().join("people.csv"), "name,email\nBo,bo@example.org\n,\n").unwrap();
    let report = succeed(at(&data, &["import", "contacts", "people.csv"]).current_dir(folder.path()));
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((report["created"].as_i64(), report["rejected"].as_i64()), (Some(1), Some(1)), "{report}");
    let rejects = std::fs::read_to_string(folder.path().join("people.csv.rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 2, "{rejects}");
    succeed(&mut at(&data, &["rebuild-search"]));

    // Replacing the file under a running app is refused.
    let backup = folder.path().join("copy.onhand");
    succeed(&mut at(&data, &["backup", backup.to_str().unwrap()]));
    let restore = at(&data, &["restore", backup.to_str().unwrap()]).output().unwrap();
    assert_eq!(restore.status.code(), Some(1));
    assert!(String::from_utf8(restore.stderr).unwrap().contains("already running"));

    // What a killed app leaves of its socket is in nobody's way, with and without a new one.
    drop(running);
    assert_eq!(names(&data), ["Ada", "Bo"]);
    let _running = serve(&data);
    assert_eq!(names(&data), ["Ada", "Bo"]);
}

fn names(data: &Path) -> Vec<String> {
    let answer: serde_json::Value =
        serde_json::from_str(&succeed(&mut at(data, &["call", "customers.list"]))).unwrap();
    let items = answer["items"].as_array().unwrap();
    let mut names: Vec<_> = items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn the_socket_is_the_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let _running = serve(folder.path());
    let mode = std::fs::metadata(folder.path().join("socket")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
