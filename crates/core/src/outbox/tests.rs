use super::*;
use crate::error::{Code, Error};
use crate::testing::Desk;
use std::sync::Mutex;

fn note(desk: &Desk, key: &str, cause: Option<ChangeId>) {
    let note = Note {
        user_id: None,
        title: "Late refund".into(),
        body: "Look at it".into(),
        subject: Some((Record::Customer, 1)),
    };
    desk.run(|ctx| notify(ctx, key, &note, cause));
}

fn items(desk: &Desk) -> Vec<OutboxItem> {
    desk.read(|ctx| list(ctx, ListOutbox::default())).items
}

#[test]
fn an_effect_waits_for_undo_goes_out_once_and_stands_in_the_app() {
    let desk = Desk::open();
    let shown = Mutex::new(Vec::new());
    let notifier = |title: &str, body: &str| {
        shown.lock().unwrap().push(format!("{title}: {body}"));
        Ok(())
    };
    note(&desk, "a", None);
    note(&desk, "a", None);
    assert_eq!(deliver(&desk.db, Some(&notifier), "boot1", Some(1)).unwrap().sent, 0);
    desk.clock.advance(UNDO_WINDOW_MS);
    assert_eq!(deliver(&desk.db, Some(&notifier), "boot1", Some(1)).unwrap().sent, 1);
    assert_eq!(deliver(&desk.db, Some(&notifier), "boot1", Some(1)).unwrap().sent, 0);
    assert_eq!(*shown.lock().unwrap(), ["Late refund: Look at it"]);
    let seen = desk.read(|ctx| crate::notifications::list(ctx, Default::default()));
    assert_eq!((seen.items.len(), seen.items[0].read_ms), (1, None));
    desk.run(|ctx| crate::notifications::read(ctx, Default::default()));
    assert!(desk.read(|ctx| crate::notifications::list(ctx, Default::default())).items[0].read_ms.is_some());
}

#[test]
fn failures_are_tried_again_later_and_given_up_in_the_end() {
    let desk = Desk::open();
    let notifier = |_: &str, _: &str| Err(Error::new(Code::Unavailable, "No desktop."));
    note(&desk, "a", None);
    let mut tries = 0;
    for _ in 0..20 {
        desk.clock.advance(7 * 3_600_000);
        tries += deliver(&desk.db, Some(&notifier), "b", None).unwrap().failed;
    }
    assert_eq!((tries, items(&desk)[0].status), (8, OutboxStatus::Failed));
    assert_eq!(
        desk.read(|ctx| crate::notifications::list(ctx, Default::default())).items.len(),
        1,
        "the app shows it once all the same"
    );
    let id = items(&desk)[0].id;
    desk.run(|ctx| release(ctx, OutboxPlace { id }));
    assert_eq!(items(&desk)[0].status, OutboxStatus::Waiting);
    desk.clock.advance(UNDO_WINDOW_MS);
    assert_eq!(deliver(&desk.db, Some(&notifier), "c", None).unwrap().failed, 1);
    let notes = desk.read(|ctx| crate::notifications::list(ctx, Default::default())).items;
    assert_eq!(notes.len(), 1, "what is tried again is no new message");
}

#[test]
fn what_a_crash_caught_while_sending_is_not_sent_again() {
    let desk = Desk::open();
    note(&desk, "a", None);
    desk.clock.advance(UNDO_WINDOW_MS);
    desk.db
        .maintain(crate::db::Lane::Person, |conn| {
            Ok(conn.execute("UPDATE outbox SET status = 'sending', boot_id = 'dead'", [])?)
        })
        .unwrap();
    assert_eq!(recover(&desk.db, "alive").unwrap(), 1);
    let notifier = |_: &str, _: &str| -> crate::Result<()> { panic!("shown twice") };
    assert_eq!(deliver(&desk.db, Some(&notifier), "alive", None).unwrap().sent, 0);
    assert_eq!(items(&desk)[0].status, OutboxStatus::Sent);
}

#[test]
fn held_and_cancelled_effects_stay() {
    let desk = Desk::open();
    note(&desk, "a", None);
    note(&desk, "b", None);
    desk.db.maintain(crate::db::Lane::Person, |conn| hold_all(conn, "restored")).unwrap();
    desk.clock.advance(3_600_000);
    let notifier = |_: &str, _: &str| Ok(());
    assert_eq!(deliver(&desk.db, Some(&notifier), "x", None).unwrap().sent, 0);
    let ids: Vec<i64> = items(&desk).iter().map(|item| item.id).collect();
    desk.run(|ctx| release(ctx, OutboxPlace { id: ids[0] }));
    desk.run(|ctx| cancel(ctx, OutboxPlace { id: ids[1] }));
    assert_eq!(deliver(&desk.db, Some(&notifier), "x", None).unwrap().sent, 1);
    assert_eq!(items(&desk)[1].status, OutboxStatus::Cancelled);
    desk.run(|ctx| release(ctx, OutboxPlace { id: ids[1] }));
    assert_eq!(deliver(&desk.db, Some(&notifier), "x", None).unwrap().sent, 1);
}

#[test]
fn a_message_to_somebody_else_shows_in_the_app_only() {
    let desk = Desk::open();
    let note = Note { user_id: Some(2), title: "t".into(), body: "b".into(), subject: None };
    desk.run(|ctx| notify(ctx, "k", &note, None));
    desk.clock.advance(UNDO_WINDOW_MS);
    let notifier = |_: &str, _: &str| -> crate::Result<()> { panic!("not for this desktop") };
    assert_eq!(deliver(&desk.db, Some(&notifier), "x", Some(1)).unwrap().sent, 1);
    assert!(desk.read(|ctx| crate::notifications::list(ctx, Default::default())).items.is_empty());
}
