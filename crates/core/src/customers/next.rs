//! What can be done next about a customer: what waits on us first, then what keeps the contact alive. Every state has one.

use super::types::{Customer, CustomerStatus, GetCustomer};
use super::{family, get, sql};
use crate::calendar;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::log::unit::none;
use crate::next_actions::{NextAction, NextActions};
use crate::text::shorten;
use rusqlite::OptionalExtension;
use serde_json::{Value, json};

/// Every operation that a suggestion may call, for the test that finds each in the operation table.
pub const SUGGESTED: &[&str] = &[
    "tickets.reply",
    "tasks.complete",
    "tasks.create",
    "interactions.log",
    "deals.create",
    "trash.restore",
    "customers.get",
];

/// Days without a word after which a customer deserves one.
const QUIET_DAYS: i64 = 90;
/// Characters of a title inside a sentence.
const SHORT: usize = 60;

/// `customers.next_actions`. Errors: `not_found`.
pub fn next_actions(ctx: &Ctx<'_>, args: GetCustomer) -> Result<NextActions> {
    let customer = get(ctx, args)?;
    if customer.trashed_ms.is_some() {
        return Ok(NextActions::ranked(vec![restore(&customer)]));
    }
    if let Some(survivor) = customer.merged_into_id {
        let survivor = get(ctx, GetCustomer { id: survivor })?;
        return Ok(NextActions::ranked(vec![open_survivor(&survivor)]));
    }
    let family = family(ctx.conn(), customer.id)?;
    let contact: Option<i64> = ctx
        .conn()
        .prepare_cached(sql::LAST_CONTACT)?
        .query_row([&family], |row| row.get("at_ms"))
        .map(Some)
        .or_else(none)?;
    let mut actions = Vec::with_capacity(6);
    actions.extend(answer(ctx, &family)?);
    actions.extend(due_task(ctx, &family)?);
    actions.extend(idle_deal(ctx, &customer, &family)?);
    let quiet = contact.map(|at_ms| calendar::days_between(at_ms, ctx.now_ms, ctx.zone));
    match (customer.status, quiet) {
        (CustomerStatus::Lead, None) => {
            actions.push(call(
                &customer,
                format!("{} is a lead and nobody has spoken with them yet.", customer.name),
            ));
        }
        (CustomerStatus::Churned, _) => actions.push(win_back(&customer)),
        (CustomerStatus::Active, Some(days)) if days >= QUIET_DAYS => {
            actions.push(call(&customer, format!("The last contact was {days} days ago.")));
        }
        (CustomerStatus::Active, None) => {
            actions.push(call(&customer, "No contact has been logged yet.".to_owned()))
        }
        (CustomerStatus::Lead | CustomerStatus::Active, Some(_)) => {}
    }
    if actions.iter().all(|action| action.key != "next_step") {
        actions.push(deal(&customer));
    }
    actions.push(follow_up(&customer));
    actions.push(note(&customer));
    Ok(NextActions::ranked(actions))
}

fn answer(ctx: &Ctx<'_>, family: &str) -> Result<Option<NextAction>> {
    let mut statement = ctx.conn().prepare_cached(sql::WAITING_TICKET)?;
    let found = statement.query_row([family], |row| {
        let (number, subject): (i64, String) = (row.get("number")?, row.get("subject")?);
        Ok((row.get::<_, i64>("id")?, number, subject, row.get::<_, i64>("needs_answer_ms")?))
    });
    Ok(found.optional()?.map(|(id, number, subject, since_ms)| NextAction {
        steps: vec!["Opens the conversation".to_owned(), "Sends your answer".to_owned()],
        fill: vec!["body"],
        ..action(
            ("answer", "reply", "tickets.reply"),
            format!("Answer #{number} first"),
            format!("“{}” has waited {}.", shorten(&subject, SHORT), calendar::span(ctx.now_ms - since_ms)),
            json!({ "id": id }),
        )
    }))
}

fn due_task(ctx: &Ctx<'_>, family: &str) -> Result<Option<NextAction>> {
    let mut statement = ctx.conn().prepare_cached(sql::NEXT_TASK)?;
    let found = statement.query_row([family], |row| {
        let (kind, title): (String, String) = (row.get("kind")?, row.get("title")?);
        Ok((row.get::<_, i64>("id")?, kind, title, row.get::<_, Option<i64>>("due_ms")?))
    });
    let Some((id, kind, title, due_ms)) = found.optional()? else { return Ok(None) };
    let why = match due_ms.map(|due| calendar::days_between(ctx.now_ms, due, ctx.zone)) {
        None => "It is planned without a date.".to_owned(),
        Some(days) if days < 0 => format!("It was due {}.", ago(-days)),
        Some(0) => "It is due today.".to_owned(),
        Some(1) => "It is due tomorrow.".to_owned(),
        Some(days) => format!("It is due in {days} days."),
    };
    let icon = match kind.as_str() {
        "call" => "phone",
        "email" => "mail",
        _ => "task",
    };
    let steps = vec!["Marks the follow-up as done".to_owned()];
    let done = action(("task", icon, "tasks.complete"), shorten(&title, SHORT), why, json!({ "id": id }));
    Ok(Some(NextAction { steps, ..done }))
}

