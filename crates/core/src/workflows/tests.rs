use super::runner::step;
use super::*;
use crate::conditions::Operator;
use crate::consumers::advance;
use crate::ctx::Ctx;
use crate::db::{Db, Lane};
use crate::error::{Code, Error, Result};
use crate::ids::{RunId, WorkflowId};
use crate::log::unit::ChangeSpec;
use crate::operations::Operations;
use crate::testing::{Desk, OWNER};
use crate::worker::{Settings, Tick, Worker};
use crate::{customers, deals, outbox, tasks, tickets};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The operations that actions need, without the table; fails on demand.
#[derive(Default)]
pub struct Doors {
    /// The disk fills up during the n-th write from now.
    pub fault_in: AtomicUsize,
}

impl Operations for Doors {
    fn perform(&self, ctx: &Ctx<'_>, name: &str, args: Value) -> Result<Value> {
        let done = match name {
            "customers.get" => serde_json::to_value(customers::get(ctx, serde_json::from_value(args)?)?)?,
            "customers.update" => {
                serde_json::to_value(customers::update(ctx, serde_json::from_value(args)?)?)?
            }
            "tickets.get" => serde_json::to_value(tickets::get(ctx, serde_json::from_value(args)?)?)?,
            "tickets.update" => serde_json::to_value(tickets::update(ctx, serde_json::from_value(args)?)?)?,
            "tasks.create" => serde_json::to_value(tasks::create(ctx, serde_json::from_value(args)?)?)?,
            "tasks.update" => serde_json::to_value(tasks::update(ctx, serde_json::from_value(args)?)?)?,
            "deals.create" => serde_json::to_value(deals::create(ctx, serde_json::from_value(args)?)?)?,
            other => panic!("no door {other}"),
        };
        if !name.ends_with(".get")
            && self.fault_in.load(Ordering::Relaxed) > 0
            && self.fault_in.fetch_sub(1, Ordering::Relaxed) == 1
        {
            return Err(Error::new(Code::Unavailable, "The disk is full."));
        }
        Ok(done)
    }
}

pub fn worker() -> Worker {
    Worker::new(Settings { boot_id: "boot".into(), local_user: Some(1), limits: Limits::default() })
}

pub fn tick(desk: &Desk) -> Tick {
    worker().tick(&desk.db, &Doors::default(), None).unwrap()
}

pub fn workflow(desk: &Desk, definition: Value) -> WorkflowId {
    let made = desk.run(|ctx| create(ctx, serde_json::from_value(definition).unwrap()));
    assert_eq!(made.problems.iter().filter(|problem| problem.blocking).count(), 0, "{:?}", made.problems);
    desk.run(|ctx| enable(ctx, GetWorkflow { id: made.id })).id
}

fn on_customer(kind: &str, conditions: Value, actions: Value) -> Value {
    json!({ "name": format!("On {kind}"), "trigger": { "type": "event", "kind": kind }, "conditions": conditions, "actions": actions })
}

fn is(field: &str, operator: &str, value: Value) -> Value {
    json!({ "combinator": "and", "rules": [{ "field": field, "operator": operator, "value": value }] })
}

fn update(desk: &Desk, args: Value) {
    desk.run(|ctx| customers::update(ctx, serde_json::from_value(args).unwrap()));
}

fn tags(desk: &Desk, id: i64) -> Vec<String> {
    desk.read(|ctx| customers::get(ctx, serde_json::from_value(json!({ "id": id })).unwrap())).tags
}

pub fn all_runs(desk: &Desk) -> Vec<Run> {
    desk.read(|ctx| runs(ctx, ListRuns { limit: Some(200), ..ListRuns::default() })).items
}

fn open_tasks(desk: &Desk) -> Vec<tasks::Task> {
    desk.read(|ctx| tasks::list(ctx, serde_json::from_value(json!({ "limit": 200 })).unwrap())).items
}

