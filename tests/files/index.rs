//! A search index whose files are damaged, or that knows more than the file: it is built anew, and what is found is what
//! the file holds.

use super::server::start;
use super::{onhand, succeed};
use std::path::Path;

fn call(data: &Path, operation: &str, args: &str) -> serde_json::Value {
    let text = succeed(onhand().arg("--data").arg(data).args(["call", operation, args]));
    serde_json::from_str(&text).unwrap()
}

fn write(data: &Path, word: &str) {
    let args =
        format!(r#"{{"title":"Fault {word}","body":"The boiler shows {word}.","status":"published"}}"#);
    call(data, "articles.create", &args);
}

fn finds(data: &Path, word: &str) -> bool {
    let found = call(data, "articles.search", &format!(r#"{{"query":"{word}"}}"#));
    found["items"].as_array().unwrap().iter().any(|item| item["title"] == format!("Fault {word}"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_file() {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn an_index_that_a_crash_left_damaged_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let killed = folder.path().join("killed");
    let server = start(&killed);
    for word in ["zqalpha", "zqbeta", "zqgamma"] {
        let body =
            format!(r#"{{"title":"Fault {word}","body":"The boiler shows {word}.","status":"published"}}"#);
        server.call("POST", "/articles", &body).unwrap();
        server.until(&format!("/articles/search?query={word}"), |found| found["items"][0]["id"].is_i64());
    }
    server.kill();
    let files: Vec<_> = std::fs::read_dir(killed.join("search"))
        .unwrap()
        .flatten()
        .filter(|entry| entry.metadata().unwrap().len() > 0)
        .map(|entry| entry.file_name())
        .collect();
    assert!(files.len() > 8, "{files:?}");
    for (number, file) in files.iter().enumerate() {
        let data = folder.path().join(format!("copy-{number}"));
        copy(&killed, &data);
        let file = data.join("search").join(file);
        let mut bytes = std::fs::read(&file).unwrap();
        // Every other file is cut, the others have a byte turned in their midst.
        let middle = bytes.len() / 2;
        if number % 2 == 0 {
            bytes.truncate(middle);
        } else {
            bytes[middle] ^= 0xff;
        }
        std::fs::write(&file, bytes).unwrap();
        for word in ["zqalpha", "zqbeta", "zqgamma"] {
            assert!(finds(&data, word), "{word} after damage to {}", file.display());
        }
        write(&data, "zqlater");
        assert!(finds(&data, "zqlater"), "after damage to {}", file.display());
    }
}

#[test]
fn an_index_that_knows_more_than_the_file_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("older.onhand"));
    write(&data, "zqbefore");
    assert!(finds(&data, "zqbefore"));
    succeed(onhand().arg("--data").arg(&data).arg("backup").arg(&backup));
    write(&data, "zqafter");
    assert!(finds(&data, "zqafter"));

    succeed(onhand().arg("--data").arg(&data).arg("restore").arg(&backup));
    assert!(finds(&data, "zqbefore") && !finds(&data, "zqafter"), "restored");

    // The same by hand, with another history in the place of what is gone.
    write(&data, "zqlost");
    assert!(finds(&data, "zqlost"));
    std::fs::copy(&backup, data.join("business.onhand")).unwrap();
    write(&data, "zqother");
    assert!(finds(&data, "zqbefore") && finds(&data, "zqother"));
    assert!(!finds(&data, "zqlost") && !finds(&data, "zqafter"), "found what the file does not hold");
}
