use super::*;
use crate::error::Code;
use crate::ids::{TicketId, TicketPriorityId, TicketStatusId};
use crate::jobs::{self, JobStatus};
use crate::log::undo::{self, ApplyUndo};
use crate::people::tags;
use crate::sales::{deals, pipelines};
use crate::testing::{Desk, round_trips};
use crate::tickets::{self, statuses};
use crate::workflows;
use serde_json::{Value, json};

fn args<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn status(desk: &Desk, name: &str, category: &str) -> TicketStatusId {
    desk.run(|ctx| statuses::create(ctx, args(json!({ "name": name, "category": category })))).id
}

fn ticket(desk: &Desk, fields: Value) -> TicketId {
    desk.run(|ctx| tickets::create(ctx, args(fields.clone()))).id
}

fn status_of(desk: &Desk, id: TicketId) -> TicketStatusId {
    desk.read(|ctx| tickets::get(ctx, args(json!({ "id": id })))).status_id
}

fn uses(desk: &Desk, kind: &str, id: i64) -> WordUses {
    desk.read(|ctx| super::uses(ctx, args(json!({ "type": kind, "id": id }))))
}

#[test]
fn a_status_goes_with_what_takes_its_place_and_comes_back_with_everything() {
    let desk = Desk::open();
    let (parts, depot) =
        (status(&desk, "Parts ordered", "on_hold"), status(&desk, "At the depot", "on_hold"));
    let open = ticket(&desk, json!({ "subject": "No heat", "status_id": parts }));
    let trashed = ticket(&desk, json!({ "subject": "Gone", "status_id": parts }));
    desk.run(|ctx| tickets::delete(ctx, args(json!({ "id": trashed }))));

    let known = uses(&desk, "ticket_status", parts.0);
    assert_eq!((known.records[0].record.as_str(), known.records[0].count.n), ("ticket", 2));
    assert!(known.needs_replacement && known.refused.is_none() && known.workflows.is_empty());

    let refused = desk.refused(|ctx| statuses::delete(ctx, args(json!({ "id": parts }))));
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("replacement_id")));
    for wrong in [parts.0, 999] {
        let refused =
            desk.refused(|ctx| statuses::delete(ctx, args(json!({ "id": parts, "replacement_id": wrong }))));
        assert_eq!(refused.field.as_deref(), Some("replacement_id"));
    }
    let gone = round_trips(&desk, |ctx| {
        statuses::delete(ctx, args(json!({ "id": parts, "replacement_id": depot })))
    });
    assert_eq!((gone.moved, gone.job_id), (2, None));
    assert_eq!((status_of(&desk, open), status_of(&desk, trashed)), (depot, depot));
    let names = desk.read(|ctx| statuses::list(ctx, statuses::ListTicketStatuses {}));
    assert!(names.items.iter().all(|status| status.id != parts));
    desk.log_agrees();
}

#[test]
fn the_last_of_a_kind_that_the_rules_need_stays() {
    let desk = Desk::open();
    let all = desk.read(|ctx| statuses::list(ctx, statuses::ListTicketStatuses {})).items;
    for needed in ["new", "open", "solved", "closed"] {
        let only = all.iter().find(|status| status.category.word() == needed).unwrap();
        let to = all.iter().find(|other| other.id != only.id).unwrap();
        let error = desk
            .refused(|ctx| statuses::delete(ctx, args(json!({ "id": only.id, "replacement_id": to.id }))));
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("id")), "{needed}: {error}");
        assert!(uses(&desk, "ticket_status", only.id.0).refused.is_some());
    }
    let priorities =
        desk.read(|ctx| tickets::priorities::list(ctx, tickets::priorities::ListTicketPriorities {})).items;
    let (last, others) = priorities.split_last().unwrap();
    for other in others {
        desk.run(|ctx| {
            tickets::priorities::delete(ctx, args(json!({ "id": other.id, "replacement_id": last.id })))
        });
    }
    let error = desk.refused(|ctx| tickets::priorities::delete(ctx, args(json!({ "id": last.id }))));
    assert_eq!(error.phrase.unwrap().to_string(), "This is the last priority. Add another one first.");
}

