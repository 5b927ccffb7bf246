use super::*;
use crate::error::Code;
use crate::testing::START_MS;

#[test]
fn each_unit_raises_the_revision_and_the_time_of_what_it_changes() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "Boiler" }));
    let stands = || {
        let now = read(&desk, &one);
        (now.rev, now.updated_ms)
    };
    let (first, then) = stands();
    assert_eq!((first, then), (1, one.created_ms));
    desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "subject": "Boiler out" }))));
    assert_eq!(stands(), (2, then + 1_000));
    // A message raises its ticket too, and what follows from it once more; the time is the unit's.
    say(&desk, &one, "customer", "Still out.");
    let (rev, at_ms) = stands();
    assert!(rev > 2, "{rev}");
    assert_eq!(at_ms, then + 2_000);
    // In the same millisecond.
    desk.clock.advance(-1_000);
    say(&desk, &one, "agent", "On our way.");
    let (later, same_ms) = stands();
    assert!(later > rev, "{later}");
    assert_eq!(same_ms, at_ms);
}

#[test]
fn a_subject_and_a_customer_suffice() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia Wiśniewska");
    let first = ticket(&desk, json!({ "subject": " No heat since last night ", "customer_id": zofia.id }));
    assert_eq!(
        (first.number, first.subject.as_str(), first.state),
        (1001, "No heat since last night", TicketState::New)
    );
    assert_eq!(first.customer_name.as_deref(), Some("Zofia Wiśniewska"));
    assert_eq!(first.needs_answer_ms, Some(first.created_ms));
    assert_eq!(first.rev, 1);
    let second = ticket(&desk, json!({ "subject": "Quote" }));
    assert_eq!(second.number, 1002);
    let priority = desk.read(|ctx| priorities::one(ctx, second.priority_id));
    assert_eq!((priority.name.as_str(), priority.level), ("Normal", 2));
}

#[test]
fn a_new_file_has_the_words_everybody_starts_with() {
    let desk = Desk::open();
    let found = desk.read(|ctx| statuses::list(ctx, args(json!({})))).items;
    let kinds: Vec<_> = found.iter().map(|status| status.category).collect();
    assert_eq!(kinds, TicketState::ALL);
    let levels: Vec<_> =
        desk.read(|ctx| priorities::list(ctx, args(json!({})))).items.into_iter().map(|p| p.level).collect();
    assert_eq!(levels, [1, 2, 3, 4]);
}

#[test]
fn the_body_is_what_somebody_wants_of_us_known_or_not() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let asked =
        ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "It is **cold**." }));
    assert_eq!(asked.needs_answer_ms, asked.last_message_ms);
    let unknown = ticket(&desk, json!({ "subject": "No heat", "body": "A voice on the answering machine." }));
    assert_eq!(
        (unknown.needs_answer_ms, unknown.last_message_ms),
        (Some(unknown.created_ms), Some(unknown.created_ms))
    );
    let page = desk.read(|ctx| conversation(ctx, GetConversation::of(asked.id)));
    let Some(Entry::Message(message)) = page.items.last() else { panic!("{page:?}") };
    assert_eq!((message.side, message.author_name.as_str()), (MessageSide::Customer, "Zofia"));
    assert_eq!(message.html, "<p>It is <strong>cold</strong>.</p>\n");
}

#[test]
fn our_first_answer_opens_a_new_ticket_unless_told_otherwise() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let asked = || ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold." }));
    let one = asked();
    say(&desk, &one, "agent", "On our way.");
    let after = read(&desk, &one);
    assert_eq!((after.state, after.needs_answer_ms), (TicketState::Open, None));
    let two = asked();
    let waiting = status(&desk, TicketState::WaitingCustomer);
    desk.run(|ctx| reply(ctx, args(json!({ "id": two.id, "body": "Which boiler?", "status_id": waiting }))));
    assert_eq!(read(&desk, &two).state, TicketState::WaitingCustomer);
    let three = asked();
    desk.run(|ctx| note(ctx, args(json!({ "id": three.id, "body": "Gas valve?" }))));
    let after = read(&desk, &three);
    assert_eq!((after.state, after.needs_answer_ms), (TicketState::New, three.needs_answer_ms));
}

