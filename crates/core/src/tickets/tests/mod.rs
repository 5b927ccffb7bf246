//! Tests of the ticket rules, of undo over every write, and of conversations.

mod next_steps;
mod paging;
mod rules;
mod undoing;

use super::*;
use crate::testing::Desk;
use serde_json::{Value, json};

/// Arguments as a caller sends them.
fn args<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn ticket(desk: &Desk, value: Value) -> Ticket {
    desk.run(|ctx| create(ctx, args(value)))
}

fn read(desk: &Desk, ticket: &Ticket) -> Ticket {
    desk.read(|ctx| get(ctx, GetTicket { id: ticket.id }))
}

fn customer(desk: &Desk, name: &str) -> crate::customers::Customer {
    let points = json!([{ "kind": "phone", "value": "+44 117 496 0877" }]);
    desk.run(|ctx| crate::customers::create(ctx, args(json!({ "name": name, "contact_points": points }))))
}

/// The first status of a kind.
fn status(desk: &Desk, category: TicketState) -> crate::ids::TicketStatusId {
    desk.read(|ctx| statuses::first_of(ctx, category))
}

fn say(desk: &Desk, ticket: &Ticket, side: &str, body: &str) -> TicketMessage {
    desk.run(|ctx| reply(ctx, args(json!({ "id": ticket.id, "body": body, "side": side }))))
}

fn refused<T: std::fmt::Debug>(
    desk: &Desk,
    f: impl FnOnce(&crate::ctx::Ctx<'_>) -> crate::error::Result<T>,
) -> crate::error::Error {
    let spec = crate::log::unit::ChangeSpec::new("test", crate::testing::OWNER);
    desk.db.write(crate::db::Lane::Person, &spec, f).unwrap_err()
}
