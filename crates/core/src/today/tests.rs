use super::*;
use crate::testing::{Desk, START_MS, seeks};
use crate::{customers, deals, interactions, pipelines, tasks, tickets};
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;

fn today(desk: &Desk, args: Value) -> Today {
    desk.read(|ctx| list(ctx, serde_json::from_value(args).unwrap()))
}

fn titles(today: &Today, group: usize) -> Vec<String> {
    today.groups[group].items.iter().map(|item| item.title.to_string()).collect()
}

fn ticket(desk: &Desk, args: Value) -> tickets::Ticket {
    desk.run(|ctx| tickets::create(ctx, serde_json::from_value(args).unwrap()))
}

fn task(desk: &Desk, args: Value) -> tasks::Task {
    desk.run(|ctx| tasks::create(ctx, serde_json::from_value(args).unwrap()))
}

fn urgent(desk: &Desk) -> Value {
    let all =
        desk.read(|ctx| tickets::priorities::list(ctx, tickets::priorities::ListTicketPriorities {})).items;
    json!(all.iter().find(|priority| priority.level == 4).unwrap().id)
}

#[test]
fn an_empty_day_is_empty() {
    let desk = Desk::open();
    let today = today(&desk, json!({}));
    assert!(today.groups.iter().all(|group| group.items.is_empty()));
    assert_eq!((today.counts.all, today.done_today, today.total_today), (0, 0, 0));
}

#[test]
fn urgent_tickets_come_first_then_overdue_tasks_then_those_who_waited_longest() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    desk.run(|ctx| {
        customers::update(ctx, serde_json::from_value(json!({ "id": ada, "status": "active" })).unwrap())
    });
    ticket(&desk, json!({ "subject": "Old question", "customer_id": ada, "body": "?" }));
    desk.clock.advance(5 * HOUR);
    ticket(&desk, json!({ "subject": "New question", "customer_id": ada, "body": "?" }));
    ticket(
        &desk,
        json!({ "subject": "No heat", "customer_id": ada, "body": "Cold.", "priority_id": urgent(&desk) }),
    );
    task(&desk, json!({ "title": "Call back", "kind": "call", "customer_id": ada, "due_ms": START_MS }));
    task(&desk, json!({ "title": "Send plan", "due_ms": START_MS + 8 * HOUR }));
    task(&desk, json!({ "title": "Next week", "due_ms": START_MS + 200 * HOUR }));
    let all = today(&desk, json!({}));
    assert_eq!(titles(&all, 0), ["No heat", "Call back", "Old question"]);
    assert_eq!(titles(&all, 1), ["Send plan", "New question"]);
    assert_eq!((all.counts.all, all.counts.tickets, all.counts.follow_ups), (5, 3, 2));
    let first = &all.groups[0].items[1];
    assert_eq!((first.due_state, first.why.to_string().as_str()), (DueState::Late, "It was due at 09:41."));
    assert!(
        all.groups[0].items[2].why.to_string().contains("has waited 5 hours for an answer"),
        "{}",
        all.groups[0].items[2].why
    );
    let filtered = today(&desk, json!({ "filter": "follow_ups" }));
    assert_eq!((titles(&filtered, 0), filtered.counts.all), (vec!["Call back".to_owned()], 5));
}

#[test]
fn leads_leave_once_somebody_spoke_with_them() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    assert_eq!(titles(&today(&desk, json!({})), 0), ["New lead: Ada"]);
    desk.clock.advance(30 * HOUR);
    let old = today(&desk, json!({}));
    assert_eq!((titles(&old, 0), titles(&old, 2)), (vec![], vec!["New lead: Ada".to_owned()]));
    let call = old.groups[2].items[0].action.clone();
    assert_eq!(call.operation, "interactions.log");
    desk.run(|ctx| interactions::log(ctx, serde_json::from_value(call.args).unwrap()));
    assert_eq!(today(&desk, json!({})).counts.all, 0);
    assert!(ada.0 > 0);
}

