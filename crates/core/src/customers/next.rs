//! What can be done next about a customer: what waits on us first, then what keeps the contact alive. Every state has one.

use super::summary::last_contact;
use super::types::{Customer, CustomerStatus, GetCustomer};
use super::{family, get, sql};
use crate::calendar;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::next_actions::{NextAction, NextActions};
use crate::phrases::{Phrase, say};
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
    let contact = last_contact(ctx.conn(), &family)?.map(|(at_ms, _)| at_ms);
    let mut actions = Vec::with_capacity(6);
    actions.extend(answer(ctx, &family)?);
    actions.extend(due_task(ctx, &family)?);
    actions.extend(idle_deal(ctx, &customer, &family)?);
    let quiet = contact.map(|at_ms| calendar::days_between(at_ms, ctx.now_ms, ctx.zone));
    match (customer.status, quiet) {
        (CustomerStatus::Lead, None) => {
            actions.push(call(&customer, say("customer.call.why_lead").with("name", customer.name.as_str())));
        }
        (CustomerStatus::Churned, _) => actions.push(win_back(&customer)),
        (CustomerStatus::Active, Some(days)) if days >= QUIET_DAYS => {
            actions.push(call(&customer, say("customer.call.why_quiet").with("days", days)));
        }
        (CustomerStatus::Active, None) => actions.push(call(&customer, say("customer.call.why_never"))),
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
        steps: vec![say("customer.answer.opens"), say("customer.answer.sends")],
        fill: vec!["body"],
        ..action(
            ("answer", "reply", "tickets.reply"),
            say("customer.answer.title").with("number", number),
            say("customer.answer.why")
                .with("subject", shorten(&subject, SHORT))
                .with("waited", ctx.now_ms - since_ms),
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
        None => say("customer.task.undated"),
        Some(-1) => say("customer.task.late_yesterday"),
        Some(days) if days < 0 => say("customer.task.late_days").with("days", -days),
        Some(0) => say("customer.task.today"),
        Some(1) => say("customer.task.tomorrow"),
        Some(days) => say("customer.task.in_days").with("days", days),
    };
    let icon = match kind.as_str() {
        "call" => "phone",
        "email" => "mail",
        _ => "task",
    };
    let steps = vec![say("customer.task.marks")];
    let done = action(
        ("task", icon, "tasks.complete"),
        Phrase::typed(shorten(&title, SHORT)),
        why,
        json!({ "id": id }),
    );
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
    let why = match calendar::days_between(since_ms, ctx.now_ms, ctx.zone) {
        0 => say("customer.deal_step.why_today"),
        1 => say("customer.deal_step.why_yesterday"),
        days => say("customer.deal_step.why_days").with("days", days),
    };
    let task = format!("Follow up on {title}");
    let args = json!({ "title": task, "customer_id": customer.id, "deal_id": id,
        "due_ms": calendar::days_after_ms(ctx.now_ms, 1, ctx.zone) });
    let steps = vec![say("customer.deal_step.adds").with("task", task), say("customer.deal_step.shows")];
    let plan = action(
        ("next_step", "deal", "tasks.create"),
        say("customer.deal_step.title").with("deal", title),
        why.with("stage", stage),
        args,
    );
    Ok(Some(NextAction { steps, ..plan }))
}

fn call(customer: &Customer, why: Phrase) -> NextAction {
    let args = json!({ "customer_id": customer.id, "kind": "call", "direction": "outbound" });
    NextAction {
        steps: vec![say("customer.call.logs"), say("customer.call.keeps")],
        fill: vec!["body"],
        ..action(
            ("call", "phone", "interactions.log"),
            say("customer.call.title").with("name", customer.name.as_str()),
            why,
            args,
        )
    }
}

fn win_back(customer: &Customer) -> NextAction {
    let title = format!("Win {} back", customer.name);
    NextAction {
        steps: vec![say("customer.win_back.adds")],
        fill: vec!["due_ms"],
        ..action(
            ("win_back", "phone", "tasks.create"),
            say("customer.win_back.title").with("name", customer.name.as_str()),
            say("customer.win_back.why"),
            json!({ "title": title, "kind": "call", "customer_id": customer.id }),
        )
    }
}

fn deal(customer: &Customer) -> NextAction {
    NextAction {
        steps: vec![say("customer.deal.puts")],
        fill: vec!["title"],
        ..action(
            ("deal", "deal", "deals.create"),
            say("customer.deal.title"),
            say("customer.deal.why"),
            json!({ "customer_id": customer.id }),
        )
    }
}

fn follow_up(customer: &Customer) -> NextAction {
    NextAction {
        steps: vec![say("customer.follow_up.adds"), say("customer.follow_up.brings")],
        fill: vec!["title", "due_ms"],
        ..action(
            ("follow_up", "calendar", "tasks.create"),
            say("customer.follow_up.title"),
            say("customer.follow_up.why"),
            json!({ "customer_id": customer.id }),
        )
    }
}

fn note(customer: &Customer) -> NextAction {
    NextAction {
        fill: vec!["body"],
        ..action(
            ("note", "note", "interactions.log"),
            say("customer.note.title"),
            say("customer.note.why"),
            json!({ "customer_id": customer.id, "kind": "note" }),
        )
    }
}

fn restore(customer: &Customer) -> NextAction {
    action(
        ("restore", "check", "trash.restore"),
        say("customer.restore.title").with("name", customer.name.as_str()),
        say("customer.restore.why"),
        json!({ "type": "customer", "id": customer.id }),
    )
}

fn open_survivor(survivor: &Customer) -> NextAction {
    action(
        ("survivor", "user", "customers.get"),
        say("customer.survivor.title").with("name", survivor.name.as_str()),
        say("customer.survivor.why"),
        json!({ "id": survivor.id }),
    )
}

fn action(
    (key, icon, operation): (&'static str, &'static str, &'static str),
    title: Phrase,
    why: Phrase,
    args: Value,
) -> NextAction {
    NextAction { key, icon, title, why, steps: Vec::new(), operation, args, fill: Vec::new(), primary: false }
}
