use super::*;
use crate::Actor;
use crate::ctx::Role;
use crate::db::{Db, Lane, OpenOptions, Outcome};
use crate::log::changes::{self, ListChanges};
use crate::log::unit::ChangeSpec;
use crate::people::{teams, users};
use crate::testing::{Desk, OWNER};
use crate::{customers, workflows};
use serde_json::json;
use std::sync::Arc;

fn as_role(role: Role) -> Actor {
    Actor::User { id: 1, role }
}

fn undo_as(desk: &Desk, actor: Actor, change: Option<ChangeId>) -> Result<Outcome<Undone>> {
    desk.clock.advance(1_000);
    let args = ApplyUndo { change_id: change.unwrap() };
    desk.db.write(Lane::Person, &ChangeSpec::new("undo.apply", actor), |ctx| apply(ctx, args))
}

fn listed(desk: &Desk, actor: Actor, id: ChangeId) -> changes::ChangeRow {
    let all = desk.db.read(actor, |ctx| changes::list(ctx, ListChanges::default())).unwrap();
    all.items.into_iter().find(|row| row.change.id == id).unwrap()
}

fn person(desk: &Desk, name: &str, role: &str) -> Outcome<users::User> {
    desk.outcome(|ctx| {
        users::create(ctx, serde_json::from_value(json!({ "name": name, "role": role })).unwrap())
    })
}

#[test]
fn nothing_of_a_new_file_can_be_undone_so_that_it_does_not_open_again() {
    let desk = Desk::open();
    let all = desk.read(|ctx| changes::list(ctx, ListChanges::default())).items;
    assert!(!all.is_empty());
    for row in all {
        assert!(!row.undoable, "{} is offered", row.change.operation);
        let error = undo_as(&desk, OWNER, Some(row.change.id)).unwrap_err();
        assert_eq!(error.code, Code::NotUndoable, "{error}");
    }
    assert!(desk.read(|ctx| users::first_owner(ctx.conn())).is_some());
}

#[test]
fn a_file_whose_owner_is_gone_gets_its_owner_back() {
    let desk = Desk::open();
    let options = OpenOptions {
        folder: desk.folder.path().to_owned(),
        clock: Arc::<crate::testing::FixedClock>::clone(&desk.clock),
        installation_id: "0011223344556677".to_owned(),
        without_sync: true,
    };
    let Desk { db, folder: _kept, .. } = desk;
    drop(db);
    let outside = Connection::open(options.file()).unwrap();
    outside.execute("UPDATE users SET trashed_ms = 1", []).unwrap();
    drop(outside);
    let db = Db::open(&options).unwrap();
    db.write(Lane::Person, &ChangeSpec::new(crate::SET_UP, Actor::System), |ctx| crate::set_up(ctx, "New"))
        .unwrap();
    let owner = db.read(OWNER, |ctx| users::one(ctx, crate::ids::UserId(1))).unwrap();
    assert_eq!((owner.name.as_str(), owner.role, owner.active), ("Maren Alder", Role::Owner, true));
}

#[test]
fn the_business_keeps_an_owner_whatever_is_undone() {
    let desk = Desk::open();
    let second = person(&desk, "Tom", "owner");
    let to_agent = |id: i64| {
        desk.outcome(|ctx| users::update(ctx, serde_json::from_value(json!({ "id": id, "role": "agent" }))?))
    };
    to_agent(1);
    let error = undo_as(&desk, OWNER, second.change).unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    assert!(error.message.contains("own the business"), "{error}");
    assert!(desk.read(|ctx| users::first_owner(ctx.conn())).is_some());
}

#[test]
fn undo_asks_for_the_rights_that_the_operation_asks_for() {
    let desk = Desk::open();
    let team = desk.outcome(|ctx| teams::create(ctx, serde_json::from_value(json!({ "name": "Office" }))?));
    let ada = desk.outcome(|ctx| customers::create(ctx, serde_json::from_value(json!({ "name": "Ada" }))?));
    let agent = as_role(Role::Agent);
    let change = team.change.unwrap();
    assert!(!listed(&desk, agent, change).undoable);
    assert!(listed(&desk, as_role(Role::Admin), change).undoable);
    assert_eq!(undo_as(&desk, agent, team.change).unwrap_err().code, Code::Forbidden);
    assert_eq!(
        desk.db.read(agent, |ctx| preview(ctx, PreviewUndo { change_id: change })).unwrap_err().code,
        Code::Forbidden
    );
    assert!(listed(&desk, agent, ada.change.unwrap()).undoable);
    undo_as(&desk, agent, ada.change).unwrap();
    let undone = undo_as(&desk, as_role(Role::Admin), team.change).unwrap();
    assert_eq!(undo_as(&desk, agent, undone.change).unwrap_err().code, Code::Forbidden, "nor a redo");

    let mut batch = desk.db.batch(ChangeSpec::new("imports.start", OWNER)).unwrap();
    batch
        .transaction(|transaction| {
            transaction.unit(|ctx| customers::create(ctx, serde_json::from_value(json!({ "name": "Bo" }))?))
        })
        .unwrap();
    let import = batch.finish(None).unwrap();
    assert_eq!(undo_as(&desk, agent, Some(import)).unwrap_err().code, Code::Forbidden);
}

