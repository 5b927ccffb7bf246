//! One workflow that cannot work holds up neither the others nor what is on its way out.

use super::tests::{Doors, all_runs, worker, workflow};
use super::*;
use crate::db::Lane;
use crate::testing::Desk;
use crate::{notifications, outbox};
use serde_json::json;

/// As an older version or a fault left it: nothing that this version would have switched on.
fn spoil(desk: &Desk, statement: &str) {
    let outside = rusqlite::Connection::open(desk.folder.path().join("business.onhand")).unwrap();
    assert_eq!(outside.execute(statement, []).unwrap(), 1);
}

fn notes(desk: &Desk) -> Vec<String> {
    let found = desk.read(|ctx| notifications::list(ctx, Default::default()));
    found.items.into_iter().map(|note| note.body).collect()
}

#[test]
fn a_schedule_that_cannot_be_asked_is_switched_off_and_the_rest_goes_on() {
    let desk = Desk::open();
    let hourly = |name: &str| {
        workflow(
            &desk,
            json!({ "name": name, "trigger": { "type": "schedule", "cron": "0 * * * *", "record": "customer" },
                "conditions": { "combinator": "and", "rules": [{ "field": "name", "operator": "is", "value": "ada" }] },
                "actions": [{ "type": "create_task", "title": "Look" }] }),
        )
    };
    desk.customer("Ada");
    let (broken, sound) = (hourly("Broken"), hourly("Sound"));
    spoil(
        &desk,
        "UPDATE workflows SET conditions = replace(conditions, '\"name\"', '\"shoe_size\"') WHERE name = 'Broken'",
    );
    let note =
        outbox::Note { user_id: None, title: "t".into(), body: "Left the house".into(), subject: None };
    let mut worker = worker();
    worker.tick(&desk.db, &Doors::default(), None).unwrap();
    desk.run(|ctx| outbox::notify(ctx, "k", &note, None));
    desk.clock.advance(3_600_000);
    worker.tick(&desk.db, &Doors::default(), None).unwrap();

    let runs = all_runs(&desk);
    let of = |id| runs.iter().filter(|run| run.workflow_id == id).map(|run| run.status).collect::<Vec<_>>();
    assert_eq!(of(sound), [RunStatus::Completed]);
    assert_eq!(of(broken), [RunStatus::Failed]);
    let told = desk.read(|ctx| get(ctx, GetWorkflow { id: broken }));
    assert!(!told.enabled && told.paused_reason.is_some());
    assert!(
        notes(&desk).iter().any(|body| body.starts_with("“Broken” was switched off")),
        "{:?}",
        notes(&desk)
    );
    assert!(notes(&desk).iter().any(|body| body == "Left the house"));
    desk.clock.advance(3_600_000);
    worker.tick(&desk.db, &Doors::default(), None).unwrap();
    assert_eq!(all_runs(&desk).len(), 3, "the sound one alone starts again");
    // Whoever switches it off has seen why it stood still.
    desk.run(|ctx| disable(ctx, GetWorkflow { id: broken }));
    let told = desk.read(|ctx| get(ctx, GetWorkflow { id: broken }));
    assert_eq!((told.enabled, told.paused_reason), (false, None));
}

#[test]
fn a_run_that_cannot_be_read_fails_and_the_next_one_runs() {
    let desk = Desk::open();
    workflow(
        &desk,
        json!({ "name": "Greet", "trigger": { "type": "event", "kind": "customer.created" },
            "actions": [{ "type": "create_task", "title": "Say hello" }] }),
    );
    let mut matcher = Matcher::new(Limits::default());
    desk.customer("Ada");
    while crate::consumers::advance(&desk.db, &mut matcher).unwrap().behind {}
    spoil(&desk, "UPDATE workflow_versions SET definition = '{\"from\":\"the future\"}'");
    let ran = run_pending(&desk.db, &Doors::default()).unwrap();
    assert_eq!((ran.runs.len(), all_runs(&desk)[0].status), (1, RunStatus::Failed));
    desk.db
        .maintain(Lane::Background, |conn| {
            conn.execute("UPDATE workflow_runs SET status = 'pending'", [])?;
            Ok(conn.execute("DELETE FROM workflow_versions", [])?)
        })
        .unwrap();
    run_pending(&desk.db, &Doors::default()).unwrap();
    assert_eq!(all_runs(&desk)[0].status, RunStatus::Failed);
    assert!(run_pending(&desk.db, &Doors::default()).unwrap().runs.is_empty(), "it is not taken up for ever");
}
