//! What can be done next about a ticket: rules over its state, who has it and whether the customer waits. The first of
//! them is the recommended one; every state has one.

use super::types::{GetTicket, Ticket, TicketState};
use super::{get, priorities, statuses};
use crate::ctx::Ctx;
use crate::customers::{self, ContactKind};
use crate::error::Result;
use crate::ids::{TicketPriorityId, TicketStatusId};
use crate::next_actions::{NextAction, NextActions};
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
            actions.push(solve(ticket, "Nothing is left to do, or it was answered elsewhere."));
        }
        TicketState::New | TicketState::Open => {
            actions.extend(take(facts));
            actions.extend(ask(facts));
            actions.push(solve(ticket, "You answered last; if that was all, solve it."));
        }
        TicketState::WaitingCustomer => {
            actions.push(follow_up(facts, "The customer has not answered yet."));
            actions.push(solve(ticket, "The customer may have what they need."));
        }
        TicketState::WaitingThirdParty => {
            actions.push(follow_up(facts, "Somebody else has to act and may need a reminder."));
            actions.push(pick_up(ticket, "They have answered."));
            actions.push(solve(ticket, "It may be settled."));
        }
        TicketState::OnHold => {
            actions.push(pick_up(ticket, "It rests until somebody picks it up again."));
            actions.push(follow_up(facts, "A task brings it back in time."));
        }
        TicketState::Solved => {
            actions.extend(close(facts));
            actions.push(reopen(ticket, "The customer says that it is not solved."));
        }
        TicketState::Closed => actions.push(reopen(ticket, "It came up again.")),
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

fn action(key: &'static str, icon: &'static str, title: &str, why: &str) -> NextAction {
    NextAction {
        key,
        icon,
        title: title.to_owned(),
        why: why.to_owned(),
        steps: Vec::new(),
        operation: "",
        args: Value::Null,
        fill: Vec::new(),
        primary: false,
    }
}

fn steps<const N: usize>(steps: [&str; N]) -> Vec<String> {
    steps.map(str::to_owned).into()
}

fn answer(ticket: &Ticket) -> NextAction {
    let opens = if ticket.state == TicketState::New { "Opens the ticket" } else { "Stops the wait" };
    NextAction {
        steps: steps(["Sends your answer to the customer", opens]),
        operation: "tickets.reply",
        args: json!({ "id": ticket.id }),
        fill: vec!["body"],
        ..action("reply", "reply", "Reply", "The customer spoke last and waits for an answer.")
    }
}

fn take(facts: &Facts<'_>) -> Option<NextAction> {
    let me = facts.me.filter(|_| facts.ticket.assignee_id.is_none())?;
    Some(NextAction {
        steps: steps(["Assigns it to you", "Takes it off the list of unassigned tickets"]),
        operation: "tickets.assign",
        args: json!({ "id": facts.ticket.id, "assignee_id": me }),
        ..action("take", "user-check", "Take it", "Nobody is looking after this ticket.")
    })
}

fn ask(facts: &Facts<'_>) -> Option<NextAction> {
    let status = facts.waiting?;
    facts.ticket.customer_id?;
    Some(NextAction {
        steps: steps([
            "Sends your question to the customer",
            "Waits until they answer",
            "Comes back when they do",
        ]),
        operation: "tickets.reply",
        args: json!({ "id": facts.ticket.id, "status_id": status }),
        fill: vec!["body"],
        ..action(
            "ask",
            "message-question",
            "Ask for information",
            "Something may be missing before you can help.",
        )
    })
}

fn solve(ticket: &Ticket, why: &str) -> NextAction {
    NextAction {
        steps: steps(["Sets the status to solved", "Opens again if the customer answers"]),
        operation: "tickets.solve",
        args: json!({ "id": ticket.id }),
        ..action("solve", "check", "Solve", why)
    }
}

fn close(facts: &Facts<'_>) -> Option<NextAction> {
    let status = facts.closed?;
    Some(NextAction {
        steps: steps(["Sets the status to closed"]),
        operation: "tickets.update",
        args: json!({ "id": facts.ticket.id, "status_id": status }),
        ..action("close", "lock", "Close", "It is solved and nothing more came.")
    })
}

fn reopen(ticket: &Ticket, why: &str) -> NextAction {
    NextAction {
        steps: steps(["Sets the status to open"]),
        operation: "tickets.reopen",
        args: json!({ "id": ticket.id }),
        ..action("reopen", "refresh", "Reopen", why)
    }
}

fn pick_up(ticket: &Ticket, why: &str) -> NextAction {
    NextAction {
        key: "pick_up",
        icon: "player-play",
        title: "Pick it up again".to_owned(),
        ..reopen(ticket, why)
    }
}

fn follow_up(facts: &Facts<'_>, why: &str) -> NextAction {
    NextAction {
        key: "follow_up",
        icon: "clock",
        title: "Follow up".to_owned(),
        why: why.to_owned(),
        ..task(facts)
    }
}

fn task(facts: &Facts<'_>) -> NextAction {
    let ticket = facts.ticket;
    let title = format!("Follow up #{} {}", ticket.number, crate::text::shorten(&ticket.subject, 80));
    NextAction {
        steps: steps(["Adds a task to your list", "Shows it here and on Today when it is due"]),
        operation: "tasks.create",
        args: json!({ "title": title, "ticket_id": ticket.id, "customer_id": ticket.customer_id, "assignee_id": facts.me }),
        fill: vec!["due_ms"],
        ..action("task", "list-check", "Create a task", "Keeps the next step from being forgotten.")
    }
}

fn call(facts: &Facts<'_>) -> Option<NextAction> {
    let phone = facts.phone.as_deref()?;
    let customer = facts.ticket.customer_id?;
    let name = facts.ticket.customer_name.as_deref().unwrap_or("the customer");
    Some(NextAction {
        steps: vec![format!("Call {phone}"), "Writes down what was said".to_owned()],
        operation: "interactions.log",
        args: json!({ "customer_id": customer, "kind": "call", "direction": "outbound", "ticket_id": facts.ticket.id }),
        fill: vec!["body"],
        ..action("call", "phone", &format!("Call {name}"), "A call is often quicker than another message.")
    })
}

fn escalate(facts: &Facts<'_>) -> Option<NextAction> {
    let priority = facts.urgent?;
    Some(NextAction {
        steps: steps(["Sets the priority to urgent", "Add a note that says why"]),
        operation: "tickets.update",
        args: json!({ "id": facts.ticket.id, "priority_id": priority }),
        ..action("escalate", "arrow-up-right", "Escalate", "It cannot wait its turn.")
    })
}

fn restore(ticket: &Ticket) -> NextAction {
    NextAction {
        steps: steps(["Takes it out of the trash"]),
        operation: "trash.restore",
        args: json!({ "type": "ticket", "id": ticket.id }),
        ..action("restore", "arrow-back-up", "Restore", "This ticket is in the trash.")
    }
}