#[test]
fn a_matching_event_runs_every_action_in_order_and_the_run_tells_why() {
    let desk = Desk::open();
    workflow(
        &desk,
        on_customer(
            "customer.created",
            is("tags", "any_of", json!(["VIP"])),
            json!([
                { "type": "add_tag", "tag": "Gold" },
                { "type": "set_field", "field": "status", "value": "active" },
                { "type": "create_task", "title": "Welcome {{customer}}", "due_in_days": 2 },
                { "type": "notify", "to": "owner", "text": "{{customer}} came, says {{workflow}}" },
            ]),
        ),
    );
    desk.run(|ctx| {
        customers::create(
            ctx,
            serde_json::from_value(json!({ "name": "Åsa {{city}}", "tags": ["vip"], "owner_id": 1 }))
                .unwrap(),
        )
    });
    desk.customer("Nobody");
    let tick = tick(&desk);
    assert!(tick.topics.contains("workflow_run"));
    assert_eq!(tags(&desk, 1), ["vip", "Gold"]);
    let task = open_tasks(&desk).remove(0);
    assert_eq!(
        (task.title.as_str(), task.customer_id.map(|id| id.0), task.due_ms.is_some()),
        ("Welcome Åsa {{city}}", Some(1), true)
    );
    let run = all_runs(&desk).remove(0);
    assert_eq!(
        (run.status, run.steps.len(), run.subject_title.as_deref()),
        (RunStatus::Completed, 4, Some("Åsa {{city}}"))
    );
    assert_eq!(run.cause, "A customer is created by Maren Alder");
    assert!(run.steps[..3].iter().all(|step| step.change_id.is_some()) && run.steps[3].change_id.is_none());
    assert!(run.conditions.unwrap().result());
    assert_eq!(all_runs(&desk).len(), 1);
    let sent = desk.read(|ctx| outbox::list(ctx, Default::default())).items;
    assert_eq!(sent[0].body, "Åsa {{city}} came, says On customer.created");
    let events = desk
        .read(|ctx| {
            crate::events::list(
                ctx,
                serde_json::from_value(json!({ "subject_type": "customer", "subject_id": 1 })).unwrap(),
            )
        })
        .items;
    assert_eq!(
        (events[0].actor.as_str(), events[0].depth, events[0].cause_seq),
        ("workflow:1", 1, run.event_seq)
    );
}

#[test]
fn undoing_the_cause_within_the_window_takes_the_notification_back() {
    let desk = Desk::open();
    workflow(
        &desk,
        on_customer(
            "customer.created",
            Value::Null,
            json!([{ "type": "notify", "to": "owner", "text": "hello" }]),
        ),
    );
    let made =
        desk.outcome(|ctx| customers::create(ctx, serde_json::from_value(json!({ "name": "Ada" })).unwrap()));
    tick(&desk);
    desk.outcome(|ctx| crate::undo::apply(ctx, crate::undo::ApplyUndo { change_id: made.change.unwrap() }));
    assert_eq!(
        desk.read(|ctx| outbox::list(ctx, Default::default())).items[0].status,
        outbox::OutboxStatus::Cancelled
    );
}

#[test]
fn a_related_live_field_and_changed_fields_are_tested() {
    let desk = Desk::open();
    let customer = desk.customer("Ada");
    update(&desk, json!({ "id": customer, "status": "active" }));
    let both = json!({ "combinator": "and", "rules": [
        { "field": "customer.status", "operator": "is", "value": "active" }, { "field": "subject", "operator": "contains", "value": "BOILER" } ] });
    workflow(
        &desk,
        on_customer(
            "ticket.created",
            both,
            json!([{ "type": "add_tag", "tag": "Urgent" }, { "type": "set_field", "field": "customer.city", "value": "Bath" }]),
        ),
    );
    let make = |subject: &str| {
        desk.run(|ctx| {
            tickets::create(
                ctx,
                serde_json::from_value(json!({ "subject": subject, "customer_id": customer })).unwrap(),
            )
        })
    };
    let (hit, miss) = (make("My boiler is cold"), make("Invoice"));
    tick(&desk);
    let tags_of =
        |id| desk.read(|ctx| tickets::get(ctx, serde_json::from_value(json!({ "id": id })).unwrap())).tags;
    assert_eq!((tags_of(hit.id), tags_of(miss.id).len()), (vec!["Urgent".to_owned()], 0));
    let city =
        desk.read(|ctx| customers::get(ctx, serde_json::from_value(json!({ "id": customer })).unwrap())).city;
    assert_eq!(city.as_deref(), Some("Bath"));
}

#[test]
fn changed_to_sees_the_event_even_when_the_row_moved_on() {
    let desk = Desk::open();
    workflow(
        &desk,
        on_customer(
            "customer.updated",
            is("status", "changed_to", json!("churned")),
            json!([{ "type": "add_tag", "tag": "Left" }]),
        ),
    );
    let id = desk.customer("Ada").0;
    update(&desk, json!({ "id": id, "status": "churned" }));
    update(&desk, json!({ "id": id, "status": "active" }));
    tick(&desk);
    assert_eq!((tags(&desk, id), all_runs(&desk).len()), (vec!["Left".to_owned()], 1));
}

