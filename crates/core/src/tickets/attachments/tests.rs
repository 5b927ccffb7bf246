use super::*;
use crate::testing::{Desk, OWNER};
use crate::tickets::{self, CreateTicket};

fn bytes(len: usize, seed: u8) -> Vec<u8> {
    (0..len).map(|n| (n.wrapping_mul(31).wrapping_add(n >> 8) as u8) ^ seed).collect()
}

fn receive(desk: &Desk, content: &[u8]) -> Result<Received> {
    let mut incoming = Incoming::begin(desk.folder.path())?;
    for part in content.chunks(70_000) {
        incoming.push(part)?;
    }
    incoming.finish()
}

fn upload(desk: &Desk, name: &str, content: &[u8]) -> Upload {
    store(&desk.db, OWNER, Label { name, media_type: None }, receive(desk, content).unwrap()).unwrap()
}

fn on_a_ticket(desk: &Desk, upload: &Upload) -> AttachmentId {
    let args = CreateTicket {
        subject: "Display".into(),
        attachment_ids: vec![upload.id],
        ..CreateTicket::default()
    };
    let ticket = desk.run(|ctx| tickets::create(ctx, args));
    let page = desk.read(|ctx| tickets::conversation(ctx, tickets::GetConversation::of(ticket.id)));
    let files = page.items.iter().find_map(|entry| match entry {
        tickets::Entry::Message(message) => message.attachments.first().cloned(),
        tickets::Entry::Event(_) => None,
    });
    files.unwrap().id
}

fn whole(desk: &Desk, id: AttachmentId) -> Vec<u8> {
    let file = desk.read(|ctx| open(ctx, GetAttachment { id }));
    let mut read = Vec::new();
    loop {
        let piece = desk.read(|ctx| read_range(ctx, &file, read.len() as u64, usize::MAX));
        assert!(piece.len() <= CHUNK_BYTES);
        if piece.is_empty() {
            return read;
        }
        read.extend(piece);
    }
}

#[test]
fn a_file_comes_back_byte_for_byte_at_every_edge_of_a_piece() {
    let desk = Desk::open();
    for (seed, len) in (0_u8..).zip([1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 9 * CHUNK_BYTES + 17])
    {
        let content = bytes(len, seed);
        let upload = upload(&desk, "display-f28.jpg", &content);
        assert_eq!((upload.size_bytes as usize, upload.media_type.as_str()), (len, "image/jpeg"));
        assert!(whole(&desk, on_a_ticket(&desk, &upload)) == content, "{len} bytes");
    }
}

#[test]
fn a_range_starts_and_ends_anywhere() {
    let desk = Desk::open();
    let content = bytes(2 * CHUNK_BYTES + 100, 7);
    let upload = upload(&desk, "a.bin", &content);
    let id = on_a_ticket(&desk, &upload);
    let file = desk.read(|ctx| open(ctx, GetAttachment { id }));
    for (from, max) in [
        (0, 1),
        (5, 10),
        (CHUNK_BYTES - 3, 10),
        (CHUNK_BYTES, 10),
        (content.len() - 1, 10),
        (content.len(), 10),
    ] {
        let piece = desk.read(|ctx| read_range(ctx, &file, from as u64, max));
        let end = (from + max).min(content.len()).min((from / CHUNK_BYTES + 1) * CHUNK_BYTES);
        assert_eq!(piece, content[from.min(content.len())..end.max(from)], "{from}+{max}");
    }
}

#[test]
fn the_same_content_is_kept_once() {
    let desk = Desk::open();
    let content = bytes(CHUNK_BYTES * 2, 1);
    let first = upload(&desk, "one.bin", &content);
    let second = upload(&desk, "two.bin", &content);
    assert_ne!(first.id, second.id);
    let (blobs, chunks): (i64, i64) = desk.read(|ctx| {
        let count = |table: &str| {
            ctx.conn().query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))
        };
        Ok((count("blobs")?, count("blob_chunks")?))
    });
    assert_eq!((blobs, chunks), (1, 2));
}

#[test]
fn an_upload_cut_off_half_way_is_completed_by_the_next() {
    let desk = Desk::open();
    let content = bytes(CHUNK_BYTES * 3, 2);
    let received = receive(&desk, &content).unwrap();
    desk.db
        .maintain(Lane::Background, |conn| {
            conn.execute(sql::INSERT_BLOB, params![received.sha256(), content.len() as i64, 0])?;
            conn.execute(sql::INSERT_CHUNK, params![1, 0, &content[..CHUNK_BYTES]])?;
            Ok(())
        })
        .unwrap();
    let upload = upload(&desk, "three.bin", &content);
    assert!(whole(&desk, on_a_ticket(&desk, &upload)) == content);
}

