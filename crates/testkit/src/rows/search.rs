//! Searching articles, and finding what was saved a moment ago.

use super::Bench;
use crate::measure::{Row, Samples};
use crate::random::Random;
use anyhow::{Context, Result};
use serde_json::{Value, json};

const SEARCHES: usize = 2_000;
const SAVES: usize = 40;
/// Goal for the slowest of a hundred searches, microseconds.
const P99_US: f64 = 5_000.0;

/// `articles.search` with words of the articles themselves, a third of them mistyped.
pub async fn latency(bench: &Bench) -> Result<Row> {
    let mut random = Random(23);
    let mut samples = Samples::default();
    let mut found = 0;
    for n in 0..SEARCHES + 50 {
        let share = random.below(10_000) as f64 / 10_000.0;
        let query = question(&bench.floor.article_near(share)?, &mut random);
        let path = format!("/articles/search?query={}&limit=10", encoded(&query));
        let mut spare = Samples::default();
        let kept = if n < 50 { &mut spare } else { &mut samples };
        let answer = kept.time_async(bench.client.get(&path)).await?;
        found += usize::from(!items(&answer)?.is_empty());
    }
    let name = "article search, p99 of 5 ms";
    let row = Row::of(name, 1.0, samples.p99_us(), P99_US);
    Ok(row.with_note(format!(
        "{} searches, {found} found something, p50 {:.0} µs",
        samples.len(),
        samples.p50_us()
    )))
}

/// Saves an article and searches for a word of it at once. The ratio counts searches that missed it.
pub async fn saved(bench: &Bench) -> Result<Row> {
    let mut samples = Samples::default();
    let mut missed = 0;
    for n in 0..SAVES {
        let word = format!("zq{}x{n}", letters(bench.app.db().clock().now_ms()));
        let article = json!({ "title": format!("Resetting the {word} valve"), "body": "Turn it to the left, wait, turn it back." });
        bench.client.post("/articles", &article).await?;
        let path = format!("/articles/search?query={word}&limit=10");
        let answer = samples.time_async(bench.client.get(&path)).await?;
        let there = items(&answer)?
            .iter()
            .any(|item| item.get("title").and_then(Value::as_str).is_some_and(|title| title.contains(&word)));
        missed += usize::from(!there);
    }
    let mut row = Row::share("a saved article is found by the next search", missed as f64, SAVES as f64);
    row.limit = 0.0;
    row.p50_us = samples.p50_us();
    Ok(row.with_note(format!("{missed} of {SAVES} missed; p99 {:.0} µs", samples.p99_us())))
}

fn items(answer: &[u8]) -> Result<Vec<Value>> {
    let answer: Value = serde_json::from_slice(answer)?;
    Ok(answer.get("items").and_then(Value::as_array).context("The answer has no items.")?.clone())
}

/// One to four words that stand together in the text.
fn question(text: &str, random: &mut Random) -> String {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).collect();
    let start = random.below(words.len() as u64) as usize;
    let count = 1 + random.below(4) as usize;
    let mut question = words.iter().skip(start).take(count).copied().collect::<Vec<_>>().join(" ");
    if random.below(3) == 0 {
        // A letter is left out, as happens while typing fast.
        let at = question.char_indices().nth(2).map(|(at, _)| at);
        if let Some(at) = at.filter(|_| question.len() > 5) {
            question.remove(at);
        }
    }
    question
}

/// A number as letters, for words that stand nowhere else.
fn letters(number: i64) -> String {
    number.unsigned_abs().to_string().bytes().map(|digit| char::from(b'a' + (digit - b'0'))).collect()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