#[test]
fn a_word_of_the_customer_reopens_whatever_was_waiting_or_done() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    for state in TicketState::ALL {
        let given = status(&desk, *state);
        let one = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "status_id": given }));
        assert_eq!(one.state, *state);
        let said = say(&desk, &one, "customer", "It stopped again.");
        let after = read(&desk, &one);
        let expected = if *state == TicketState::New { TicketState::New } else { TicketState::Open };
        assert_eq!((after.state, after.solved_ms), (expected, None), "{state:?}");
        assert_eq!(said.author_customer_id, Some(zofia.id));
        assert!(after.needs_answer_ms.is_some());
    }
}

#[test]
fn the_wait_counts_from_the_first_unanswered_message() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let one = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold." }));
    say(&desk, &one, "agent", "On our way.");
    let asked = say(&desk, &one, "customer", "When?");
    say(&desk, &one, "customer", "Hello?");
    assert_eq!(read(&desk, &one).needs_answer_ms, Some(asked.at_ms));
}

#[test]
fn solving_and_reopening_keep_the_time_honest() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat" }));
    let solved = desk.run(|ctx| solve(ctx, GetTicket { id: one.id }));
    assert_eq!((solved.state, solved.needs_answer_ms), (TicketState::Solved, None));
    let solved_ms = solved.solved_ms.unwrap();
    assert!(solved_ms > one.created_ms);
    let again = desk.outcome(|ctx| solve(ctx, GetTicket { id: one.id }));
    assert_eq!((again.value.solved_ms, again.change), (Some(solved_ms), None));
    let closed = status(&desk, TicketState::Closed);
    let closed = desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "status_id": closed }))));
    assert_eq!((closed.state, closed.solved_ms), (TicketState::Closed, Some(solved_ms)));
    let open = desk.run(|ctx| reopen(ctx, GetTicket { id: one.id }));
    assert_eq!((open.state, open.solved_ms), (TicketState::Open, None));
}

#[test]
fn absent_fields_stay_null_clears_and_nothing_changes_nothing() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat", "assignee_id": 1, "tags": ["VIP"] }));
    let kept = desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "subject": "No heat at all" }))));
    assert_eq!((kept.assignee_id, kept.tags.as_slice()), (one.assignee_id, &["VIP".to_owned()][..]));
    let cleared = desk.run(|ctx| assign(ctx, args(json!({ "id": one.id, "assignee_id": null }))));
    assert_eq!(cleared.assignee_id, None);
    let same = desk.outcome(|ctx| {
        update(ctx, args(json!({ "id": one.id, "subject": "No heat at all", "tags": ["vip"] })))
    });
    assert_eq!((same.change, same.events.len(), same.value.rev), (None, 0, cleared.rev));
}

#[test]
fn two_people_keep_both_edits_unless_they_touch_the_same_field() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat" }));
    desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "priority_id": 4, "rev": one.rev }))));
    desk.run(|ctx| update(ctx, args(json!({ "id": one.id, "assignee_id": 1, "rev": one.rev }))));
    let clash =
        refused(&desk, |ctx| update(ctx, args(json!({ "id": one.id, "priority_id": 1, "rev": one.rev }))));
    assert_eq!((clash.code, clash.field.as_deref()), (Code::Conflict, Some("priority_id")));
}

#[test]
fn what_does_not_exist_is_refused_by_field() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat" }));
    for field in ["customer_id", "status_id", "priority_id", "category_id", "team_id", "assignee_id"] {
        let error = refused(&desk, |ctx| create(ctx, args(json!({ "subject": "x", field: 999 }))));
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
        let error = refused(&desk, |ctx| update(ctx, args(json!({ "id": one.id, field: 999 }))));
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    assert_eq!(
        refused(&desk, |ctx| create(ctx, args(json!({ "subject": "  " })))).field.as_deref(),
        Some("subject")
    );
    assert_eq!(
        refused(&desk, |ctx| reply(ctx, args(json!({ "id": one.id, "body": " \n" })))).field.as_deref(),
        Some("body")
    );
    assert_eq!(
        refused(&desk, |ctx| reply(ctx, args(json!({ "id": 999, "body": "x" })))).code,
        Code::NotFound
    );
    let long = "x".repeat(crate::text::TEXT_MAX_BYTES + 1);
    assert_eq!(
        refused(&desk, |ctx| note(ctx, args(json!({ "id": one.id, "body": long })))).code,
        Code::TooLarge
    );
}

