use super::*;
use crate::attachments::{Incoming, Label, store};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::log::{check, hash, undo};
use crate::testing::OWNER;

type Write = Box<dyn Fn(&Ctx<'_>) -> Result<()>>;

fn write<A: serde::de::DeserializeOwned + 'static, R: 'static>(
    op: fn(&Ctx<'_>, A) -> Result<R>,
    value: Value,
) -> Write {
    Box::new(move |ctx| op(ctx, args(value.clone())).map(|_| ()))
}

/// Content, operation, undo: the same content; redo: what the operation had left.
#[test]
fn every_write_can_be_undone_and_redone_exactly() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let team = desk.run(|ctx| crate::people::teams::create(ctx, args(json!({ "name": "Engineers" }))));
    let category = desk.run(|ctx| categories::create(ctx, args(json!({ "name": "Heating" }))));
    let one = ticket(
        &desk,
        json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold.", "tags": ["VIP"] }),
    );
    let solved = ticket(
        &desk,
        json!({ "subject": "Done", "customer_id": zofia.id, "status_id": status(&desk, TicketState::Solved) }),
    );
    let mut incoming = Incoming::begin(desk.folder.path()).unwrap();
    incoming.push(b"a picture").unwrap();
    let file =
        store(&desk.db, OWNER, Label { name: "f28.jpg", media_type: None }, incoming.finish().unwrap())
            .unwrap();
    let (id, done) = (one.id, solved.id);
    let waiting = status(&desk, TicketState::WaitingCustomer);
    let writes: Vec<(&str, Write)> = vec![
        (
            "create",
            write(
                create,
                json!({ "subject": "New", "customer_id": zofia.id, "body": "Hello", "tags": ["VIP", "Fresh"] }),
            ),
        ),
        (
            "update",
            write(
                update,
                json!({ "id": id, "subject": "Still no heat", "status_id": waiting, "priority_id": 4, "category_id": category.id,
                    "team_id": team.id, "assignee_id": 1, "customer_id": null, "tags": ["Gold plan"] }),
            ),
        ),
        (
            "reply",
            write(
                reply,
                json!({ "id": id, "body": "On our way.", "status_id": waiting, "attachment_ids": [file.id] }),
            ),
        ),
        ("reply opens", write(reply, json!({ "id": id, "body": "On our way." }))),
        ("customer reopens", write(reply, json!({ "id": done, "body": "Again.", "side": "customer" }))),
        ("note", write(note, json!({ "id": id, "body": "x".repeat(500) }))),
        ("assign", write(assign, json!({ "id": id, "assignee_id": 1, "team_id": team.id }))),
        ("solve", write(solve, json!({ "id": id }))),
        ("reopen", write(reopen, json!({ "id": done }))),
        ("delete", write(delete, json!({ "id": id }))),
        (
            "statuses.create",
            write(
                statuses::create,
                json!({ "name": "Parts ordered", "category": "on_hold", "colour": "violet" }),
            ),
        ),
        (
            "statuses.update",
            write(
                statuses::update,
                json!({ "id": waiting, "name": "With customer", "category": "on_hold", "position": 9 }),
            ),
        ),
        ("priorities.create", write(priorities::create, json!({ "name": "Emergency", "level": 4 }))),
        (
            "priorities.update",
            write(priorities::update, json!({ "id": one.priority_id, "name": "Usual", "level": 3 })),
        ),
        (
            "categories.create",
            write(categories::create, json!({ "name": "Cooling", "parent_id": category.id })),
        ),
        ("categories.update", write(categories::update, json!({ "id": category.id, "name": "Warmth" }))),
    ];
    for (name, write) in writes {
        let content = || desk.read(|ctx| hash::content(ctx.conn()));
        let (before, tickets_before) = (content(), [read(&desk, &one), read(&desk, &solved)]);
        let made = desk.outcome(|ctx| write(ctx));
        let after = content();
        assert_ne!(before, after, "{name}");
        let undone =
            desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: made.change.unwrap() }));
        assert_eq!(undone.value.conflicts, [], "{name}");
        assert_eq!(before, content(), "undo of {name}");
        // Projections are no content, yet they follow.
        for (was, ticket) in tickets_before.iter().zip([&one, &solved]) {
            let now = read(&desk, ticket);
            assert_eq!(
                (was.state, was.needs_answer_ms, was.last_message_ms, was.solved_ms, &was.tags),
                (now.state, now.needs_answer_ms, now.last_message_ms, now.solved_ms, &now.tags),
                "{name}"
            );
        }
        let redone =
            desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: undone.change.unwrap() }));
        assert_eq!(after, content(), "redo of {name}");
        desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: redone.change.unwrap() }));
        assert_eq!(before, content(), "second undo of {name}");
    }
    let walked = desk.read(|ctx| check::log(ctx.conn(), |_| {}));
    assert_eq!(walked.problems, Vec::<String>::new());
}

#[test]
fn bookkeeping_leaves_no_trace_in_the_log() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat" }));
    let before = desk.read(|ctx| hash::everything(ctx.conn()));
    let read = desk.outcome(|ctx| mark_read(ctx, GetTicket { id: one.id }));
    let drafted = desk
        .outcome(|ctx| drafts::save(ctx, args(json!({ "ticket_id": one.id, "kind": "note", "text": "x" }))));
    assert_eq!((read.change, drafted.change), (None, None));
    assert_eq!(before, desk.read(|ctx| hash::everything(ctx.conn())));
}
