//! Words of the index that begin with, or resemble, a word of the query.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use tantivy::Searcher;
use tantivy::query::DfaWrapper;
use tantivy::schema::Field;

/// More than this many different words for one typed word only cost time.
const MAX_FUZZY_EXPANSIONS: usize = 8;
/// Short beginnings have very many words; the walk ends here in each segment.
const MAX_TERMS_READ: usize = 2000;

/// A word of the index and in how many records it is.
pub(super) struct Expansion {
    pub word: String,
    pub found_in: u64,
}

/// How much a word says that is in `found_in` of all `records`; the formula of BM25.
pub(super) fn idf(found_in: u64, records: u64) -> f32 {
    let (found_in, records) = (found_in as f32, records.max(found_in) as f32);
    (1.0 + (records - found_in + 0.5) / (found_in + 0.5)).ln()
}

/// The commonest words that begin with `start`, without `start` itself.
pub(super) fn with_prefix(
    searcher: &Searcher,
    field: Field,
    start: &str,
    limit: usize,
) -> tantivy::Result<Vec<Expansion>> {
    let mut found = Commonest::new(limit);
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().range().gt(start.as_bytes()).into_stream()?;
        let mut read = 0;
        while stream.advance() && read < MAX_TERMS_READ && stream.key().starts_with(start.as_bytes()) {
            read += 1;
            found.add(stream.key(), stream.value().doc_freq);
        }
        found.end_segment();
    }
    Ok(found.words())
}

/// The commonest words that the automaton accepts.
pub(super) fn fuzzy(searcher: &Searcher, field: Field, like: &DfaWrapper) -> tantivy::Result<Vec<Expansion>> {
    let mut found = Commonest::new(MAX_FUZZY_EXPANSIONS);
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().search(like).into_stream()?;
        while stream.advance() {
            found.add(stream.key(), stream.value().doc_freq);
        }
        found.end_segment();
    }
    Ok(found.words())
}

/// Keeps the commonest words of each segment and adds them up. A word that is nowhere among its
/// segment's commonest is lost, which is what makes this quick.
struct Commonest {
    limit: usize,
    all: HashMap<Vec<u8>, u64>,
    of_segment: BinaryHeap<Reverse<(u32, Vec<u8>)>>,
}

impl Commonest {
    fn new(limit: usize) -> Commonest {
        Commonest { limit, all: HashMap::new(), of_segment: BinaryHeap::new() }
    }

    fn add(&mut self, word: &[u8], doc_freq: u32) {
        // Twice the limit leaves room for words that other segments have more of.
        if self.of_segment.len() >= 2 * self.limit {
            if self.of_segment.peek().is_some_and(|rarest| rarest.0.0 >= doc_freq) {
                return;
            }
            self.of_segment.pop();
        }
        self.of_segment.push(Reverse((doc_freq, word.to_vec())));
    }

    fn end_segment(&mut self) {
        for Reverse((doc_freq, word)) in self.of_segment.drain() {
            *self.all.entry(word).or_default() += u64::from(doc_freq);
        }
    }

    fn words(self) -> Vec<Expansion> {
        let mut all: Vec<(Vec<u8>, u64)> = self.all.into_iter().collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.truncate(self.limit);
        let words = all.into_iter().filter_map(|(word, found_in)| {
            String::from_utf8(word).ok().map(|word| Expansion { word, found_in })
        });
        words.collect()
    }
}