#[test]
fn the_trash_keeps_a_ticket_from_being_changed() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat" }));
    assert!(desk.run(|ctx| delete(ctx, GetTicket { id: one.id })).trashed_ms.is_some());
    assert_eq!(
        refused(&desk, |ctx| reply(ctx, args(json!({ "id": one.id, "body": "x" })))).code,
        Code::Conflict
    );
    assert_eq!(
        refused(&desk, |ctx| update(ctx, args(json!({ "id": one.id, "subject": "x" })))).code,
        Code::Conflict
    );
    assert!(desk.read(|ctx| list(ctx, ListTickets::default())).items.is_empty());
}

#[test]
fn another_category_of_a_status_moves_its_tickets_and_the_last_of_a_kind_stays() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat" }));
    let clash =
        refused(&desk, |ctx| statuses::update(ctx, args(json!({ "id": one.status_id, "category": "open" }))));
    assert_eq!(clash.field.as_deref(), Some("category"));
    desk.run(|ctx| statuses::create(ctx, args(json!({ "name": "Fresh", "category": "new" }))));
    desk.run(|ctx| statuses::update(ctx, args(json!({ "id": one.status_id, "category": "on_hold" }))));
    assert_eq!(read(&desk, &one).state, TicketState::OnHold);
    let taken =
        refused(&desk, |ctx| statuses::create(ctx, args(json!({ "name": "FRESH", "category": "new" }))));
    assert_eq!((taken.code, taken.field.as_deref()), (Code::Conflict, Some("name")));
}

#[test]
fn categories_are_a_tree_without_loops() {
    let desk = Desk::open();
    let heating = desk.run(|ctx| categories::create(ctx, args(json!({ "name": "Heating" }))));
    let boiler =
        desk.run(|ctx| categories::create(ctx, args(json!({ "name": "Boiler", "parent_id": heating.id }))));
    let error = refused(&desk, |ctx| {
        categories::update(ctx, args(json!({ "id": heating.id, "parent_id": boiler.id })))
    });
    assert_eq!(error.field.as_deref(), Some("parent_id"));
    assert_eq!(
        refused(&desk, |ctx| categories::create(ctx, args(json!({ "name": "heating" })))).code,
        Code::Conflict
    );
    desk.run(|ctx| categories::create(ctx, args(json!({ "name": "Heating", "parent_id": boiler.id }))));
}

#[test]
fn foreign_words_find_their_kind() {
    use TicketState as State;
    let words = [
        ("New", State::New),
        ("Active", State::Open),
        ("Awaiting User Info", State::WaitingCustomer),
        ("Awaiting Vendor", State::WaitingThirdParty),
        ("Awaiting Evidence", State::WaitingThirdParty),
        ("Awaiting Problem", State::OnHold),
        ("On Hold", State::OnHold),
        ("Resolved", State::Solved),
        ("Closed", State::Closed),
        ("-100", State::Open),
        ("Pending", State::WaitingCustomer),
        ("In progress", State::Open),
    ];
    for (word, state) in words {
        assert_eq!(statuses::guess(word), state, "{word}");
    }
    assert_eq!([1, 2, 3, 4], ["4 - Low", "3 - Moderate", "2 - High", "1 - Critical"].map(priorities::guess));
    assert_eq!(
        [Channel::Phone, Channel::Portal, Channel::Email],
        ["Phone", "Self service", "Email"].map(Channel::guess)
    );
}

#[test]
fn reading_marks_for_one_person_only_and_writes_no_event() {
    let desk = Desk::open();
    let zofia = customer(&desk, "Zofia");
    let one = ticket(&desk, json!({ "subject": "No heat", "customer_id": zofia.id, "body": "Cold." }));
    let unread = || desk.read(|ctx| list(ctx, ListTickets::default())).items[0].unread;
    assert!(unread());
    let marked = desk.outcome(|ctx| mark_read(ctx, GetTicket { id: one.id }));
    assert_eq!((marked.change, unread()), (None, false));
    say(&desk, &one, "customer", "Hello?");
    assert!(unread());
    say(&desk, &one, "agent", "Coming.");
    assert!(!unread());
    // The newest comes first, and nobody has said anything in it.
    let silent = ticket(&desk, json!({ "subject": "Silence" }));
    assert!(unread());
    desk.run(|ctx| mark_read(ctx, GetTicket { id: silent.id }));
    assert!(!unread());
}

