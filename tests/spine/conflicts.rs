//! What undo does where something stands in its way: it takes back the rest, says what stayed, and tears nothing.

use crate::desk::{Desk, OWNER};
use onhand_core::ctx::{Actor, Role};
use onhand_core::error::{Code, Error};
use onhand_core::log::check;
use onhand_core::log::unit::ChangeSpec;
use serde_json::{Value, json};

fn refused(desk: &Desk, actor: Actor, name: &str, args: Value) -> Error {
    desk.call(actor, onhand_api::find(name).unwrap(), args).unwrap_err()
}

/// Undoes a change after looking at the preview, which must say the same.
fn undo(desk: &Desk, change: Option<i64>) -> Value {
    let args = json!({ "change_id": change.unwrap() });
    let preview = desk.done("undo.preview", args.clone()).0;
    let told = desk.done("undo.apply", args).0;
    assert_eq!(preview["conflicts"], told["conflicts"]);
    assert_eq!(check::log(desk.outside(), |_| {}).unwrap().problems, Vec::<String>::new());
    told
}

fn customer(desk: &Desk, args: Value) -> i64 {
    desk.done("customers.create", args).0["id"].as_i64().unwrap()
}

#[test]
fn a_field_that_somebody_changed_since_stays_and_is_told() {
    let desk = Desk::open();
    let id = customer(&desk, json!({ "name": "Ada", "city": "Bath" }));
    let change = desk.done("customers.update", json!({ "id": id, "name": "Ada L.", "city": "Bristol" })).1;
    desk.done("customers.update", json!({ "id": id, "city": "York" }));
    let told = undo(&desk, change);
    let conflict = &told["conflicts"][0];
    assert_eq!(told["conflicts"].as_array().unwrap().len(), 1);
    assert_eq!(
        (
            &conflict["field"],
            &conflict["was"],
            &conflict["now"],
            &conflict["wanted"],
            &conflict["subject_title"]
        ),
        (&json!("city"), &json!("Bristol"), &json!("York"), &json!("Bath"), &json!("Ada L."))
    );
    let now = desk.done("customers.get", json!({ "id": id })).0;
    assert_eq!((&now["name"], &now["city"]), (&json!("Ada"), &json!("York")));
    let error = refused(&desk, OWNER, "undo.apply", json!({ "change_id": change }));
    assert_eq!(error.code, Code::Conflict, "undone already");
}

#[test]
fn where_nothing_can_be_taken_back_nothing_is_written() {
    let desk = Desk::open();
    let id = customer(&desk, json!({ "name": "Ada" }));
    let change = desk.done("customers.update", json!({ "id": id, "city": "Bath" })).1;
    desk.done("customers.update", json!({ "id": id, "city": "York" }));
    let before = crate::picture::whole_file(desk.outside());
    let error = refused(&desk, OWNER, "undo.apply", json!({ "change_id": change }));
    assert_eq!(error.code, Code::Conflict);
    assert!(error.message.contains("“Ada” was changed since"), "{error}");
    assert_eq!(before, crate::picture::whole_file(desk.outside()));
}

#[test]
fn people_take_back_their_own_and_administrators_all() {
    let desk = Desk::open();
    let agent = |id| Actor::User { id, role: Role::Agent };
    let people: Vec<i64> = ["Ada", "Ben"]
        .iter()
        .map(|name| {
            desk.done("users.create", json!({ "name": name, "role": "agent" })).0["id"].as_i64().unwrap()
        })
        .collect();
    let create = onhand_api::find("customers.create").unwrap();
    let change = desk.call(agent(people[0]), create, json!({ "name": "Kestrel" })).unwrap().change.unwrap();
    let args = json!({ "change_id": change });
    let error = refused(&desk, agent(people[1]), "undo.apply", args.clone());
    assert_eq!(error.code, Code::Forbidden);
    assert!(error.message.contains("Ada did this"), "{error}");
    let admin = Actor::User { id: people[1], role: Role::Admin };
    desk.call(admin, onhand_api::find("undo.apply").unwrap(), args).unwrap();
}

#[test]
fn a_tag_put_on_again_by_somebody_else_stays_one_tag() {
    let desk = Desk::open();
    let id = customer(&desk, json!({ "name": "Ada", "tags": ["VIP"] }));
    let off = desk.done("customers.update", json!({ "id": id, "tags": [] , "city": "Bath" })).1;
    desk.done("customers.update", json!({ "id": id, "tags": ["VIP"] }));
    assert_eq!(undo(&desk, off)["conflicts"], json!([]));
    let now = desk.done("customers.get", json!({ "id": id })).0;
    assert_eq!((&now["tags"], &now["city"]), (&json!(["VIP"]), &Value::Null));
}