#[test]
fn what_a_workflow_refers_to_stays_and_the_workflow_is_named() {
    let desk = Desk::open();
    let parts = status(&desk, "Parts ordered", "on_hold");
    ticket(&desk, json!({ "subject": "No heat", "tags": ["Roof"] }));
    let tag = desk.read(|ctx| tags::list(ctx, tags::ListTags {})).items[0].id;
    let make = |name: &str, conditions: Value, action: Value| {
        desk.run(|ctx| {
            workflows::create(
                ctx,
                args(json!({ "name": name, "trigger": { "type": "event", "kind": "ticket.updated" },
                    "conditions": conditions, "actions": [action] })),
            )
        })
        .id
    };
    let nested = json!({ "combinator": "and", "rules": [{ "combinator": "or", "rules": [
        { "field": "status_id", "operator": "any_of", "value": [1, parts] }] }] });
    let asks = make("Asks", nested, json!({ "type": "create_task", "title": "Call" }));
    let refused = desk.refused(|ctx| statuses::delete(ctx, args(json!({ "id": parts }))));
    assert_eq!(refused.code, Code::Conflict);
    assert!(refused.message.contains("“Asks”") && refused.message.contains("“Parts ordered”"), "{refused}");
    desk.run(|ctx| workflows::delete(ctx, args(json!({ "id": asks }))));

    make("Sets", Value::Null, json!({ "type": "set_field", "field": "status_id", "value": parts }));
    make("Tags", Value::Null, json!({ "type": "add_tag", "tag": "ROOF" }));
    let named = |kind: &str, id: i64| -> Vec<String> {
        uses(&desk, kind, id).workflows.into_iter().map(|workflow| workflow.name).collect()
    };
    assert_eq!(
        (named("ticket_status", parts.0), named("tag", tag.0)),
        (vec!["Sets".into()], vec!["Tags".into()])
    );
    assert_eq!(named("ticket_status", 1), Vec::<String>::new());
    assert_eq!(desk.refused(|ctx| tags::delete(ctx, args(json!({ "id": tag })))).code, Code::Conflict);
}

#[test]
fn a_tag_leaves_everything_that_carries_it_or_becomes_another() {
    let desk = Desk::open();
    let both = ticket(&desk, json!({ "subject": "Both", "tags": ["Roof", "Loft"] }));
    let one = ticket(&desk, json!({ "subject": "One", "tags": ["Roof"] }));
    let customer =
        desk.run(|ctx| crate::customers::create(ctx, args(json!({ "name": "Ada", "tags": ["Roof"] })))).id;
    let tag = |name: &str| {
        let tags = desk.read(|ctx| tags::list(ctx, tags::ListTags {})).items;
        tags.into_iter().find(|tag| tag.name == name).unwrap().id
    };
    let (roof, loft) = (tag("Roof"), tag("Loft"));
    let known = uses(&desk, "tag", roof.0);
    let found: Vec<_> = known.records.iter().map(|used| (used.record.as_str(), used.count.n)).collect();
    assert_eq!((found, known.needs_replacement), (vec![("customer", 1), ("ticket", 2)], false));

    let tags_of = |id: TicketId| desk.read(|ctx| tickets::get(ctx, args(json!({ "id": id })))).tags;
    let gone = desk.outcome(|ctx| tags::delete(ctx, args(json!({ "id": roof, "replacement_id": loft }))));
    assert_eq!((tags_of(both), tags_of(one)), (vec!["Loft".to_owned()], vec!["Loft".to_owned()]));
    desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: gone.change.unwrap() }));
    assert_eq!((tags_of(both).len(), tags_of(one)), (2, vec!["Roof".to_owned()]));

    round_trips(&desk, |ctx| tags::delete(ctx, args(json!({ "id": roof }))));
    assert_eq!((tags_of(both), tags_of(one)), (vec!["Loft".to_owned()], Vec::<String>::new()));
    let left = desk.read(|ctx| crate::customers::get(ctx, args(json!({ "id": customer }))));
    assert!(left.tags.is_empty());
    desk.log_agrees();
}

#[test]
fn deals_keep_their_stage_by_name_and_their_outcome_by_meaning() {
    let desk = Desk::open();
    let first = desk.read(pipelines::first);
    let stages = desk.read(|ctx| pipelines::stages(ctx, first));
    let second = desk.run(|ctx| {
        pipelines::create(
            ctx,
            args(json!({ "name": "Plans", "stages": [{ "name": "Asked" }, { "name": "Deciding" },
                { "name": "Signed", "kind": "won" }, { "name": "Gone", "kind": "lost" }] })),
        )
    });
    let deal = |stage: usize| {
        let id = stages[stage].id;
        desk.run(|ctx| deals::create(ctx, args(json!({ "title": "Heat pump", "stage_id": id })))).card.id
    };
    let (new, deciding, won) = (deal(0), deal(3), deal(4));
    let stage_of = |id| desk.read(|ctx| deals::get(ctx, args(json!({ "id": id })))).card.stage_id;

    let error = desk.refused(|ctx| {
        pipelines::delete_stage(ctx, args(json!({ "id": stages[0].id, "replacement_id": stages[4].id })))
    });
    assert_eq!(error.field.as_deref(), Some("replacement_id"));
    let error = desk.refused(|ctx| pipelines::delete_stage(ctx, args(json!({ "id": stages[4].id }))));
    assert_eq!(error.field.as_deref(), Some("id"));
    round_trips(&desk, |ctx| {
        pipelines::delete_stage(ctx, args(json!({ "id": stages[0].id, "replacement_id": stages[1].id })))
    });
    assert_eq!(stage_of(new), stages[1].id);

    round_trips(&desk, |ctx| {
        pipelines::delete(ctx, args(json!({ "id": first, "replacement_id": second.id })))
    });
    let there = |place: usize| second.stages[place].id;
    assert_eq!((stage_of(new), stage_of(deciding), stage_of(won)), (there(0), there(1), there(2)));
    let error = desk.refused(|ctx| pipelines::delete(ctx, args(json!({ "id": second.id }))));
    assert_eq!(error.field.as_deref(), Some("id"));
    desk.log_agrees();
}