#[test]
fn problems_keep_a_workflow_off_and_are_named() {
    let desk = Desk::open();
    let made = desk.run(|ctx| create(ctx, serde_json::from_value(json!({ "name": "x", "trigger": { "type": "event", "kind": "customer.exploded" },
        "actions": [{ "type": "add_tag", "tag": " " }, { "type": "notify", "to": 99, "text": "{{colour}}" }, { "type": "set_field", "field": "name", "value": 3 }] })).unwrap()));
    let paths: Vec<&str> = made.problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        paths,
        ["trigger.kind", "actions[0].tag", "actions[1].text", "actions[1].to", "actions[2].field"]
    );
    let error = desk.refused(|ctx| enable(ctx, GetWorkflow { id: made.id }));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("trigger.kind")));
    let good = workflow(
        &desk,
        on_customer(
            "customer.created",
            is("status", "any_of", json!(["lead"])),
            json!([{ "type": "add_tag", "tag": "New" }]),
        ),
    );
    let error = desk.refused(|ctx| {
        ops::update(ctx, serde_json::from_value(json!({ "id": good, "actions": [] })).unwrap())
    });
    assert_eq!(error.field.as_deref(), Some("actions"));
    let said = desk.read(|ctx| get(ctx, GetWorkflow { id: good })).sentence;
    assert_eq!(said, "When a customer is created and the status is lead, add the tag “New”.");
}

#[test]
fn what_happened_before_it_was_switched_on_starts_nothing_nor_do_imports_and_undo() {
    let desk = Desk::open();
    desk.customer("Early");
    workflow(
        &desk,
        on_customer("customer.created", Value::Null, json!([{ "type": "add_tag", "tag": "New" }])),
    );
    let imported = ChangeSpec::new("imports.start", OWNER);
    desk.db
        .write(Lane::Person, &imported, |ctx| {
            customers::create(ctx, serde_json::from_value(json!({ "name": "Imported" })).unwrap())
        })
        .unwrap();
    tick(&desk);
    assert_eq!(all_runs(&desk).len(), 0);
    desk.customer("Late");
    tick(&desk);
    assert_eq!(all_runs(&desk).len(), 1);
}

fn reopen(desk: Desk) -> Desk {
    let Desk { db, clock, folder } = desk;
    drop(db);
    let options = crate::db::OpenOptions {
        folder: folder.path().to_owned(),
        clock: std::sync::Arc::clone(&clock) as _,
        installation_id: "0011223344556677".to_owned(),
        without_sync: true,
    };
    Desk { db: Db::open(&options).unwrap(), clock, folder }
}

#[test]
fn every_effect_happens_once_wherever_the_program_dies() {
    for point in 0..7 {
        let mut desk = Desk::open();
        workflow(
            &desk,
            on_customer(
                "customer.created",
                Value::Null,
                json!([
            { "type": "create_task", "title": "One for {{customer}}" }, { "type": "notify", "to": "owner", "text": "two" }, { "type": "create_task", "title": "Three" } ]),
            ),
        );
        desk.customer("Ada");
        let doors = Doors::default();
        if point >= 1 {
            advance(&desk.db, &mut Matcher::default()).unwrap();
        }
        let run = all_runs(&desk).first().map_or(0, |run| run.id.0);
        if (2..5).contains(&point) {
            for _ in 1..point {
                step(&desk.db, &doors, run).unwrap();
            }
        }
        if point == 5 || point == 6 {
            // The disk fills up in the middle of a step: everything of it is taken back and the run stays pending.
            doors.fault_in.store(point - 4, Ordering::Relaxed);
            assert!(run_pending(&desk.db, &doors).is_err());
        }
        if point == 0 {
            let failing = desk.db.maintain(Lane::Background, |_| -> Result<()> {
                Err(Error::new(Code::Internal, "dies within matching"))
            });
            assert!(failing.is_err());
        }
        desk = reopen(desk);
        for _ in 0..3 {
            tick(&desk);
            desk = reopen(desk);
        }
        let titles: Vec<String> = open_tasks(&desk).into_iter().map(|task| task.title).collect();
        assert_eq!(titles, ["One for Ada", "Three"], "point {point}");
        assert_eq!(desk.read(|ctx| outbox::list(ctx, Default::default())).items.len(), 1, "point {point}");
        let runs = all_runs(&desk);
        assert_eq!(
            (runs.len(), runs[0].status, runs[0].steps.len()),
            (1, RunStatus::Completed, 3),
            "point {point}"
        );
        desk.log_agrees();
    }
}

