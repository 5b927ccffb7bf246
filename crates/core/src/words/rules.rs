//! When a word may go.

use super::kinds::WordKind;
use super::places;
use super::sql;
use super::types::{UsedByWorkflow, Word};
use crate::conditions::fields::Of;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::{PipelineId, StageId, TicketPriorityId, TicketStatusId};
use crate::log::unit::none;
use crate::phrases::say;
use crate::sales::pipelines;
use crate::tickets::{priorities, statuses};
use crate::{text, workflows};
use rusqlite::Connection;

/// What the word is called. Errors: `not_found`.
pub fn name(conn: &Connection, word: Word) -> Result<String> {
    let found = find_name(conn, word)?;
    found.ok_or_else(|| Error::not_found(word.kind.gone()))
}

/// Whether it may go with this in its place; says what it is called. Errors: `not_found`, `invalid` when it is the last
/// of its kind or the replacement does not fit or is missing, `conflict` while a workflow refers to it.
pub fn may_go(ctx: &Ctx<'_>, word: Word, to: Option<i64>) -> Result<String> {
    let name = name(ctx.conn(), word)?;
    may_be_missed(ctx, word)?;
    if let Some(to) = to {
        takes_the_place(ctx, word, to)?;
    }
    if let Some(workflow) = workflows_with(ctx.conn(), word, &name)?.into_iter().next() {
        let why = say("error.word.in_workflow").with("name", name).with("workflow", workflow.name);
        return Err(Error::new(Code::Conflict, why).hint(say("error.word.change_workflow")));
    }
    if to.is_none() && needs_replacement(ctx.conn(), word)? {
        return Err(Error::invalid("replacement_id", say("error.word.needs_replacement").with("name", name)));
    }
    Ok(name)
}

/// Whether the business can do without it at all. Errors: `invalid` when it is the last of its kind, or when a word below
/// it cannot move up.
pub fn may_be_missed(ctx: &Ctx<'_>, word: Word) -> Result<()> {
    match word.kind {
        WordKind::TicketStatus => statuses::may_go(ctx, TicketStatusId(word.id)),
        WordKind::TicketPriority => priorities::may_go(ctx, TicketPriorityId(word.id)),
        WordKind::Pipeline => pipelines::may_go(ctx, PipelineId(word.id)),
        WordKind::Stage => pipelines::stage_may_go(ctx, StageId(word.id)),
        WordKind::TicketCategory => {
            let mut statement = ctx.conn().prepare_cached(sql::TAKEN_ABOVE)?;
            let taken: Option<String> =
                statement.query_row([word.id], |row| row.get(0)).map(Some).or_else(none)?;
            taken.map_or(Ok(()), |name| {
                Err(Error::invalid("id", say("error.word.taken_above").with("name", name)))
            })
        }
        WordKind::ArticleCategory | WordKind::Team | WordKind::Tag => Ok(()),
    }
}

/// Errors: `invalid` on `replacement_id`.
pub fn takes_the_place(ctx: &Ctx<'_>, word: Word, to: i64) -> Result<()> {
    if to == word.id {
        return Err(Error::invalid("replacement_id", say("error.word.itself")));
    }
    if find_name(ctx.conn(), Word { id: to, ..word })?.is_none() {
        return Err(Error::invalid("replacement_id", say("error.word.no_replacement")));
    }
    if word.kind == WordKind::Stage && !pipelines::are_alike(ctx, StageId(word.id), StageId(to))? {
        return Err(Error::invalid("replacement_id", say("error.word.other_stage")));
    }
    Ok(())
}

/// Whether something names it that cannot be without; large tables are not searched for it.
pub fn needs_replacement(conn: &Connection, word: Word) -> Result<bool> {
    for place in places::of(conn, word.kind)?.iter().filter(|place| place.is_needed && !place.table.is_link())
    {
        if places::is_large(conn, place)? || places::count(conn, place, word)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The workflows that refer to it, switched on or not.
pub fn workflows_with(conn: &Connection, word: Word, name: &str) -> Result<Vec<UsedByWorkflow>> {
    let found = match word.kind.referred() {
        None => workflows::mentioning(conn, &workflows::Mention::Tag(&text::fold(name)))?,
        Some(of) => {
            let mut found = workflows::mentioning(conn, &workflows::Mention::Ids(of, &[word.id]))?;
            if word.kind == WordKind::Pipeline {
                let mut statement = conn.prepare_cached(sql::STAGES_OF)?;
                let stages = statement
                    .query_map([word.id], |row| row.get(0))?
                    .collect::<rusqlite::Result<Vec<i64>>>()?;
                found.extend(workflows::mentioning(conn, &workflows::Mention::Ids(Of::Stage, &stages))?);
                found.sort_by_key(|(id, _)| *id);
                found.dedup();
            }
            found
        }
    };
    Ok(found.into_iter().map(|(id, name)| UsedByWorkflow { id, name }).collect())
}

fn find_name(conn: &Connection, word: Word) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached(&sql::name(word.kind))?;
    Ok(statement.query_row([word.id], |row| row.get(0)).map(Some).or_else(none)?)
}
