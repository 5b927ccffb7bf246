use super::*;
use crate::customers::{self, CreateCustomer};
use crate::error::Code;
use crate::log::hash;
use crate::testing::Desk;

fn add(desk: &Desk, name: &str) {
    let args: CreateCustomer = serde_json::from_value(serde_json::json!({ "name": name })).unwrap();
    desk.run(|ctx| customers::create(ctx, args));
}

#[test]
fn a_backup_is_the_same_file_and_restoring_it_brings_that_state_back() {
    let desk = Desk::open();
    add(&desk, "Ada");
    desk.run(|ctx| {
        let effects = "INSERT INTO outbox (effect_key, kind, payload, status, next_attempt_ms, created_ms) VALUES
            ('a', 'notify', '{}', 'waiting', 0, 0), ('b', 'notify', '{}', 'sending', 0, 0), ('c', 'notify', '{}', 'sent', 0, 0)";
        Ok(ctx.conn().execute(effects, [])?)
    });
    let target = desk.folder.path().join("copy.onhand");
    let proof = backup(&desk.db, &target).unwrap();
    assert_eq!(proof.rows.get("customers"), Some(&1));
    let then = desk.read(|ctx| hash::content(ctx.conn()));
    add(&desk, "Grace");
    assert_eq!(backup(&desk.db, &target).unwrap_err().code, Code::Unavailable);
    let elsewhere = tempfile::tempdir().unwrap();
    let lock = crate::db::lock(elsewhere.path()).unwrap();
    restore(&lock, elsewhere.path(), &target, crate::testing::START_MS).unwrap();
    let restored = crate::db::read_only(&crate::db::file_in(elsewhere.path())).unwrap();
    assert_eq!(hash::content(&restored).unwrap(), then);
    // What was on its way then may have arrived since: nothing leaves the house by itself.
    let mut statuses = restored.prepare("SELECT status FROM outbox ORDER BY effect_key").unwrap();
    let statuses: Vec<String> =
        statuses.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(statuses, ["held", "held", "sent"]);
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let lock = crate::db::lock(folder.path()).unwrap();
    let bad = folder.path().join("bad.onhand");
    std::fs::write(&bad, b"this is no database").unwrap();
    assert_eq!(restore(&lock, folder.path(), &bad, 0).unwrap_err().code, Code::Damaged);
    assert!(!crate::db::file_in(folder.path()).exists());
}

#[test]
fn the_check_finds_a_row_that_changed_behind_the_log() {
    let desk = Desk::open();
    add(&desk, "Ada");
    assert_eq!(desk.read(|ctx| walk_everything(ctx.conn(), |_| {})).problems, Vec::<String>::new());
    let file = crate::db::file_in(desk.folder.path());
    let foreign = rusqlite::Connection::open(&file).unwrap();
    foreign
        .execute_batch(
            "UPDATE customers SET trashed_ms = 1; DELETE FROM events WHERE kind = 'customer.created'",
        )
        .unwrap();
    assert!(!desk.read(|ctx| walk_everything(ctx.conn(), |_| {})).problems.is_empty());
}

#[test]
fn the_check_finds_a_record_that_vanished_and_knows_which_were_deleted_for_good() {
    let desk = Desk::open();
    add(&desk, "Ada");
    let gone = desk.customer("Grace");
    let purged = desk.customer("Edith");
    desk.run(|ctx| crate::customers::delete(ctx, crate::customers::GetCustomer { id: purged }));
    let place = crate::log::trash::TrashedRecord { record: "customer".to_owned(), id: purged.0 };
    desk.run(|ctx| crate::log::trash::purge(ctx, place));
    let problems = || desk.read(|ctx| walk_everything(ctx.conn(), |_| {})).problems;
    assert_eq!(problems(), Vec::<String>::new());
    let foreign = rusqlite::Connection::open(crate::db::file_in(desk.folder.path())).unwrap();
    foreign.execute("DELETE FROM customers WHERE id = ?1", [gone]).unwrap();
    let expected = format!("customer {gone}: it is gone, and the log does not say that it was deleted");
    assert_eq!(problems(), [expected]);
}

#[test]
fn the_export_holds_every_table_with_its_header() {
    let desk = Desk::open();
    add(&desk, "Ada, \"the\" first\nof her name");
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    desk.read(|ctx| export(ctx.conn(), &target));
    let mut reader = csv::Reader::from_path(target.join("customers.csv")).unwrap();
    let name = reader.headers().unwrap().iter().position(|h| h == "name").unwrap();
    assert_eq!(reader.records().next().unwrap().unwrap().get(name), Some("Ada, \"the\" first\nof her name"));
    assert!(target.join("events.csv").is_file() && target.join("tickets.csv").is_file());
    assert!(!target.join("sessions.csv").exists());
}

