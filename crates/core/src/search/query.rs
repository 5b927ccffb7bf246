//! Searching: from a question to ranked hits with their titles and snippets.

use std::collections::HashSet;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{Searcher, TantivyDocument, Term};
use utoipa::ToSchema;

use super::clauses::{self, Plan};
use super::index::SearchIndex;
use super::schema::{Fields, Kind, Texts};
use super::scope::Scope;
use super::snippet::{Marked, Marker};
use super::top::{self, Filter, Found};
use crate::error::Result;

/// The most hits that one search returns.
pub const MAX_LIMIT: usize = 200;

/// So many of the best records are looked at more closely before the list is cut to its length.
const REFINED: usize = 50;

/// What to search for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Whatever the person typed; nothing in it can be wrong.
    pub text: String,
    /// What kind of record.
    pub kind: Kind,
    /// Only these statuses; empty for all.
    pub statuses: Vec<String>,
    /// How many hits, at most [`MAX_LIMIT`].
    pub limit: usize,
    /// The person is still typing: the last word may be only the beginning of one.
    pub typing: bool,
}

/// One record that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hit {
    pub kind: Kind,
    pub id: i64,
    /// Comparable only within one search.
    pub score: f32,
    pub updated_ms: i64,
    pub title: Marked,
    /// The most telling passage of the text, or its beginning.
    pub snippet: Marked,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hits {
    /// Best first.
    pub items: Vec<Hit>,
    /// How many records have any of the words.
    pub total: u32,
    /// Whether the total is only a lower bound, to be shown as "1,000+".
    pub total_is_more: bool,
    /// How long the search took.
    pub took_us: u64,
}

impl SearchIndex {
    /// The records that match best, as of the last commit. Text without any word finds nothing.
    ///
    /// Fails only when the index cannot be read, never because of the text.
    pub fn search(&self, query: &Query) -> Result<Hits> {
        let started = Instant::now();
        let mut hits = self.guarded(|searcher| run(searcher, self.fields, query))?;
        hits.took_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(hits)
    }
}

fn run(searcher: &Searcher, fields: Fields, query: &Query) -> tantivy::Result<Hits> {
    let scope = Scope::of(searcher, fields, query.kind)?;
    let plan = clauses::plan(&scope, &query.text, query.typing)?;
    if plan.clauses.is_empty() {
        return Ok(Hits::default());
    }
    let filter = Filter { statuses: &query.statuses };
    let any_word = any_of(&plan.clauses);
    let limit = query.limit.min(MAX_LIMIT);
    let mut found = top::best(&scope, &any_word, &filter, limit.max(REFINED))?;
    let refinements: Vec<_> = plan.refinements.iter().map(weighted).collect();
    top::refine(&scope, &refinements, &mut found)?;
    found.truncate(limit);
    let found = match any_phrase(&plan, scope.texts) {
        Some(phrases) => phrases_first(top::best(&scope, &phrases, &filter, limit)?, found, limit),
        None => found,
    };
    let (total, total_is_more) = top::count(&scope, &any_word, &filter)?;
    let mut marker = Marker::new(plan.marks);
    let mut items = Vec::with_capacity(found.len());
    for found in found {
        items.push(hit(searcher, (fields, query.kind), &mut marker, found)?);
    }
    // Equally good records are common in short texts: the newer one is the likelier.
    items.sort_by(|a: &Hit, b| b.score.total_cmp(&a.score).then_with(|| b.updated_ms.cmp(&a.updated_ms)));
    Ok(Hits { items, total, total_is_more, took_us: 0 })
}

fn weighted((term, weight): &(Term, f32)) -> Box<dyn tantivy::query::Query> {
    let exact = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(exact), *weight))
}

fn any_of(clauses: &[(Term, f32)]) -> BooleanQuery {
    BooleanQuery::new(clauses.iter().map(|clause| (Occur::Should, weighted(clause))).collect())
}

fn any_phrase(plan: &Plan, texts: Texts) -> Option<BooleanQuery> {
    let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
    for phrase in &plan.phrases {
        for field in [texts.title, texts.text] {
            let terms = phrase.iter().map(|(at, word)| (*at, Term::from_field_text(field, word)));
            clauses.push((Occur::Should, Box::new(PhraseQuery::new_with_offset(terms.collect()))));
        }
    }
    (!clauses.is_empty()).then(|| BooleanQuery::new(clauses))
}

/// Whoever quotes wants these very words: records with the phrase come before all others.
fn phrases_first(mut with_phrase: Vec<Found>, others: Vec<Found>, limit: usize) -> Vec<Found> {
    let best_other = others.first().map_or(0.0, |found| found.score);
    let seen: HashSet<_> = with_phrase.iter().map(|found| found.address).collect();
    for found in &mut with_phrase {
        found.score += best_other;
    }
    with_phrase.extend(others.into_iter().filter(|found| !seen.contains(&found.address)));
    with_phrase.truncate(limit);
    with_phrase
}

fn hit(
    searcher: &Searcher,
    (fields, kind): (Fields, Kind),
    marker: &mut Marker,
    found: Found,
) -> tantivy::Result<Hit> {
    let stored: TantivyDocument = searcher.doc(found.address)?;
    let text = |field: Field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
    let number = |field: Field| stored.get_first(field).and_then(|value| value.as_i64()).unwrap_or_default();
    Ok(Hit {
        kind,
        id: number(fields.id),
        score: found.score,
        updated_ms: number(fields.updated_ms),
        title: marker.whole(text(fields.texts(kind).title)),
        snippet: marker.snippet(text(fields.excerpt)),
    })
}
