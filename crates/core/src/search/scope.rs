//! One kind's share of the index: every search stays within one kind of record.
//!
//! Each kind has text fields of its own. How rare a word is, and how long a text usually is, then count among the
//! kind's own records, as BM25 assumes; and tantivy can skip what is not good enough, which it cannot when a filter
//! throws the best ones away.

use tantivy::query::{Bm25StatisticsProvider, EnableScoring};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::schema::{Fields, Kind, Texts};

/// The records of one kind, as of one commit.
pub(super) struct Scope<'s> {
    pub searcher: &'s Searcher,
    pub texts: Texts,
    /// How many records of the kind there are; those replaced since the last merge count too, as they do for words.
    pub records: u64,
}

impl<'s> Scope<'s> {
    pub fn of(searcher: &'s Searcher, fields: Fields, kind: Kind) -> tantivy::Result<Self> {
        let records = searcher.doc_freq(&fields.kind_term(kind))?;
        Ok(Scope { searcher, texts: fields.texts(kind), records })
    }

    pub fn scoring(&self) -> EnableScoring<'_> {
        EnableScoring::enabled_from_statistics_provider(self, self.searcher)
    }
}

impl Bm25StatisticsProvider for Scope<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.records)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}
