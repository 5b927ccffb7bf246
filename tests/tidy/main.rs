//! House rules as tests: length and documentation of files, where SQL and the clock may stand, what core may depend on,
//! and that every operation is on a screen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files(below: &str, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() && name != "node_modules" && name != "target" && name != "dist" {
                walk(&path, ending, found);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(below), ending, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.strip_prefix(root()).unwrap().to_string_lossy().into_owned(), text)
        })
        .collect()
}

fn is_test(path: &str) -> bool {
    path.contains("/tests") || path.ends_with("tests.rs") || path.contains("/testing")
}

#[test]
fn files_stay_short_enough_to_enjoy() {
    let mut long = Vec::new();
    for (path, text) in
        files("crates", "rs").into_iter().chain(files("src-tauri", "rs")).chain(files("xtask", "rs"))
    {
        if !is_test(&path) && text.lines().count() > 500 {
            long.push(path);
        }
    }
    for (path, text) in files("ui/src", "tsx") {
        if text.lines().count() > 350 {
            long.push(path);
        }
    }
    assert_eq!(long, Vec::<String>::new(), "split these by subject");
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = files("crates", "rs")
        .into_iter()
        .filter(|(path, text)| !is_test(path) && !text.trim_start().starts_with("//!"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn sql_stands_in_sql_files() {
    let words = ["\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM", "\"CREATE TABLE"];
    let mut loose = Vec::new();
    for (path, text) in files("crates", "rs") {
        let sql_file = path.ends_with("sql.rs") || path.contains("/sql/") || path.contains("conditions/");
        let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        if !sql_file && !is_test(&path) && words.iter().any(|word| body.contains(word)) {
            loose.push(path);
        }
    }
    assert_eq!(loose, Vec::<String>::new(), "move these statements to the feature's sql.rs");
}

#[test]
fn core_knows_no_clock_no_environment_and_no_network() {
    for (path, text) in files("crates/core/src", "rs") {
        if is_test(&path) {
            continue;
        }
        // A stopwatch around a search is no clock: it says how long, never when.
        for banned in
            ["SystemTime::now", "Utc::now", "Local::now", "std::env::", "std::net::", "tauri", "axum::"]
        {
            assert!(!text.contains(banned), "{path} uses {banned}");
        }
    }
    let manifest = std::fs::read_to_string(root().join("crates/core/Cargo.toml")).unwrap();
    for banned in ["tauri", "axum", "tokio"] {
        assert!(!manifest.contains(banned), "core must not depend on {banned}");
    }
}

#[test]
fn the_architecture_page_names_only_what_exists() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for path in page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.contains('/') && !word.contains(' ') && !word.starts_with('/'))
    {
        let path = path.trim_end_matches('/');
        assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}, which is not there");
    }
}

#[test]
fn every_operation_is_on_a_screen_or_excused() {
    let excused: BTreeSet<String> = include_str!("not_on_screen.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_once(':').expect("name: reason").0.trim().to_owned())
        .collect();
    let screens: String = files("ui/src", "tsx")
        .into_iter()
        .chain(files("ui/src", "ts"))
        .filter(|(path, _)| {
            !path.ends_with("operations.gen.ts")
                && !path.ends_with("api.schema.d.ts")
                && !path.contains(".test.")
        })
        .map(|(_, text)| text)
        .collect();
    let mut hidden = Vec::new();
    let mut stale = Vec::new();
    for operation in onhand_api::operations() {
        let shown = screens.contains(&format!("'{}'", operation.name))
            || screens.contains(&format!("\"{}\"", operation.name));
        match (shown, excused.contains(operation.name)) {
            (false, false) => hidden.push(operation.name),
            (true, true) => stale.push(operation.name),
            (true, false) | (false, true) => {}
        }
    }
    assert_eq!(hidden, Vec::<&str>::new(), "bring these to a screen, or say in not_on_screen.txt why not");
    assert_eq!(stale, Vec::<&str>::new(), "these are on a screen now; take them out of not_on_screen.txt");
}
