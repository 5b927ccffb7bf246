//! What somebody has begun to write on a ticket: theirs alone, kept until it is sent. Bookkeeping, so no events.

mod sql;

use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::TicketId;
use crate::page::List;
use crate::text;
use crate::wire::wire_enum;
use rusqlite::params;
use serde::{Deserialize, Serialize};

wire_enum! {
    DraftKind { Reply = "reply", Note = "note" }
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Draft {
    pub ticket_id: TicketId,
    pub kind: DraftKind,
    pub text: String,
    pub saved_ms: i64,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    pub ticket_id: TicketId,
    pub kind: DraftKind,
    /// An empty text forgets the draft.
    pub text: String,
}

#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetDrafts {
    pub ticket_id: TicketId,
}

/// `drafts.save`: keeps what was typed so far. Errors: `not_found`, `too_large`, `forbidden` for anything but a person.
pub fn save(ctx: &Ctx<'_>, args: SaveDraft) -> Result<Draft> {
    let ticket_id = super::survivor(ctx, args.ticket_id)?;
    let user = ctx
        .actor
        .user_id()
        .ok_or_else(|| Error::new(Code::Forbidden, "Only people have drafts. Send the reply at once."))?;
    text::body("text", &args.text)?;
    if args.text.is_empty() {
        discard(ctx, ticket_id, args.kind)?;
    } else {
        ctx.conn()
            .prepare_cached(sql::SAVE)?
            .execute(params![user, ticket_id, args.kind, args.text, ctx.now_ms])?;
    }
    Ok(Draft { ticket_id, kind: args.kind, text: args.text, saved_ms: ctx.now_ms })
}

/// `drafts.get`: what the person who asks has begun on this ticket. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetDrafts) -> Result<List<Draft>> {
    let ticket_id = super::survivor(ctx, args.ticket_id)?;
    let mut statement = ctx.conn().prepare_cached(sql::OF_TICKET)?;
    let items = statement.query_map(params![ctx.actor.user_id(), ticket_id], |row| {
        Ok(Draft { ticket_id: row.get(0)?, kind: row.get(1)?, text: row.get(2)?, saved_ms: row.get(3)? })
    })?;
    Ok(List { items: items.collect::<rusqlite::Result<_>>()? })
}

/// Forgets a draft once it was sent.
pub(super) fn discard(ctx: &Ctx<'_>, ticket: TicketId, kind: DraftKind) -> Result<()> {
    if let Some(user) = ctx.actor.user_id() {
        ctx.conn().prepare_cached(sql::DISCARD)?.execute(params![user, ticket, kind])?;
    }
    Ok(())
}
