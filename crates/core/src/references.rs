//! Whether a record that another one is about to refer to is there and not in the trash.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::log::{state, tables::Record};
use crate::phrases::say;

/// Lets a reference through. Errors: `invalid` on `field` when the record is gone.
pub fn check(ctx: &Ctx<'_>, field: &str, record: Record, id: Option<i64>) -> Result<()> {
    match id {
        Some(id) if !state::lives(ctx.conn(), record, id)? => Err(Error::invalid(field, say(gone(record)))),
        Some(_) | None => Ok(()),
    }
}

/// What is said of a record that cannot be chosen any more.
const fn gone(record: Record) -> &'static str {
    match record {
        Record::User => "error.choice.person",
        Record::Team => "error.choice.team",
        Record::Customer => "error.choice.customer",
        Record::Ticket => "error.choice.ticket",
        Record::Deal => "error.choice.deal",
        Record::Pipeline => "error.choice.pipeline",
        Record::TicketStatus => "error.choice.status",
        Record::TicketPriority => "error.choice.priority",
        Record::TicketCategory | Record::ArticleCategory => "error.choice.category",
        Record::Business
        | Record::Tag
        | Record::Interaction
        | Record::Task
        | Record::Article
        | Record::Workflow => "error.choice.record",
    }
}

/// The same where the reference changes; one that stays is not asked about again.
pub fn check_new(
    ctx: &Ctx<'_>,
    field: &str,
    record: Record,
    (id, present): (Option<i64>, Option<i64>),
) -> Result<()> {
    if id == present { Ok(()) } else { check(ctx, field, record, id) }
}