/// The files of an open desk as a computer that stops leaves them: what was written last is in the log beside the file.
fn stop_like_a_crash(desk: &Desk, folder: &std::path::Path, name: &str) {
    let file = crate::db::file_in(desk.folder.path());
    std::fs::copy(&file, folder.join(name)).unwrap();
    let log = std::fs::copy(format!("{}-wal", file.display()), folder.join(format!("{name}-wal"))).unwrap();
    assert!(log > 0, "nothing waits in the write-ahead log");
}

fn names(file: &std::path::Path) -> Vec<String> {
    let conn = crate::db::read_only(file).unwrap();
    let mut statement = conn.prepare("SELECT name FROM customers ORDER BY id").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn restoring_after_a_crash_keeps_what_only_the_write_ahead_log_holds() {
    let desk = Desk::open();
    add(&desk, "Ada");
    let target = desk.folder.path().join("copy.onhand");
    backup(&desk.db, &target).unwrap();
    for beside in ["copy.onhand-wal", "copy.onhand-shm", "copy.unfinished-wal", "copy.unfinished-shm"] {
        assert!(!desk.folder.path().join(beside).exists(), "a backup is one file, but {beside} is there");
    }
    add(&desk, "Grace");
    let folder = tempfile::tempdir().unwrap();
    stop_like_a_crash(&desk, folder.path(), "business.onhand");
    let lock = crate::db::lock(folder.path()).unwrap();
    restore(&lock, folder.path(), &target, 7).unwrap();
    assert_eq!(names(&crate::db::file_in(folder.path())), ["Ada"]);
    assert_eq!(names(&folder.path().join("before-restore-7.onhand")), ["Ada", "Grace"]);
}

#[test]
fn a_backup_with_a_write_ahead_log_beside_it_comes_back_whole() {
    let desk = Desk::open();
    add(&desk, "Ada");
    let folder = tempfile::tempdir().unwrap();
    stop_like_a_crash(&desk, folder.path(), "chosen.onhand");
    let lock = crate::db::lock(folder.path()).unwrap();
    restore(&lock, folder.path(), &folder.path().join("chosen.onhand"), 7).unwrap();
    assert_eq!(names(&crate::db::file_in(folder.path())), ["Ada"]);
}

#[test]
fn a_file_too_damaged_to_open_is_kept_with_its_log() {
    let desk = Desk::open();
    let target = desk.folder.path().join("copy.onhand");
    backup(&desk.db, &target).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = crate::db::file_in(folder.path());
    std::fs::write(&file, b"noise").unwrap();
    std::fs::write(folder.path().join("business.onhand-wal"), b"more noise").unwrap();
    let lock = crate::db::lock(folder.path()).unwrap();
    restore(&lock, folder.path(), &target, 7).unwrap();
    assert_eq!(names(&file), Vec::<String>::new());
    assert_eq!(std::fs::read(folder.path().join("before-restore-7.onhand")).unwrap(), b"noise");
    assert_eq!(std::fs::read(folder.path().join("before-restore-7.onhand-wal")).unwrap(), b"more noise");
}

#[test]
fn an_export_is_of_one_moment() {
    let desk = std::sync::Arc::new(Desk::open());
    add(&desk, "Ada");
    let folder = tempfile::tempdir().unwrap();
    let mut conn = crate::db::read_only(&crate::db::file_in(desk.folder.path())).unwrap();
    // Somebody writes just before the events are read, when the customers are written out already.
    let (writer, wrote) = (std::sync::Arc::clone(&desk), std::sync::atomic::AtomicBool::new(false));
    conn.authorizer(Some(move |asked: rusqlite::hooks::AuthContext<'_>| {
        if matches!(asked.action, rusqlite::hooks::AuthAction::Read { table_name: "events", .. })
            && !wrote.swap(true, std::sync::atomic::Ordering::Relaxed)
        {
            add(&writer, "Grace");
        }
        rusqlite::hooks::Authorization::Allow
    }))
    .unwrap();
    export(&conn, &folder.path().join("out")).unwrap();
    assert_eq!(names(&crate::db::file_in(desk.folder.path())), ["Ada", "Grace"]);
    let made = |file: &str| {
        let text = std::fs::read_to_string(folder.path().join("out").join(file)).unwrap();
        (text.matches("Ada").count(), text.matches("Grace").count())
    };
    assert_eq!(made("customers.csv").1, 0);
    assert_eq!(made("events.csv").1, 0, "the events tell of a customer whom the other file does not have");
}
