//! What starts a workflow: the kinds that are offered, and fields that follow from others.

use super::tests::{all_runs, tick, workflow};
use super::*;
use crate::log::trash::{self, TrashedRecord};
use crate::sales::{deals, pipelines};
use crate::testing::Desk;
use crate::tickets::{self, priorities, statuses};
use crate::{customers, log::unit::ChangeSpec};
use serde_json::{Value, json};

fn on(desk: &Desk, kind: &str, conditions: &Value) -> crate::ids::WorkflowId {
    workflow(
        desk,
        json!({ "name": kind, "trigger": { "type": "event", "kind": kind }, "conditions": conditions,
            "actions": [{ "type": "notify", "to": 1, "text": "Look" }] }),
    )
}

fn starts(desk: &Desk, id: crate::ids::WorkflowId) -> usize {
    tick(desk);
    all_runs(desk).iter().filter(|run| run.workflow_id == id).count()
}

#[test]
fn what_people_take_out_of_the_trash_or_remove_for_good_starts_workflows() {
    let desk = Desk::open();
    let flows: Vec<_> = ["customer.trashed", "customer.restored", "customer.purged"]
        .map(|kind| on(&desk, kind, &Value::Null))
        .into();
    let id = desk.customer("Ada");
    let named = || TrashedRecord { record: "customer".to_owned(), id: id.0 };
    let by_person = |operation: &str, f: &dyn Fn(&crate::Ctx<'_>) -> crate::Result<()>| {
        let spec = ChangeSpec::new(operation, crate::testing::OWNER);
        desk.db.write(crate::db::Lane::Person, &spec, f).unwrap();
    };
    by_person("customers.delete", &|ctx| customers::delete(ctx, customers::GetCustomer { id }).map(drop));
    by_person("trash.restore", &|ctx| trash::restore(ctx, named()).map(drop));
    by_person("customers.delete", &|ctx| customers::delete(ctx, customers::GetCustomer { id }).map(drop));
    by_person("trash.purge", &|ctx| trash::purge(ctx, named()).map(drop));
    let started: Vec<usize> = flows.iter().map(|flow| starts(&desk, *flow)).collect();
    assert_eq!(started, [2, 1, 1]);
}

#[test]
fn only_what_can_happen_is_offered() {
    let desk = Desk::open();
    let words = desk.read(|ctx| vocabulary(ctx, GetVocabulary {}));
    let offered: Vec<&str> = words.triggers.iter().map(|word| word.kind.as_str()).collect();
    for hollow in ["ticket.merged", "customer.merged", "tag.updated", "user.trashed", "tag.restored"] {
        assert!(!offered.contains(&hollow), "{hollow}");
    }
    for real in [
        "ticket.restored",
        "article.purged",
        "workflow.trashed",
        "team.updated",
        "pipeline.purged",
        "tag.trashed",
        "deal.moved",
    ] {
        assert!(offered.contains(&real), "{real}");
    }
}

#[test]
fn changed_to_holds_for_values_that_follow_from_others() {
    let desk = Desk::open();
    let rule = |field: &str, operator: &str, value: Value| json!({ "combinator": "and", "rules": [{ "field": field, "operator": operator, "value": value }] });
    let solved = on(&desk, "ticket.updated", &rule("state", "changed_to", json!(["solved"])));
    let left_open = on(&desk, "ticket.updated", &rule("state", "changed_from", json!(["open"])));
    let changed = on(&desk, "ticket.updated", &rule("state", "changed", Value::Null));
    let urgent = on(&desk, "ticket.updated", &rule("priority_level", "changed_to", json!([4])));
    let won = on(&desk, "deal.moved", &rule("stage_kind", "changed_to", json!(["won"])));

    let known = desk.read(|ctx| statuses::list(ctx, Default::default())).items;
    let status = |name: &str| known.iter().find(|status| status.name == name).unwrap().id;
    let second_open = desk.run(|ctx| {
        statuses::create(
            ctx,
            serde_json::from_value(json!({ "name": "In the workshop", "category": "open" }))?,
        )
    });
    let level = desk.read(|ctx| priorities::list(ctx, Default::default())).items;
    let level = level.iter().find(|priority| priority.level == 4).unwrap().id;
    let ticket = desk
        .run(|ctx| {
            tickets::create(
                ctx,
                serde_json::from_value(json!({ "subject": "Cold", "status_id": status("Open") }))?,
            )
        })
        .id;
    let update = |fields: Value| {
        let mut args = fields;
        args["id"] = json!(ticket);
        desk.run(|ctx| tickets::update(ctx, serde_json::from_value(args)?));
    };
    update(json!({ "status_id": second_open.id }));
    assert_eq!(starts(&desk, changed), 0, "both statuses are open");
    update(json!({ "status_id": status("Solved") }));
    update(json!({ "priority_id": level }));
    let started = [solved, left_open, changed, urgent].map(|flow| starts(&desk, flow));
    assert_eq!(started, [1, 1, 1, 1]);

    let stages = desk.read(|ctx| pipelines::list(ctx, Default::default())).items.remove(0).stages;
    let stage = |kind: &str| stages.iter().find(|stage| json!(stage.kind) == json!(kind)).unwrap().id;
    let deal =
        desk.run(|ctx| deals::create(ctx, serde_json::from_value(json!({ "title": "Heat pump" }))?)).card.id;
    for kind in ["lost", "won"] {
        let args = json!({ "id": deal, "stage_id": stage(kind) });
        desk.run(|ctx| deals::r#move(ctx, serde_json::from_value(args)?));
    }
    assert_eq!(starts(&desk, won), 1);
}
