use super::*;
use crate::jobs::{JobKind, Progress};
use crate::log::{hash, undo};
use crate::testing::{Desk, OWNER};
use std::io::Cursor;

fn source(kind: ImportKind, bytes: &[u8], mapping: &str) -> Source {
    let rows = open(Box::new(Cursor::new(bytes.to_vec()))).unwrap();
    Source { kind, name: "test.csv".to_owned(), mapping: serde_json::from_str(mapping).unwrap(), rows }
}

fn import(
    desk: &Desk,
    kind: ImportKind,
    bytes: &[u8],
    mapping: &str,
) -> (ImportReport, crate::ids::ChangeId) {
    let mut progress = Progress::unlisted(&desk.db, JobKind::Import, OWNER, None);
    run(&mut progress, source(kind, bytes, mapping), &mut |_| {}).unwrap()
}

const CONTACTS: &str = "Name;E-mail;Phone;City\nZofia Wiśniewska;zofia@example.org;+44 7700 900318;Bristol\n\
    \"Kestrel; Court\";office@kestrel.example;;\n;;;\nNo At Sign;wrong;;\nzofia again;ZOFIA@example.org;;Bath\n";

#[test]
fn contacts_come_in_once_and_bad_rows_say_why() {
    let desk = Desk::open();
    let before = desk.read(|ctx| hash::content(ctx.conn()));
    let rehearsed =
        desk.read(|ctx| rehearse_source(ctx, source(ImportKind::Contacts, CONTACTS.as_bytes(), "{}")));
    assert_eq!((rehearsed.created, rehearsed.rejected), (3, 2), "a rehearsal looks at the file as it is now");
    assert_eq!(before, desk.read(|ctx| hash::content(ctx.conn())));
    let (report, change) = import(&desk, ImportKind::Contacts, CONTACTS.as_bytes(), "{}");
    assert_eq!(
        (report.rows, report.created, report.updated, report.unchanged, report.rejected),
        (5, 2, 0, 1, 2)
    );
    assert!(report.rejects.iter().any(|reject| reject.message.contains('@')));
    let after = desk.read(|ctx| hash::content(ctx.conn()));
    let (again, _) = import(&desk, ImportKind::Contacts, CONTACTS.as_bytes(), "{}");
    assert_eq!((again.created, again.updated), (0, 0));
    assert_eq!(after, desk.read(|ctx| hash::content(ctx.conn())));
    desk.run(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: change }));
    assert_eq!(before, desk.read(|ctx| hash::content(ctx.conn())));
}

#[test]
fn other_encodings_are_read_as_what_they_are() {
    let desk = Desk::open();
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(
        "Name,E-mail\nSiân Llewellyn,sian@example.org\nMaría José Fernández-Quiroga,maria@example.org\n",
    );
    import(&desk, ImportKind::Contacts, &latin, "{}");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Name\tE-mail\nليلى حداد\tlayla@example.org\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    import(&desk, ImportKind::Contacts, &utf16, "{}");
    let names: Vec<String> = desk
        .read(|ctx| crate::customers::list(ctx, crate::customers::ListCustomers::default()))
        .items
        .into_iter()
        .map(|row| row.name)
        .collect();
    for name in ["Siân Llewellyn", "María José Fernández-Quiroga", "ليلى حداد"] {
        assert!(names.iter().any(|found| found == name), "{name} in {names:?}");
    }
}

const LOG: &str = "number,state,group,at,prio\nT1,New,?,1/2/2026 09:00,High\nT1,Active,Desk,1/2/2026 09:30,High\n\
    T1,Resolved,Desk,1/2/2026 09:10,High\nT2,New,Desk,2/2/2026 10:00,Low\nT2,New,Desk,32/2/2026 10:00,Low\n";
const LOG_MAP: &str = r#"{ "columns": { "key": "number", "status": "state", "team": "group", "at": "at", "priority": "prio" },
    "empty": ["?"], "date_format": "%d/%m/%Y %H:%M", "zone": "Etc/UTC" }"#;

#[test]
fn a_ticket_log_becomes_tickets_with_their_history() {
    let desk = Desk::open();
    let before = desk.read(|ctx| hash::content(ctx.conn()));
    let (report, change) = import(&desk, ImportKind::TicketsLog, LOG.as_bytes(), LOG_MAP);
    assert_eq!((report.created, report.updated, report.rejected), (2, 2, 1));
    let events = desk
        .read(|ctx| {
            crate::log::events::list(
                ctx,
                crate::log::events::ListEvents { limit: Some(200), ..Default::default() },
            )
        })
        .items;
    let moved = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    assert_eq!(
        (moved("ticket.created"), moved("ticket.status_changed"), moved("ticket.assigned")),
        (2, 2, 1)
    );
    let late = events
        .iter()
        .find(|event| event.claimed_ms.is_some())
        .expect("the row that claims to be earlier than its predecessor");
    assert!(late.claimed_ms < Some(late.at_ms));
    let (again, _) = import(&desk, ImportKind::TicketsLog, LOG.as_bytes(), LOG_MAP);
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 4));
    let longer = format!("{LOG}T2,Closed,Desk,3/2/2026 10:00,Low\n");
    let (more, _) = import(&desk, ImportKind::TicketsLog, longer.as_bytes(), LOG_MAP);
    assert_eq!((more.created, more.updated), (0, 1));
    assert_eq!(desk.read(|ctx| crate::log::check::log(ctx.conn(), |_| {})).problems, Vec::<String>::new());
    let _ = (before, change);
}

#[test]
fn what_is_not_a_table_is_refused_in_words() {
    for bytes in [&b""[..], b"   \n ", b"\x00\x01\x02\x03binary"] {
        let error = open(Box::new(Cursor::new(bytes.to_vec()))).err().expect("refused");
        assert_eq!(error.code, crate::Code::Invalid);
    }
}