#[test]
fn nobody_undoes_their_way_to_a_role_above_their_own() {
    let desk = Desk::open();
    person(&desk, "Tom", "owner");
    let demoted = desk.outcome(|ctx| {
        users::update(ctx, serde_json::from_value(json!({ "id": 1, "role": "admin" })).unwrap())
    });
    let admin = as_role(Role::Admin);
    let error = undo_as(&desk, admin, demoted.change).unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (Code::Forbidden, Some("role")));
    let made = person(&desk, "Ida", "owner");
    assert_eq!(undo_as(&desk, admin, made.change).unwrap_err().code, Code::Forbidden);
    undo_as(&desk, OWNER, demoted.change).unwrap();
}

#[test]
fn what_a_change_did_twice_to_one_record_does_not_stand_in_its_own_way() {
    let desk = Desk::open();
    let id = desk.customer("Ada");
    let rename = |ctx: &Ctx<'_>, name: &str| {
        customers::update(ctx, serde_json::from_value(json!({ "id": id, "name": name }))?)
    };
    let mut batch = desk.db.batch(ChangeSpec::new("imports.start", OWNER)).unwrap();
    batch
        .transaction(|transaction| {
            transaction.unit(|ctx| rename(ctx, "Bea"))?;
            transaction.unit(|ctx| rename(ctx, "Cleo"))
        })
        .unwrap();
    let change_id = batch.finish(None).unwrap();
    let conflicts = || desk.read(|ctx| preview(ctx, PreviewUndo { change_id })).conflicts;
    assert_eq!(conflicts().len(), 0);
    desk.run(|ctx| rename(ctx, "Dora"));
    let told: Vec<_> = conflicts().into_iter().map(|told| (told.field, told.now, told.wanted)).collect();
    assert_eq!(told, [("name".to_owned(), json!("Dora"), json!("Ada"))]);
}

#[test]
fn every_second_change_of_a_chain_of_undos_stands() {
    let desk = Desk::open();
    let first = desk.outcome(|ctx| customers::create(ctx, serde_json::from_value(json!({ "name": "Ada" }))?));
    let mut chain = vec![first.change.unwrap()];
    for undos in 1..=5_usize {
        let last = chain.last().copied();
        chain.push(undo_as(&desk, OWNER, last).unwrap().change.unwrap());
        for (place, id) in chain.iter().enumerate() {
            let row = listed(&desk, OWNER, *id);
            let stands = (undos - place) % 2 == 0;
            assert_eq!(row.change.undone_by.is_none(), stands, "change {place} after {undos} undos");
            assert_eq!(row.undoable, stands, "change {place} after {undos} undos");
        }
    }
}

#[test]
fn what_still_runs_cannot_be_undone() {
    let desk = Desk::open();
    let mut batch = desk.db.batch(ChangeSpec::new("imports.start", OWNER)).unwrap();
    batch
        .transaction(|transaction| {
            transaction.unit(|ctx| customers::create(ctx, serde_json::from_value(json!({ "name": "Ada" }))?))
        })
        .unwrap();
    let change = Some(batch.change());
    let error = undo_as(&desk, OWNER, change).unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    assert!(error.message.contains("still running"), "{error}");
    batch.finish(None).unwrap();
    undo_as(&desk, OWNER, change).unwrap();
}

#[test]
fn a_workflow_that_lost_what_it_needs_is_not_switched_on_by_an_undo() {
    let desk = Desk::open();
    let tom = person(&desk, "Tom", "agent");
    let made = desk.run(|ctx| {
        workflows::create(
            ctx,
            serde_json::from_value(json!({ "name": "Tell Tom",
                "trigger": { "type": "event", "kind": "customer.created" },
                "actions": [{ "type": "notify", "to": tom.value.id, "text": "Look" }] }))?,
        )
    });
    let id = workflows::GetWorkflow { id: made.id };
    desk.run(|ctx| workflows::enable(ctx, id.clone()));
    let off = desk.outcome(|ctx| workflows::disable(ctx, id.clone()));
    undo_as(&desk, OWNER, tom.change).unwrap();
    let error = undo_as(&desk, OWNER, off.change).unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    assert!(error.message.contains("“Tell Tom” would be switched on"), "{error}");
    assert!(!desk.read(|ctx| workflows::get(ctx, id)).enabled);
}
