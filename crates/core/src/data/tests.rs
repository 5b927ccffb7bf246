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
