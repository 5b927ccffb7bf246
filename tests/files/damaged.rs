//! Pages of the file that cannot be read any more: the check names them, no backup is made of them, whoever meets one is
//! told, and a backup from before brings everything back.

use super::server::start;
use super::{onhand, succeed};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

fn said_by(data: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let done = onhand().arg("--data").arg(data).args(args).output().unwrap();
    (done.status.code(), String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
}

/// A closed file with some hundred customers, and a backup of it.
fn desk(folder: &Path) -> (PathBuf, PathBuf) {
    let (data, backup) = (folder.join("data"), folder.join("sound.onhand"));
    succeed(onhand().arg("--data").arg(&data).args(["demo", "--tickets", "40", "--customers", "400"]));
    succeed(onhand().arg("--data").arg(&data).arg("backup").arg(&backup));
    let beside = std::fs::metadata(data.join("business.onhand-wal")).map_or(0, |log| log.len());
    assert_eq!(beside, 0, "a file that was closed is whole");
    (data, backup)
}

/// Writes noise over a page in the midst of a table.
fn damage(data: &Path, table: &str) {
    let file = data.join("business.onhand");
    let conn = rusqlite::Connection::open(&file).unwrap();
    let pages: Vec<i64> = conn
        .prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY path")
        .unwrap()
        .query_map([table], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let size: i64 = conn.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    drop(conn);
    assert!(pages.len() > 2, "{table} has {} pages", pages.len());
    let mut file = std::fs::OpenOptions::new().write(true).open(&file).unwrap();
    file.seek(SeekFrom::Start(((pages[pages.len() / 2] - 1) * size) as u64)).unwrap();
    file.write_all(&vec![0xa5; size as usize]).unwrap();
}

#[test]
fn a_damaged_page_is_named_kept_out_of_backups_and_mended_by_an_older_one() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = desk(folder.path());
    damage(&data, "customers");

    let (code, problems, said) = said_by(&data, &["check"]);
    assert_eq!(code, Some(1));
    assert!(problems.contains("in the table customers"), "{problems}");
    assert!(said.contains("Restore the newest backup"), "{said}");
    let target = folder.path().join("copy.onhand");
    let (code, _, said) = said_by(&data, &["backup", target.to_str().unwrap()]);
    assert!(code == Some(1) && said.contains("damaged") && said.contains("check"), "{said}");
    assert!(!target.exists() && !target.with_extension("unfinished").exists());

    // Whoever meets it is told, and the whole file is looked at without anybody asking.
    let server = start(&data);
    let met = (1..=400)
        .map(|id| server.ask("GET", &format!("/customers/{id}"), b""))
        .find(|answer| answer.status != 200);
    let met = met.expect("nobody stands on the damaged page");
    assert_eq!((met.status, met.body["code"].as_str()), (500, Some("damaged")), "{met:?}");
    assert!(met.message().contains("restore the newest backup"), "{met:?}");
    assert_eq!(server.ask("GET", "/articles", b"").status, 200, "what is whole can be worked with");
    let jobs = server
        .until("/jobs", |jobs| jobs["items"][0]["kind"] == "check" && jobs["items"][0]["status"] == "failed");
    let message = jobs["items"][0]["message"].as_str().unwrap();
    assert!(message.contains("table customers"), "{message}");
    let shown = server.get("/status")["last_check_problem"].clone();
    assert_eq!(shown.as_str(), Some(message));
    server.stop();

    succeed(onhand().arg("--data").arg(&data).arg("restore").arg(&backup));
    succeed(onhand().arg("--data").arg(&data).arg("check"));
    let kept = std::fs::read_dir(&data)
        .unwrap()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("before-restore-"));
    assert!(kept, "the damaged file is kept");
}

#[test]
fn a_file_whose_list_of_tables_is_damaged_is_refused_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = desk(folder.path());
    let file = data.join("business.onhand");
    let mut bytes = std::fs::read(&file).unwrap();
    // The file's header stays; what follows on its first page is the root of all tables.
    bytes[100..4_096].fill(0xa5);
    std::fs::write(&file, &bytes).unwrap();
    for command in [&["call", "customers.list"][..], &["check"]] {
        let (code, _, said) = said_by(&data, command);
        assert!(
            code == Some(1) && said.contains("damaged") && said.to_lowercase().contains("restore"),
            "{said}"
        );
    }
    assert!(std::fs::read(&file).unwrap() == bytes);
    succeed(onhand().arg("--data").arg(&data).arg("restore").arg(&backup));
    succeed(onhand().arg("--data").arg(&data).arg("check"));
}

#[test]
fn a_file_that_was_cut_off_is_refused_or_named_by_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = desk(folder.path());
    let file = data.join("business.onhand");
    let whole = std::fs::metadata(&file).unwrap().len();
    for part in [2, 3, 10] {
        std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(whole / part).unwrap();
        let (code, problems, said) = said_by(&data, &["check"]);
        assert_eq!(code, Some(1), "one in {part}: {problems}");
        assert!(said.contains("damaged") || !problems.is_empty(), "{said}");
    }
    succeed(onhand().arg("--data").arg(&data).arg("restore").arg(&backup));
    succeed(onhand().arg("--data").arg(&data).arg("check"));
}