#[test]
fn a_failed_step_is_told_and_goes_on_where_it_stopped() {
    let desk = Desk::open();
    let owner = desk
        .run(|ctx| {
            crate::users::create(
                ctx,
                serde_json::from_value(json!({ "name": "Bo", "role": "agent" })).unwrap(),
            )
        })
        .id;
    workflow(
        &desk,
        on_customer(
            "customer.created",
            Value::Null,
            json!([
        { "type": "create_task", "title": "First" }, { "type": "set_field", "field": "owner_id", "value": owner }, { "type": "add_tag", "tag": "Done" } ]),
        ),
    );
    desk.db
        .maintain(Lane::Background, |conn| {
            Ok(conn.execute("UPDATE users SET id = 77 WHERE id = ?1", [owner])?)
        })
        .unwrap();
    desk.db.write(Lane::Person, &ChangeSpec::new("test", OWNER), |_| Ok(())).unwrap();
    let id = desk.customer("Ada").0;
    tick(&desk);
    let run = all_runs(&desk).remove(0);
    let states: Vec<StepStatus> = run.steps.iter().map(|step| step.status).collect();
    assert_eq!(
        (run.status, states),
        (RunStatus::Failed, vec![StepStatus::Done, StepStatus::Failed, StepStatus::Waiting])
    );
    assert!(run.error.unwrap().contains("does not exist"));
    desk.db
        .maintain(Lane::Background, |conn| {
            Ok(conn.execute("UPDATE users SET id = ?1 WHERE id = 77", [owner])?)
        })
        .unwrap();
    let error = desk.refused(|ctx| retry(ctx, RetryRun { id: RunId(99) }));
    assert_eq!(error.code, Code::NotFound);
    desk.run(|ctx| retry(ctx, RetryRun { id: run.id }));
    tick(&desk);
    assert_eq!(
        (all_runs(&desk)[0].status, tags(&desk, id), open_tasks(&desk).len()),
        (RunStatus::Completed, vec!["Done".to_owned()], 1)
    );
}

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

#[test]
fn runs_keep_to_the_version_they_started_with() {
    let desk = Desk::open();
    let id = workflow(
        &desk,
        on_customer("customer.created", Value::Null, json!([{ "type": "add_tag", "tag": "Old" }])),
    );
    desk.customer("Ada");
    advance(&desk.db, &mut Matcher::default()).unwrap();
    desk.run(|ctx| {
        ops::update(
            ctx,
            serde_json::from_value(json!({ "id": id, "actions": [{ "type": "add_tag", "tag": "New" }] }))
                .unwrap(),
        )
    });
    desk.customer("Bo");
    tick(&desk);
    assert_eq!((tags(&desk, 1), tags(&desk, 2)), (vec!["Old".to_owned()], vec!["New".to_owned()]));
}

#[test]
fn the_vocabulary_and_the_operations_survive_undo_and_redo() {
    let desk = Desk::open();
    let words = desk.read(|ctx| vocabulary(ctx, GetVocabulary {}));
    assert!(
        words
            .triggers
            .iter()
            .any(|word| word.kind == "ticket.status_changed" && word.label == "A ticket changes status")
    );
    let field =
        words.fields.iter().find(|field| field.record == "ticket" && field.key == "customer.status").unwrap();
    assert_eq!((field.operators[0], field.options.as_ref().unwrap().len()), (Operator::AnyOf, 3));
    let made = crate::testing::round_trips(&desk, |ctx| {
        create(
            ctx,
            serde_json::from_value(on_customer(
                "customer.created",
                Value::Null,
                json!([{ "type": "add_tag", "tag": "New" }]),
            ))
            .unwrap(),
        )
    });
    crate::testing::round_trips(&desk, |ctx| enable(ctx, GetWorkflow { id: made.id }));
    crate::testing::round_trips(&desk, |ctx| {
        ops::update(ctx, serde_json::from_value(json!({ "id": made.id, "name": "Renamed" })).unwrap())
    });
    crate::testing::round_trips(&desk, |ctx| disable(ctx, GetWorkflow { id: made.id }));
    crate::testing::round_trips(&desk, |ctx| delete(ctx, GetWorkflow { id: made.id }));
    desk.log_agrees();
}
