//! What imports use: no reading back, ids instead of names, one statement per row of the source.
//!
//! Call `ctx.unit()?.happened_at(ms)` first where the source says when it happened; the ticket, its messages and the
//! events then carry that time.

use super::types::Channel;
use super::{ops, sql};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::ids::{CustomerId, TeamId, TicketCategoryId, TicketId, TicketPriorityId, TicketStatusId, UserId};
use crate::log::unit::none;
use crate::text;
use rusqlite::params;

/// A ticket as another system knew it.
#[derive(Debug, Clone, Copy)]
pub struct ImportedTicket<'t> {
    pub subject: &'t str,
    pub status_id: TicketStatusId,
    pub priority_id: TicketPriorityId,
    pub category_id: Option<TicketCategoryId>,
    pub team_id: Option<TeamId>,
    pub assignee_id: Option<UserId>,
    pub customer_id: Option<CustomerId>,
    pub channel: Channel,
    /// Its name there, by which a second import finds it again.
    pub external_ref: Option<&'t str>,
}

/// What a later row says; absent fields stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportedFields {
    pub status_id: Option<TicketStatusId>,
    pub priority_id: Option<TicketPriorityId>,
    pub category_id: Option<TicketCategoryId>,
    pub team_id: Option<TeamId>,
    pub assignee_id: Option<UserId>,
}

/// Makes a ticket with a number of its own. Errors: `invalid` on `subject`.
pub fn import_ticket(ctx: &Ctx<'_>, ticket: &ImportedTicket<'_>) -> Result<TicketId> {
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        ops::next_number(ctx)?,
        text::line("subject", ticket.subject)?,
        ticket.status_id,
        ticket.priority_id,
        ticket.category_id,
        ticket.team_id,
        ticket.assignee_id,
        ticket.customer_id,
        ticket.channel,
        ticket.external_ref,
        ctx.at_ms(),
        None::<i64>,
    ])?;
    Ok(TicketId(ctx.conn().last_insert_rowid()))
}

/// Brings a ticket to what a later row says; nothing is logged where nothing differs.
pub fn import_fields(ctx: &Ctx<'_>, id: TicketId, fields: &ImportedFields) -> Result<()> {
    let named = [
        (sql::IMPORT_STATUS, fields.status_id.map(|id| id.0)),
        (sql::IMPORT_PRIORITY, fields.priority_id.map(|id| id.0)),
        (sql::IMPORT_CATEGORY, fields.category_id.map(|id| id.0)),
        (sql::IMPORT_TEAM, fields.team_id.map(|id| id.0)),
        (sql::IMPORT_ASSIGNEE, fields.assignee_id.map(|id| id.0)),
    ];
    for (statement, value) in named {
        if value.is_some() {
            ctx.conn().prepare_cached(statement)?.execute(params![id, value])?;
        }
    }
    Ok(())
}

/// Puts a ticket where a later row says it is; an absent team or person takes it away from the one who had it.
pub fn import_place(
    ctx: &Ctx<'_>,
    id: TicketId,
    team: Option<TeamId>,
    assignee: Option<UserId>,
) -> Result<()> {
    ctx.conn().prepare_cached(sql::IMPORT_PLACE)?.execute(params![id, team, assignee])?;
    Ok(())
}

/// The ticket that an earlier import made of this name.
pub fn find_by_ref(ctx: &Ctx<'_>, external_ref: &str) -> Result<Option<TicketId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::BY_REF)?
        .query_row([external_ref], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

impl Channel {
    /// What another system's word for a channel is most likely to be.
    pub fn guess(name: &str) -> Self {
        let folded = text::fold(name);
        let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
        if says(&["mail"]) {
            Self::Email
        } else if says(&["phone", "call", "ivr", "telefon"]) {
            Self::Phone
        } else if says(&["self service", "portal", "web", "form"]) {
            Self::Portal
        } else if says(&["chat", "whatsapp", "messenger"]) {
            Self::Chat
        } else if says(&["sms", "text"]) {
            Self::Sms
        } else if says(&["direct", "walk", "desk", "agent"]) {
            Self::Desk
        } else {
            Self::Other
        }
    }
}
