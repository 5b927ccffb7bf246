//! What a word is used by, and deleting one.

use super::types::{DeletedWord, UsedBy, UsesOfWord, Word, WordUses};
use super::{moving, places, rules, sql};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, JobKind};
use crate::page::Count;
use serde_json::json;
use std::collections::BTreeMap;

/// `words.uses`: what deleting this word would move, and what stands in its way. Errors: `not_found`.
pub fn uses(ctx: &Ctx<'_>, args: UsesOfWord) -> Result<WordUses> {
    let word = Word { kind: args.kind, id: args.id };
    let name = rules::name(ctx.conn(), word)?;
    let mut records: BTreeMap<&str, i64> = BTreeMap::new();
    for place in places::of(ctx.conn(), word.kind)? {
        *records.entry(place.table.record.name()).or_default() += places::count(ctx.conn(), &place, word)?;
    }
    let below = if word.kind.is_tree() {
        ctx.conn().prepare_cached(&sql::below(word.kind))?.query_row([word.id], |row| row.get(0))?
    } else {
        0
    };
    Ok(WordUses {
        kind: word.kind,
        id: word.id,
        records: records
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(record, n)| UsedBy { record: record.to_owned(), count: Count::capped(n) })
            .collect(),
        below,
        needs_replacement: rules::needs_replacement(ctx.conn(), word)?,
        workflows: rules::workflows_with(ctx.conn(), word, &name)?,
        refused: rules::may_be_missed(ctx, word).err(),
        name,
    })
}

/// Deletes a word with what takes its place: at once where few records name it, else as a job. Errors: those of
/// [`rules::may_go`].
pub(crate) fn delete(ctx: &Ctx<'_>, word: Word, to: Option<i64>) -> Result<DeletedWord> {
    let name = rules::may_go(ctx, word, to)?;
    let deleted =
        |moved, job_id| DeletedWord { kind: word.kind, id: word.id, name: name.clone(), moved, job_id };
    match places::few_users(ctx.conn(), word)? {
        Some(users) => Ok(deleted(moving::out_of_use(ctx, word, to, &users)?, None)),
        None => {
            let args = json!({ "word": word, "to": to });
            let job = jobs::start(ctx, JobKind::Words, &format!("Deletion of “{name}”"), &args)?;
            Ok(deleted(0, Some(job)))
        }
    }
}
