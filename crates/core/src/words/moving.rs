//! Moving records from a word to what takes its place, and taking the word out of use.

use super::kinds::WordKind;
use super::places::{Place, Users};
use super::sql;
use super::types::Word;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::ids::{PipelineId, StageId};
use crate::sales::pipelines;
use rusqlite::params;

/// Moves these rows of a place; without a replacement they are left without.
pub fn rows(ctx: &Ctx<'_>, word: Word, to: Option<i64>, place: &Place, rows: &[i64]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let list = serde_json::to_string(rows)?;
    match (place.table.owner.filter(|_| place.table.is_link()), word.kind, to) {
        (Some(owner), ..) => {
            if let Some(to) = to {
                ctx.conn().prepare_cached(&sql::link_too(place, owner.column))?.execute(params![list, to])?;
            }
            ctx.conn().prepare_cached(&sql::unlink(place))?.execute(params![word.id, list])?;
        }
        (None, WordKind::Pipeline, Some(to)) => {
            pipelines::move_deals(ctx, PipelineId(word.id), PipelineId(to), &list)?;
        }
        (None, _, to) => {
            ctx.conn().prepare_cached(&sql::rename(place))?.execute(params![word.id, to, list])?;
        }
    }
    Ok(())
}

/// Moves all of them and takes the word out of use; says how many moved.
pub fn out_of_use(ctx: &Ctx<'_>, word: Word, to: Option<i64>, users: &[Users]) -> Result<i64> {
    let mut moved = 0;
    for Users { place, rows } in users {
        self::rows(ctx, word, to, place, rows)?;
        moved += rows.len() as i64;
    }
    if word.kind.is_tree() {
        ctx.conn().prepare_cached(&sql::move_up(word.kind))?.execute([word.id])?;
    }
    // Last, so that whoever walks the log back meets the word before those that name it.
    match word.kind {
        WordKind::Stage => pipelines::drop_stage(ctx, StageId(word.id))?,
        kind => {
            ctx.conn().prepare_cached(&sql::trash(kind))?.execute(params![word.id, ctx.now_ms])?;
        }
    }
    Ok(moved)
}
