use super::*;
use crate::testing::Desk;
use crate::workflows::{
    RunStatus,
    tests::{Doors, all_runs, workflow},
};
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;

fn worker() -> Worker {
    crate::workflows::tests::worker()
}

fn tick(desk: &Desk, worker: &mut Worker) -> Tick {
    worker.tick(&desk.db, &Doors::default(), None).unwrap()
}

fn notes(desk: &Desk) -> Vec<String> {
    desk.read(|ctx| notifications::list(ctx, Default::default()))
        .items
        .into_iter()
        .map(|note| note.body)
        .collect()
}

fn jumps(desk: &Desk) -> i64 {
    desk.read(|ctx| Ok(ctx.conn().query_row("SELECT COUNT(*) FROM clock_jumps", [], |row| row.get(0))?))
}

#[test]
fn a_schedule_starts_at_its_time_and_once_for_a_night_of_sleep() {
    let desk = Desk::open();
    let mut worker = worker();
    workflow(
        &desk,
        json!({ "name": "Hourly", "trigger": { "type": "schedule", "cron": "0 * * * *" }, "actions": [{ "type": "create_task", "title": "Look" }] }),
    );
    let first = tick(&desk, &mut worker);
    assert_eq!(
        first.next_due_ms,
        desk.db.clock().now_ms() + REST_MS,
        "19 minutes to go, so the longest rest"
    );
    desk.clock.advance(19 * 60_000);
    tick(&desk, &mut worker);
    let runs = all_runs(&desk);
    assert_eq!(
        (runs.len(), runs[0].status, runs[0].cause.as_str()),
        (1, RunStatus::Completed, "Its time came")
    );
    assert_eq!((notes(&desk).len(), jumps(&desk)), (0, 0));

    desk.clock.sleep(9 * HOUR_MS);
    tick(&desk, &mut worker);
    let runs = all_runs(&desk);
    assert_eq!((runs.len(), jumps(&desk)), (2, 1));
    assert!(
        runs[0].started_ms - runs[0].scheduled_ms.unwrap() < HOUR_MS,
        "the last time of the gap stands for all of it"
    );
    assert_eq!(notes(&desk).len(), 1);
    assert!(notes(&desk)[0].contains("slept") && notes(&desk)[0].contains("“Hourly”"));
    tick(&desk, &mut worker);
    assert_eq!((all_runs(&desk).len(), notes(&desk).len()), (2, 1), "reported once");

    desk.clock.sleep(-3 * HOUR_MS);
    tick(&desk, &mut worker);
    desk.clock.advance(2 * HOUR_MS);
    tick(&desk, &mut worker);
    assert_eq!(all_runs(&desk).len(), 2, "a clock set back does not repeat an hour");
}

#[test]
fn a_schedule_for_records_starts_for_each_that_meets_the_conditions() {
    let desk = Desk::open();
    for name in ["Ada", "Bo"] {
        desk.customer(name);
    }
    workflow(
        &desk,
        json!({ "name": "Nightly", "trigger": { "type": "schedule", "cron": "0 2 * * *", "record": "customer" },
        "conditions": { "combinator": "and", "rules": [{ "field": "name", "operator": "is", "value": "ada" }] },
        "actions": [{ "type": "create_task", "title": "Call {{customer}}" }] }),
    );
    let mut worker = worker();
    tick(&desk, &mut worker);
    desk.clock.advance(24 * HOUR_MS);
    tick(&desk, &mut worker);
    let runs = all_runs(&desk);
    assert_eq!(
        (runs.len(), runs[0].subject_title.as_deref(), runs[0].conditions.is_some()),
        (1, Some("Ada"), true)
    );
}

#[test]
fn what_was_missed_for_too_long_is_told_and_not_made_up_for() {
    let desk = Desk::open();
    workflow(
        &desk,
        json!({ "name": "Monthly", "trigger": { "type": "schedule", "cron": "0 9 1 * *" }, "actions": [{ "type": "create_task", "title": "Look" }] }),
    );
    tick(&desk, &mut worker());
    desk.clock.advance(25 * 24 * HOUR_MS);
    tick(&desk, &mut worker());
    assert_eq!((all_runs(&desk).len(), all_runs(&desk)[0].status), (1, RunStatus::Skipped));
}

#[test]
fn switching_off_and_a_new_zone_move_the_next_time() {
    let desk = Desk::open();
    let id = workflow(
        &desk,
        json!({ "name": "Daily", "trigger": { "type": "schedule", "cron": "0 9 * * *" }, "actions": [{ "type": "create_task", "title": "Look" }] }),
    );
    let next = || desk.read(|ctx| workflows::get(ctx, workflows::GetWorkflow { id })).next_run_ms;
    tick(&desk, &mut worker());
    let london = next().unwrap();
    desk.run(|ctx| {
        crate::business::update(ctx, serde_json::from_value(json!({ "zone": "America/New_York" })).unwrap())
    });
    tick(&desk, &mut worker());
    assert_eq!(next().unwrap() - london, 5 * HOUR_MS - 24 * HOUR_MS);
    desk.run(|ctx| workflows::disable(ctx, workflows::GetWorkflow { id }));
    tick(&desk, &mut worker());
    assert_eq!(next(), None);
}