#[test]
fn categories_below_move_up_unless_their_name_is_taken_there() {
    let desk = Desk::open();
    let make = |name: &str, parent: Option<i64>| {
        desk.run(|ctx| tickets::categories::create(ctx, args(json!({ "name": name, "parent_id": parent }))))
            .id
    };
    let heating = make("Heating", None);
    let pumps = make("Pumps", Some(heating.0));
    let taken = make("Pumps", None);
    assert_eq!(uses(&desk, "ticket_category", heating.0).below, 1);
    let error = desk.refused(|ctx| tickets::categories::delete(ctx, args(json!({ "id": heating }))));
    assert!(error.message.contains("“Pumps”"), "{error}");
    desk.run(|ctx| tickets::categories::update(ctx, args(json!({ "id": taken, "name": "Water" }))));
    let named = ticket(&desk, json!({ "subject": "No heat", "category_id": heating }));
    round_trips(&desk, |ctx| tickets::categories::delete(ctx, args(json!({ "id": heating }))));
    let all = desk.read(|ctx| tickets::categories::list(ctx, tickets::categories::ListTicketCategories {}));
    let pumps = all.items.iter().find(|category| category.id == pumps).unwrap();
    assert_eq!(pumps.parent_id, None);
    assert_eq!(desk.read(|ctx| tickets::get(ctx, args(json!({ "id": named })))).category_id, None);
}

#[test]
fn a_redo_leaves_a_word_that_was_named_again() {
    let desk = Desk::open();
    let (parts, depot) =
        (status(&desk, "Parts ordered", "on_hold"), status(&desk, "At the depot", "on_hold"));
    let gone =
        desk.outcome(|ctx| statuses::delete(ctx, args(json!({ "id": parts, "replacement_id": depot }))));
    let back = desk.outcome(|ctx| undo::apply(ctx, ApplyUndo { change_id: gone.change.unwrap() }));
    ticket(&desk, json!({ "subject": "No heat", "status_id": parts }));
    let error = desk.refused(|ctx| undo::apply(ctx, ApplyUndo { change_id: back.change.unwrap() }));
    assert_eq!(error.code, Code::Conflict);
}

/// More tickets than are moved while a person waits.
fn many(desk: &Desk, parts: TicketStatusId, n: usize) -> TicketId {
    let priority: TicketPriorityId = desk
        .read(|ctx| tickets::priorities::list(ctx, tickets::priorities::ListTicketPriorities {}))
        .items[0]
        .id;
    let mut last = TicketId(0);
    for _ in 0..n {
        last = desk.run(|ctx| {
            tickets::import_ticket(
                ctx,
                &tickets::ImportedTicket {
                    subject: "No heat",
                    status_id: parts,
                    priority_id: priority,
                    category_id: None,
                    team_id: None,
                    assignee_id: None,
                    customer_id: None,
                    channel: tickets::Channel::guess(""),
                    external_ref: None,
                },
            )
        });
    }
    last
}

#[test]
fn very_many_move_as_a_job_under_one_change() {
    let desk = Desk::open();
    let (parts, depot) =
        (status(&desk, "Parts ordered", "on_hold"), status(&desk, "At the depot", "on_hold"));
    let ticket = many(&desk, parts, 1_001);
    let queued =
        desk.outcome(|ctx| statuses::delete(ctx, args(json!({ "id": parts, "replacement_id": depot }))));
    let id = queued.value.job_id.unwrap();
    assert_eq!((queued.change, status_of(&desk, ticket)), (None, parts));
    assert!(jobs::run_next(&desk.db, desk.folder.path()).unwrap());
    let job = desk.read(|ctx| jobs::get(ctx, jobs::GetJob { id }));
    assert_eq!(
        (job.status, job.done, job.result.unwrap()["moved"].as_i64()),
        (JobStatus::Done, 1_001, Some(1_001))
    );
    assert_eq!(status_of(&desk, ticket), depot);
    desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: job.change_id.unwrap() }));
    assert_eq!(status_of(&desk, ticket), parts);
    assert!(
        desk.read(|ctx| statuses::list(ctx, statuses::ListTicketStatuses {}))
            .items
            .iter()
            .any(|one| one.id == parts)
    );
    desk.log_agrees();
}

#[test]
fn a_job_whose_replacement_is_gone_meanwhile_says_so_and_can_be_taken_back() {
    let desk = Desk::open();
    let (parts, depot) =
        (status(&desk, "Parts ordered", "on_hold"), status(&desk, "At the depot", "on_hold"));
    many(&desk, parts, 1_001);
    let queued = desk.run(|ctx| statuses::delete(ctx, args(json!({ "id": parts, "replacement_id": depot }))));
    desk.run(|ctx| statuses::delete(ctx, args(json!({ "id": depot }))));
    assert!(jobs::run_next(&desk.db, desk.folder.path()).unwrap());
    let job = desk.read(|ctx| jobs::get(ctx, jobs::GetJob { id: queued.job_id.unwrap() }));
    assert_eq!(job.status, JobStatus::Failed);
    assert!(job.message.unwrap().contains("take its place"));
}
