//! Measures search over 100,000 made-up articles: building, size, and the latency of several kinds of search.
//!
//! `cargo run --release -p onhand-core --example search_latency [articles] [folder to keep]`
//!
//! Quantiles are by the clock on the wall, so they include waiting on a busy machine; the last column is
//! the thread's own work on average (on Linux), which does not.

use std::io::{Result, Write, stdout};
use std::time::{Duration, Instant};

use onhand_core::search::{Doc, Kind, Position, Query, SearchIndex};

/// Different words; a few stand for most of a text, most are rare (Zipf's law).
const VOCABULARY: u64 = 60_000;
const SEARCHES: u64 = 2_000;

/// Pseudo-random numbers (Steele, Lea and Flood 2014, SplitMix64): the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// A rank with a probability of about 1 / rank.
    fn zipf(&mut self) -> u64 {
        let share = self.next() as f64 / u64::MAX as f64;
        (VOCABULARY as f64).powf(share) as u64
    }
}

/// The word of a rank: common ones are short, and many share their beginning, as in a language.
fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 24] = [
        "ta", "ri", "mo", "pre", "con", "in", "der", "li", "sta", "ver", "no", "qua", "pro", "ment", "ge",
        "su", "bel", "fi", "ka", "tor", "wen", "dis", "al", "ex",
    ];
    let mut rest = rank + 24;
    let mut out = String::new();
    while rest > 0 {
        out.push_str(SYLLABLES.get((rest % 24) as usize).copied().unwrap_or_default());
        rest /= 24;
    }
    out
}

fn text(random: &mut Random, words: u64) -> String {
    let words: Vec<String> = (0..words).map(|_| word(random.zipf())).collect();
    words.join(" ")
}

fn build(index: &SearchIndex, articles: i64) -> onhand_core::error::Result<()> {
    let mut random = Random(1);
    for id in 0..articles {
        let title_words = 3 + random.below(6);
        let body_words = 40 + random.below(220);
        index.replace(&Doc {
            kind: if id % 5 == 0 { Kind::Ticket } else { Kind::Article },
            id,
            title: text(&mut random, title_words),
            body: text(&mut random, body_words),
            status: if id % 20 == 0 { "draft" } else { "published" }.into(),
            updated_ms: id,
        })?;
    }
    index.commit(&Position { installation_id: "bench".into(), seq: 0, event_hash: String::new() })
}

/// A word that people would search for: neither one of the hundred commonest nor one that nobody wrote.
fn asked(random: &mut Random) -> String {
    word(100 + random.zipf() % (VOCABULARY - 100))
}

fn misspelt(random: &mut Random) -> String {
    let mut letters: Vec<char> = asked(random).chars().collect();
    let at = 1 + random.below(letters.len() as u64 - 2) as usize;
    letters.swap(at, at - 1);
    letters.into_iter().collect()
}

fn query(kind: &str, random: &mut Random) -> Query {
    let plain = |text: String| Query { text, limit: 20, ..Query::default() };
    match kind {
        "one word" => plain(asked(random)),
        "two common words" => plain(format!("{} {}", word(random.below(60)), word(random.below(60)))),
        "question of eight words" => plain(text(random, 8)),
        "while typing" => {
            let start: String = asked(random).chars().take(1 + random.below(5) as usize).collect();
            Query { typing: true, limit: 8, ..plain(format!("{} {start}", asked(random))) }
        }
        "typing error" => plain(format!("{} {}", misspelt(random), asked(random))),
        "quoted" => plain(format!("\"{} {}\"", word(random.below(500)), word(random.below(500)))),
        "filtered" => Query { statuses: vec!["draft".into()], ..plain(text(random, 3)) },
        _ => plain(text(random, 1500)),
    }
}

fn quantile(sorted: &[Duration], share: f64) -> f64 {
    let at = (sorted.len().saturating_sub(1) as f64 * share) as usize;
    sorted.get(at).copied().unwrap_or_default().as_secs_f64() * 1000.0
}

/// How long this thread has computed so far; elsewhere than on Linux, how long the program has run.
fn worked(since: Instant) -> Duration {
    let schedstat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let own_ns = schedstat.split(' ').next().and_then(|ns| ns.parse().ok());
    own_ns.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn measure(index: &SearchIndex, kind: &str, random: &mut Random, out: &mut impl Write) -> Result<()> {
    let searches = if kind.starts_with("mail") { SEARCHES / 10 } else { SEARCHES };
    let (mut took, mut found) = (Vec::new(), 0);
    let mut work = Duration::ZERO;
    let begun = Instant::now();
    for _ in 0..searches {
        let query = query(kind, random);
        let (started, before) = (Instant::now(), worked(begun));
        let hits = index.search(&query).map_err(std::io::Error::other)?;
        took.push(started.elapsed());
        work += worked(begun).saturating_sub(before);
        found += u64::from(!hits.items.is_empty());
    }
    took.sort();
    let [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1.0].map(|share| quantile(&took, share));
    let (work_ms, share) = (work.as_secs_f64() * 1000.0 / searches as f64, 100 * found / searches);
    writeln!(
        out,
        "{kind:<26} p50 {p50:.2}  p95 {p95:.2}  p99 {p99:.2}  max {max:.2} ms  found {share} %  work {work_ms:.2} ms"
    )
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let articles = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let temporary = tempfile::tempdir()?;
    let dir = arguments.next().map_or_else(|| temporary.path().join("search"), std::path::PathBuf::from);
    let mut out = stdout();
    let started = Instant::now();
    let index = SearchIndex::open(&dir).map_err(std::io::Error::other)?;
    if index.is_empty() {
        build(&index, articles).map_err(std::io::Error::other)?;
    }
    let built = started.elapsed();
    let files: Vec<_> = std::fs::read_dir(&dir)?.flatten().collect();
    let bytes: u64 = files.iter().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum();
    let segments = files.iter().filter(|file| file.file_name().to_string_lossy().ends_with(".idx")).count();
    writeln!(
        out,
        "{} articles in {:.1} s, {:.0} MB, {segments} segments",
        index.len(),
        built.as_secs_f64(),
        bytes as f64 / 1e6
    )?;
    let kinds = [
        "one word",
        "two common words",
        "question of eight words",
        "while typing",
        "typing error",
        "quoted",
        "filtered",
        "mail of 1,500 words",
    ];
    let mut random = Random(2);
    for kind in kinds {
        measure(&index, kind, &mut random, &mut out)?;
    }
    let changed = Doc { id: 7, title: "changed".into(), ..Doc::default() };
    let again = Position { installation_id: "bench".into(), seq: 1, event_hash: String::new() };
    for round in ["first", "second"] {
        let started = Instant::now();
        index.replace(&changed).and_then(|()| index.commit(&again)).map_err(std::io::Error::other)?;
        writeln!(out, "replace one and commit, {round}: {:.2} ms", started.elapsed().as_secs_f64() * 1000.0)?;
    }
    Ok(())
}