#[test]
fn a_word_that_others_use_by_now_is_not_taken_from_them() {
    let desk = Desk::open();
    let (first, change) = desk.done("customers.create", json!({ "name": "Ada", "tags": ["VIP"] }));
    let second = customer(&desk, json!({ "name": "Ben", "tags": ["VIP"] }));
    let told = undo(&desk, change);
    assert_eq!(told["conflicts"][0]["subject_title"], "VIP");
    assert_eq!(told["conflicts"][0]["now"], "in use");
    assert!(desk.done("customers.get", json!({ "id": first["id"] })).0["trashed_ms"].is_i64());
    assert_eq!(desk.done("customers.get", json!({ "id": second })).0["tags"], json!(["VIP"]));

    let (status, made) =
        desk.done("ticket_statuses.create", json!({ "name": "Parts", "category": "on_hold" }));
    let ticket = desk.done("tickets.create", json!({ "subject": "Cold", "status_id": status["id"] })).0;
    let error = refused(&desk, OWNER, "undo.apply", json!({ "change_id": made }));
    assert_eq!(error.code, Code::Conflict);
    assert!(error.message.contains("“Parts” is in use"), "{error}");
    desk.done("tickets.delete", json!({ "id": ticket["id"] }));
    assert_eq!(undo(&desk, made)["conflicts"], json!([]), "nobody uses it any more");
}

#[test]
fn nothing_points_to_what_is_gone_for_good() {
    let desk = Desk::open();
    let (person, hired) = desk.done("users.create", json!({ "name": "Tom", "role": "agent" }));
    let id = customer(&desk, json!({ "name": "Ada", "owner_id": person["id"], "city": "Bath" }));
    let change = desk.done("customers.update", json!({ "id": id, "owner_id": null, "city": "York" })).1;
    undo(&desk, hired);
    desk.done("trash.purge", json!({ "type": "user", "id": person["id"] }));
    let told = undo(&desk, change);
    assert_eq!(told["conflicts"][0]["field"], "owner_id");
    let now = desk.done("customers.get", json!({ "id": id })).0;
    assert_eq!((&now["city"], &now["owner_id"]), (&json!("Bath"), &Value::Null));
}

#[test]
fn a_stage_that_holds_deals_by_now_stays() {
    let desk = Desk::open();
    let pipeline = desk.done("pipelines.list", json!({})).0["items"][0].clone();
    let mut stages: Vec<Value> =
        pipeline["stages"].as_array().unwrap().iter().map(crate::undo::arrangement::plain_stage).collect();
    stages.push(json!({ "name": "Parked", "kind": "open" }));
    let (made, change) =
        desk.done("pipelines.update", json!({ "id": pipeline["id"], "name": "Projects", "stages": stages }));
    let parked = made["stages"].as_array().unwrap().last().unwrap()["id"].clone();
    desk.done("deals.create", json!({ "title": "Heat pump", "stage_id": parked }));
    let told = undo(&desk, change);
    assert_eq!(told["conflicts"][0]["field"], json!(format!("stages[{parked}]")));
    let now = desk.done("pipelines.list", json!({})).0["items"][0].clone();
    assert_eq!(now["name"], pipeline["name"]);
    assert_eq!(now["stages"].as_array().unwrap().len(), stages.len());
}

#[test]
fn long_work_that_a_crash_cut_off_can_be_taken_back_as_far_as_it_came() {
    let mut desk = Desk::open();
    let before = desk.content_hash();
    let create = onhand_api::find("customers.create").unwrap();
    let spec =
        ChangeSpec { label: Some("Import of people.csv".into()), ..ChangeSpec::new("imports.start", OWNER) };
    let mut batch = desk.db().batch(spec).unwrap();
    let change = batch.change();
    batch
        .transaction(|transaction| {
            for name in ["Ada", "Ben"] {
                transaction.unit(|ctx| create.perform(ctx, json!({ "name": name })))?;
            }
            Ok(())
        })
        .unwrap();
    drop(batch);
    desk.reopen();
    let told = desk.done("changes.list", json!({})).0["items"][0].clone();
    assert_eq!((&told["id"], &told["undoable"]), (&json!(change), &json!(true)));
    assert_eq!(told["label"], "Import of people.csv (interrupted)");
    assert_ne!(desk.content_hash(), before);
    undo(&desk, Some(change.0));
    assert_eq!(desk.content_hash(), before);
}
