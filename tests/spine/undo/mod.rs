//! Every write of the operation table, taken back and done again: the same content each time. An operation that
//! stands neither in the arrangement nor among the exceptions fails the test.

pub mod arrangement;
mod words;

use crate::desk::{Desk, OWNER};
use crate::picture;
use arrangement::arrange;
use onhand_core::error::Code;
use onhand_core::log::undo::NOT_UNDOABLE;
use onhand_core::log::{check, hash};
use serde_json::{Value, json};

/// Why undo is not offered. Each case is tried: it writes nothing that undo could reach, or is refused by name.
enum Reason {
    /// Keeps the program running and touches no record; the words say what it does.
    Bookkeeping(&'static str),
    /// Stands on the closed list in core; the words say why.
    Closed(&'static str),
}
use Reason::{Bookkeeping, Closed};

const EXCEPTIONS: &[(&str, Reason)] = &[
    (
        "business.start",
        Bookkeeping("remembers how the file began; a sample is an import with a change of its own"),
    ),
    ("users.sign_in_link", Closed("a link that was sent cannot be called back")),
    ("trash.purge", Closed("gone for good is what it is for")),
    ("backups.create", Closed("queues a copy of the file; the file itself stays")),
    ("tickets.mark_read", Bookkeeping("remembers who has read what")),
    ("drafts.save", Bookkeeping("keeps what is being typed")),
    ("notifications.read", Bookkeeping("marks a notification as read")),
    ("search.rebuild", Bookkeeping("builds an index that follows from the records")),
    ("data.check", Bookkeeping("queues a job that only reads")),
    ("jobs.cancel", Bookkeeping("stops a job; what the job did has a change of its own")),
    ("imports.start", Bookkeeping("queues a job; what it brings in has a change of its own")),
    ("workflows.retry", Bookkeeping("queues a run; each of its steps has a change of its own")),
    ("consumers.release", Bookkeeping("lets events be looked at again")),
    ("outbox.release", Bookkeeping("decides about a message that waits; what was sent stays sent")),
    ("outbox.cancel", Bookkeeping("decides about a message that waits; it can be released again")),
];

#[test]
fn every_write_of_the_table_can_be_taken_back_and_done_again() {
    let desk = Desk::open();
    let arranged = arrange(&desk);
    for operation in onhand_api::operations().iter().filter(|operation| operation.writes()) {
        let name = operation.name;
        match (arranged.get(name), EXCEPTIONS.iter().find(|(known, _)| *known == name)) {
            (Some(calls), None) => {
                assert!(!calls.is_empty(), "{name} has no example");
                calls.iter().for_each(|args| there_and_back(&desk, name, args));
            }
            (Some(calls), Some((_, reason))) => {
                calls.iter().for_each(|args| is_exempt(&desk, name, args, reason))
            }
            (None, Some(_)) => panic!("{name} is an exception that nobody tries: add a call to `arrange`"),
            (None, None) => {
                panic!(
                    "{name} is new: show in `arrange` how to call it, or say in `EXCEPTIONS` why undo is not for it"
                )
            }
        }
    }
    for name in arranged
        .keys()
        .copied()
        .chain(EXCEPTIONS.iter().map(|(name, _)| *name))
        .chain(NOT_UNDOABLE.iter().copied())
    {
        assert!(
            onhand_api::find(name).is_some_and(onhand_api::Operation::writes),
            "{name} is not in the table any more"
        );
    }
    assert_eq!(check::log(desk.outside(), |_| {}).unwrap().problems, Vec::<String>::new());
}

/// Content, operation, undo: the same content; redo: what the operation had left; undone again for the next one.
fn there_and_back(desk: &Desk, name: &str, args: &Value) {
    let place = format!("{name} {args}");
    let (before, projected) = (desk.content_hash(), derived(desk));
    let change = desk.done(name, args.clone()).1.unwrap_or_else(|| panic!("{place} changed nothing"));
    let after = desk.content_hash();
    assert_ne!(before, after, "{place} changed nothing that counts");
    let mut change = change;
    for (wanted, what) in [(&before, "undo"), (&after, "redo"), (&before, "second undo")] {
        let preview = desk.done("undo.preview", json!({ "change_id": change })).0;
        assert_eq!(preview["conflicts"], json!([]), "preview of the {what} of {place}");
        let (told, next) = desk.done("undo.apply", json!({ "change_id": change }));
        assert_eq!(told["conflicts"], json!([]), "{what} of {place}");
        assert_eq!(&desk.content_hash(), wanted, "{what} of {place}");
        change = next.unwrap();
    }
    assert_eq!(derived(desk), projected, "what follows from the records after the undo of {place}");
}

/// What lists and reports read besides the tracked fields, for records outside the trash.
fn derived(desk: &Desk) -> Vec<String> {
    [
        "SELECT id, state, needs_answer_ms, last_message_ms FROM tickets WHERE trashed_ms IS NULL",
        "SELECT id, name_folded, 0, 0 FROM customers WHERE trashed_ms IS NULL",
        "SELECT p.id, value_folded, 0, 0 FROM contact_points p JOIN customers c ON c.id = customer_id WHERE trashed_ms IS NULL",
        "SELECT id, title_folded, 0, 0 FROM deals WHERE trashed_ms IS NULL",
    ]
    .iter()
    .flat_map(|statement| {
        let mut statement = desk.outside().prepare(statement).unwrap();
        let rows = statement.query_map([], |row| {
            let words: (i64, String, Option<i64>, Option<i64>) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(format!("{words:?}"))
        });
        rows.unwrap().collect::<rusqlite::Result<Vec<_>>>().unwrap()
    })
    .collect()
}

fn is_exempt(desk: &Desk, name: &str, args: &Value, reason: &Reason) {
    let tracked = || hash::everything(desk.outside()).unwrap();
    let before = tracked();
    let change = desk.done(name, args.clone()).1;
    let closed = NOT_UNDOABLE.contains(&name);
    match reason {
        Bookkeeping(what) => {
            assert!(!closed, "{name} stands on the closed list: {what}");
            assert_eq!(
                (tracked(), change),
                (before, None),
                "{name} touched a record, so it must be undoable: {what}"
            );
        }
        Closed(why) => {
            assert!(closed, "{name} does not stand on the closed list: {why}");
            if let Some(change) = change {
                let undo = onhand_api::find("undo.apply").unwrap();
                let error = desk.call(OWNER, undo, json!({ "change_id": change })).unwrap_err();
                assert_eq!(error.code, Code::NotUndoable, "{name}: {why}");
            }
        }
    }
}

#[test]
fn a_hash_that_stays_means_that_every_row_stays() {
    let desk = Desk::open();
    let nothing = picture::Picture::new();
    let before = (hash::everything(desk.outside()).unwrap(), picture::take(desk.outside(), &nothing));
    let (made, change) = desk.done("customers.create", json!({ "name": "Ada", "tags": ["VIP"] }));
    let changed = picture::take(desk.outside(), &nothing);
    assert_eq!(picture::differing(&before.1, &changed).len(), 2);
    desk.done("undo.apply", json!({ "change_id": change }));
    let after = (hash::everything(desk.outside()).unwrap(), picture::take(desk.outside(), &nothing));
    assert_ne!(before.0, after.0, "what lies in the trash counts here");
    assert!(after.1.keys().any(|(_, id)| Some(*id) == made["id"].as_i64()));
}
