//! Statuses: the business's words, each of a kind that the rules understand.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::TicketStatusId;
use crate::log::{projections, revision, tables::Record, unit::none};
use crate::page::List;
use crate::patch::Patch;
use crate::phrases::say;
use crate::text;
use crate::tickets::TicketState;
use crate::words::{self, DeletedWord, Word, WordKind};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TicketStatus {
    pub id: TicketStatusId,
    pub name: String,
    pub colour: Option<String>,
    pub position: i64,
    /// What it means to the rules.
    pub category: TicketState,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTicketStatuses {}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTicketStatus {
    pub name: String,
    pub category: TicketState,
    #[serde(default)]
    pub colour: Option<String>,
    /// Last unless said otherwise.
    #[serde(default)]
    pub position: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTicketStatus {
    pub id: TicketStatusId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub category: Option<TicketState>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub colour: Patch<String>,
    #[serde(default)]
    pub position: Option<i64>,
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteTicketStatus {
    pub id: TicketStatusId,
    /// What its tickets get; needed while there are any.
    #[serde(default)]
    pub replacement_id: Option<TicketStatusId>,
}

/// `ticket_statuses.list`: every status, in the business's order.
pub fn list(ctx: &Ctx<'_>, _args: ListTicketStatuses) -> Result<List<TicketStatus>> {
    let mut statement = ctx.conn().prepare_cached(&sql::statuses("1 = 1"))?;
    Ok(List { items: statement.query_map([], row)?.collect::<rusqlite::Result<_>>()? })
}

/// `ticket_statuses.create`. Errors: `invalid`, `conflict` when the name is taken.
pub fn create(ctx: &Ctx<'_>, args: CreateTicketStatus) -> Result<TicketStatus> {
    let name = text::line("name", &args.name)?;
    if find(ctx, &name)?.is_some() {
        return Err(taken());
    }
    let colour = text::optional_line("colour", args.colour)?;
    let id = insert(ctx, &name, colour.as_deref(), args.position, args.category)?;
    one(ctx, id)
}

/// `ticket_statuses.update`; another category moves every ticket that has the status. Errors: `not_found`, `invalid`, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateTicketStatus) -> Result<TicketStatus> {
    let now = one(ctx, args.id)?;
    let fields: Vec<&str> = [
        args.name.as_ref().map(|_| "name"),
        args.category.map(|_| "category"),
        (!args.colour.is_keep()).then_some("colour"),
        args.position.map(|_| "position"),
    ]
    .into_iter()
    .flatten()
    .collect();
    revision::check(ctx, (Record::TicketStatus, now.id.0), args.rev, &fields)?;
    let name = text::line("name", &args.name.unwrap_or(now.name))?;
    if find(ctx, &name)?.is_some_and(|other| other != now.id) {
        return Err(taken());
    }
    let category = args.category.unwrap_or(now.category);
    if category != now.category {
        stays_possible(ctx, now.category, now.id)?;
    }
    let colour = args.colour.line_over("colour", now.colour)?;
    ctx.conn().prepare_cached(sql::UPDATE_STATUS)?.execute(params![
        now.id,
        name,
        text::fold(&name),
        colour,
        args.position.unwrap_or(now.position),
        category
    ])?;
    projections::bring_up_to_date(ctx.conn(), Record::TicketStatus, now.id.0)?;
    one(ctx, now.id)
}

/// `ticket_statuses.delete`: into the trash; every ticket that has it gets the replacement. Errors: `not_found`, `invalid`
/// for the last of a kind that the rules need or when the replacement is missing, `conflict` while a workflow names it.
pub fn delete(ctx: &Ctx<'_>, args: DeleteTicketStatus) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::TicketStatus, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// Whether tickets can do without it. Errors: `not_found`, `invalid` for the last of a kind that the rules need.
pub(crate) fn may_go(ctx: &Ctx<'_>, id: TicketStatusId) -> Result<()> {
    stays_possible(ctx, one(ctx, id)?.category, id).map_err(|error| error.field("id"))
}

/// The status of this name; made if it is not there, of the kind its name suggests. Imports use it.
pub fn find_or_create(ctx: &Ctx<'_>, name: &str) -> Result<TicketStatusId> {
    match find(ctx, name)? {
        Some(id) => Ok(id),
        None => insert(ctx, &text::line("status", name)?, None, None, guess(name)),
    }
}

/// The same where somebody said what the word means.
pub fn find_or_create_as(ctx: &Ctx<'_>, name: &str, category: TicketState) -> Result<TicketStatusId> {
    match find(ctx, name)? {
        Some(id) => Ok(id),
        None => insert(ctx, &text::line("status", name)?, None, None, category),
    }
}

/// What kind of status another system's word is most likely to be.
pub fn guess(name: &str) -> TicketState {
    let folded = text::fold(name);
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if says(&["solved", "resolved", "fixed", "done", "complete"]) {
        TicketState::Solved
    } else if says(&["closed", "cancel", "archived", "rejected", "duplicate"]) {
        TicketState::Closed
    } else if says(&["hold", "paused", "suspended", "awaiting problem", "deferred"]) {
        TicketState::OnHold
    } else if says(&["await", "wait", "pending"]) {
        if says(&["user", "customer", "caller", "client", "requester"]) || folded == "pending" {
            TicketState::WaitingCustomer
        } else {
            TicketState::WaitingThirdParty
        }
    } else if folded.split(' ').any(|word| matches!(word, "new" | "untouched" | "unread" | "queued")) {
        TicketState::New
    } else {
        TicketState::Open
    }
}

/// The first status of a kind. Errors: `invalid` when there is none.
pub fn first_of(ctx: &Ctx<'_>, category: TicketState) -> Result<TicketStatusId> {
    find_first(ctx, category)?.ok_or_else(|| {
        Error::invalid(
            "status_id",
            format!("There is no status of the kind “{}”. Add one in Settings.", category.word()),
        )
    })
}

/// The first status of a kind, if the business has one.
pub(crate) fn find_first(ctx: &Ctx<'_>, category: TicketState) -> Result<Option<TicketStatusId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::FIRST_STATUS)?
        .query_row([category], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

/// The status, if a ticket may be given it. Errors: `invalid`.
pub(crate) fn usable(ctx: &Ctx<'_>, id: TicketStatusId) -> Result<TicketStatusId> {
    if ctx.conn().prepare_cached(sql::STATUS_USABLE)?.exists([id])? {
        return Ok(id);
    }
    Err(Error::invalid("status_id", say("error.choice.status")))
}

/// Rules move tickets to the first status of these kinds, so one of each has to remain.
fn stays_possible(ctx: &Ctx<'_>, category: TicketState, leaving: TicketStatusId) -> Result<()> {
    let needed = match category {
        TicketState::New | TicketState::Open | TicketState::Solved | TicketState::Closed => true,
        TicketState::WaitingCustomer | TicketState::WaitingThirdParty | TicketState::OnHold => false,
    };
    if needed && !ctx.conn().prepare_cached(sql::OTHERS_IN_CATEGORY)?.exists(params![category, leaving])? {
        return Err(Error::invalid("category", say("error.last.status")));
    }
    Ok(())
}

fn find(ctx: &Ctx<'_>, name: &str) -> Result<Option<TicketStatusId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::STATUS_NAMED)?
        .query_row([text::fold(name)], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

fn insert(
    ctx: &Ctx<'_>,
    name: &str,
    colour: Option<&str>,
    position: Option<i64>,
    category: TicketState,
) -> Result<TicketStatusId> {
    ctx.conn().prepare_cached(sql::INSERT_STATUS)?.execute(params![
        name,
        text::fold(name),
        colour,
        position,
        category,
        ctx.at_ms()
    ])?;
    Ok(TicketStatusId(ctx.conn().last_insert_rowid()))
}

fn one(ctx: &Ctx<'_>, id: TicketStatusId) -> Result<TicketStatus> {
    let found =
        ctx.conn().prepare_cached(&sql::statuses("id = ?1"))?.query_row([id], row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.status"))
}

fn row(row: &Row<'_>) -> rusqlite::Result<TicketStatus> {
    Ok(TicketStatus {
        id: row.get("id")?,
        name: row.get("name")?,
        colour: row.get("colour")?,
        position: row.get("position")?,
        category: row.get("category")?,
        rev: row.get("rev")?,
    })
}

fn taken() -> Error {
    Error::new(Code::Conflict, say("error.taken.status")).field("name")
}