fn idle_deal(ctx: &Ctx<'_>, customer: &Customer, family: &str) -> Result<Option<NextAction>> {
    let mut statement = ctx.conn().prepare_cached(sql::IDLE_DEAL)?;
    let found = statement.query_row([family], |row| {
        let (title, stage): (String, String) = (row.get("title")?, row.get("stage_name")?);
        Ok((row.get::<_, i64>("id")?, title, stage, row.get::<_, i64>("stage_entered_ms")?))
    });
    let Some((id, title, stage, since_ms)) = found.optional()? else { return Ok(None) };
    let title = shorten(&title, SHORT);
    let since = ago(calendar::days_between(since_ms, ctx.now_ms, ctx.zone));
    let args = json!({ "title": format!("Follow up on {title}"), "customer_id": customer.id, "deal_id": id,
        "due_ms": calendar::days_after_ms(ctx.now_ms, 1, ctx.zone) });
    let steps =
        vec![format!("Adds “Follow up on {title}” for tomorrow"), "Shows it on the deal's card".to_owned()];
    let why = format!("It came to “{stage}” {since} and has no next step.");
    let plan =
        action(("next_step", "deal", "tasks.create"), format!("Plan the next step for “{title}”"), why, args);
    Ok(Some(NextAction { steps, ..plan }))
}

fn call(customer: &Customer, why: String) -> NextAction {
    let args = json!({ "customer_id": customer.id, "kind": "call", "direction": "outbound" });
    NextAction {
        steps: vec!["Logs the call on the timeline".to_owned(), "Keeps what was said".to_owned()],
        fill: vec!["body"],
        ..action(("call", "phone", "interactions.log"), format!("Call {}", customer.name), why, args)
    }
}

fn win_back(customer: &Customer) -> NextAction {
    let title = format!("Win {} back", customer.name);
    NextAction {
        steps: vec!["Adds a call to your follow-ups".to_owned()],
        fill: vec!["due_ms"],
        ..action(
            ("win_back", "phone", "tasks.create"),
            title.clone(),
            "They have left; a call may tell why.".to_owned(),
            json!({ "title": title, "kind": "call", "customer_id": customer.id }),
        )
    }
}

fn deal(customer: &Customer) -> NextAction {
    NextAction {
        steps: vec!["Puts a card into the first stage".to_owned()],
        fill: vec!["title"],
        ..action(
            ("deal", "deal", "deals.create"),
            "Start a deal".to_owned(),
            "No deal of theirs waits for a next step.".to_owned(),
            json!({ "customer_id": customer.id }),
        )
    }
}

fn follow_up(customer: &Customer) -> NextAction {
    NextAction {
        steps: vec![
            "Adds it to your follow-ups".to_owned(),
            "Brings it up on Today when it is due".to_owned(),
        ],
        fill: vec!["title", "due_ms"],
        ..action(
            ("follow_up", "calendar", "tasks.create"),
            "Plan a follow-up".to_owned(),
            "So that it is not forgotten.".to_owned(),
            json!({ "customer_id": customer.id }),
        )
    }
}

fn note(customer: &Customer) -> NextAction {
    NextAction {
        fill: vec!["body"],
        ..action(
            ("note", "note", "interactions.log"),
            "Write a note".to_owned(),
            "What everybody should know about them.".to_owned(),
            json!({ "customer_id": customer.id, "kind": "note" }),
        )
    }
}

fn restore(customer: &Customer) -> NextAction {
    action(
        ("restore", "check", "trash.restore"),
        format!("Take {} out of the trash", customer.name),
        "They are in the trash; nothing of theirs is lost.".to_owned(),
        json!({ "type": "customer", "id": customer.id }),
    )
}

fn open_survivor(survivor: &Customer) -> NextAction {
    action(
        ("survivor", "user", "customers.get"),
        format!("Open {}", survivor.name),
        "This customer was merged; everything goes on there.".to_owned(),
        json!({ "id": survivor.id }),
    )
}

fn action(
    (key, icon, operation): (&'static str, &'static str, &'static str),
    title: String,
    why: String,
    args: Value,
) -> NextAction {
    NextAction { key, icon, title, why, steps: Vec::new(), operation, args, fill: Vec::new(), primary: false }
}

fn ago(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}
