use super::*;
use crate::jobs::{self, JobKind, Progress};
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

/// Created, updated, unchanged, rejected.
fn counts(report: &ImportReport) -> (i64, i64, i64, i64) {
    (report.created, report.updated, report.unchanged, report.rejected)
}

/// Imports contacts, after a rehearsal that has to come to the same.
fn contacts(desk: &Desk, text: &str, mapping: &str) -> (i64, i64, i64, i64) {
    let file = || source(ImportKind::Contacts, text.as_bytes(), mapping);
    let rehearsed = desk.read(|ctx| rehearse_source(ctx, file()));
    let report = import(desk, ImportKind::Contacts, text.as_bytes(), mapping).0;
    assert_eq!(counts(&rehearsed), counts(&report), "{text}");
    assert_eq!(rehearsed.rejects, report.rejects);
    counts(&report)
}

/// Name, town and ways to reach of everybody.
fn people(desk: &Desk) -> Vec<(String, Option<String>, usize)> {
    desk.read(|ctx| {
        let mut ids: Vec<_> = crate::customers::list(ctx, crate::customers::ListCustomers::default())?
            .items
            .into_iter()
            .map(|row| row.id)
            .collect();
        ids.sort();
        ids.into_iter()
            .map(|id| {
                let person = crate::customers::get(ctx, crate::customers::GetCustomer { id })?;
                Ok((person.name, person.city, person.contact_points.len()))
            })
            .collect()
    })
}

const CONTACTS: &str = "Name;E-mail;Phone;City\nZofia Wiśniewska;zofia@example.org;+44 7700 900318;Bristol\n\
    \"Kestrel; Court\";office@kestrel.example;;\n;;;\nNo At Sign;wrong;;\nzofia again;ZOFIA@example.org;;Bath\n";

#[test]
fn contacts_come_in_once_and_bad_rows_say_why() {
    let desk = Desk::open();
    let before = desk.read(|ctx| hash::content(ctx.conn()));
    let rehearsed =
        desk.read(|ctx| rehearse_source(ctx, source(ImportKind::Contacts, CONTACTS.as_bytes(), "{}")));
    assert_eq!(before, desk.read(|ctx| hash::content(ctx.conn())));
    let (report, change) = import(&desk, ImportKind::Contacts, CONTACTS.as_bytes(), "{}");
    assert_eq!(
        (report.rows, report.created, report.updated, report.unchanged, report.rejected),
        (5, 2, 0, 0, 3)
    );
    assert_eq!(counts(&rehearsed), counts(&report));
    assert!(report.rejects.iter().any(|reject| reject.message.contains('@')));
    let after = desk.read(|ctx| hash::content(ctx.conn()));
    let (again, _) = import(&desk, ImportKind::Contacts, CONTACTS.as_bytes(), "{}");
    assert_eq!((again.created, again.updated), (0, 0));
    assert_eq!(after, desk.read(|ctx| hash::content(ctx.conn())));
    desk.run(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: change }));
    assert_eq!(before, desk.read(|ctx| hash::content(ctx.conn())));
}

#[test]
fn a_row_that_cannot_be_read_is_handed_back_whole() {
    let desk = Desk::open();
    let csv = "name,email\nAda,ada@example.org\nGrace,g@example.org,too,many\n";
    let report = import(&desk, ImportKind::Contacts, csv.as_bytes(), "{}").0;
    assert_eq!(report.rejects[0].values, ["Grace", "g@example.org", "too", "many"]);
    let json = "{\"title\": \"A\", \"text\": \"x\"}\n{\"title\": \"B\"\n";
    let report = import(&desk, ImportKind::Articles, json.as_bytes(), "{}").0;
    assert_eq!(report.rejects[0].values, ["{\"title\": \"B\""]);
}

