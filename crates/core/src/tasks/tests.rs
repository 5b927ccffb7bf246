use super::*;
use crate::error::Code;
use crate::ids::UserId;
use crate::testing::{Desk, START_MS, round_trips, seeks};
use serde_json::{Value, json};

fn new(desk: &Desk, args: Value) -> Task {
    desk.run(|ctx| create(ctx, serde_json::from_value(args).unwrap()))
}

fn titles(desk: &Desk, args: Value) -> Vec<String> {
    desk.read(|ctx| list(ctx, serde_json::from_value(args).unwrap()))
        .items
        .into_iter()
        .map(|task| task.title)
        .collect()
}

#[test]
fn a_task_belongs_to_whoever_makes_it_unless_said_otherwise() {
    let desk = Desk::open();
    assert_eq!(new(&desk, json!({ "title": "Order parts" })).assignee_id, Some(UserId(1)));
    assert_eq!(new(&desk, json!({ "title": "Order parts", "assignee_id": null })).assignee_id, None);
    let error = desk.refused(|ctx| {
        create(ctx, serde_json::from_value(json!({ "title": "x", "assignee_id": 9 })).unwrap())
    });
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("assignee_id")));
}

#[test]
fn open_tasks_stand_by_due_date_those_without_last_and_pages_join() {
    let desk = Desk::open();
    for n in [3, 1, 2] {
        new(&desk, json!({ "title": format!("due {n}"), "due_ms": START_MS + n * 1_000 }));
    }
    new(&desk, json!({ "title": "some day" }));
    let done = new(&desk, json!({ "title": "done", "due_ms": 5 }));
    desk.run(|ctx| complete(ctx, GetTask { id: done.id }));
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = desk.read(|ctx| {
            list(ctx, ListTasks { limit: Some(2), after: after.clone(), ..ListTasks::default() })
        });
        seen.extend(page.items.into_iter().map(|task| task.title));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["due 1", "due 2", "due 3", "some day"]);
    assert_eq!(titles(&desk, json!({ "view": "done" })), ["done"]);
    assert_eq!(titles(&desk, json!({ "due_before_ms": START_MS + 1_500 })), ["due 1"]);
}

#[test]
fn done_stays_done_at_its_first_time_and_can_be_reopened() {
    let desk = Desk::open();
    let task =
        new(&desk, json!({ "title": "Call back", "kind": "call", "customer_id": desk.customer("Ada") }));
    let done = desk.run(|ctx| complete(ctx, GetTask { id: task.id }));
    let again = desk.outcome(|ctx| complete(ctx, GetTask { id: task.id }));
    assert_eq!((again.value.done_ms, again.change), (done.done_ms, None));
    assert_eq!(desk.run(|ctx| reopen(ctx, GetTask { id: task.id })).done_ms, None);
}

#[test]
fn every_write_can_be_undone_exactly() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    let id = round_trips(&desk, |ctx| {
        create(ctx, serde_json::from_value(json!({ "title": "Visit", "customer_id": ada })).unwrap())
    })
    .id;
    round_trips(&desk, |ctx| {
        update(
            ctx,
            serde_json::from_value(
                json!({ "id": id, "title": "Site visit", "due_ms": 9, "customer_id": null }),
            )
            .unwrap(),
        )
    });
    round_trips(&desk, |ctx| complete(ctx, GetTask { id }));
    round_trips(&desk, |ctx| reopen(ctx, GetTask { id }));
    round_trips(&desk, |ctx| delete(ctx, GetTask { id }));
    desk.log_agrees();
}

#[test]
fn no_list_reads_the_whole_table() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    for args in [
        json!({}),
        json!({ "after": "[5,1]" }),
        json!({ "view": "mine" }),
        json!({ "view": "done", "after": "[5,1]" }),
        json!({ "customer_id": ada }),
        json!({ "ticket_id": 1 }),
        json!({ "deal_id": 1 }),
        json!({ "due_before_ms": 5 }),
    ] {
        let args: ListTasks = serde_json::from_value(args).unwrap();
        let (filter, done) = desk.read(|ctx| super::list::filter(ctx, &args));
        let order = if done { "t.done_ms DESC, t.id DESC".to_owned() } else { format!("{}, t.id", sql::DUE) };
        seeks(&desk, &filter.statement(sql::ROW, &order, 50));
    }
}
