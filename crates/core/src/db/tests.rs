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

/// A file as the first version left it, with a customer.
fn of_the_first_version(folder: &Path) -> Connection {
    let mut conn = Connection::open(file_in(folder)).unwrap();
    conn.execute_batch(&super::sql::set_application(APPLICATION_ID)).unwrap();
    migrate::up_to(&mut conn, 1).unwrap();
    conn.execute_batch(
        "INSERT INTO customers (kind, name, name_folded, status, created_ms, updated_ms)
         VALUES ('person', 'Ada', 'ada', 'lead', 0, 0)",
    )
    .unwrap();
    conn
}

fn version_and_names(file: &Path) -> (i64, Vec<String>) {
    let conn = read_only(file).unwrap();
    let version = conn.query_row("SELECT MAX(version) FROM refinery_schema_history", [], |row| row.get(0));
    let mut names = conn.prepare("SELECT name FROM customers").unwrap();
    let names = names.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>();
    (version.unwrap(), names.unwrap())
}

#[test]
fn an_older_file_is_copied_and_brought_up() {
    let folder = tempfile::tempdir().unwrap();
    drop(of_the_first_version(folder.path()));
    let db = open(folder.path()).unwrap();
    let copy = db.opened().migrated_from.clone().unwrap();
    drop(db);
    assert_eq!(version_and_names(&copy), (1, vec!["Ada".to_owned()]));
    assert_eq!(version_and_names(&file_in(folder.path())), (migrate::newest(), vec!["Ada".to_owned()]));
    assert_eq!(open(folder.path()).unwrap().opened().migrated_from, None);
}

#[test]
fn a_file_that_does_not_fit_the_new_version_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let conn = of_the_first_version(folder.path());
    conn.execute_batch("PRAGMA foreign_keys = OFF; UPDATE customers SET owner_id = 99").unwrap();
    drop(conn);
    for _ in 0..2 {
        let refused = open(folder.path()).unwrap_err();
        assert_eq!(refused.code, crate::Code::Damaged);
        assert!(refused.message.contains("point to others that are missing"), "{refused:?}");
        assert_eq!(version_and_names(&file_in(folder.path())), (1, vec!["Ada".to_owned()]));
    }
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

#[test]
fn long_work_takes_short_turns_while_people_write() {
    let desk = crate::testing::Desk::open();
    let yields_after = |ms: i64, meanwhile: &dyn Fn()| {
        let spec = crate::log::unit::ChangeSpec::new("test", crate::ctx::Actor::System);
        let mut batch = desk.db.batch(spec).unwrap();
        meanwhile();
        let turn = batch.transaction(|turn| {
            desk.clock.advance(ms);
            Ok(turn.should_yield())
        });
        batch.finish(None).unwrap();
        turn.unwrap()
    };
    let writes = || {
        desk.customer("Ada");
    };
    desk.clock.advance(10_000);
    assert!(!yields_after(20, &|| ()), "its own bookkeeping is nobody's waiting");
    writes();
    assert!(!yields_after(20, &|| ()), "whoever asked for it waits for it");
    assert!(yields_after(20, &writes));
    let wrote_long_ago = || {
        writes();
        desk.clock.advance(10_000);
    };
    assert!(!yields_after(20, &wrote_long_ago));
}

#[test]
fn a_long_write_ahead_log_is_brought_into_the_file() {
    let desk = crate::testing::Desk::open();
    let bytes = || std::fs::metadata(file_in(desk.folder.path())).unwrap().len();
    let before = bytes();
    desk.db
        .maintain(Lane::Background, |conn| {
            conn.execute_batch("CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(20000000))")?;
            Ok(())
        })
        .unwrap();
    assert_eq!(bytes(), before, "the commit itself leaves it to others");
    desk.db.bring_in().unwrap();
    assert!(bytes() > before + 20_000_000);
}

#[test]
fn where_nobody_brings_it_in_the_writer_does_before_the_log_has_no_end() {
    let desk = crate::testing::Desk::open();
    let bytes = || std::fs::metadata(file_in(desk.folder.path())).unwrap().len();
    let before = bytes();
    let fill = |statement: &str| {
        desk.db.maintain(Lane::Background, |conn| Ok(conn.execute_batch(statement)?)).unwrap();
    };
    fill("CREATE TABLE filler (x)");
    for _ in 0..7 {
        fill("INSERT INTO filler VALUES (zeroblob(10000000))");
    }
    assert!(bytes() > before + 60_000_000, "{}", bytes());
}
