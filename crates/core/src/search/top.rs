//! Collecting the best records that pass the filters, and counting them as far as anyone wants to know.
//!
//! The filters look only at records good enough for the list, after tantivy skipped the blocks that are
//! not; a filter inside the query would make it score every match.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::scope::Scope;

/// Counting further than this tells nobody anything.
pub(super) const MAX_COUNT: u32 = 1000;
/// With a filter that few records pass, counting ends after looking at this many.
const MAX_LOOKED_AT: u32 = 10_000;

/// Which records count: those with one of these statuses; an empty list means all.
#[derive(Clone, Copy)]
pub(super) struct Filter<'a> {
    pub statuses: &'a [String],
}

/// The statuses of a segment's records, and which of them pass.
struct Allowed {
    column: Column<u64>,
    ordinals: Vec<u64>,
}

struct SegmentFilter<'a> {
    segment: &'a SegmentReader,
    allowed: Option<Allowed>,
}

impl Filter<'_> {
    /// None when no record of the segment can pass.
    fn on<'s>(&self, segment: &'s SegmentReader) -> tantivy::Result<Option<SegmentFilter<'s>>> {
        if self.statuses.is_empty() {
            return Ok(Some(SegmentFilter { segment, allowed: None }));
        }
        let Some(values) = segment.fast_fields().str("status")? else { return Ok(None) };
        let mut ordinals = Vec::new();
        for status in self.statuses {
            ordinals.extend(values.dictionary().term_ord(status.as_bytes())?);
        }
        if ordinals.is_empty() {
            return Ok(None);
        }
        let allowed = Some(Allowed { column: values.ords().clone(), ordinals });
        Ok(Some(SegmentFilter { segment, allowed }))
    }
}

impl SegmentFilter<'_> {
    fn passes(&self, doc: DocId) -> bool {
        !self.segment.is_deleted(doc)
            && self.allowed.as_ref().is_none_or(|allowed| {
                allowed.column.first(doc).is_some_and(|ordinal| allowed.ordinals.contains(&ordinal))
            })
    }
}

/// A record and how well it matches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub score: Score,
    pub address: DocAddress,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Found {}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Found {
    /// Better is greater; the address only makes the order certain.
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.address.cmp(&self.address))
    }
}

/// The best `limit` records, best first.
pub(super) fn best(
    scope: &Scope<'_>,
    query: &dyn Query,
    filter: &Filter<'_>,
    limit: usize,
) -> tantivy::Result<Vec<Found>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let weight = query.weight(scope.scoring())?;
    let mut kept: BinaryHeap<Reverse<Found>> = BinaryHeap::with_capacity(limit + 1);
    // What a record has to beat; it carries over from one segment to the next.
    let mut to_beat = Score::MIN;
    for (segment_ord, segment) in (0_u32..).zip(scope.searcher.segment_readers()) {
        let Some(filter) = filter.on(segment)? else { continue };
        weight.for_each_pruning(to_beat, segment, &mut |doc, score| {
            if score > to_beat && filter.passes(doc) {
                kept.push(Reverse(Found { score, address: DocAddress::new(segment_ord, doc) }));
                if kept.len() > limit {
                    kept.pop();
                }
                if kept.len() == limit {
                    to_beat = kept.peek().map_or(to_beat, |worst| worst.0.score);
                }
            }
            to_beat
        })?;
    }
    Ok(kept.into_sorted_vec().into_iter().map(|found| found.0).collect())
}

/// How many records match, and whether there may be more than that.
pub(super) fn count(
    scope: &Scope<'_>,
    query: &dyn Query,
    filter: &Filter<'_>,
) -> tantivy::Result<(u32, bool)> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(scope.searcher))?;
    let mut counted = 0;
    let mut looked_at = 0;
    for segment in scope.searcher.segment_readers() {
        let Some(filter) = filter.on(segment)? else { continue };
        let mut docs = weight.scorer(segment, 1.0)?;
        while docs.doc() != TERMINATED {
            looked_at += 1;
            if filter.passes(docs.doc()) {
                if counted == MAX_COUNT {
                    return Ok((counted, true));
                }
                counted += 1;
            }
            if looked_at == MAX_LOOKED_AT {
                return Ok((counted, true));
            }
            docs.advance();
        }
    }
    Ok((counted, false))
}

/// Adds to the scores of `found` what further queries say of them, and sorts them anew.
pub(super) fn refine(
    scope: &Scope<'_>,
    queries: &[Box<dyn Query>],
    found: &mut [Found],
) -> tantivy::Result<()> {
    found.sort_by_key(|found| found.address);
    for query in queries {
        let weight = query.weight(scope.scoring())?;
        for of_segment in found.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
            let Some(first) = of_segment.first() else { continue };
            let mut scorer = weight.scorer(scope.searcher.segment_reader(first.address.segment_ord), 1.0)?;
            for found in of_segment {
                let doc = found.address.doc_id;
                if scorer.doc() < doc {
                    scorer.seek(doc);
                }
                if scorer.doc() == doc {
                    found.score += scorer.score();
                }
            }
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(())
}
