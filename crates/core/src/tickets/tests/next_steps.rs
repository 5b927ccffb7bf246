use super::*;
use crate::ids::{TicketPriorityId, TicketStatusId, UserId};
use crate::tickets::next::{Facts, SUGGESTED, suggest};

#[test]
fn every_state_offers_something_that_can_be_done() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let base = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id }));
    let mut walked = 0;
    for state in TicketState::ALL.iter().copied() {
        for choice in 0..64_u32 {
            let has = |bit: u32| choice & (1 << bit) != 0;
            let ticket = Ticket {
                state,
                needs_answer_ms: has(0).then_some(1),
                assignee_id: has(1).then_some(UserId(1)),
                customer_id: has(2).then_some(zofia.id),
                trashed_ms: has(3).then_some(1),
                ..base.clone()
            };
            let facts = Facts {
                ticket: &ticket,
                me: has(4).then_some(1),
                phone: (has(2) && has(5)).then(|| "+44 117 496 0877".to_owned()),
                waiting: has(5).then_some(TicketStatusId(3)),
                closed: has(5).then_some(TicketStatusId(7)),
                urgent: has(5).then_some(TicketPriorityId(4)),
            };
            let actions = suggest(&facts);
            assert!(!actions.is_empty(), "{facts:?}");
            let mut keys: Vec<_> = actions.iter().map(|action| action.key).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), actions.len(), "{actions:?}");
            for action in &actions {
                assert!(SUGGESTED.contains(&action.operation), "{action:?}");
                assert!(
                    !action.title.to_string().is_empty()
                        && !action.why.to_string().is_empty()
                        && (1..=3).contains(&action.steps.len()),
                    "{action:?}"
                );
            }
            walked += 1;
        }
    }
    assert_eq!(walked, 7 * 64);
}

#[test]
fn the_recommended_step_fits_the_state() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let one = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold." }));
    let first = |desk: &Desk| {
        let actions = desk.read(|ctx| next_actions(ctx, GetTicket { id: one.id })).actions;
        assert_eq!(actions.iter().filter(|action| action.primary).count(), 1);
        assert!(actions[0].primary);
        actions[0].key
    };
    assert_eq!(first(&desk), "reply");
    say(&desk, &one, "agent", "Coming.");
    assert_eq!(first(&desk), "take");
    desk.run(|ctx| assign(ctx, args(json!({ "id": one.id, "assignee_id": 1 }))));
    assert_eq!(first(&desk), "ask");
    for (state, key) in [
        (TicketState::WaitingCustomer, "follow_up"),
        (TicketState::OnHold, "pick_up"),
        (TicketState::Solved, "close"),
        (TicketState::Closed, "reopen"),
    ] {
        let status = status(&desk, state);
        desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "status_id": status }))));
        assert_eq!(first(&desk), key);
    }
    desk.run(|ctx| delete(ctx, GetTicket { id: one.id }));
    assert_eq!(first(&desk), "restore");
}

/// Carrying out what is offered works as offered, with what a person fills in.
#[test]
fn offered_arguments_are_accepted() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let one = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold." }));
    let mut done = 0;
    for state in TicketState::ALL {
        let given = status(&desk, *state);
        let set = || desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "status_id": given }))));
        set();
        for action in desk.read(|ctx| next_actions(ctx, GetTicket { id: one.id })).actions {
            let mut with = action.args.clone();
            for field in &action.fill {
                with[*field] =
                    if *field == "due_ms" { json!(crate::testing::START_MS) } else { json!("Hello") };
            }
            desk.run(|ctx| match action.operation {
                "tickets.reply" => reply(ctx, args(with)).map(|_| ()),
                "tickets.assign" => assign(ctx, args(with)).map(|_| ()),
                "tickets.solve" => solve(ctx, args(with)).map(|_| ()),
                "tickets.reopen" => reopen(ctx, args(with)).map(|_| ()),
                "tickets.update" => update(ctx, args(with)).map(|_| ()),
                "tasks.create" => crate::tasks::create(ctx, args(with)).map(|_| ()),
                "interactions.log" => crate::interactions::log(ctx, args(with)).map(|_| ()),
                other => panic!("{other}"),
            });
            done += 1;
            set();
        }
    }
    assert!(done > 20);
}
