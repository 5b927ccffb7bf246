use super::*;
use crate::attachments::{Incoming, Label, read_range, store};
use crate::ids::{JobId, UploadId};
use crate::jobs::{self, GetJob};
use crate::testing::{Desk, OWNER};
use serde_json::json;
use std::io::Write;

const CONTACTS: &str = "Name,E-mail\nAda,ada@example.org\n,\n\"No; At\",wrong\n";

fn uploaded(desk: &Desk) -> UploadId {
    let mut incoming = Incoming::begin(desk.folder.path()).unwrap();
    incoming.write_all(CONTACTS.as_bytes()).unwrap();
    let label = Label { name: "people.csv", media_type: None };
    store(&desk.db, OWNER, label, incoming.finish().unwrap()).unwrap().id
}

fn imported(desk: &Desk, source: Option<&str>) -> JobId {
    let upload = uploaded(desk);
    let args = json!({ "upload_id": upload, "kind": "contacts", "mapping": { "source": source } });
    let id = desk.run(|ctx| start(ctx, serde_json::from_value(args)?)).job_id;
    assert!(jobs::run_next(&desk.db, desk.folder.path()).unwrap());
    id
}

fn report(desk: &Desk, id: JobId) -> serde_json::Value {
    desk.read(|ctx| jobs::get(ctx, GetJob { id })).result.unwrap()
}

#[test]
fn every_rejected_row_stands_in_a_file_of_the_import() {
    let desk = Desk::open();
    let id = imported(&desk, None);
    let file = desk.read(|ctx| rejects(ctx, id));
    assert_eq!(file.name, "people.csv.rejects.csv");
    let bytes = desk.read(|ctx| read_range(ctx, &file, 0, 10_000));
    let mut rows = open(Box::new(std::io::Cursor::new(bytes))).unwrap();
    assert_eq!(*rows.headers, ["row", "why", "Name", "E-mail"]);
    let row = |found: Row| (found.get("row").unwrap().to_owned(), found.get("Name").unwrap().to_owned());
    let found: Vec<_> = rows.by_ref().map(|found| row(found.unwrap())).collect();
    assert_eq!(found, [("3".to_owned(), String::new()), ("4".to_owned(), "No; At".to_owned())]);
    assert_eq!(std::fs::read_dir(desk.folder.path().join("incoming")).unwrap().count(), 0);
}

#[test]
fn what_a_source_is_called_decides_what_is_new() {
    let desk = Desk::open();
    let first = report(&desk, imported(&desk, Some("  ")));
    assert_eq!((first["source"].as_str(), first["created"].as_i64()), (Some("people.csv"), Some(1)));
    let again = report(&desk, imported(&desk, Some("people.csv")));
    assert_eq!((again["created"].as_i64(), again["unchanged"].as_i64()), (Some(0), Some(1)));
}

#[test]
fn an_import_without_rejected_rows_has_no_such_file() {
    let desk = Desk::open();
    let check = desk.run(|ctx| jobs::start(ctx, jobs::JobKind::Check, "Check", &json!({})));
    let error = desk.db.read(OWNER, |ctx| rejects(ctx, check)).unwrap_err();
    assert_eq!(error.code, crate::Code::NotFound);
}