#[test]
fn too_large_and_empty_files_are_refused_and_leave_nothing() {
    let desk = Desk::open();
    let mut incoming = Incoming::begin(desk.folder.path()).unwrap();
    let part = vec![1_u8; 1024 * 1024];
    for _ in 0..25 {
        incoming.push(&part).unwrap();
    }
    let error = incoming.push(&[1]).unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (Code::TooLarge, Some("file")));
    assert!(error.message.contains("25 MB"));
    drop(incoming);
    assert_eq!(receive(&desk, &[]).unwrap_err().code, Code::Invalid);
    assert_eq!(std::fs::read_dir(desk.folder.path().join("incoming")).unwrap().count(), 0);
}

#[test]
fn an_upload_serves_one_message_of_its_own_sender() {
    let desk = Desk::open();
    let sent = upload(&desk, "a.txt", b"hello");
    let args =
        || CreateTicket { subject: "x".into(), attachment_ids: vec![sent.id], ..CreateTicket::default() };
    let spec = |actor| crate::log::unit::ChangeSpec::new("t", actor);
    let person = serde_json::from_value(serde_json::json!({ "name": "Tom Finch", "role": "agent" })).unwrap();
    let tom = desk.run(|ctx| crate::people::users::create(ctx, person));
    let other = Actor::User { id: tom.id.0, role: crate::ctx::Role::Agent };
    let stolen = desk.db.write(Lane::Person, &spec(other), |ctx| tickets::create(ctx, args())).unwrap_err();
    assert_eq!((stolen.code, stolen.field.as_deref()), (Code::Invalid, Some("attachment_ids")));
    desk.run(|ctx| tickets::create(ctx, args()));
    let twice = desk.db.write(Lane::Person, &spec(OWNER), |ctx| tickets::create(ctx, args())).unwrap_err();
    assert_eq!(twice.code, Code::Invalid);
}

#[test]
fn names_and_types_are_made_harmless() {
    assert_eq!(clean_name("../../etc/passwd"), "passwd");
    assert_eq!(clean_name("C:\\docs\\Angebot Müller.pdf"), "Angebot Müller.pdf");
    assert_eq!(clean_name("a\r\nSet-Cookie: x\0.txt"), "aSet-Cookie: x.txt");
    assert_eq!(clean_name(".."), "file");
    assert!(
        is_media_type("image/svg+xml")
            && !is_media_type("text/html; charset=x")
            && !is_media_type("x\r\ny/z")
    );
}

/// What the worker of a program does that was started just now.
fn clean(desk: &Desk) {
    let mut worker = crate::workflows::tests::worker();
    for _ in 0..3 {
        worker.tick(&desk.db, &crate::workflows::tests::Doors::default(), None).unwrap();
    }
}

fn count(desk: &Desk, table: &str) -> i64 {
    desk.read(|ctx| {
        Ok(ctx.conn().query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))?)
    })
}

fn is_kept(desk: &Desk, sha256: &str) -> bool {
    desk.read(|ctx| Ok(ctx.conn().prepare(sql::FIND_BLOB)?.exists([sha256])?))
}

fn sha256(desk: &Desk, id: AttachmentId) -> String {
    desk.read(|ctx| open(ctx, GetAttachment { id })).sha256
}

const DAY_MS: i64 = 86_400_000;

