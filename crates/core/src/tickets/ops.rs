//! Making, reading and changing tickets.

use super::conversation::messages::{self, NewMessage};
use super::types::{
    AssignTicket, Channel, CreateTicket, GetTicket, Ticket, TicketRead, TicketState, UpdateTicket,
};
use super::{categories, priorities, sql, statuses};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{CustomerId, TicketId, UserId};
use crate::log::{projections, revision, tables::Record, unit::none};
use crate::people::{tags, users};
use crate::phrases::say;
use crate::references;
use crate::text;
use rusqlite::{Row, params};
use std::sync::LazyLock;

static GET: LazyLock<String> = LazyLock::new(sql::get);

/// `tickets.create`: the new ticket; a subject is enough. Errors: `invalid` naming the field, `too_large`.
pub fn create(ctx: &Ctx<'_>, args: CreateTicket) -> Result<Ticket> {
    let subject = text::line("subject", &args.subject)?;
    let body = args.body.filter(|body| !body.trim().is_empty());
    references::check(ctx, "customer_id", Record::Customer, args.customer_id.map(|id| id.0))?;
    references::check(ctx, "team_id", Record::Team, args.team_id.map(|id| id.0))?;
    assignee_works_here(ctx, args.assignee_id)?;
    let status = match args.status_id {
        Some(id) => statuses::usable(ctx, id)?,
        None => statuses::first_of(ctx, TicketState::New)?,
    };
    let priority = match args.priority_id {
        Some(id) => priorities::usable(ctx, id)?,
        None => priorities::normal(ctx)?,
    };
    if let Some(category) = args.category_id {
        categories::usable(ctx, category)?;
    }
    let channel = args.channel.unwrap_or(Channel::Desk);
    let speaks = body.is_some() || !args.attachment_ids.is_empty();
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        next_number(ctx)?,
        subject,
        status,
        priority,
        args.category_id,
        args.team_id,
        args.assignee_id,
        args.customer_id,
        channel,
        None::<&str>,
        ctx.at_ms(),
        speaks.then_some(ctx.at_ms()),
    ])?;
    let id = TicketId(ctx.conn().last_insert_rowid());
    if !args.tags.is_empty() {
        tags::set(ctx, tags::OF_TICKETS, id.0, &args.tags)?;
    }
    if speaks {
        let body = body.unwrap_or_default();
        // What a ticket begins with is what somebody wants of us, whoever that is.
        let author = args.customer_id.map_or(messages::Author::Unknown, messages::Author::Customer);
        messages::append(
            ctx,
            id,
            &NewMessage { channel, ..NewMessage::public(author, &body, &args.attachment_ids) },
        )?;
    }
    // The row was written as its projections will find it.
    get(ctx, GetTicket { id })
}

/// `tickets.get`; a merged ticket answers with the one it was merged into. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetTicket) -> Result<Ticket> {
    let found = ctx.conn().prepare_cached(&GET)?.query_row([args.id], row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.ticket"))
}

/// `tickets.update`: absent fields stay. Errors: `not_found`, `invalid`, `conflict` when the same field changed since `rev`
/// or the ticket is in the trash.
pub fn update(ctx: &Ctx<'_>, args: UpdateTicket) -> Result<Ticket> {
    let now = get(ctx, GetTicket { id: args.id })?;
    revision::check(ctx, (Record::Ticket, now.id.0), args.rev, &named(&args))?;
    let subject = text::line("subject", &args.subject.unwrap_or(now.subject))?;
    let status_id = match args.status_id {
        Some(id) if id != now.status_id => statuses::usable(ctx, id)?,
        Some(_) | None => now.status_id,
    };
    let priority_id = match args.priority_id {
        Some(id) if id != now.priority_id => priorities::usable(ctx, id)?,
        Some(_) | None => now.priority_id,
    };
    let category_id = args.category_id.over(now.category_id);
    if let Some(category) = category_id.filter(|_| category_id != now.category_id) {
        categories::usable(ctx, category)?;
    }
    let team_id = args.team_id.over(now.team_id);
    references::check_new(
        ctx,
        "team_id",
        Record::Team,
        (team_id.map(|id| id.0), now.team_id.map(|id| id.0)),
    )?;
    let assignee_id = args.assignee_id.over(now.assignee_id);
    assignee_works_here(ctx, assignee_id.filter(|_| assignee_id != now.assignee_id))?;
    let customer_id = args.customer_id.over(now.customer_id);
    let customers = (customer_id.map(|id| id.0), now.customer_id.map(|id| id.0));
    references::check_new(ctx, "customer_id", Record::Customer, customers)?;
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![
        now.id,
        subject,
        status_id,
        priority_id,
        category_id,
        team_id,
        assignee_id,
        customer_id
    ])?;
    if let Some(names) = &args.tags {
        tags::set(ctx, tags::OF_TICKETS, now.id.0, names)?;
    }
    after_change(ctx, now.id)
}

/// `tickets.assign`: to a person, a team, both or nobody. Errors: as [`update`].
pub fn assign(ctx: &Ctx<'_>, args: AssignTicket) -> Result<Ticket> {
    if args.assignee_id.is_keep() && args.team_id.is_keep() {
        return Err(Error::invalid("assignee_id", say("error.choice.to_whom")));
    }
    update(
        ctx,
        UpdateTicket {
            assignee_id: args.assignee_id,
            team_id: args.team_id,
            rev: args.rev,
            ..UpdateTicket::of(args.id)
        },
    )
}

/// `tickets.solve`: the first status of the kind “solved”; one that is done already stays as it is. Errors: as [`update`].
pub fn solve(ctx: &Ctx<'_>, args: GetTicket) -> Result<Ticket> {
    let now = head(ctx, args.id)?;
    if now.state.is_done() {
        return get(ctx, args);
    }
    set_status(ctx, now.id, statuses::first_of(ctx, TicketState::Solved)?)?;
    after_change(ctx, now.id)
}

