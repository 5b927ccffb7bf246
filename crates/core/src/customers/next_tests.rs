use super::*;
use crate::log::undo::{self, ApplyUndo};
use crate::testing::Desk;
use crate::{deals, interactions, tasks, tickets};
use serde_json::{Value, json};

fn keys(desk: &Desk, id: crate::ids::CustomerId) -> Vec<&'static str> {
    let actions = desk.read(|ctx| next_actions(ctx, GetCustomer { id })).actions;
    assert_eq!(actions.iter().filter(|action| action.primary).count(), 1);
    assert!(actions[0].primary && actions.iter().all(|action| SUGGESTED.contains(&action.operation)));
    actions.into_iter().map(|action| action.key).collect()
}

#[test]
fn what_waits_on_us_comes_first() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    assert_eq!(keys(&desk, ada)[0], "call");
    let deal = json!({ "title": "Boiler", "customer_id": ada });
    let deal = desk.run(|ctx| deals::create(ctx, serde_json::from_value(deal).unwrap()));
    assert_eq!(keys(&desk, ada)[..2], ["next_step", "call"]);
    let task = json!({ "title": "Send plan", "customer_id": ada, "deal_id": deal.card.id, "due_ms": crate::testing::START_MS });
    desk.run(|ctx| tasks::create(ctx, serde_json::from_value(task).unwrap()));
    assert_eq!(keys(&desk, ada)[..2], ["task", "call"]);
    let ticket = json!({ "subject": "No heat", "customer_id": ada, "body": "Cold." });
    desk.run(|ctx| tickets::create(ctx, serde_json::from_value(ticket).unwrap()));
    assert_eq!(keys(&desk, ada)[..2], ["answer", "task"]);
}

#[test]
fn whoever_called_or_wrote_has_been_in_contact() {
    let desk = Desk::open();
    let contact = |id| {
        let summary = desk.read(|ctx| summary(ctx, GetCustomer { id }));
        summary.last_contact_kind.map(|kind| (kind, summary.last_contact_ms))
    };
    let (caller, writer) = (desk.customer("Ada"), desk.customer("Grace"));
    assert_eq!((contact(caller), keys(&desk, caller)[0]), (None, "call"));
    let note = json!({ "customer_id": caller, "kind": "note", "body": "Prefers mornings." });
    desk.run(|ctx| interactions::log(ctx, serde_json::from_value(note).unwrap()));
    assert_eq!(contact(caller), None);
    let call = json!({ "customer_id": caller, "kind": "call", "direction": "outbound" });
    let call = desk.run(|ctx| interactions::log(ctx, serde_json::from_value(call).unwrap()));
    assert_eq!(contact(caller), Some(("call".to_owned(), Some(call.at_ms))));
    assert!(!keys(&desk, caller).contains(&"call"));

    let ticket = json!({ "subject": "No heat", "customer_id": writer, "body": "Cold." });
    let ticket = desk.run(|ctx| tickets::create(ctx, serde_json::from_value(ticket).unwrap()));
    assert_eq!(contact(writer), Some(("message".to_owned(), Some(ticket.created_ms))));
    desk.clock.advance(60_000);
    let reply = json!({ "id": ticket.id, "body": "On our way." });
    let reply = desk.outcome(|ctx| tickets::reply(ctx, serde_json::from_value(reply).unwrap()));
    assert_eq!(contact(writer), Some(("message".to_owned(), Some(reply.value.at_ms))));
    let taken_back = ApplyUndo { change_id: reply.change.unwrap() };
    let undo = desk.outcome(|ctx| undo::apply(ctx, taken_back)).change.unwrap();
    assert_eq!(contact(writer), Some(("message".to_owned(), Some(ticket.created_ms))));
    desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: undo }));
    assert_eq!(contact(writer), Some(("message".to_owned(), Some(reply.value.at_ms))));
    assert!(!keys(&desk, writer).contains(&"call"));
}

#[test]
fn every_state_has_a_next_step() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    let twin = desk.customer("Ada L.");
    for status in CustomerStatus::ALL {
        desk.run(|ctx| update(ctx, serde_json::from_value(json!({ "id": ada, "status": status })).unwrap()));
        assert!(!keys(&desk, ada).is_empty());
        for days in [0, 200] {
            desk.clock.advance(days * 86_400_000);
            assert!(!keys(&desk, ada).is_empty());
        }
    }
    desk.run(|ctx| {
        Ok(ctx.conn().execute("UPDATE customers SET merged_into_id = ?1 WHERE id = ?2", [ada, twin])?)
    });
    assert_eq!(keys(&desk, twin), ["survivor"]);
    desk.run(|ctx| delete(ctx, GetCustomer { id: ada }));
    assert_eq!(keys(&desk, ada), ["restore"]);
}

#[test]
fn offered_arguments_are_accepted() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    for action in desk.read(|ctx| next_actions(ctx, GetCustomer { id: ada })).actions {
        let mut with: Value = action.args.clone();
        for field in &action.fill {
            with[*field] = if *field == "due_ms" { json!(crate::testing::START_MS) } else { json!("Hello") };
        }
        desk.run(|ctx| match action.operation {
            "tasks.create" => tasks::create(ctx, serde_json::from_value(with).unwrap()).map(|_| ()),
            "interactions.log" => interactions::log(ctx, serde_json::from_value(with).unwrap()).map(|_| ()),
            "deals.create" => deals::create(ctx, serde_json::from_value(with).unwrap()).map(|_| ()),
            other => panic!("{other}"),
        });
    }
}
