//! A disk that takes nothing more: what was acknowledged stays, the rest is refused with a sentence that says why, and
//! work goes on as soon as there is space.

use super::server::{Answer, Server, serve, start};
use super::{onhand, succeed};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A namespace in which this user may mount, with the program on a disk of its own that holds a few megabytes and goes
/// with it. Nothing where there is none to be had.
fn on_a_small_disk(folder: &Path) -> Option<(&'static [&'static str], Command)> {
    let may =
        |flags: &str| Command::new("unshare").args([flags, "true"]).status().is_ok_and(|done| done.success());
    let ways: [(&str, &[&str]); 2] = [("-m", &["-m"]), ("-rm", &["-U", "-m", "--preserve-credentials"])];
    let Some((flags, enter)) = ways.into_iter().find(|(flags, _)| may(flags)) else {
        assert!(std::env::var_os("CI").is_none(), "no disk can be mounted here; run this as root");
        eprintln!("no disk can be mounted here; the limit of a file's size has to stand for a full one");
        return None;
    };
    let mount = "mount -t tmpfs -o size=24m onhand \"$1\" && shift && exec \"$@\"";
    let mut command = Command::new("unshare");
    command.args([flags, "sh", "-c", mount, "sh"]).arg(folder).arg(onhand().get_program());
    Some((enter, command))
}

/// Takes what space is left.
fn fill(file: &Path) {
    let mut file = std::fs::File::create(file).unwrap();
    for size in [1_000_000, 10_000, 1_000, 1] {
        let bytes = vec![b'x'; size];
        while file.write_all(&bytes).is_ok() {}
    }
}

fn add(server: &Server, name: &str) -> Answer {
    let body = serde_json::json!({ "name": name, "about": "x".repeat(4_000) });
    server.ask("POST", "/customers", body.to_string().as_bytes())
}

/// Adds customers until one is refused; answers the names that were acknowledged, and the refusal.
fn add_until_refused(server: &Server) -> (Vec<String>, Answer) {
    let mut acknowledged = Vec::new();
    loop {
        let name = format!("Customer {}", acknowledged.len());
        let answer = add(server, &name);
        if answer.status != 200 {
            return (acknowledged, answer);
        }
        acknowledged.push(name);
        assert!(acknowledged.len() < 20_000, "the disk is never full");
    }
}

fn all_are_there(file: &Path, names: &[String]) {
    let conn = rusqlite::Connection::open(file).unwrap();
    for name in names {
        let found: bool = conn
            .query_row("SELECT EXISTS (SELECT 1 FROM customers WHERE name = ?1)", [name], |row| row.get(0))
            .unwrap();
        assert!(found, "{name} was acknowledged and is gone");
    }
}

#[test]
fn a_full_disk_refuses_what_it_cannot_keep_and_work_goes_on_once_there_is_space() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let Some((enter, program)) = on_a_small_disk(&data) else { return };
    let server = serve(program, &data);
    let beside = || {
        let mut command = Command::new("nsenter");
        command.arg("-t").arg(server.child.id().to_string()).args(enter);
        command.arg(onhand().get_program()).arg("--data").arg(&data);
        command
    };
    // The same folder, as seen from here.
    let inside = PathBuf::from(format!("/proc/{}/root{}", server.child.id(), data.display()));
    assert_eq!(add(&server, "Ada Lovelace").status, 200);
    fill(&inside.join("filler"));

    let (mut acknowledged, refused) = add_until_refused(&server);
    assert_eq!((refused.status, refused.body["code"].as_str()), (503, Some("unavailable")), "{refused:?}");
    assert!(refused.message().contains("The disk is full"), "{refused:?}");
    acknowledged.push("Ada Lovelace".to_owned());
    let upload = server.ask("POST", "/attachments?name=plan.txt", &vec![b'x'; 2_000_000]);
    assert!(upload.status == 503 && upload.message().contains("disk is full"), "{upload:?}");
    assert_eq!(server.ask("GET", "/customers", b"").status, 200, "reading needs no space");
    let again = add(&server, "Refused");
    assert!(again.status == 503 && again.message().contains("The disk is full"), "{again:?}");
    // Its rows are not at fault: an import ends with the reason instead of refusing one after the other.
    let rows: String = (0..500).map(|n| format!("Row {n},{}\n", "x".repeat(4_000))).collect();
    std::fs::write(folder.path().join("rows.csv"), format!("name,notes\n{rows}")).unwrap();
    let import = beside().args(["import", "contacts"]).arg(folder.path().join("rows.csv")).output().unwrap();
    let said = String::from_utf8(import.stderr).unwrap();
    assert!(!import.status.success() && said.contains("disk is full"), "{said}");
    let backup = beside().arg("backup").arg(data.join("copy.onhand")).output().unwrap();
    let said = String::from_utf8(backup.stderr).unwrap();
    assert!(!backup.status.success() && said.contains("disk is full"), "{said}");
    let left: Vec<_> = names_in(&inside).into_iter().filter(|name| name.starts_with("copy.")).collect();
    assert!(left.is_empty(), "half a backup takes the space that is missing: {left:?}");

    std::fs::remove_file(inside.join("filler")).unwrap();
    assert_eq!(add(&server, "Grace Hopper").status, 200);
    acknowledged.push("Grace Hopper".to_owned());
    let copy = folder.path().join("copy.onhand");
    succeed(beside().arg("backup").arg(&copy));
    all_are_there(&copy, &acknowledged);
    succeed(beside().arg("check"));
    server.until("/search?query=hopper", |found| {
        found["groups"][0]["items"][0]["title"]["text"] == "Grace Hopper"
    });
    server.stop();
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_write_that_the_system_refuses_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Command::new("sh");
    // No file may grow beyond two megabytes; the signal that would say so is ignored, as a full disk sends none.
    program.args(["-c", "trap '' XFSZ; ulimit -f 4096; exec \"$@\"", "sh"]).arg(onhand().get_program());
    let server = serve(program, folder.path());
    let (acknowledged, refused) = add_until_refused(&server);
    assert_eq!((refused.status, refused.body["code"].as_str()), (503, Some("unavailable")), "{refused:?}");
    assert!(refused.message().contains("was not saved"), "{refused:?}");
    assert!(!acknowledged.is_empty());
    assert_eq!(server.ask("GET", "/customers", b"").status, 200);
    server.kill();

    let server = start(folder.path());
    assert_eq!(add(&server, "Grace Hopper").status, 200);
    server.stop();
    all_are_there(&folder.path().join("business.onhand"), &acknowledged);
    succeed(onhand().arg("--data").arg(folder.path()).arg("check"));
}