#[test]
fn a_deal_past_its_limit_asks_for_a_next_step_and_gets_one() {
    let desk = Desk::open();
    let stage = desk.read(|ctx| pipelines::list(ctx, pipelines::ListPipelines {})).items[0].stages[2].id;
    let args = json!({ "title": "Cold room", "stage_id": stage });
    desk.run(|ctx| deals::create(ctx, serde_json::from_value(args).unwrap()));
    desk.clock.advance(9 * 24 * HOUR);
    let all = today(&desk, json!({}));
    let item = &all.groups[1].items[0];
    assert_eq!(
        item.why.to_string(),
        "9 days in “Estimate sent”; your limit is 7 and no next step is planned."
    );
    desk.run(|ctx| tasks::create(ctx, serde_json::from_value(item.action.args.clone()).unwrap()));
    let after = today(&desk, json!({}));
    assert_eq!((after.counts.sales, after.counts.follow_ups), (0, 1));
}

#[test]
fn what_was_done_today_counts_and_leaves() {
    let desk = Desk::open();
    let one = task(&desk, json!({ "title": "Call back", "due_ms": START_MS }));
    let ada = desk.customer("Ada");
    let ticket = ticket(&desk, json!({ "subject": "No heat", "customer_id": ada, "body": "Cold." }));
    assert_eq!((today(&desk, json!({})).done_today, today(&desk, json!({})).total_today), (0, 2));
    desk.run(|ctx| tasks::complete(ctx, tasks::GetTask { id: one.id }));
    desk.run(|ctx| tickets::solve(ctx, serde_json::from_value(json!({ "id": ticket.id })).unwrap()));
    let after = today(&desk, json!({}));
    assert_eq!((after.counts.all, after.done_today, after.total_today), (0, 2, 2));
    desk.clock.advance(24 * HOUR);
    assert_eq!(today(&desk, json!({})).done_today, 0);
}

#[test]
fn a_workflow_that_fails_often_stands_once() {
    let desk = Desk::open();
    desk.run(|ctx| {
        let sql = "INSERT INTO workflows (name, position, trigger, actions, created_ms) VALUES ('Thank-you', 1, '{}', '[]', 1)";
        Ok(ctx.conn().execute(sql, [])?)
    });
    desk.db
        .maintain(crate::db::Lane::Person, |conn| {
            for n in 1..=3 {
                let sql =
                    "INSERT INTO workflow_runs (workflow_id, version, start_key, status, error, started_ms)
                    VALUES (1, 1, ?1, 'failed', 'The mailbox refused the sign-in.', ?2)";
                conn.execute(sql, rusqlite::params![format!("run {n}"), START_MS])?;
            }
            Ok(())
        })
        .unwrap();
    let all = today(&desk, json!({}));
    let item = &all.groups[1].items[0];
    assert_eq!(
        (item.title.to_string().as_str(), item.why.to_string().as_str()),
        ("“Thank-you” failed 3 times", "The mailbox refused the sign-in.")
    );
    assert_eq!((all.counts.runs, &item.action.args), (1, &json!({ "id": 3 })));
}

#[test]
fn what_belongs_to_others_can_be_left_out() {
    let desk = Desk::open();
    let args = json!({ "name": "Tom Finch", "role": "agent" });
    let tom = desk.run(|ctx| crate::users::create(ctx, serde_json::from_value(args).unwrap())).id;
    task(&desk, json!({ "title": "Mine", "due_ms": START_MS }));
    task(&desk, json!({ "title": "Nobody's", "due_ms": START_MS, "assignee_id": null }));
    task(&desk, json!({ "title": "Tom's", "due_ms": START_MS, "assignee_id": tom }));
    assert_eq!(titles(&today(&desk, json!({ "mine": true })), 0), ["Mine", "Nobody's"]);
    assert_eq!(today(&desk, json!({})).counts.follow_ups, 3);
}

#[test]
fn no_source_reads_a_whole_table() {
    let desk = Desk::open();
    for statement in [
        &sql::tickets(),
        &sql::ticket_count(),
        sql::TASKS,
        sql::TASK_COUNT,
        sql::DEALS,
        sql::LEADS,
        sql::RUNS,
        sql::CHECK,
        sql::DONE,
    ] {
        seeks(&desk, statement);
    }
}
