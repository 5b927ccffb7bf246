//! One call, or a few, of every write of the table.

use super::words::in_use;
use crate::desk::{Desk, OWNER};
use onhand_core::attachments::{Incoming, Label, store};
use onhand_core::clock::Clock;
use onhand_core::db::Lane;
use onhand_core::log::unit::ChangeSpec;
use onhand_core::outbox;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A desk with something of everything, and a call of each write on it.
pub fn arrange(desk: &Desk) -> BTreeMap<&'static str, Vec<Value>> {
    let id = |name: &str, args: Value| desk.done(name, args).0["id"].as_i64().unwrap();
    let other = id("users.create", json!({ "name": "Tomasz Reed", "role": "agent" }));
    let team = id("teams.create", json!({ "name": "Engineers", "member_ids": [1, other] }));
    let firm = id("customers.create", json!({ "name": "Kestrel Court", "kind": "organisation" }));
    let person = id(
        "customers.create",
        json!({ "name": "Zofia Wiśniewska", "organisation_id": firm, "owner_id": other, "tags": ["VIP", "Gold plan"],
            "contact_points": [{ "kind": "phone", "value": "+44 7700 900318" }, { "kind": "email", "value": "zofia@example.org" }] }),
    );
    let phone = desk.done("customers.get", json!({ "id": person })).0["contact_points"][0]["id"].clone();
    let gone = id("customers.create", json!({ "name": "Gone" }));
    desk.done("customers.delete", json!({ "id": gone }));
    let lost = id("customers.create", json!({ "name": "Lost" }));
    desk.done("customers.delete", json!({ "id": lost }));
    let category = id("ticket_categories.create", json!({ "name": "Heating" }));
    let topic = id("article_categories.create", json!({ "name": "Boilers" }));
    let empty_topic = id("article_categories.create", json!({ "name": "Pipes", "parent_id": topic }));
    let upload = |name: &str| {
        let mut incoming = Incoming::begin(desk.folder()).unwrap();
        incoming.push(b"Name,E-mail\nAda,ada@example.org\n").unwrap();
        let label = Label { name, media_type: None };
        store(desk.db(), OWNER, label, incoming.finish().unwrap()).unwrap().id.0
    };
    let file = upload("f28.csv");
    let ticket = id(
        "tickets.create",
        json!({ "subject": "No heat", "customer_id": person, "body": "It is cold.", "tags": ["VIP"], "attachment_ids": [file] }),
    );
    let solved = id("tickets.create", json!({ "subject": "Done", "customer_id": firm }));
    desk.done("tickets.solve", json!({ "id": solved }));
    let statuses = desk.done("ticket_statuses.list", json!({})).0["items"].clone();
    let status = |category: &str| {
        statuses.as_array().unwrap().iter().find(|one| one["category"] == category).unwrap()["id"].clone()
    };
    let priority = desk.done("ticket_priorities.list", json!({})).0["items"][0]["id"].clone();
    let pipeline = desk.done("pipelines.list", json!({})).0["items"][0].clone();
    let stages = pipeline["stages"].as_array().unwrap().clone();
    let deal =
        id("deals.create", json!({ "title": "Heat pump", "customer_id": person, "value_minor": 480_000 }));
    let call = id(
        "interactions.log",
        json!({ "customer_id": person, "kind": "call", "subject": "Quote", "at_ms": desk.clock.now_ms() - 86_400_000 }),
    );
    let task =
        id("tasks.create", json!({ "title": "Call back", "customer_id": person, "ticket_id": ticket }));
    let done = id("tasks.create", json!({ "title": "Sent", "deal_id": deal }));
    desk.done("tasks.complete", json!({ "id": done }));
    let draft =
        id("articles.create", json!({ "title": "Fault F.28", "body": "No gas.", "category_id": topic }));
    let published =
        id("articles.create", json!({ "title": "Warranty", "body": "Two years.", "status": "published" }));
    let flow = json!({ "name": "Greet", "trigger": { "type": "event", "kind": "customer.created" },
        "actions": [{ "type": "create_task", "title": "Say hello" }] });
    let off = id("workflows.create", flow.clone());
    let on = id("workflows.create", flow.clone());
    desk.done("workflows.enable", json!({ "id": on }));
    let renamed = desk.done("customers.update", json!({ "id": firm, "name": "Kestrel" })).1.unwrap();
    let places = bookkeeping(desk, ticket, on);
    let words = in_use(desk, team, category);

    let wide: String = "wide ".repeat(80);
    let mut kept: Vec<Value> = stages.iter().map(plain_stage).collect();
    kept.remove(1);
    kept[0]["name"] = json!("Fresh");
    kept.push(json!({ "name": "Parked", "kind": "open" }));
    BTreeMap::from([
        (
            "business.update",
            vec![
                json!({ "name": "Alder & Finch", "zone": "Asia/Kolkata", "currency": "EUR", "locale": "de-DE" }),
            ],
        ),
        ("business.start", vec![json!({ "choice": "empty" })]),
        ("users.create", vec![json!({ "name": "Priya", "role": "admin", "email": "priya@example.org" })]),
        (
            "users.update",
            vec![json!({ "id": other, "name": "Tom", "role": "viewer", "active": false, "email": null })],
        ),
        ("users.sign_in_link", vec![json!({ "id": other })]),
        ("teams.create", vec![json!({ "name": "Office", "member_ids": [other] })]),
        ("teams.update", vec![json!({ "id": team, "name": "Field", "member_ids": [] })]),
        (
            "teams.delete",
            vec![json!({ "id": team, "replacement_id": words.team }), json!({ "id": words.team })],
        ),
        (
            "tags.delete",
            vec![json!({ "id": words.tag }), json!({ "id": words.tag, "replacement_id": words.other_tag })],
        ),
        (
            "customers.create",
            vec![
                json!({ "name": "Ada" }),
                json!({ "name": "Grace", "about": wide, "tags": ["New tag", "VIP"], "contact_points": [{ "kind": "web", "value": "https://example.org" }] }),
            ],
        ),
        (
            "customers.update",
            vec![
                json!({ "id": person, "name": "Ænne Öz", "status": "churned", "owner_id": null, "organisation_id": null, "city": "Åre", "tags": ["Other tag"] }),
                json!({ "id": person, "contact_points": [] }),
                json!({ "id": person, "contact_points": [{ "id": phone, "kind": "email", "value": "zofia@example.com", "label": "Home" }, { "kind": "phone", "value": "0800 1111" }] }),
            ],
        ),
        ("customers.delete", vec![json!({ "id": person })]),
        (
            "interactions.log",
            vec![
                json!({ "customer_id": person, "kind": "meeting", "at_ms": 1_700_000_000_000_i64, "ticket_id": ticket, "deal_id": deal }),
            ],
        ),
        (
            "interactions.update",
            vec![
                json!({ "id": call, "kind": "email", "body": wide, "at_ms": 1_700_000_000_000_i64, "deal_id": deal }),
            ],
        ),
        ("interactions.delete", vec![json!({ "id": call })]),
        (
            "tasks.create",
            vec![
                json!({ "title": "Order parts", "deal_id": deal, "due_ms": 1_800_000_000_000_i64, "assignee_id": other }),
            ],
        ),
        (
            "tasks.update",
            vec![
                json!({ "id": task, "title": "Call again", "customer_id": firm, "ticket_id": null, "due_ms": 1_800_000_000_000_i64 }),
            ],
        ),
        ("tasks.complete", vec![json!({ "id": task })]),
        ("tasks.reopen", vec![json!({ "id": done })]),
        ("tasks.delete", vec![json!({ "id": task })]),
        ("pipelines.create", vec![json!({ "name": "Service plans" })]),
        (
            "pipelines.update",
            vec![json!({ "id": pipeline["id"], "name": "Projects", "position": 7, "stages": kept })],
        ),
        (
            "deals.create",
            vec![
                json!({ "title": "Radiators", "customer_id": firm, "stage_id": stages[2]["id"], "expected_close_on": "2026-12-24" }),
            ],
        ),
        (
            "deals.update",
            vec![
                json!({ "id": deal, "title": "Ärger", "value_minor": 1, "currency": "JPY", "customer_id": null, "owner_id": other }),
            ],
        ),
        (
            "deals.move",
            vec![
                json!({ "id": deal, "stage_id": stages[1]["id"] }),
                json!({ "id": deal, "stage_id": stages[5]["id"], "lost_reason": "Too dear" }),
            ],
        ),
        ("deals.delete", vec![json!({ "id": deal })]),
        (
            "pipelines.delete",
            vec![
                json!({ "id": pipeline["id"], "replacement_id": words.pipeline }),
                json!({ "id": words.pipeline }),
            ],
        ),
        (
            "stages.delete",
            vec![
                json!({ "id": stages[0]["id"], "replacement_id": stages[2]["id"] }),
                json!({ "id": stages[3]["id"] }),
            ],
        ),
        ("article_categories.create", vec![json!({ "name": "Pumps", "parent_id": topic })]),
        (
            "article_categories.update",
            vec![json!({ "id": empty_topic, "name": "Drains", "parent_id": null, "position": 5 })],
        ),
        (
            "article_categories.delete",
            vec![
                json!({ "id": empty_topic }),
                json!({ "id": topic }),
                json!({ "id": topic, "replacement_id": empty_topic }),
            ],
        ),
        (
            "articles.create",
            vec![json!({ "title": "Bleeding", "body": wide, "status": "published", "category_id": topic })],
        ),
        (
            "articles.update",
            vec![
                json!({ "id": published, "title": "Guarantee", "slug": "guarantee", "body": wide, "category_id": topic, "status": "archived" }),
            ],
        ),
        ("articles.publish", vec![json!({ "id": draft })]),
        ("articles.archive", vec![json!({ "id": published })]),
        ("articles.delete", vec![json!({ "id": published })]),
        ("workflows.create", vec![flow.clone()]),
        (
            "workflows.update",
            vec![
                json!({ "id": on, "name": "Welcome", "position": 4, "trigger": { "type": "event", "kind": "ticket.created" },
            "conditions": { "combinator": "and", "rules": [{ "field": "subject", "operator": "contains", "value": "heat" }] },
            "actions": [{ "type": "add_tag", "tag": "Heat" }] }),
            ],
        ),
        ("workflows.delete", vec![json!({ "id": on })]),
        ("workflows.enable", vec![json!({ "id": off })]),
        ("workflows.disable", vec![json!({ "id": on })]),
        ("workflows.retry", vec![json!({ "id": places.failed_run })]),
        (
            "consumers.release",
            vec![json!({ "consumer": "workflows", "subject_type": "ticket", "subject_id": ticket })],
        ),
        ("outbox.release", vec![json!({ "id": places.held })]),
        ("outbox.cancel", vec![json!({ "id": places.waiting })]),
        ("notifications.read", vec![json!({})]),
        ("trash.restore", vec![json!({ "type": "customer", "id": gone })]),
        ("trash.purge", vec![json!({ "type": "customer", "id": lost })]),
        ("undo.apply", vec![json!({ "change_id": renamed })]),
        (
            "tickets.create",
            vec![
                json!({ "subject": "New", "customer_id": person, "body": "Hello", "tags": ["VIP", "Fresh tag"], "status_id": status("solved"),
            "attachment_ids": [upload("a.txt")] }),
            ],
        ),
        (
            "tickets.update",
            vec![
                json!({ "id": ticket, "subject": "Still no heat", "status_id": status("waiting_customer"), "priority_id": priority,
            "category_id": category, "team_id": team, "assignee_id": other, "customer_id": firm, "tags": ["Another tag"] }),
            ],
        ),
        (
            "tickets.reply",
            vec![
                json!({ "id": ticket, "body": wide, "status_id": status("solved"), "attachment_ids": [upload("b.txt")] }),
                json!({ "id": solved, "body": "Again.", "side": "customer" }),
            ],
        ),
        ("tickets.note", vec![json!({ "id": ticket, "body": wide, "attachment_ids": [upload("c.txt")] })]),
        ("tickets.assign", vec![json!({ "id": ticket, "assignee_id": other, "team_id": team })]),
        ("tickets.solve", vec![json!({ "id": ticket })]),
        ("tickets.reopen", vec![json!({ "id": solved })]),
        ("tickets.mark_read", vec![json!({ "id": ticket })]),
        ("tickets.delete", vec![json!({ "id": ticket })]),
        (
            "ticket_statuses.create",
            vec![json!({ "name": "Parts ordered", "category": "on_hold", "colour": "violet" })],
        ),
        (
            "ticket_statuses.update",
            vec![
                json!({ "id": status("waiting_customer"), "name": "With them", "category": "on_hold", "position": 9, "colour": "teal" }),
            ],
        ),
        (
            "ticket_statuses.delete",
            vec![
                json!({ "id": status("waiting_customer") }),
                json!({ "id": words.status, "replacement_id": status("waiting_customer") }),
            ],
        ),
        (
            "ticket_priorities.delete",
            vec![json!({ "id": words.priority, "replacement_id": words.other_priority })],
        ),
        ("ticket_priorities.create", vec![json!({ "name": "Emergency", "level": 4 })]),
        (
            "ticket_priorities.update",
            vec![json!({ "id": priority, "name": "Usual", "level": 3, "position": 8 })],
        ),
        ("ticket_categories.create", vec![json!({ "name": "Cooling", "parent_id": category })]),
        ("ticket_categories.update", vec![json!({ "id": category, "name": "Warmth" })]),
        (
            "ticket_categories.delete",
            vec![json!({ "id": category }), json!({ "id": category, "replacement_id": words.category })],
        ),
        ("drafts.save", vec![json!({ "ticket_id": ticket, "kind": "note", "text": "Half a thought" })]),
        ("search.rebuild", vec![json!({})]),
        ("jobs.cancel", vec![json!({ "id": places.job })]),
        ("data.check", vec![json!({})]),
        ("imports.start", vec![json!({ "upload_id": upload("people.csv"), "kind": "contacts" })]),
        ("backups.create", vec![json!({})]),
    ])
}

