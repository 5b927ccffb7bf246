//! Files that are no proper table: each is refused in one sentence, or the rows that can be read come in and the others
//! are named. Nothing comes in half.

use super::{onhand, succeed};
use std::path::{Path, PathBuf};

/// Imports that read plain tables: a name and something in the second column.
struct Kind {
    word: &'static str,
    header: &'static str,
    list: &'static str,
    title: &'static str,
}

const KINDS: [Kind; 2] = [
    Kind { word: "contacts", header: "name,notes", list: "customers.list", title: "name" },
    Kind { word: "articles", header: "title,body", list: "articles.list", title: "title" },
];

struct Imported {
    code: Option<i32>,
    report: serde_json::Value,
    said: String,
    /// What stands in the file afterwards.
    names: Vec<String>,
    rejects: String,
}

fn import(kind: &Kind, folder: &Path, file: &Path) -> Imported {
    let data = folder.join("data");
    let mut command = onhand();
    command.current_dir(folder).arg("--data").arg(&data).args(["import", kind.word]).arg(file);
    let done = command.output().unwrap();
    let listed = succeed(onhand().arg("--data").arg(&data).args(["call", kind.list, r#"{"limit":200}"#]));
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let names =
        listed["items"].as_array().unwrap().iter().map(|item| item[kind.title].as_str().unwrap().to_owned());
    let rejects = format!("{}.rejects.csv", file.file_name().unwrap().to_string_lossy());
    let mut names: Vec<String> = names.collect();
    names.sort();
    Imported {
        code: done.status.code(),
        report: serde_json::from_slice(&done.stdout).unwrap_or_default(),
        said: String::from_utf8(done.stderr).unwrap(),
        names,
        rejects: std::fs::read_to_string(folder.join(rejects)).unwrap_or_default(),
    }
}

/// Imports the header of each kind followed by these bytes, each into a file of its own.
fn each(rows: &[u8], assert: impl Fn(&Kind, Imported)) {
    for kind in &KINDS {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("people.csv");
        std::fs::write(&file, [kind.header.as_bytes(), b"\n", rows].concat()).unwrap();
        assert(kind, import(kind, folder.path(), &file));
    }
}

/// More plain rows than are looked at to guess an encoding.
fn plain_rows() -> Vec<u8> {
    let line = "x".repeat(900);
    (0..80).flat_map(|n| format!("Plain {n:02},{line}\n").into_bytes()).collect()
}

#[test]
fn a_quote_that_is_never_closed_swallows_nobody_in_silence() {
    each(b"Ada,Bath\n\"Bo,Bath\nCy,Bath\nDi,Bath\n", |kind, came| {
        assert_eq!(came.code, Some(1), "{}", kind.word);
        assert!(
            came.said.contains("row 3 is never closed") && came.said.contains("undone in History"),
            "{}",
            came.said
        );
        assert_eq!(came.names, ["Ada"], "{}", kind.word);
    });
    // In the last value of all, and in the header.
    each(b"Ada,\"Bath", |_, came| assert!(came.code == Some(1) && came.names.is_empty(), "{}", came.said));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, "name,\"city\nAda,Bath\n").unwrap();
    let came = import(&KINDS[0], folder.path(), &file);
    assert!(came.code == Some(1) && came.said.contains("row 1 is never closed"), "{}", came.said);
    // Quotes that are no fault.
    each(
        b"\"Ada \"\"A\"\" Lovelace\",\"Bath\nand Bristol\"\nBo 5\" pipe,Bath\n\"Cy\",\"Bath\"",
        |kind, came| {
            assert_eq!((came.code, came.names.len()), (Some(0), 3), "{}: {}", kind.word, came.said);
        },
    );
}

#[test]
fn a_row_with_too_many_values_is_named_and_the_others_come_in() {
    each(b"Ada,Bath\nBo,Bath,Somerset,England\nCy,Bath\n", |kind, came| {
        assert_eq!(came.code, Some(0), "{}", came.said);
        assert_eq!(came.names, ["Ada", "Cy"], "{}", kind.word);
        assert_eq!(came.report["rejected"], 1);
        assert!(
            came.rejects.contains("\n3,") && came.rejects.contains("4 values but there are 2 columns"),
            "{}",
            came.rejects
        );
    });
    // A row that ends early is read as if its last values were empty, as spreadsheets write them.
    each(b"Ada,Bath\nBo\nCy,Bath\n", |kind, came| {
        let expected: &[&str] = if kind.word == "contacts" { &["Ada", "Bo", "Cy"] } else { &["Ada", "Cy"] };
        assert_eq!(
            (came.code, came.names),
            (Some(0), expected.iter().map(|name| (*name).to_owned()).collect())
        );
    });
}

#[test]
fn zero_bytes_are_no_text() {
    each(b"Ada,Bath\nB\0o,Bath\n", |_, came| {
        assert!(came.code == Some(1) && came.said.contains("does not look like text"), "{}", came.said);
        assert!(came.names.is_empty() && came.said.trim().lines().count() == 1, "{}", came.said);
    });
    each(&[&plain_rows()[..], b"B\0o,Bath\nCy,Bath\n"].concat(), |kind, came| {
        assert_eq!((came.code, came.names.len()), (Some(0), 81), "{}: {}", kind.word, came.said);
        assert!(came.rejects.contains("cannot be read as text"), "{}", came.rejects);
    });
}

#[test]
fn an_encoding_that_shows_late_is_recognised_and_a_broken_one_named() {
    let has = |came: &Imported, name: &str| came.names.iter().any(|known| known == name);
    each(&[&plain_rows()[..], b"M\xfcller,K\xf6ln am Rhein\n", b"Cy,Bath\n"].concat(), |kind, came| {
        assert!(came.code == Some(0) && has(&came, "Müller"), "{}: {:?}", kind.word, came.names.last());
    });
    each(&[&plain_rows()[..], "Łukasz,Łódź\n".as_bytes()].concat(), |kind, came| {
        assert!(came.code == Some(0) && has(&came, "Łukasz"), "{}: {:?}", kind.word, came.names.last());
    });
    // The beginning is UTF-8, a later row is not: nobody is called by a question mark.
    let mixed = ["Łukasz,Łódź\n".as_bytes(), &plain_rows(), b"M\xfcller,Bath\nCy,Bath\n"].concat();
    each(&mixed, |kind, came| {
        assert_eq!(
            (came.code, &came.report["rejected"]),
            (Some(0), &1.into()),
            "{}: {}",
            kind.word,
            came.said
        );
        assert!(
            came.rejects.contains("cannot be read as text") && came.rejects.contains("UTF-8"),
            "{}",
            came.rejects
        );
        assert!(
            has(&came, "Łukasz")
                && has(&came, "Cy")
                && !came.names.iter().any(|name| name.contains('\u{fffd}'))
        );
    });
}

#[test]
fn a_value_of_any_size_is_refused_in_words() {
    let long = |bytes: usize| [b"Ada,Bath\nBo,".as_slice(), &vec![b'x'; bytes], b"\nCy,Bath\n"].concat();
    each(&long(2_000_000), |kind, came| {
        assert_eq!(
            (came.code, &came.report["rejected"]),
            (Some(0), &1.into()),
            "{}: {}",
            kind.word,
            came.said
        );
        assert_eq!(came.names, ["Ada", "Cy"], "{}", kind.word);
    });
    each(&long(17 * 1024 * 1024), |kind, came| {
        assert!(came.code == Some(1) && came.said.contains("Row 3 is longer than 16 MB"), "{}", came.said);
        assert_eq!(came.names, ["Ada"], "{}", kind.word);
    });
}

#[test]
fn what_holds_no_rows_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    };
    let directory = folder.path().join("people");
    std::fs::create_dir(&directory).unwrap();
    for kind in &KINDS {
        let refusals = [
            (file("empty.csv", b""), "is empty"),
            (file("blank.csv", b" \n\r\n\t\n"), "is empty"),
            (file("bom.csv", b"\xef\xbb\xbf"), "is empty"),
            (file("other.csv", b"colour,size\nred,4\n"), "No column looks like"),
            (file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "does not look like text"),
            (folder.path().join("nowhere.csv"), "cannot be opened"),
            (directory.clone(), "is a folder"),
        ];
        for (file, why) in refusals {
            let came = import(kind, folder.path(), &file);
            assert_eq!((came.code, came.said.trim().lines().count()), (Some(1), 1), "{}", came.said);
            assert!(came.said.contains(why) && came.names.is_empty(), "{}: {}", file.display(), came.said);
        }
        let came = import(kind, folder.path(), &file("header.csv", format!("{}\n", kind.header).as_bytes()));
        assert_eq!((came.code, &came.report["rows"]), (Some(0), &0.into()), "{}", came.said);
    }
}
