use super::*;
use crate::error::Code;
use crate::ids::CustomerId;
use crate::testing::{Desk, START_MS, round_trips};
use serde_json::{Value, json};

fn call(desk: &Desk, args: Value) -> Interaction {
    desk.run(|ctx| log(ctx, serde_json::from_value(args.clone()).unwrap()))
}

#[test]
fn a_call_logged_later_carries_the_time_it_took_place() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    let at = START_MS - 3_600_000;
    let entry = call(
        &desk,
        json!({ "customer_id": ada, "kind": "call", "direction": "inbound", "body": "Too hot.", "at_ms": at, "duration_s": 360 }),
    );
    assert_eq!((entry.at_ms, entry.user_name.as_deref()), (at, Some("Maren Alder")));
    let event: (i64, i64) = desk.read(|ctx| {
        Ok(ctx.conn().query_row(
            "SELECT at_ms, recorded_ms FROM events WHERE kind = 'interaction.created'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?)
    });
    assert_eq!(event.0, at);
    assert!(event.1 > START_MS);
    let stands: i64 = desk.read(|ctx| {
        Ok(ctx.conn().query_row(
            "SELECT at_ms FROM timeline WHERE subject_type = 'interaction'",
            [],
            |row| row.get(0),
        )?)
    });
    assert_eq!(stands, at);
}

#[test]
fn nothing_is_logged_for_the_future_or_for_nobody() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    let refused = |args: Value| desk.refused(|ctx| log(ctx, serde_json::from_value(args.clone()).unwrap()));
    let error = refused(json!({ "customer_id": ada, "kind": "note", "at_ms": START_MS + 86_400_000 }));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("at_ms")));
    let error = refused(json!({ "customer_id": CustomerId(99), "kind": "note" }));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("customer_id")));
    let error = refused(json!({ "customer_id": ada, "kind": "note", "ticket_id": 7 }));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("ticket_id")));
    for seconds in [-60, 8 * 24 * 3_600] {
        let error = refused(json!({ "customer_id": ada, "kind": "call", "duration_s": seconds }));
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("duration_s")), "{seconds}");
    }
}

#[test]
fn every_write_can_be_undone_exactly() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    let id = round_trips(&desk, |ctx| {
        log(
            ctx,
            serde_json::from_value(
                json!({ "customer_id": ada, "kind": "note", "body": "Key under the mat" }),
            )
            .unwrap(),
        )
    })
    .id;
    round_trips(&desk, |ctx| {
        update(ctx, serde_json::from_value(json!({ "id": id, "kind": "call", "direction": "outbound", "body": null, "at_ms": START_MS - 5 })).unwrap())
    });
    round_trips(&desk, |ctx| delete(ctx, GetInteraction { id }));
    desk.log_agrees();
}
