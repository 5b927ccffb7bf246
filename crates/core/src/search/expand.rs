//! Words of the index that begin with, or resemble, a word of the query.

use std::collections::HashMap;

use tantivy::Searcher;
use tantivy::query::DfaWrapper;
use tantivy::schema::Field;

/// More than this many different words for one typed word only cost time.
const MAX_FUZZY_EXPANSIONS: usize = 8;
/// Short beginnings have very many words; the walk ends here in each segment.
const MAX_TERMS_READ: usize = 4000;

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
    let mut found: HashMap<Vec<u8>, u64> = HashMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().range().gt(start.as_bytes()).into_stream()?;
        let mut read = 0;
        while stream.advance() && read < MAX_TERMS_READ && stream.key().starts_with(start.as_bytes()) {
            read += 1;
            add(&mut found, stream.key(), stream.value().doc_freq);
        }
    }
    Ok(commonest(found, limit))
}

/// The commonest words that the automaton accepts.
pub(super) fn fuzzy(searcher: &Searcher, field: Field, like: DfaWrapper) -> tantivy::Result<Vec<Expansion>> {
    let mut found: HashMap<Vec<u8>, u64> = HashMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().search(&like).into_stream()?;
        while stream.advance() {
            add(&mut found, stream.key(), stream.value().doc_freq);
        }
    }
    Ok(commonest(found, MAX_FUZZY_EXPANSIONS))
}

fn add(found: &mut HashMap<Vec<u8>, u64>, word: &[u8], doc_freq: u32) {
    match found.get_mut(word) {
        Some(count) => *count += u64::from(doc_freq),
        None => {
            found.insert(word.to_vec(), u64::from(doc_freq));
        }
    }
}

fn commonest(found: HashMap<Vec<u8>, u64>, limit: usize) -> Vec<Expansion> {
    let mut all: Vec<(Vec<u8>, u64)> = found.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(limit);
    let words = all
        .into_iter()
        .filter_map(|(word, found_in)| String::from_utf8(word).ok().map(|word| Expansion { word, found_in }));
    words.collect()
}