/// `tickets.reopen`: the first status of the kind “open”. Errors: as [`update`].
pub fn reopen(ctx: &Ctx<'_>, args: GetTicket) -> Result<Ticket> {
    let now = head(ctx, args.id)?;
    if now.state != TicketState::Open {
        set_status(ctx, now.id, statuses::first_of(ctx, TicketState::Open)?)?;
    }
    after_change(ctx, now.id)
}

/// `tickets.delete`: into the trash; undo or restore brings it back. Errors: `not_found`.
pub fn delete(ctx: &Ctx<'_>, args: GetTicket) -> Result<Ticket> {
    let ticket = get(ctx, args)?;
    ctx.conn().prepare_cached(sql::TRASH)?.execute(params![ticket.id, ctx.now_ms])?;
    get(ctx, args)
}

/// `tickets.mark_read`: the person has seen everything up to now. Bookkeeping, so no event. Errors: `not_found`.
pub fn mark_read(ctx: &Ctx<'_>, args: GetTicket) -> Result<TicketRead> {
    let id = survivor(ctx, args.id)?;
    if let Some(user) = ctx.actor.user_id() {
        ctx.conn().prepare_cached(sql::SET_READ)?.execute(params![user, id, ctx.now_ms])?;
    }
    Ok(TicketRead { id, read_ms: ctx.now_ms })
}

/// Whether the ticket is there and not in the trash; other features ask before they refer to one.
pub fn exists(ctx: &Ctx<'_>, id: TicketId) -> Result<bool> {
    Ok(ctx.conn().prepare_cached(sql::EXISTS)?.exists([id])?)
}

/// The ticket that answers for this id: itself, or the one it was merged into. Errors: `not_found`.
pub fn survivor(ctx: &Ctx<'_>, id: TicketId) -> Result<TicketId> {
    let found = ctx
        .conn()
        .prepare_cached(sql::SURVIVOR)?
        .query_row([id], |row| row.get(0))
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.ticket"))
}

/// What a change needs to know of a ticket first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub id: TicketId,
    pub state: TicketState,
    pub customer_id: Option<CustomerId>,
}

/// The ticket to change, outside the trash. Errors: `not_found`, `conflict` in the trash.
pub(super) fn head(ctx: &Ctx<'_>, id: TicketId) -> Result<Head> {
    let found = ctx
        .conn()
        .prepare_cached(sql::HEAD)?
        .query_row([id], |row| {
            let head =
                Head { id: row.get("id")?, state: row.get("state")?, customer_id: row.get("customer_id")? };
            Ok((head, row.get::<_, Option<i64>>("trashed_ms")?))
        })
        .map(Some)
        .or_else(none)?;
    let (head, trashed_ms) = found.ok_or_else(|| Error::not_found("error.gone.ticket"))?;
    if trashed_ms.is_some() {
        return Err(revision::in_trash());
    }
    Ok(head)
}

pub(super) fn set_status(ctx: &Ctx<'_>, id: TicketId, status: crate::ids::TicketStatusId) -> Result<()> {
    ctx.conn().prepare_cached(sql::SET_STATUS)?.execute(params![id, status])?;
    Ok(())
}

/// Numbers are never given twice, even when the unit that took one is undone.
pub(super) fn next_number(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.conn().prepare_cached(sql::NEXT_NUMBER)?.query_row([], |row| row.get(0))?)
}

/// The ticket as it stands after what the operation did; its projections are due at the end of the unit only.
fn after_change(ctx: &Ctx<'_>, id: TicketId) -> Result<Ticket> {
    projections::bring_up_to_date(ctx.conn(), Record::Ticket, id.0)?;
    get(ctx, GetTicket { id })
}

fn assignee_works_here(ctx: &Ctx<'_>, assignee: Option<UserId>) -> Result<()> {
    let refused = || Error::invalid("assignee_id", say("error.choice.assignee"));
    match assignee {
        Some(id) => match users::find(ctx.conn(), id)? {
            Some(user) if user.active => Ok(()),
            Some(_) | None => Err(refused()),
        },
        None => Ok(()),
    }
}

/// The fields an update means to change, as the log names them.
fn named(args: &UpdateTicket) -> Vec<&'static str> {
    let patches = [
        ("subject", args.subject.is_none()),
        ("status_id", args.status_id.is_none()),
        ("priority_id", args.priority_id.is_none()),
        ("category_id", args.category_id.is_keep()),
        ("team_id", args.team_id.is_keep()),
        ("assignee_id", args.assignee_id.is_keep()),
        ("customer_id", args.customer_id.is_keep()),
        ("tags", args.tags.is_none()),
    ];
    patches.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect()
}

fn row(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: row.get(0)?,
        number: row.get(1)?,
        subject: row.get(2)?,
        status_id: row.get(3)?,
        state: row.get(4)?,
        priority_id: row.get(5)?,
        category_id: row.get(6)?,
        team_id: row.get(7)?,
        assignee_id: row.get(8)?,
        customer_id: row.get(9)?,
        customer_name: row.get(10)?,
        customer_kind: row.get(11)?,
        channel: row.get(12)?,
        needs_answer_ms: row.get(13)?,
        last_message_ms: row.get(14)?,
        solved_ms: row.get(15)?,
        merged_into_id: row.get(16)?,
        external_ref: row.get(17)?,
        created_ms: row.get(18)?,
        updated_ms: row.get(19)?,
        trashed_ms: row.get(20)?,
        rev: row.get(21)?,
        tags: serde_json::from_str(row.get_ref(22)?.as_str()?).unwrap_or_default(),
    })
}
