//! What can be done next about a ticket: rules over its state, who has it and whether the customer waits. The first of
//! them is the recommended one; every state has one.

use super::types::{GetTicket, Ticket, TicketState};
use super::{get, priorities, statuses};
use crate::ctx::Ctx;
use crate::customers::{self, ContactKind};
use crate::error::Result;
use crate::ids::{TicketPriorityId, TicketStatusId};
use crate::next_actions::{NextAction, NextActions};
use crate::phrases::{Phrase, say};
use serde_json::{Value, json};

/// Every operation that a suggestion may call, for the test that finds each in the operation table.
pub const SUGGESTED: &[&str] = &[
    "tickets.reply",
    "tickets.assign",
    "tickets.solve",
    "tickets.reopen",
    "tickets.update",
    "tasks.create",
    "interactions.log",
    "trash.restore",
];

/// What the rules look at, gathered beforehand so that they are pure.
#[derive(Debug, Clone)]
pub(super) struct Facts<'f> {
    pub ticket: &'f Ticket,
    /// Whoever asks, if a person.
    pub me: Option<i64>,
    pub phone: Option<String>,
    /// Where the business has such a status.
    pub waiting: Option<TicketStatusId>,
    pub closed: Option<TicketStatusId>,
    /// The urgent priority, where the ticket is below it.
    pub urgent: Option<TicketPriorityId>,
}

/// `tickets.next_actions`. Errors: `not_found`.
pub fn next_actions(ctx: &Ctx<'_>, args: GetTicket) -> Result<NextActions> {
    let ticket = get(ctx, args)?;
    let phone = match ticket.customer_id {
        Some(id) => {
            let points = customers::get(ctx, customers::GetCustomer { id })?.contact_points;
            points.into_iter().find(|point| point.kind == ContactKind::Phone).map(|point| point.value)
        }
        None => None,
    };
    let below_urgent =
        priorities::one(ctx, ticket.priority_id).map_or(true, |priority| priority.level < priorities::URGENT);
    let facts = Facts {
        me: ctx.actor.user_id(),
        phone,
        waiting: statuses::find_first(ctx, TicketState::WaitingCustomer)?,
        closed: statuses::find_first(ctx, TicketState::Closed)?,
        urgent: if below_urgent { priorities::at_level(ctx, priorities::URGENT)? } else { None },
        ticket: &ticket,
    };
    Ok(NextActions::ranked(suggest(&facts)))
}

/// The rules: the weightiest first.
pub(super) fn suggest(facts: &Facts<'_>) -> Vec<NextAction> {
    let ticket = facts.ticket;
    if ticket.trashed_ms.is_some() {
        return vec![restore(ticket)];
    }
    let mut actions = Vec::with_capacity(8);
    match ticket.state {
        TicketState::New | TicketState::Open if ticket.needs_answer_ms.is_some() => {
            actions.push(answer(ticket));
            actions.extend(take(facts));
            actions.extend(ask(facts));
            actions.push(solve(ticket, say("ticket.solve.why_unanswered")));
        }
        TicketState::New | TicketState::Open => {
            actions.extend(take(facts));
            actions.extend(ask(facts));
            actions.push(solve(ticket, say("ticket.solve.why_answered")));
        }
        TicketState::WaitingCustomer => {
            actions.push(follow_up(facts, say("ticket.follow_up.why_customer")));
            actions.push(solve(ticket, say("ticket.solve.why_waiting")));
        }
        TicketState::WaitingThirdParty => {
            actions.push(follow_up(facts, say("ticket.follow_up.why_third_party")));
            actions.push(pick_up(ticket, say("ticket.pick_up.why_answered")));
            actions.push(solve(ticket, say("ticket.solve.why_third_party")));
        }
        TicketState::OnHold => {
            actions.push(pick_up(ticket, say("ticket.pick_up.why_rests")));
            actions.push(follow_up(facts, say("ticket.follow_up.why_rests")));
        }
        TicketState::Solved => {
            actions.extend(close(facts));
            actions.push(reopen(ticket, say("ticket.reopen.why_unsolved")));
        }
        TicketState::Closed => actions.push(reopen(ticket, say("ticket.reopen.why_again"))),
    }
    actions.extend(call(facts));
    if !ticket.state.is_done() {
        actions.extend(escalate(facts));
    }
    let planned = actions.iter().any(|action| action.operation == "tasks.create");
    if !planned {
        actions.push(task(facts));
    }
    actions
}

fn action(key: &'static str, icon: &'static str, title: Phrase, why: Phrase) -> NextAction {
    NextAction {
        key,
        icon,
        title,
        why,
        steps: Vec::new(),
        operation: "",
        args: Value::Null,
        fill: Vec::new(),
        primary: false,
    }
}

