use super::*;
use crate::ids::TicketId;

/// The whole conversation, read page by page, oldest first.
fn whole(desk: &Desk, id: TicketId, limit: u32) -> Vec<Entry> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = desk
            .read(|ctx| conversation(ctx, GetConversation { id, limit: Some(limit), after: after.clone() }));
        assert!(page.items.len() <= limit as usize);
        pages.push(page.items);
        after = page.next;
        if after.is_none() {
            return pages.into_iter().rev().flatten().collect();
        }
    }
}

fn brief(entry: &Entry) -> String {
    match entry {
        Entry::Message(message) => format!("{}: {}", message.author_name, message.source),
        Entry::Event(event) => event.text.clone(),
    }
}

#[test]
fn pages_join_without_gaps_whatever_their_size() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let one = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold." }));
    for n in 0..40 {
        say(&desk, &one, if n % 3 == 0 { "customer" } else { "agent" }, &format!("Message {n}"));
        if n % 7 == 0 {
            let subject = format!("No heat {n}");
            desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "subject": subject }))));
        }
    }
    let all = whole(&desk, one.id, 200);
    assert_eq!(all.iter().filter(|entry| matches!(entry, Entry::Message(_))).count(), 41);
    for limit in [1, 2, 7, 50] {
        assert_eq!(whole(&desk, one.id, limit), all, "{limit}");
    }
}

#[test]
fn a_conversation_tells_who_did_what_in_names() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let team = desk.run(|ctx| crate::people::teams::create(ctx, args(json!({ "name": "Engineers" }))));
    let one = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold." }));
    let said = desk.outcome(|ctx| reply(ctx, args(json!({ "id": one.id, "body": "Coming." }))));
    desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "priority_id": 4, "tags": ["No heat"] }))));
    desk.run(|ctx| assign(ctx, args(json!({ "id": one.id, "assignee_id": 1, "team_id": team.id }))));
    desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "tags": [] }))));
    desk.run(|ctx| note(ctx, args(json!({ "id": one.id, "body": "Valve?" }))));
    desk.run(|ctx| {
        crate::log::undo::apply(ctx, crate::log::undo::ApplyUndo { change_id: said.change.unwrap() })
    });
    let all: Vec<String> = whole(&desk, one.id, 200).iter().map(brief).collect();
    assert_eq!(
        all,
        [
            "Maren Alder created the ticket",
            "Zofia: Cold.",
            "Maren Alder changed the status from New to Open",
            "Maren Alder changed the priority from Normal to Urgent, added the tag No heat",
            "Maren Alder set the team to Engineers, assigned it to Maren Alder",
            "Maren Alder removed the tag No heat",
            "Maren Alder: Valve?",
            "Maren Alder took back a message, changed the status from Open to New",
        ]
    );
}

#[test]
fn a_merged_ticket_answers_with_the_one_that_survives() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat", "body": "first" }));
    let two = ticket(&desk, json!({ "subject": "No heat again", "body": "second" }));
    desk.run(|ctx| {
        Ok(ctx.conn().execute(
            "UPDATE tickets SET merged_into_id = ?2 WHERE id = ?1",
            rusqlite::params![two.id, one.id],
        )?)
    });
    assert_eq!(read(&desk, &two).id, one.id);
    say(&desk, &two, "agent", "third");
    let all = whole(&desk, two.id, 200);
    assert_eq!(all, whole(&desk, one.id, 2));
    let messages: Vec<_> = all
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.ticket_id, message.source.as_str())),
            Entry::Event(_) => None,
        })
        .collect();
    assert_eq!(messages, [(one.id, "first"), (two.id, "second"), (one.id, "third")]);
    assert!(all.iter().any(|entry| brief(entry).contains("merged #1002 No heat again into #1001 No heat")));
    assert_eq!(desk.read(|ctx| list(ctx, ListTickets::default())).items.len(), 1);
}

#[test]
fn list_pages_join_without_gaps_in_every_order() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let done = status(&desk, TicketState::Solved);
    for n in 0..30 {
        let mine = if n % 2 == 0 { json!(1) } else { Value::Null };
        let one = ticket(
            &desk,
            json!({ "subject": format!("{n}"), "customer_id": zofia.id, "body": "x", "assignee_id": mine }),
        );
        if n % 5 == 0 {
            desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "status_id": done }))));
        }
    }
    let pages = |view: &str, sort: Option<&str>, limit: u32| {
        let (mut seen, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = desk.read(|ctx| {
                list(ctx, args(json!({ "view": view, "sort": sort, "limit": limit, "after": after })))
            });
            seen.extend(page.items.into_iter().map(|row| row.number));
            after = page.next;
            if after.is_none() {
                return seen;
            }
        }
    };
    for view in TicketView::ALL {
        for sort in [None, Some("newest"), Some("updated"), Some("waiting_longest")] {
            let all = pages(view.word(), sort, 200);
            assert_eq!(pages(view.word(), sort, 4), all, "{view:?} {sort:?}");
        }
    }
    assert_eq!(pages("all", None, 200), (1001..1031).rev().collect::<Vec<_>>());
    assert_eq!(pages("needs_answer", None, 200).first(), Some(&1002));
    assert_eq!(pages("solved_week", None, 200), [1026, 1021, 1016, 1011, 1006, 1001]);
    assert_eq!((pages("mine", None, 200).len(), pages("unassigned", None, 200).len()), (12, 12));
    let counts = desk.read(|ctx| counts(ctx, CountTickets {})).views;
    assert_eq!(
        (
            counts.all.n,
            counts.open.n,
            counts.mine.n,
            counts.unassigned.n,
            counts.solved_week.n,
            counts.needs_answer.n
        ),
        (30, 24, 12, 12, 6, 24)
    );
}