#[test]
fn content_goes_with_the_last_that_can_show_it_or_bring_it_back() {
    use crate::log::trash::{self, TrashedRecord};
    use crate::log::undo::{ApplyUndo, apply};
    let desk = Desk::open();
    let sent = |seed: u8| upload(&desk, "plan.bin", &bytes(300_000, seed));
    let shown = on_a_ticket(&desk, &sent(1));
    // A reply that is undone: its files come back with it.
    let ticket = desk.run(|ctx| {
        tickets::create(ctx, CreateTicket { subject: "No heat".into(), ..CreateTicket::default() })
    });
    let args = serde_json::json!({ "id": ticket.id, "body": "Look", "attachment_ids": [sent(2).id] });
    let replied = desk.outcome(|ctx| tickets::reply(ctx, serde_json::from_value(args).unwrap()));
    let answered = AttachmentId(shown.0 + 1);
    let (content, hash) = (whole(&desk, answered), sha256(&desk, answered));
    let undone = desk.outcome(|ctx| apply(ctx, ApplyUndo { change_id: replied.change.unwrap() }));
    // One that lies in the trash, and one that is gone for good.
    let named = |id: i64| TrashedRecord { record: "ticket".into(), id };
    let trashed = on_a_ticket(&desk, &sent(3));
    let purged = on_a_ticket(&desk, &sent(4));
    let gone = sha256(&desk, purged);
    let before_ms = desk.db.clock().now_ms();
    for id in [ticket.id.0 + 1, ticket.id.0 + 2] {
        desk.run(|ctx| {
            tickets::delete(ctx, serde_json::from_value(serde_json::json!({ "id": id })).unwrap())
        });
    }
    desk.run(|ctx| trash::purge(ctx, named(ticket.id.0 + 2)));
    // One that nobody used, and one that never arrived whole.
    let unused = sent(5);
    desk.db
        .maintain(Lane::Background, |conn| Ok(conn.execute(sql::INSERT_BLOB, params!["half", 9, before_ms])?))
        .unwrap();
    clean(&desk);
    assert_eq!((count(&desk, "blobs"), count(&desk, "uploads")), (6, 1), "all of it is new");

    desk.clock.advance(2 * DAY_MS);
    clean(&desk);
    assert!(!is_kept(&desk, &gone) && !is_kept(&desk, "half"));
    assert_eq!(
        (count(&desk, "blobs"), count(&desk, "uploads")),
        (4, 1),
        "a file may wait for its message some days"
    );
    desk.clock.advance(6 * DAY_MS);
    clean(&desk);
    assert_eq!((count(&desk, "blobs"), count(&desk, "uploads")), (3, 0));
    let args =
        CreateTicket { subject: "x".into(), attachment_ids: vec![unused.id], ..CreateTicket::default() };
    assert_eq!(desk.refused(|ctx| tickets::create(ctx, args)).code, Code::Invalid);

    // What was promised: the past of what is gone, the way back of the rest.
    let past = crate::log::history::AsOf { record: "ticket".into(), id: ticket.id.0 + 2, at_ms: before_ms };
    let past = desk.read(|ctx| crate::log::history::as_of(ctx, past));
    assert!(serde_json::to_string(&past.record).unwrap().contains("plan.bin"));
    desk.run(|ctx| trash::restore(ctx, named(ticket.id.0 + 1)));
    assert_eq!(whole(&desk, trashed).len(), 300_000);
    assert_eq!(whole(&desk, shown).len(), 300_000);
    let redone = desk.outcome(|ctx| apply(ctx, ApplyUndo { change_id: undone.change.unwrap() }));
    assert!(whole(&desk, answered) == content);
    desk.log_agrees();

    // Undone again, and then the ticket itself goes.
    desk.run(|ctx| apply(ctx, ApplyUndo { change_id: redone.change.unwrap() }));
    desk.clock.advance(2 * DAY_MS);
    clean(&desk);
    assert!(is_kept(&desk, &hash));
    desk.run(|ctx| {
        tickets::delete(ctx, serde_json::from_value(serde_json::json!({ "id": ticket.id })).unwrap())
    });
    desk.run(|ctx| trash::purge(ctx, named(ticket.id.0)));
    clean(&desk);
    assert!(!is_kept(&desk, &hash));
    assert_eq!(count(&desk, "blobs"), 2);
}

#[test]
fn content_that_is_sent_again_meanwhile_is_new_again() {
    let desk = Desk::open();
    let content = bytes(1_000, 1);
    upload(&desk, "one.bin", &content);
    desk.clock.advance(8 * DAY_MS);
    // Its content is there already, its row not yet.
    let received = receive(&desk, &content).unwrap();
    desk.db
        .maintain(Lane::Background, |conn| {
            conn.execute(sql::INSERT_BLOB, params![received.sha256(), 1_000, desk.db.clock().now_ms()])?;
            Ok(())
        })
        .unwrap();
    clean(&desk);
    assert_eq!((count(&desk, "uploads"), count(&desk, "blob_chunks")), (0, 1));
    let sent = store(&desk.db, OWNER, Label { name: "two.bin", media_type: None }, received).unwrap();
    assert!(whole(&desk, on_a_ticket(&desk, &sent)) == content);
}

#[test]
fn an_import_that_waits_keeps_its_file() {
    let desk = Desk::open();
    let sent = upload(&desk, "people.csv", b"name\nAda\n");
    let args = serde_json::json!({ "upload_id": sent.id, "kind": "contacts" });
    desk.run(|ctx| crate::imports::start(ctx, serde_json::from_value(args).unwrap()));
    desk.clock.advance(30 * DAY_MS);
    clean(&desk);
    assert_eq!((count(&desk, "uploads"), count(&desk, "blobs")), (1, 1));
    while crate::jobs::run_next(&desk.db, desk.folder.path()).unwrap() {}
    assert_eq!(count(&desk, "customers"), 1);
    clean(&desk);
    assert_eq!((count(&desk, "uploads"), count(&desk, "blobs")), (0, 0));
}
