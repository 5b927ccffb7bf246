use super::tests::{all_runs, is, on_customer, open_tasks, tags, tick, update, workflow};
use super::*;
use crate::db::Lane;
use crate::log::unit::ChangeSpec;
use crate::testing::{Desk, OWNER};
use crate::{customers, tasks};
use serde_json::{Value, json};

#[test]
fn loops_are_cut_and_warned_of() {
    let desk = Desk::open();
    workflow(
        &desk,
        on_customer(
            "customer.tagged",
            is("tags", "none_of", json!(["B"])),
            json!([{ "type": "add_tag", "tag": "B" }]),
        ),
    );
    workflow(
        &desk,
        on_customer(
            "customer.tagged",
            is("tags", "any_of", json!(["B"])),
            json!([{ "type": "remove_tag", "tag": "B" }]),
        ),
    );
    let warned = desk.read(|ctx| list(ctx, ListWorkflows::default())).items;
    assert!(
        warned.iter().all(|one| one.problems.iter().any(|problem| !problem.blocking)),
        "{:?}",
        warned[0].problems
    );
    let id = desk.customer("Ada").0;
    update(&desk, json!({ "id": id, "tags": ["A"] }));
    tick(&desk);
    let runs = all_runs(&desk);
    let done = runs.iter().filter(|run| run.status == RunStatus::Completed).count();
    let cut: Vec<&Run> = runs.iter().filter(|run| run.status == RunStatus::Skipped).collect();
    assert_eq!((done, cut.len()), (2, 1));
    assert!(cut[0].error.as_ref().unwrap().contains("already ran"));
}

#[test]
fn a_chain_of_new_records_ends_at_its_depth_and_a_storm_pauses_the_workflow() {
    let desk = Desk::open();
    workflow(
        &desk,
        json!({ "name": "Spawn", "trigger": { "type": "event", "kind": "task.created" }, "actions": [{ "type": "create_task", "title": "More" }] }),
    );
    desk.run(|ctx| tasks::create(ctx, serde_json::from_value(json!({ "title": "Seed" })).unwrap()));
    tick(&desk);
    assert_eq!(open_tasks(&desk).len(), 9);
    assert!(all_runs(&desk)[0].error.as_ref().unwrap().contains("8 times in a row"));

    let desk = Desk::open();
    let id = workflow(
        &desk,
        on_customer("customer.created", Value::Null, json!([{ "type": "add_tag", "tag": "New" }])),
    );
    for n in 0..130 {
        desk.db
            .write(Lane::Person, &ChangeSpec::new("test", OWNER), |ctx| {
                customers::create(ctx, serde_json::from_value(json!({ "name": format!("C{n}") })).unwrap())
            })
            .unwrap();
    }
    tick(&desk);
    let stopped = desk.read(|ctx| get(ctx, GetWorkflow { id }));
    assert!(!stopped.enabled && stopped.paused_reason.unwrap().contains("100 times"));
    desk.customer("While paused");
    tick(&desk);
    let runs = desk
        .read(|ctx| {
            super::runs(
                ctx,
                ListRuns { status: Some(RunStatus::Skipped), limit: Some(200), ..ListRuns::default() },
            )
        })
        .items;
    assert_eq!(runs.len(), 31, "held, not lost");
    desk.run(|ctx| enable(ctx, GetWorkflow { id }));
    desk.run(|ctx| retry(ctx, RetryRun { id: runs[0].id }));
    tick(&desk);
    assert_eq!(tags(&desk, 131), ["New"]);
}