#[test]
fn a_date_that_jumps_by_more_than_a_month_holds_what_would_leave() {
    let desk = Desk::open();
    let mut worker = worker();
    tick(&desk, &mut worker);
    let note = outbox::Note { user_id: None, title: "t".into(), body: "b".into(), subject: None };
    desk.run(|ctx| outbox::notify(ctx, "k", &note, None));
    desk.clock.sleep(40 * 24 * HOUR_MS);
    tick(&desk, &mut worker);
    assert_eq!(
        desk.read(|ctx| outbox::list(ctx, Default::default())).items[0].status,
        outbox::OutboxStatus::Held
    );
}

#[test]
fn a_clock_set_back_by_a_year_freezes_neither_messages_nor_schedules() {
    let desk = Desk::open();
    let mut worker = worker();
    workflow(
        &desk,
        json!({ "name": "Often", "trigger": { "type": "schedule", "cron": "* * * * *" }, "actions": [{ "type": "create_task", "title": "Look" }] }),
    );
    workflow(
        &desk,
        json!({ "name": "Daily", "trigger": { "type": "schedule", "cron": "0 10 * * *" }, "actions": [{ "type": "create_task", "title": "Look" }] }),
    );
    let daily = || all_runs(&desk).iter().filter(|run| run.workflow_name == "Daily").count();
    let often = || all_runs(&desk).iter().filter(|run| run.workflow_name == "Often").count();
    let year_ms = 365 * 24 * HOUR_MS;
    let note = |key: &str| {
        let note = outbox::Note { user_id: None, title: "t".into(), body: key.into(), subject: None };
        desk.run(|ctx| outbox::notify(ctx, key, &note, None));
    };
    tick(&desk, &mut worker);
    desk.clock.sleep(year_ms);
    tick(&desk, &mut worker);
    note("written in the wrong year");
    let (before_daily, before_often) = (daily(), often());
    assert!(before_daily > 0 && before_often > 0, "both started in the wrong year");

    desk.clock.sleep(-year_ms);
    tick(&desk, &mut worker);
    note("written after it");
    for _ in 0..6 {
        desk.clock.advance(11_000);
        tick(&desk, &mut worker);
    }
    let told = notes(&desk);
    assert!(told.iter().any(|body| body == "written in the wrong year"), "{told:?}");
    assert!(told.iter().any(|body| body == "written after it"), "{told:?}");
    assert!(often() > before_often, "its minute came");
    desk.clock.advance(HOUR_MS);
    tick(&desk, &mut worker);
    assert_eq!(daily(), before_daily + 1, "ten o'clock came");
}

#[test]
fn a_clock_that_jumps_both_ways_keeps_the_log_in_order_and_everything_is_followed_once() {
    let desk = Desk::open();
    let mut worker = worker();
    workflow(
        &desk,
        json!({ "name": "Greet", "trigger": { "type": "event", "kind": "customer.created" },
        "actions": [{ "type": "create_task", "title": "Say hello" }, { "type": "notify", "to": 1, "text": "{{customer}}" }] }),
    );
    let first = desk.customer("Before");
    let year_ms = 365 * 24 * HOUR_MS;
    let jumps_ms = [0, year_ms, -2 * year_ms, HOUR_MS, -HOUR_MS, 3 * year_ms, -90_000, -year_ms];
    for (n, jump_ms) in jumps_ms.into_iter().enumerate() {
        desk.clock.sleep(jump_ms);
        desk.customer(&format!("Customer {n}"));
        let city = json!({ "id": first, "city": format!("Town {n}") });
        desk.run(|ctx| crate::customers::update(ctx, serde_json::from_value(city).unwrap()));
        let tick = tick(&desk, &mut worker);
        let now_ms = desk.db.clock().now_ms();
        assert!(tick.next_due_ms <= now_ms + REST_MS, "it would sleep until the old future");
    }
    for item in desk.read(|ctx| outbox::list(ctx, Default::default())).items {
        if item.status == outbox::OutboxStatus::Held {
            desk.run(|ctx| outbox::release(ctx, outbox::OutboxPlace { id: item.id }));
        }
    }
    for _ in 0..3 {
        desk.clock.advance(11_000);
        tick(&desk, &mut worker);
    }
    let customers = jumps_ms.len() + 1;
    let runs = all_runs(&desk);
    assert_eq!(runs.iter().filter(|run| run.status == RunStatus::Completed).count(), customers);
    let told = notes(&desk);
    for n in 0..jumps_ms.len() {
        let name = format!("Customer {n}");
        assert_eq!(told.iter().filter(|body| **body == name).count(), 1, "{name} in {told:?}");
    }
    let recorded: Vec<i64> = desk.read(|ctx| {
        let mut statement = ctx.conn().prepare("SELECT recorded_ms FROM events ORDER BY seq")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    });
    assert!(recorded.is_sorted(), "{recorded:?}");
    // The walk says so where an event of a record happened after the one that follows it.
    desk.log_agrees();
}