#[test]
fn an_import_stays_in_the_list_whatever_else_was_done_since() {
    let desk = Desk::open();
    let start = |kind, title: &str| desk.run(|ctx| jobs::start(ctx, kind, title, &serde_json::Value::Null));
    let import = start(JobKind::Import, "Import of people.csv");
    for n in 0..60 {
        start(JobKind::Check, &format!("Check {n}"));
    }
    let page = desk.read(|ctx| list(ctx, ListImports { limit: None, after: None }));
    assert_eq!(page.items.iter().map(|job| job.id).collect::<Vec<_>>(), [import]);
    assert_eq!(page.next, None);
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

#[test]
fn the_numbers_of_two_programs_do_not_mix_people_up() {
    let desk = Desk::open();
    // Both files are called alike, and both programs count from 1.
    assert_eq!(contacts(&desk, "id,name,phone\n1,Ada Lovelace,555 1\n", "{}"), (1, 0, 0, 0));
    let other = "id,name,city\n1,Grace Hopper,Bath\n";
    assert_eq!(contacts(&desk, other, "{}"), (1, 0, 0, 0));
    assert_eq!(contacts(&desk, other, "{}"), (0, 0, 1, 0));
    assert_eq!(contacts(&desk, "id,name,city\n1,Ada Lovelace,York\n", "{}"), (0, 1, 0, 0));
    assert_eq!(
        people(&desk),
        [
            ("Ada Lovelace".to_owned(), Some("York".to_owned()), 1),
            ("Grace Hopper".to_owned(), Some("Bath".to_owned()), 0)
        ]
    );
    // Within a source that has a name a number is a person, whatever the name has become.
    let named = r#"{ "source": "crm" }"#;
    assert_eq!(contacts(&desk, "id,name\n7,Mary Somerville\n", named), (1, 0, 0, 0));
    assert_eq!(contacts(&desk, "id,name,city\n7,Mary Greig,Leith\n", named), (0, 1, 0, 0));
    assert_eq!(people(&desk).len(), 3);
}

#[test]
fn people_who_share_an_address_are_not_made_one() {
    let desk = Desk::open();
    let office = "name,email,phone,city\nAda Lovelace,info@example.org,+44 7700 900318,\n\
        Grace Hopper,INFO@example.org,,Bath\n\"Lovelace, Ada\",info@example.org,+44 (7700) 900-318,York\n,info@example.org,,\n";
    assert_eq!(contacts(&desk, office, "{}"), (1, 1, 1, 1));
    assert_eq!(people(&desk), [("Ada Lovelace".to_owned(), Some("York".to_owned()), 2)]);
    assert_eq!(contacts(&desk, office, "{}"), (0, 0, 3, 1));
    // Who was known only by an address gets a name; what was too long is refused beforehand too.
    let later = format!(
        "name,email,city,job title\n,bo@example.org,,\nBo Ek,bo@example.org,Malmo,\nCy,cy@example.org,,{}\n",
        "x".repeat(501)
    );
    assert_eq!(contacts(&desk, &later, "{}"), (1, 1, 0, 1));
    assert_eq!(people(&desk)[1], ("Bo Ek".to_owned(), Some("Malmo".to_owned()), 1));
}

#[test]
fn a_log_in_the_order_of_time_gives_each_ticket_its_whole_history() {
    let desk = Desk::open();
    let head = "number,state,group,at,prio\n";
    let log = "A,New,?,1/2/2026 09:00,Low\nB,New,?,1/2/2026 09:05,Low\nA,Active,Desk,1/2/2026 09:10,Low\n\
        B,Active,?,1/2/2026 09:15,Low\nA,Closed,Desk,1/2/2026 09:20,Low\nB,Closed,Desk,1/2/2026 09:25,Low\n";
    let (report, _) = import(&desk, ImportKind::TicketsLog, format!("{head}{log}").as_bytes(), LOG_MAP);
    assert_eq!(counts(&report), (2, 4, 0, 0));
    let (again, _) = import(&desk, ImportKind::TicketsLog, format!("{head}{log}").as_bytes(), LOG_MAP);
    assert_eq!(counts(&again), (0, 0, 6, 0));
    let longer = format!("{head}{log}A,Active,Desk,2/2/2026 09:00,Low\nB,Active,Desk,2/2/2026 09:05,Low\n");
    let (more, _) = import(&desk, ImportKind::TicketsLog, longer.as_bytes(), LOG_MAP);
    assert_eq!(counts(&more), (0, 2, 6, 0));
    let moved: i64 = desk.read(|ctx| {
        let sql = "SELECT COUNT(*) FROM events WHERE kind = 'ticket.status_changed'";
        Ok(ctx.conn().query_row(sql, [], |row| row.get(0))?)
    });
    assert_eq!(moved, 6);
    // A file that tells another past is refused from there on, not applied on top.
    let other = format!("{head}{}", longer.trim_start_matches(head).replace("B,New", "B,Active"))
        + "B,Closed,Desk,3/2/2026 09:05,Low\n";
    let (refused, _) = import(&desk, ImportKind::TicketsLog, other.as_bytes(), LOG_MAP);
    assert_eq!(counts(&refused), (0, 0, 7, 2));
    desk.log_agrees();
}

#[test]
fn a_refused_row_takes_nothing_along_that_later_rows_need() {
    let desk = Desk::open();
    let map = LOG_MAP.replace(r#""key": "number","#, r#""key": "number", "subject": "subject","#);
    let long = "x".repeat(10_000);
    let log = format!(
        "number,state,group,at,prio,subject\nT1,Brand new,New team,1/2/2026 09:00,Odd,{long}\n\
        T2,Brand new,New team,1/2/2026 10:00,Odd,Boiler\nT2,Closed,{long},1/2/2026 11:00,Odd,Boiler\n\
        T2,Brand new,New team,1/2/2026 12:00,Odd,Boiler\n"
    );
    let (report, _) = import(&desk, ImportKind::TicketsLog, log.as_bytes(), &map);
    assert_eq!(counts(&report), (1, 0, 1, 2));
    assert_eq!(report.rejects.iter().map(|reject| reject.row).collect::<Vec<_>>(), [2, 4]);
    let status: String = desk.read(|ctx| {
        let sql = "SELECT s.name FROM tickets t JOIN ticket_statuses s ON s.id = t.status_id";
        Ok(ctx.conn().query_row(sql, [], |row| row.get(0))?)
    });
    assert_eq!(status, "Brand new");
    desk.log_agrees();
}

fn gzipped(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

#[test]
fn a_file_that_breaks_off_ends_the_import_once_and_what_came_in_can_be_undone() {
    use sha2::{Digest, Sha256};
    let unlike = |n: usize| -> String {
        Sha256::digest(n.to_le_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let csv: String = (0..1_500)
        .fold("name,city\n".to_owned(), |text, n| format!("{text}{},{}\n", unlike(n), unlike(n + 9_999)));
    let lines: String = (0..1_500).fold(String::new(), |text, n| {
        format!("{text}{{\"name\":\"{}\",\"city\":\"{}\"}}\n", unlike(n), unlike(n + 9_999))
    });
    for text in [csv, lines] {
        let desk = Desk::open();
        let before = desk.read(|ctx| hash::content(ctx.conn()));
        let mut bytes = gzipped(&text);
        bytes.truncate(bytes.len() * 4 / 5);
        let file = || source(ImportKind::Contacts, &bytes, "{}");
        let error = desk.db.read(OWNER, |ctx| rehearse_source(ctx, file())).unwrap_err();
        assert!(error.message.contains("damaged after row"), "{error:?}");
        let mut progress = Progress::unlisted(&desk.db, JobKind::Import, OWNER, None);
        let mut rejected = 0;
        let error = run(&mut progress, file(), &mut |_| rejected += 1).unwrap_err();
        assert!(error.message.contains("damaged after row"), "{error:?}");
        assert_eq!(rejected, 0);
        let count = desk.read(|ctx| {
            Ok(ctx.conn().query_row("SELECT COUNT(*) FROM customers", [], |row| row.get::<_, i64>(0))?)
        });
        assert!((900..1_500).contains(&count), "{count}");
        let change_id = progress.change().unwrap();
        desk.run(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id }));
        assert_eq!(before, desk.read(|ctx| hash::content(ctx.conn())));
    }
}

#[test]
fn a_row_without_an_end_is_not_taken_into_memory() {
    let endless = "x".repeat(20 * 1024 * 1024);
    for file in
        [format!("name\nAda\n\"{endless}"), format!("{{\"name\":\"Ada\"}}\n{{\"name\":\"{endless}\"}}\n")]
    {
        let rows: Vec<_> = open(Box::new(Cursor::new(gzipped(&file)))).unwrap().take(5).collect();
        assert_eq!(rows.len(), 2);
        assert!(matches!(&rows[1], Err(rows::Unread::Rest(error)) if error.message.contains("longer than")));
    }
}