fn steps<const N: usize>(steps: [&'static str; N]) -> Vec<Phrase> {
    steps.map(say).into()
}

fn answer(ticket: &Ticket) -> NextAction {
    let opens = if ticket.state == TicketState::New { "ticket.reply.opens" } else { "ticket.reply.stops" };
    NextAction {
        steps: steps(["ticket.reply.sends", opens]),
        operation: "tickets.reply",
        args: json!({ "id": ticket.id }),
        fill: vec!["body"],
        ..action("reply", "reply", say("ticket.reply.title"), say("ticket.reply.why"))
    }
}

fn take(facts: &Facts<'_>) -> Option<NextAction> {
    let me = facts.me.filter(|_| facts.ticket.assignee_id.is_none())?;
    Some(NextAction {
        steps: steps(["ticket.take.assigns", "ticket.take.unassigned"]),
        operation: "tickets.assign",
        args: json!({ "id": facts.ticket.id, "assignee_id": me }),
        ..action("take", "user-check", say("ticket.take.title"), say("ticket.take.why"))
    })
}

fn ask(facts: &Facts<'_>) -> Option<NextAction> {
    let status = facts.waiting?;
    facts.ticket.customer_id?;
    Some(NextAction {
        steps: steps(["ticket.ask.sends", "ticket.ask.waits", "ticket.ask.returns"]),
        operation: "tickets.reply",
        args: json!({ "id": facts.ticket.id, "status_id": status }),
        fill: vec!["body"],
        ..action("ask", "message-question", say("ticket.ask.title"), say("ticket.ask.why"))
    })
}

fn solve(ticket: &Ticket, why: Phrase) -> NextAction {
    NextAction {
        steps: steps(["ticket.solve.sets", "ticket.solve.reopens"]),
        operation: "tickets.solve",
        args: json!({ "id": ticket.id }),
        ..action("solve", "check", say("ticket.solve.title"), why)
    }
}

fn close(facts: &Facts<'_>) -> Option<NextAction> {
    let status = facts.closed?;
    Some(NextAction {
        steps: steps(["ticket.close.sets"]),
        operation: "tickets.update",
        args: json!({ "id": facts.ticket.id, "status_id": status }),
        ..action("close", "lock", say("ticket.close.title"), say("ticket.close.why"))
    })
}

fn reopen(ticket: &Ticket, why: Phrase) -> NextAction {
    NextAction {
        steps: steps(["ticket.reopen.sets"]),
        operation: "tickets.reopen",
        args: json!({ "id": ticket.id }),
        ..action("reopen", "refresh", say("ticket.reopen.title"), why)
    }
}

fn pick_up(ticket: &Ticket, why: Phrase) -> NextAction {
    NextAction {
        key: "pick_up",
        icon: "player-play",
        title: say("ticket.pick_up.title"),
        ..reopen(ticket, why)
    }
}

fn follow_up(facts: &Facts<'_>, why: Phrase) -> NextAction {
    NextAction { key: "follow_up", icon: "clock", title: say("ticket.follow_up.title"), why, ..task(facts) }
}

fn task(facts: &Facts<'_>) -> NextAction {
    let ticket = facts.ticket;
    let title = format!("Follow up #{} {}", ticket.number, crate::text::shorten(&ticket.subject, 80));
    NextAction {
        steps: steps(["ticket.task.adds", "ticket.task.shows"]),
        operation: "tasks.create",
        args: json!({ "title": title, "ticket_id": ticket.id, "customer_id": ticket.customer_id, "assignee_id": facts.me }),
        fill: vec!["due_ms"],
        ..action("task", "list-check", say("ticket.task.title"), say("ticket.task.why"))
    }
}

fn call(facts: &Facts<'_>) -> Option<NextAction> {
    let phone = facts.phone.as_deref()?;
    let customer = facts.ticket.customer_id?;
    let title = match facts.ticket.customer_name.as_deref() {
        Some(name) => say("ticket.call.title").with("name", name),
        None => say("ticket.call.title_nameless"),
    };
    Some(NextAction {
        steps: vec![say("ticket.call.dials").with("phone", phone), say("ticket.call.notes")],
        operation: "interactions.log",
        args: json!({ "customer_id": customer, "kind": "call", "direction": "outbound", "ticket_id": facts.ticket.id }),
        fill: vec!["body"],
        ..action("call", "phone", title, say("ticket.call.why"))
    })
}

fn escalate(facts: &Facts<'_>) -> Option<NextAction> {
    let priority = facts.urgent?;
    Some(NextAction {
        steps: steps(["ticket.escalate.sets", "ticket.escalate.notes"]),
        operation: "tickets.update",
        args: json!({ "id": facts.ticket.id, "priority_id": priority }),
        ..action("escalate", "arrow-up-right", say("ticket.escalate.title"), say("ticket.escalate.why"))
    })
}

fn restore(ticket: &Ticket) -> NextAction {
    NextAction {
        steps: steps(["ticket.restore.takes"]),
        operation: "trash.restore",
        args: json!({ "type": "ticket", "id": ticket.id }),
        ..action("restore", "arrow-back-up", say("ticket.restore.title"), say("ticket.restore.why"))
    }
}