#[test]
fn drafts_are_kept_until_they_are_sent() {
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "No heat" }));
    let save = |kind: &str, text: &str| {
        desk.run(|ctx| drafts::save(ctx, args(json!({ "ticket_id": one.id, "kind": kind, "text": text }))))
    };
    let texts = || -> Vec<String> {
        desk.read(|ctx| drafts::get(ctx, drafts::GetDrafts { ticket_id: one.id }))
            .items
            .into_iter()
            .map(|draft| draft.text)
            .collect()
    };
    save("reply", "Hello");
    save("reply", "Hello Zofia");
    save("note", "valve");
    assert_eq!(texts(), ["valve", "Hello Zofia"]);
    say(&desk, &one, "agent", "Hello Zofia,");
    assert_eq!(texts(), ["valve"]);
    save("note", "");
    assert_eq!(texts(), Vec::<String>::new());
}

#[test]
fn imports_carry_their_own_times_and_log_only_what_differs() {
    let desk = Desk::open();
    let then = START_MS - 86_400_000;
    let id = desk.run(|ctx| {
        ctx.unit()?.happened_at(then);
        let status_id = statuses::find_or_create(ctx, "Active")?;
        let ticket = ImportedTicket {
            subject: "INC0000045",
            status_id,
            priority_id: priorities::find_or_create(ctx, "3 - Moderate")?,
            category_id: Some(categories::find_or_create(ctx, "Category 55")?),
            team_id: Some(crate::people::teams::find_or_create(ctx, "Group 56")?),
            assignee_id: None,
            customer_id: None,
            channel: Channel::guess("Phone"),
            external_ref: Some("INC0000045"),
        };
        import_ticket(ctx, &ticket)
    });
    let one = desk.read(|ctx| get(ctx, GetTicket { id }));
    assert_eq!((one.created_ms, one.updated_ms, one.state), (then, then, TicketState::Open));
    assert_eq!(desk.read(|ctx| find_by_ref(ctx, "INC0000045")), Some(id));
    let resolve = |at_ms| {
        desk.outcome(|ctx| {
            ctx.unit()?.happened_at(at_ms);
            let status_id = Some(statuses::find_or_create(ctx, "Resolved")?);
            import_fields(ctx, id, &ImportedFields { status_id, ..ImportedFields::default() })
        })
    };
    assert_eq!(resolve(then + 5_000).events.len(), 2);
    assert_eq!(resolve(then + 9_000).events.len(), 0);
    let solved = desk.read(|ctx| get(ctx, GetTicket { id }));
    assert_eq!((solved.solved_ms, solved.state), (Some(then + 5_000), TicketState::Solved));
}

#[test]
fn hostile_texts_come_back_as_they_were_typed() {
    let path = "/work/shared/data/strings/blns/blns.json";
    let mut texts: Vec<String> = std::fs::read_to_string(path)
        .map_or_else(|_| Vec::new(), |text| serde_json::from_str(&text).unwrap());
    texts.extend(
        ["'; DROP TABLE tickets; --", "\u{202e}txt", "👩‍🚒 e\u{301}", "a\u{0}b", "<b onclick=x>"]
            .map(str::to_owned),
    );
    let desk = Desk::open();
    let one = ticket(&desk, json!({ "subject": "x" }));
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let said = say(&desk, &one, "agent", text);
        assert_eq!(&said.source, text);
        let tags = if text.contains('\0') { json!([]) } else { json!([text]) };
        let Ok(named) = serde_json::from_value::<CreateTicket>(json!({ "subject": text, "tags": tags }))
        else {
            panic!()
        };
        let spec = crate::log::unit::ChangeSpec::new("test", crate::testing::OWNER);
        let made = desk.db.write(crate::db::Lane::Person, &spec, |ctx| create(ctx, named));
        match made {
            Ok(made) => {
                assert_eq!(made.value.subject, text.trim());
                assert_eq!(read(&desk, &made.value), made.value);
            }
            Err(error) => assert_eq!(error.code, Code::Invalid, "{text}"),
        }
    }
    let walked = desk.read(|ctx| crate::log::check::log(ctx.conn(), |_| {}));
    assert_eq!(walked.problems, Vec::<String>::new());
}
