//! Opening files in the states in which a crash can leave them.

use super::*;
use crate::testing::FixedClock;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;

fn open(folder: &Path) -> crate::error::Result<Db> {
    Db::open(&OpenOptions {
        folder: folder.to_owned(),
        clock: Arc::new(FixedClock::default()),
        installation_id: "0011223344556677".to_owned(),
        without_sync: true,
    })
}

/// Leaves a file as `leave` makes it, then opens it as often as people try.
fn opens_after(what: &str, created: bool, leave: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    leave(folder.path());
    let db = open(folder.path()).unwrap_or_else(|error| panic!("{what}: {error:?}"));
    assert_eq!((db.opened().created, &db.opened().migrated_from), (created, &None), "{what}");
    assert_eq!(db.opened().installation_id, "0011223344556677", "{what}");
    db.close().unwrap();
    drop(db);
    let again = open(folder.path()).unwrap();
    assert_eq!((again.opened().created, again.opened().after_crash), (false, false), "{what}");
}

fn whole(folder: &Path) -> Connection {
    drop(open(folder).unwrap());
    Connection::open(file_in(folder)).unwrap()
}

#[test]
fn a_first_start_that_was_cut_off_is_taken_up_again() {
    opens_after("no file", true, |_| {});
    opens_after("an empty file", true, |folder| std::fs::write(file_in(folder), b"").unwrap());
    opens_after("only the header", true, |folder| {
        let conn = Connection::open(file_in(folder)).unwrap();
        conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA application_id = 0x4f4e4844").unwrap();
    });
    opens_after("a table of migrations without any", true, |folder| {
        let history: String = whole(folder)
            .query_row("SELECT sql FROM sqlite_schema WHERE name = 'refinery_schema_history'", [], |row| {
                row.get(0)
            })
            .unwrap();
        std::fs::remove_file(file_in(folder)).unwrap();
        let conn = Connection::open(file_in(folder)).unwrap();
        conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA application_id = 0x4f4e4844").unwrap();
        conn.execute_batch(&history).unwrap();
    });
    opens_after("tables without the row of the installation", false, |folder| {
        whole(folder).execute("DELETE FROM installation", []).unwrap();
    });
}

#[test]
fn an_empty_file_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let conn = Connection::open(file_in(folder.path())).unwrap();
    conn.execute_batch("PRAGMA application_id = 77").unwrap();
    drop(conn);
    let before = std::fs::read(file_in(folder.path())).unwrap();
    assert_eq!(open(folder.path()).unwrap_err().code, crate::Code::Damaged);
    assert_eq!(std::fs::read(file_in(folder.path())).unwrap(), before);
}

#[test]
fn a_file_that_was_never_finished_is_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("half.onhand");
    Connection::open(&file).unwrap().execute_batch("PRAGMA application_id = 0x4f4e4844").unwrap();
    assert_eq!(examine(&file).unwrap_err().code, crate::Code::Damaged);
}
