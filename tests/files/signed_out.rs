//! Signing out ends what is under way with that session, at once and not only for the next request.

use super::server::{ended, start};
use std::io::{Read, Write};

#[test]
fn signing_out_ends_what_is_under_way() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path());
    let mut live = server.begin("GET", "/live", 0);
    let mut said = [0_u8; 512];
    let read = live.read(&mut said).unwrap();
    assert!(said[..read].starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&said[..read]));
    let bytes = vec![b'x'; 200_000];
    let mut upload = server.begin("POST", "/attachments?name=plan.txt", bytes.len());
    upload.write_all(&bytes[..100_000]).unwrap();
    assert_eq!(server.ask("GET", "/customers", b"").status, 200);

    assert_eq!(server.ask("POST", "/sign-out", b"").status, 204);
    assert_eq!(server.ask("GET", "/customers", b"").status, 401);
    upload.write_all(&bytes[100_000..]).unwrap();
    let refused = ended(upload);
    assert_eq!((refused.status, refused.body["code"].as_str()), (401, Some("unauthenticated")));
    // The stream comes to its end, although nothing happens that it could tell of.
    let mut rest = Vec::new();
    live.read_to_end(&mut rest).unwrap();
    server.stop();

    let file = rusqlite::Connection::open(folder.path().join("business.onhand")).unwrap();
    let stored: i64 = file.query_row("SELECT COUNT(*) FROM uploads", [], |row| row.get(0)).unwrap();
    assert_eq!(stored, 0);
    let left = std::fs::read_dir(folder.path().join("incoming")).unwrap().count();
    assert_eq!(left, 0, "what had arrived stays behind");
}