/// A stage as it is sent; its place follows from the order.
pub fn plain_stage(stage: &Value) -> Value {
    let mut stage = stage.clone();
    stage.as_object_mut().unwrap().remove("position");
    stage
}

struct Places {
    failed_run: i64,
    held: i64,
    waiting: i64,
    job: i64,
}

/// What a desk has after some bad days: a run that failed, messages held and waiting, an event set aside, a queued job.
fn bookkeeping(desk: &Desk, ticket: i64, workflow: i64) -> Places {
    let search = onhand_core::search::Search::open(&desk.folder().join("search")).unwrap();
    desk.db().attach_search(std::sync::Arc::new(search));
    let note =
        |title: &str| outbox::Note { user_id: None, title: title.into(), body: "b".into(), subject: None };
    desk.db()
        .write(Lane::Person, &ChangeSpec::new("test", OWNER), |ctx| {
            outbox::notify(ctx, "held", &note("held"), None)
        })
        .unwrap();
    desk.db().maintain(Lane::Person, |conn| outbox::hold_all(conn, "On purpose.")).unwrap();
    desk.db()
        .write(Lane::Person, &ChangeSpec::new("test", OWNER), |ctx| {
            outbox::notify(ctx, "waiting", &note("waiting"), None)
        })
        .unwrap();
    let failed_run = desk
        .db()
        .maintain(Lane::Person, |conn| {
            conn.execute(
                "INSERT INTO held_events (consumer, seq, subject_type, subject_id, attempts, error) VALUES ('workflows', 1, 'ticket', ?1, 3, 'e')",
                [ticket],
            )?;
            conn.execute(
                "INSERT INTO workflow_runs (workflow_id, version, start_key, subject_type, subject_id, status, error, started_ms)
                 VALUES (?1, 1, 'test', 'ticket', ?2, 'failed', 'e', 0)",
                [workflow, ticket],
            )?;
            Ok(conn.last_insert_rowid())
        })
        .unwrap();
    let place = |key: &str| -> i64 {
        desk.outside()
            .query_row("SELECT id FROM outbox WHERE effect_key = ?1", [key], |row| row.get(0))
            .unwrap()
    };
    let job = desk.done("data.check", json!({})).0["job_id"].as_i64().unwrap();
    Places { failed_run, held: place("held"), waiting: place("waiting"), job }
}
