//! The words a business chose for its tickets: statuses, priorities, categories. Rules read a status's category and a
//! priority's level, never a name.
//!
//! Invariants: names are unique among those not in the trash (categories: under one parent), compared folded; at least
//! one status each of the kinds new, open, solved and closed remains.

pub mod categories;
pub mod priorities;
mod sql;
pub mod statuses;

use crate::ctx::Ctx;
use crate::error::Result;
use statuses::CreateTicketStatus;

/// What a new file starts with.
pub fn set_up(ctx: &Ctx<'_>) -> Result<()> {
    use super::types::TicketState as State;
    let statuses = [
        ("New", State::New),
        ("Open", State::Open),
        ("Waiting for customer", State::WaitingCustomer),
        ("Waiting for a third party", State::WaitingThirdParty),
        ("On hold", State::OnHold),
        ("Solved", State::Solved),
        ("Closed", State::Closed),
    ];
    for (name, category) in statuses {
        statuses::create(
            ctx,
            CreateTicketStatus { name: name.to_owned(), category, colour: None, position: None },
        )?;
    }
    for (level, name) in (1..).zip(["Low", "Normal", "High", "Urgent"]) {
        priorities::create(
            ctx,
            priorities::CreateTicketPriority { name: name.to_owned(), level, position: None },
        )?;
    }
    Ok(())
}
