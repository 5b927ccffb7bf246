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
