use crate::ctx::{Actor, Role};
use crate::db::{Lane, Outcome};
use crate::error::{Code, Error, Result};
use crate::ids::ChangeId;
use crate::knowledge::{articles, categories as article_categories};
use crate::log::trash::{self, TrashedRecord};
use crate::log::undo::{self, ApplyUndo, Undone};
use crate::log::unit::ChangeSpec;
use crate::people::{tags, teams, users};
use crate::sales::deals;
use crate::testing::Desk;
use crate::tickets::{categories, statuses};
use crate::{Ctx, customers, pipelines, workflows};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn made<A: DeserializeOwned, T>(desk: &Desk, f: fn(&Ctx<'_>, A) -> Result<T>, args: Value) -> Outcome<T> {
    desk.outcome(|ctx| f(ctx, serde_json::from_value(args)?))
}

fn undo(desk: &Desk, change: Option<ChangeId>) -> Outcome<Undone> {
    desk.outcome(|ctx| undo::apply(ctx, ApplyUndo { change_id: change.unwrap() }))
}

fn refused(desk: &Desk, change: Option<ChangeId>) -> Error {
    let error = desk.refused(|ctx| undo::apply(ctx, ApplyUndo { change_id: change.unwrap() }));
    assert_eq!(error.code, Code::Conflict, "{error}");
    assert!(error.hint.is_some(), "{error}");
    error
}

#[test]
fn names_stay_unique() {
    let desk = Desk::open();
    let renamed = {
        let team = made(&desk, teams::create, json!({ "name": "Office" })).value.id;
        made(&desk, teams::update, json!({ "id": team, "name": "Field" })).change
    };
    made(&desk, teams::create, json!({ "name": "OFFICE" }));
    assert!(refused(&desk, renamed).message.contains("another “Office”"));

    let gone = made(&desk, statuses::create, json!({ "name": "Parts", "category": "on_hold" })).change;
    let undone = undo(&desk, gone).change;
    made(&desk, statuses::create, json!({ "name": "parts", "category": "open" }));
    refused(&desk, undone);
}

#[test]
fn a_tag_made_again_since_is_left_alone_and_the_rest_comes_back() {
    let desk = Desk::open();
    let ada = made(&desk, customers::create, json!({ "name": "Ada", "tags": ["VIP"] }));
    let undone = undo(&desk, ada.change);
    made(&desk, customers::create, json!({ "name": "Ben", "tags": ["VIP"] }));
    let redone = undo(&desk, undone.change).value;
    assert_eq!(redone.conflicts.len(), 1);
    assert_eq!(redone.conflicts[0].subject_title, "VIP");
    assert_eq!(desk.read(|ctx| tags::list(ctx, Default::default())).items.len(), 1);
    let ada = desk.read(|ctx| customers::get(ctx, customers::GetCustomer { id: ada.value.id }));
    assert_eq!(ada.trashed_ms, None);
}

#[test]
fn no_category_ends_up_under_itself() {
    let desk = Desk::open();
    let top = |name: &str| made(&desk, categories::create, json!({ "name": name })).value.id;
    let (a, b) = (top("A"), top("B"));
    let under = made(&desk, categories::update, json!({ "id": a, "parent_id": b })).change;
    let back = made(&desk, categories::update, json!({ "id": a, "parent_id": null })).change;
    made(&desk, categories::update, json!({ "id": b, "parent_id": a }));
    assert!(refused(&desk, back).message.contains("under itself"));
    refused(&desk, under);

    let topic = |name: &str| made(&desk, article_categories::create, json!({ "name": name })).value.id;
    let (a, b) = (topic("A"), topic("B"));
    made(&desk, article_categories::update, json!({ "id": a, "parent_id": b }));
    let back = made(&desk, article_categories::update, json!({ "id": a, "parent_id": null })).change;
    made(&desk, article_categories::update, json!({ "id": b, "parent_id": a }));
    assert!(refused(&desk, back).message.contains("under itself"));
}

#[test]
fn two_articles_never_share_an_address() {
    let desk = Desk::open();
    let first = made(&desk, articles::create, json!({ "title": "A", "body": "", "slug": "pumps" })).value.id;
    let moved = made(&desk, articles::update, json!({ "id": first, "slug": "heat-pumps" })).change;
    made(&desk, articles::create, json!({ "title": "B", "body": "", "slug": "pumps" }));
    assert!(refused(&desk, moved).message.contains("address"));
}

#[test]
fn a_record_does_not_come_back_to_a_word_in_the_trash() {
    let desk = Desk::open();
    let topic = made(&desk, article_categories::create, json!({ "name": "Boilers" })).value.id;
    let article =
        made(&desk, articles::create, json!({ "title": "F.28", "body": "", "category_id": topic })).value.id;
    let moved = made(&desk, articles::update, json!({ "id": article, "category_id": null })).change;
    made(&desk, article_categories::delete, json!({ "id": topic }));
    assert!(refused(&desk, moved).message.contains("“Boilers”, which is in the trash"));
}

#[test]
fn every_state_keeps_a_status() {
    let desk = Desk::open();
    let closed = desk
        .read(|ctx| statuses::list(ctx, Default::default()))
        .items
        .into_iter()
        .find(|status| status.name == "Closed");
    let second = made(&desk, statuses::create, json!({ "name": "Shut", "category": "closed" })).change;
    made(&desk, statuses::update, json!({ "id": closed.unwrap().id, "category": "solved" }));
    assert!(refused(&desk, second).message.contains("closed tickets"));
}

#[test]
fn a_deal_stays_in_a_stage_of_its_pipeline() {
    let desk = Desk::open();
    let second = made(&desk, pipelines::create, json!({ "name": "Service" })).value;
    let deal = made(&desk, deals::create, json!({ "title": "Heat pump" })).value.card.id;
    let there = made(&desk, deals::r#move, json!({ "id": deal, "stage_id": second.stages[0].id })).change;
    made(&desk, deals::r#move, json!({ "id": deal, "stage_id": second.stages[1].id }));
    assert!(refused(&desk, there).message.contains("“Heat pump” was moved since"));
    desk.log_agrees();
}

#[test]
fn a_stage_keeps_the_outcome_that_its_deals_have() {
    let desk = Desk::open();
    let plain = |kind: &str| json!({ "name": kind, "kind": kind });
    let made_stages =
        json!([plain("open"), plain("won"), plain("lost"), { "name": "Parked", "kind": "open" }]);
    let pipeline = made(&desk, pipelines::create, json!({ "name": "Service", "stages": made_stages })).value;
    let changed: Vec<Value> = pipeline
        .stages
        .iter()
        .map(|stage| {
            let kind = if stage.name == "Parked" { json!("lost") } else { json!(stage.kind) };
            json!({ "id": stage.id, "name": stage.name, "kind": kind })
        })
        .collect();
    let change = made(&desk, pipelines::update, json!({ "id": pipeline.id, "stages": changed })).change;
    let deal = made(&desk, deals::create, json!({ "title": "Heat pump" })).value.card.id;
    made(&desk, deals::r#move, json!({ "id": deal, "stage_id": pipeline.stages[3].id, "lost_reason": "No" }));
    assert!(refused(&desk, change).message.contains("outcome"));
}

#[test]
fn only_who_may_change_a_kind_takes_it_out_of_the_trash() {
    let desk = Desk::open();
    let flow = made(
        &desk,
        workflows::create,
        json!({ "name": "Greet", "trigger": { "type": "event", "kind": "customer.created" },
            "actions": [{ "type": "create_task", "title": "Say hello" }] }),
    )
    .value
    .id;
    made(&desk, workflows::delete, json!({ "id": flow }));
    let restore = |role: Role, kind: &str, id: i64| {
        let spec = ChangeSpec::new("trash.restore", Actor::User { id: 1, role });
        let args = TrashedRecord { record: kind.to_owned(), id };
        desk.db.write(Lane::Person, &spec, |ctx| trash::restore(ctx, args)).map(|done| done.value)
    };
    assert_eq!(restore(Role::Agent, "workflow", flow.0).unwrap_err().code, Code::Forbidden);
    assert_eq!(restore(Role::Admin, "workflow", flow.0).unwrap().title, "Greet");

    let admin = made(&desk, users::create, json!({ "name": "Tom", "role": "admin" }));
    undo(&desk, admin.change);
    for role in [Role::Agent, Role::Owner] {
        assert_eq!(restore(role, "user", admin.value.id.0).unwrap_err().code, Code::Invalid);
    }

    let made_topic = made(&desk, article_categories::create, json!({ "name": "Boilers" }));
    let topic = made_topic.value.id;
    let article =
        made(&desk, articles::create, json!({ "title": "F.28", "body": "", "category_id": topic })).value.id;
    made(&desk, articles::delete, json!({ "id": article }));
    // Deleting the category would take the article along; undoing its creation does not.
    undo(&desk, made_topic.change);
    let error = restore(Role::Owner, "article", article.0).unwrap_err();
    assert!(error.message.contains("“Boilers”, which is in the trash"), "{error}");
    restore(Role::Agent, "article_category", topic.0).unwrap();
    restore(Role::Agent, "article", article.0).unwrap();
}
