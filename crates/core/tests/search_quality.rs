//! How well search ranks, on public question sets; and that no text is an error.
//!
//! The sets are used for evaluation only and are not part of the project: where they are absent the tests
//! say so and pass, except where `CI` is set.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "test code that prints its figures"
)]

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use onhand_core::search::{Doc, Position, Query, SearchIndex};
use serde_json::Value;

/// The folder of a set, or None where it may be absent.
fn data(path: &str) -> Option<PathBuf> {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("ONHAND_DATA").map_or(default, PathBuf::from).join(path);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing; set ONHAND_DATA", folder.display());
    println!("skipped: {} is absent; set ONHAND_DATA to the folder with the data", folder.display());
    None
}

fn json_lines(path: PathBuf) -> Vec<Value> {
    let mut text = String::new();
    if path.exists() {
        File::open(path).unwrap().read_to_string(&mut text).unwrap();
    } else {
        let packed = File::open(path.with_extension("jsonl.gz")).unwrap();
        flate2::read::GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    }
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn committed(docs: impl Iterator<Item = Doc>) -> SearchIndex {
    let index = SearchIndex::in_memory().unwrap();
    for doc in docs {
        index.replace(&doc).unwrap();
    }
    index.commit(&Position { installation_id: "test".into(), seq: 0, event_hash: String::new() }).unwrap();
    index
}

/// nDCG at 10 (Järvelin and Kekäläinen 2002), over all questions; those without an answer count as zero.
fn ndcg_at_10(set: &str) -> Option<f64> {
    let folder = data(&format!("search/{set}"))?;
    let corpus = json_lines(folder.join("corpus.jsonl"));
    let index = committed((0..).zip(&corpus).map(|(id, entry)| Doc {
        id,
        title: text(entry, "title").into(),
        body: text(entry, "text").into(),
        ..Doc::default()
    }));

    let mut relevant: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in std::fs::read_to_string(folder.join("qrels.tsv")).unwrap().lines().skip(1) {
        let mut columns = line.split('\t');
        let (question, entry) = (columns.next().unwrap().to_owned(), columns.next().unwrap().to_owned());
        relevant.entry(question).or_default().insert(entry, columns.next().unwrap().parse().unwrap());
    }

    let discounted = |gains: &[f64]| -> f64 {
        (2_u32..).zip(gains).map(|(rank, gain)| gain / f64::from(rank).log2()).sum()
    };
    let mut sum = 0.0;
    for question in
        json_lines(folder.join("queries.jsonl")).iter().filter(|q| relevant.contains_key(text(q, "_id")))
    {
        let wanted = &relevant[text(question, "_id")];
        let query = Query { text: text(question, "text").into(), limit: 10, ..Query::default() };
        let hits = index.search(&query).unwrap().items;
        let gains: Vec<f64> = hits
            .iter()
            .map(|hit| wanted.get(text(&corpus[hit.id as usize], "_id")).copied().unwrap_or_default())
            .collect();
        let mut ideal: Vec<f64> = wanted.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        ideal.truncate(10);
        sum += discounted(&gains) / discounted(&ideal);
    }
    Some(sum / relevant.len() as f64)
}

fn assert_ranks(set: &str, at_least: f64) {
    if let Some(ndcg) = ndcg_at_10(set) {
        println!("{set}: nDCG@10 {ndcg:.4}");
        assert!(ndcg >= at_least, "{set}: nDCG@10 {ndcg:.4} is below {at_least}");
    }
}

#[test]
fn support_questions_find_their_answers() {
    assert_ranks("stackfaq", 0.80);
}

#[test]
fn health_questions_find_their_answers() {
    assert_ranks("covidfaq", 0.70);
}

#[test]
fn scientific_claims_find_their_abstracts() {
    assert_ranks("scifact", 0.66);
}

/// Pseudo-random numbers (Steele, Lea and Flood 2014, SplitMix64): the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    fn text(&mut self) -> String {
        const SYNTAX: &[&str] = &[
            " ", "\"", "AND ", "OR ", "NOT ", "(", ")", "title:", "*", "~2", "^9", "[a TO", "\\", "'",
            "word", "naïve",
        ];
        let pieces = self.below(40);
        (0..pieces)
            .map(|_| match self.below(3) {
                0 => SYNTAX[self.below(SYNTAX.len() as u64) as usize].to_owned(),
                1 => char::from_u32(self.below(0x11_0000) as u32).map_or_else(String::new, String::from),
                _ => char::from_u32(self.below(0x0600) as u32).map_or_else(String::new, String::from),
            })
            .collect()
    }
}

/// Searches in both manners and checks what must hold for any text.
fn assert_answers(index: &SearchIndex, text: &str) {
    for typing in [false, true] {
        let hits = index.search(&Query { text: text.into(), limit: 20, typing, ..Query::default() }).unwrap();
        assert!(hits.items.len() <= hits.total as usize || hits.total_is_more, "{text:?}");
        for marked in hits.items.iter().flat_map(|hit| [&hit.title, &hit.snippet]) {
            let units = marked.text.encode_utf16().count() as u32;
            let mut free_from = 0;
            for mark in &marked.marks {
                assert!(
                    free_from <= mark.start && mark.start < mark.end && mark.end <= units,
                    "{text:?} {marked:?}"
                );
                free_from = mark.end;
            }
        }
    }
}

#[test]
fn no_text_is_an_error_and_marks_always_fit() {
    let mut random = Random(1);
    let texts: Vec<String> = (0..600).map(|_| random.text()).collect();
    let index = committed((0..).zip(&texts).map(|(id, text)| Doc {
        id,
        title: text.chars().take(30).collect(),
        body: text.clone(),
        ..Doc::default()
    }));
    for text in &texts {
        assert_answers(&index, text);
    }
    assert_answers(&index, "");
    assert_answers(&index, &"lorem \"ipsum: ".repeat(800));
    assert_answers(&index, &"x".repeat(10_000));
    assert_answers(&index, &texts.join(" "));
}

#[test]
fn naughty_strings_are_stored_and_found_as_they_were() {
    let Some(folder) = data("strings/blns") else { return };
    let strings: Vec<String> =
        serde_json::from_reader(File::open(folder.join("blns.json")).unwrap()).unwrap();
    let index =
        committed((0..).zip(&strings).map(|(id, text)| Doc { id, title: text.clone(), ..Doc::default() }));
    for text in strings.iter().filter(|text| text.chars().any(char::is_alphanumeric)) {
        let hits = index.search(&Query { text: text.clone(), limit: 200, ..Query::default() }).unwrap();
        assert!(hits.items.iter().any(|hit| hit.title.text == *text), "not found: {text:?}");
        assert_answers(&index, text);
    }
}
