//! Priorities: the business's words on four levels.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::TicketPriorityId;
use crate::log::{revision, tables::Record, unit::none};
use crate::page::List;
use crate::phrases::say;
use crate::text;
use crate::words::{self, DeletedWord, Word, WordKind};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

/// The level of tickets about which nothing was said.
const NORMAL: i64 = 2;
/// The highest level.
pub const URGENT: i64 = 4;

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TicketPriority {
    pub id: TicketPriorityId,
    pub name: String,
    /// 1 low, 2 normal, 3 high, 4 urgent.
    pub level: i64,
    pub position: i64,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTicketPriorities {}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTicketPriority {
    pub name: String,
    /// 1 low, 2 normal, 3 high, 4 urgent.
    pub level: i64,
    /// Last unless said otherwise.
    #[serde(default)]
    pub position: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTicketPriority {
    pub id: TicketPriorityId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub level: Option<i64>,
    #[serde(default)]
    pub position: Option<i64>,
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteTicketPriority {
    pub id: TicketPriorityId,
    /// What its tickets get; needed while there are any.
    #[serde(default)]
    pub replacement_id: Option<TicketPriorityId>,
}

/// `ticket_priorities.list`: every priority, in the business's order.
pub fn list(ctx: &Ctx<'_>, _args: ListTicketPriorities) -> Result<List<TicketPriority>> {
    let mut statement = ctx.conn().prepare_cached(&sql::priorities("1 = 1"))?;
    Ok(List { items: statement.query_map([], row)?.collect::<rusqlite::Result<_>>()? })
}

/// `ticket_priorities.create`. Errors: `invalid`, `conflict` when the name is taken.
pub fn create(ctx: &Ctx<'_>, args: CreateTicketPriority) -> Result<TicketPriority> {
    let name = text::line("name", &args.name)?;
    on_scale(args.level)?;
    if find(ctx, &name)?.is_some() {
        return Err(taken());
    }
    let id = insert(ctx, &name, args.level, args.position)?;
    one(ctx, id)
}

/// `ticket_priorities.update`. Errors: `not_found`, `invalid`, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateTicketPriority) -> Result<TicketPriority> {
    let now = one(ctx, args.id)?;
    let fields: Vec<&str> =
        [args.name.as_ref().map(|_| "name"), args.level.map(|_| "level"), args.position.map(|_| "position")]
            .into_iter()
            .flatten()
            .collect();
    revision::check(ctx, (Record::TicketPriority, now.id.0), args.rev, &fields)?;
    let name = text::line("name", &args.name.unwrap_or(now.name))?;
    if find(ctx, &name)?.is_some_and(|other| other != now.id) {
        return Err(taken());
    }
    let level = args.level.unwrap_or(now.level);
    on_scale(level)?;
    let bound = params![now.id, name, text::fold(&name), level, args.position.unwrap_or(now.position)];
    ctx.conn().prepare_cached(sql::UPDATE_PRIORITY)?.execute(bound)?;
    one(ctx, now.id)
}

/// The priority of this name; made if it is not there, on the level its name suggests. Imports use it.
pub fn find_or_create(ctx: &Ctx<'_>, name: &str) -> Result<TicketPriorityId> {
    match find(ctx, name)? {
        Some(id) => Ok(id),
        None => insert(ctx, &text::line("priority", name)?, guess(name), None),
    }
}

/// The same where somebody said what the word means.
pub fn find_or_create_as(ctx: &Ctx<'_>, name: &str, level: i64) -> Result<TicketPriorityId> {
    match find(ctx, name)? {
        Some(id) => Ok(id),
        None => insert(ctx, &text::line("priority", name)?, level.clamp(1, URGENT), None),
    }
}

/// `ticket_priorities.delete`: into the trash; every ticket that has it gets the replacement. Errors: `not_found`,
/// `invalid` for the last one or when the replacement is missing, `conflict` while a workflow names it.
pub fn delete(ctx: &Ctx<'_>, args: DeleteTicketPriority) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::TicketPriority, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// Whether tickets can do without it. Errors: `invalid` for the last one.
pub(crate) fn may_go(ctx: &Ctx<'_>, id: TicketPriorityId) -> Result<()> {
    if ctx.conn().prepare_cached(sql::OTHER_PRIORITY)?.exists([id])? {
        return Ok(());
    }
    Err(Error::invalid("id", say("error.last.priority")))
}

/// What level another system's word is most likely to be.
pub fn guess(name: &str) -> i64 {
    let folded = text::fold(name);
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if says(&["critical", "urgent", "emergency", "blocker", "immediate"]) {
        URGENT
    } else if says(&["high", "important", "major"]) {
        3
    } else if says(&["low", "minor", "trivial", "planning"]) {
        1
    } else {
        NORMAL
    }
}

/// What a ticket gets about which nothing was said. Errors: `invalid` when there is no priority at all.
pub(crate) fn normal(ctx: &Ctx<'_>) -> Result<TicketPriorityId> {
    let nearest = ctx
        .conn()
        .prepare_cached(sql::NEAREST_PRIORITY)?
        .query_row([NORMAL], |row| row.get(0))
        .map(Some)
        .or_else(none)?;
    nearest.ok_or_else(|| Error::invalid("priority_id", say("error.choice.no_priority")))
}

/// The first priority of exactly this level.
pub(crate) fn at_level(ctx: &Ctx<'_>, level: i64) -> Result<Option<TicketPriorityId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::PRIORITY_AT)?
        .query_row([level], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

/// The priority, if a ticket may be given it. Errors: `invalid`.
pub(crate) fn usable(ctx: &Ctx<'_>, id: TicketPriorityId) -> Result<TicketPriorityId> {
    if ctx.conn().prepare_cached(sql::PRIORITY_USABLE)?.exists([id])? {
        return Ok(id);
    }
    Err(Error::invalid("priority_id", say("error.choice.priority")))
}

/// One priority. Errors: `not_found`.
pub(crate) fn one(ctx: &Ctx<'_>, id: TicketPriorityId) -> Result<TicketPriority> {
    let found = ctx
        .conn()
        .prepare_cached(&sql::priorities("id = ?1"))?
        .query_row([id], row)
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.priority"))
}

fn on_scale(level: i64) -> Result<()> {
    if (1..=URGENT).contains(&level) {
        return Ok(());
    }
    Err(Error::invalid("level", say("error.value.level")))
}

fn find(ctx: &Ctx<'_>, name: &str) -> Result<Option<TicketPriorityId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::PRIORITY_NAMED)?
        .query_row([text::fold(name)], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

fn insert(ctx: &Ctx<'_>, name: &str, level: i64, position: Option<i64>) -> Result<TicketPriorityId> {
    ctx.conn().prepare_cached(sql::INSERT_PRIORITY)?.execute(params![
        name,
        text::fold(name),
        level,
        position,
        ctx.at_ms()
    ])?;
    Ok(TicketPriorityId(ctx.conn().last_insert_rowid()))
}

fn row(row: &Row<'_>) -> rusqlite::Result<TicketPriority> {
    Ok(TicketPriority {
        id: row.get("id")?,
        name: row.get("name")?,
        level: row.get("level")?,
        position: row.get("position")?,
        rev: row.get("rev")?,
    })
}

fn taken() -> Error {
    Error::new(Code::Conflict, say("error.taken.priority")).field("name")
}
