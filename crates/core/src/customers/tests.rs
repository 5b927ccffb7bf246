use super::*;
use crate::error::Code;
use crate::log::{hash, undo};
use crate::testing::Desk;

fn new(name: &str) -> CreateCustomer {
    serde_json::from_value(serde_json::json!({ "name": name })).unwrap()
}

#[test]
fn a_name_suffices_and_everything_else_can_follow() {
    let desk = Desk::open();
    let ada = desk.run(|ctx| create(ctx, new("  Ada Lovelace ")));
    assert_eq!((ada.name.as_str(), ada.status, ada.rev), ("Ada Lovelace", CustomerStatus::Lead, 1));
    let args = serde_json::json!({ "id": ada.id, "status": "active", "city": "Bristol", "tags": ["Gold plan", "gold PLAN"],
        "contact_points": [{ "kind": "email", "value": "ada@example.org" }] });
    let ada = desk.run(|ctx| update(ctx, serde_json::from_value(args).unwrap()));
    assert_eq!(ada.tags, ["Gold plan"]);
    assert_eq!(ada.contact_points.len(), 1);
    assert!(ada.rev > 1);
    let cleared = desk.run(|ctx| {
        update(ctx, serde_json::from_value(serde_json::json!({ "id": ada.id, "city": null })).unwrap())
    });
    assert_eq!(cleared.city, None);
    assert_eq!(cleared.tags, ["Gold plan"]);
}

#[test]
fn an_empty_name_is_refused_and_leaves_nothing() {
    let desk = Desk::open();
    let before = desk.read(|ctx| hash::content(ctx.conn()));
    let error = desk
        .db
        .write(
            crate::db::Lane::Person,
            &crate::log::unit::ChangeSpec::new("t", crate::testing::OWNER),
            |ctx| create(ctx, new(" ")),
        )
        .unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("name")));
    assert_eq!(before, desk.read(|ctx| hash::content(ctx.conn())));
}

#[test]
fn two_people_keep_both_edits_unless_they_touch_the_same_field() {
    let desk = Desk::open();
    let ada = desk.run(|ctx| create(ctx, new("Ada")));
    desk.run(|ctx| {
        update(
            ctx,
            serde_json::from_value(serde_json::json!({ "id": ada.id, "city": "Bath", "rev": ada.rev }))
                .unwrap(),
        )
    });
    let merged = desk.run(|ctx| {
        update(
            ctx,
            serde_json::from_value(
                serde_json::json!({ "id": ada.id, "street": "1 High St", "rev": ada.rev }),
            )
            .unwrap(),
        )
    });
    assert_eq!((merged.city.as_deref(), merged.street.as_deref()), (Some("Bath"), Some("1 High St")));
    let clash = desk
        .db
        .write(
            crate::db::Lane::Person,
            &crate::log::unit::ChangeSpec::new("t", crate::testing::OWNER),
            |ctx| {
                update(
                    ctx,
                    serde_json::from_value(
                        serde_json::json!({ "id": ada.id, "city": "York", "rev": ada.rev }),
                    )
                    .unwrap(),
                )
            },
        )
        .unwrap_err();
    assert_eq!((clash.code, clash.field.as_deref()), (Code::Conflict, Some("city")));
}

#[test]
fn undo_and_redo_bring_back_each_state_exactly() {
    let desk = Desk::open();
    let empty = desk.read(|ctx| hash::content(ctx.conn()));
    let made = desk.outcome(|ctx| {
        create(ctx, serde_json::from_value(serde_json::json!({ "name": "Ada", "tags": ["VIP"], "contact_points": [{"kind":"phone","value":"+44 117 496 0877"}] })).unwrap())
    });
    let full = desk.read(|ctx| hash::content(ctx.conn()));
    let edited = desk.outcome(|ctx| {
        update(ctx, serde_json::from_value(serde_json::json!({ "id": made.value.id, "name": "Ada L.", "tags": [], "contact_points": [] })).unwrap())
    });
    desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: edited.change.unwrap() }));
    assert_eq!(full, desk.read(|ctx| hash::content(ctx.conn())));
    let undone = desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: made.change.unwrap() }));
    assert_eq!(empty, desk.read(|ctx| hash::content(ctx.conn())));
    desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: undone.change.unwrap() }));
    assert_eq!(full, desk.read(|ctx| hash::content(ctx.conn())));
    let walked = desk.read(|ctx| crate::log::check::log(ctx.conn(), |_| {}));
    assert_eq!(walked.problems, Vec::<String>::new());
}

#[test]
fn pages_join_without_gaps_and_beginnings_are_found() {
    let desk = Desk::open();
    for n in 0..25 {
        desk.run(|ctx| create(ctx, new(&format!("Customer {:02}", 24 - n))));
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = desk.read(|ctx| {
            list(ctx, ListCustomers { limit: Some(10), after: after.clone(), ..ListCustomers::default() })
        });
        seen.extend(page.items.into_iter().map(|row| row.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, (0..25).map(|n| format!("Customer {n:02}")).collect::<Vec<_>>());
    let found = desk
        .read(|ctx| list(ctx, ListCustomers { q: Some("customer 1".into()), ..ListCustomers::default() }));
    assert_eq!(found.items.len(), 10);
}

#[test]
fn a_condition_narrows_the_list_and_a_bad_one_is_refused_by_its_rule() {
    let desk = Desk::open();
    desk.run(|ctx| {
        create(
            ctx,
            serde_json::from_value(serde_json::json!({ "name": "Åsa", "tags": ["VIP"], "status": "active" }))
                .unwrap(),
        )
    });
    desk.run(|ctx| create(ctx, new("Bo")));
    let asked = |rules: serde_json::Value| -> ListCustomers {
        serde_json::from_value(serde_json::json!({ "where": { "combinator": "and", "rules": rules } }))
            .unwrap()
    };
    let names = |rules: serde_json::Value| -> Vec<String> {
        desk.read(|ctx| list(ctx, asked(rules))).items.into_iter().map(|row| row.name).collect()
    };
    assert_eq!(
        names(serde_json::json!([{ "field": "tags", "operator": "any_of", "value": ["vip"] }])),
        ["Åsa"]
    );
    assert_eq!(
        names(serde_json::json!([{ "field": "name", "operator": "does_not_contain", "value": "asa" }])),
        ["Bo"]
    );
    let error = desk
        .db
        .read(crate::testing::OWNER, |ctx| {
            list(ctx, asked(serde_json::json!([{ "field": "x", "operator": "is", "value": "y" }])))
        })
        .unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("where")));
}
