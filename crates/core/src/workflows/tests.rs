use super::*;
use crate::conditions::Operator;
use crate::consumers::advance;
use crate::ctx::Ctx;
use crate::db::Lane;
use crate::error::{Code, Error, Result};
use crate::ids::WorkflowId;
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

pub fn on_customer(kind: &str, conditions: Value, actions: Value) -> Value {
    json!({ "name": format!("On {kind}"), "trigger": { "type": "event", "kind": kind }, "conditions": conditions, "actions": actions })
}

pub fn is(field: &str, operator: &str, value: Value) -> Value {
    json!({ "combinator": "and", "rules": [{ "field": field, "operator": operator, "value": value }] })
}

pub fn update(desk: &Desk, args: Value) {
    desk.run(|ctx| customers::update(ctx, serde_json::from_value(args).unwrap()));
}

pub fn tags(desk: &Desk, id: i64) -> Vec<String> {
    desk.read(|ctx| customers::get(ctx, serde_json::from_value(json!({ "id": id })).unwrap())).tags
}

pub fn all_runs(desk: &Desk) -> Vec<Run> {
    desk.read(|ctx| runs(ctx, ListRuns { limit: Some(200), ..ListRuns::default() })).items
}

pub fn open_tasks(desk: &Desk) -> Vec<tasks::Task> {
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
fn amounts_states_and_names_are_said_as_people_say_them_in_the_rule_and_in_what_it_met() {
    let desk = Desk::open();
    let said = |kind: &str, field: &str, operator: &str, value: Value| {
        let actions = json!([{ "type": "notify", "to": "owner", "text": "Look" }]);
        let id = workflow(&desk, on_customer(kind, is(field, operator, value), actions));
        (id, desk.read(|ctx| get(ctx, GetWorkflow { id })).sentence)
    };
    let urgent = desk.read(|ctx| crate::ticket_priorities::list(ctx, Default::default())).items;
    let urgent = urgent.into_iter().find(|priority| priority.level == 4).unwrap();
    let (_, rich) = said("deal.created", "value_minor", ">", json!(50_000));
    assert!(rich.contains("the value is above 500.00 GBP"), "{rich}");
    let (_, waits) = said("ticket.created", "state", "any_of", json!(["waiting_third_party"]));
    assert!(waits.contains("the state is waiting for a third party"), "{waits}");
    let (_, phone) = said("customer.created", "has_phone", "is_yes", Value::Null);
    assert!(phone.contains("and it has a phone number"), "{phone}");
    let (_, old) = said("customer.created", "created_ms", "older_than_days", json!(7));
    assert!(old.contains("“created” is more than 7 days ago"), "{old}");
    let (id, _) = said("ticket.created", "priority_id", "any_of", json!([urgent.id]));
    let ticket = json!({ "subject": "No heat", "priority_id": urgent.id });
    desk.run(|ctx| tickets::create(ctx, serde_json::from_value(ticket).unwrap()));
    tick(&desk);
    let run = all_runs(&desk).into_iter().find(|run| run.workflow_id == id).unwrap();
    let met = &serde_json::to_value(run.conditions.unwrap()).unwrap()["rules"][0];
    assert_eq!((&met["value"], &met["actual"]), (&json!([urgent.name]), &json!(urgent.name)));
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
