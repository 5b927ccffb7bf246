use super::*;
use crate::error::Code;
use crate::ids::CustomerId;
use crate::testing::{Desk, seeks};
use crate::{deals, interactions, pipelines, tasks, tickets};
use serde_json::json;

fn page(desk: &Desk, args: serde_json::Value) -> crate::page::Page<TimelineItem> {
    desk.read(|ctx| get(ctx, serde_json::from_value(args).unwrap()))
}

fn history(desk: &Desk) -> CustomerId {
    let lan = desk.customer("Lan");
    let args = json!({ "subject": "Kitchen too hot", "customer_id": lan, "body": "31 °C at lunch." });
    let ticket = desk.run(|ctx| tickets::create(ctx, serde_json::from_value(args).unwrap()));
    let args = json!({ "id": ticket.id, "body": "We come at noon." });
    desk.run(|ctx| tickets::reply(ctx, serde_json::from_value(args).unwrap()));
    let args = json!({ "customer_id": lan, "kind": "call", "direction": "inbound", "subject": "Units", "body": "Both run.", "duration_s": 350 });
    desk.run(|ctx| interactions::log(ctx, serde_json::from_value(args).unwrap()));
    let args = json!({ "title": "Third unit", "customer_id": lan, "value_minor": 1_260_000 });
    let deal = desk.run(|ctx| deals::create(ctx, serde_json::from_value(args).unwrap()));
    let stage = desk.read(|ctx| pipelines::list(ctx, pipelines::ListPipelines {})).items[0].stages[2].id;
    let args = json!({ "id": deal.card.id, "stage_id": stage });
    desk.run(|ctx| deals::r#move(ctx, serde_json::from_value(args).unwrap()));
    let task = desk.run(|ctx| {
        tasks::create(
            ctx,
            serde_json::from_value(json!({ "title": "Send plan", "customer_id": lan })).unwrap(),
        )
    });
    desk.run(|ctx| tasks::complete(ctx, tasks::GetTask { id: task.id }));
    lan
}

#[test]
fn the_page_tells_what_happened_newest_first() {
    let desk = Desk::open();
    let lan = history(&desk);
    let items = page(&desk, json!({ "customer_id": lan })).items;
    let told: Vec<(String, String)> = items
        .iter()
        .map(|item| {
            (item.title.to_string(), item.detail.as_ref().map(ToString::to_string).unwrap_or_default())
        })
        .collect();
    let told: Vec<(&str, &str)> =
        told.iter().map(|(title, detail)| (title.as_str(), detail.as_str())).collect();
    assert_eq!(
        told[..4],
        [
            ("Send plan", "Done by Maren Alder"),
            ("Third unit", "New → Estimate sent"),
            ("Third unit", "New deal"),
            ("Lan called", "6 min, logged by Maren Alder")
        ]
    );
    assert_eq!(items[3].text.as_deref(), Some("Units: Both run."));
    assert_eq!(items[0].state.as_deref(), Some("done"));
    desk.run(|ctx| tasks::reopen(ctx, serde_json::from_value(json!({ "id": items[0].subject_id })).unwrap()));
    assert_eq!(page(&desk, json!({ "customer_id": lan })).items[0].state.as_deref(), Some("open"));
    assert_eq!(
        (items[1].amount_minor, items[1].currency.as_deref(), items[1].state.as_deref()),
        (Some(1_260_000), Some("GBP"), Some("open"))
    );
    assert!(items.iter().any(|item| item.title.to_string() == "Maren Alder answered"
        && item.text.as_deref() == Some("We come at noon.")));
    assert_eq!(told.last(), Some(&("Lan was added", "")));
}

#[test]
fn filters_and_pages_leave_nothing_out() {
    let desk = Desk::open();
    let lan = history(&desk);
    let kinds = |filter: &str| -> Vec<String> {
        page(&desk, json!({ "customer_id": lan, "filter": filter }))
            .items
            .into_iter()
            .map(|item| item.kind)
            .collect()
    };
    assert_eq!(kinds("deals"), ["deal.moved", "deal.created"]);
    assert_eq!(kinds("conversations"), ["interaction.created", "ticket.replied"]);
    assert_eq!(kinds("runs"), Vec::<String>::new());
    let all = kinds("all");
    let mut seen = Vec::new();
    let mut after = json!(null);
    loop {
        let page = page(&desk, json!({ "customer_id": lan, "limit": 2, "after": after }));
        seen.extend(page.items.into_iter().map(|item| item.kind));
        match page.next {
            Some(next) => after = json!(next),
            None => break,
        }
    }
    assert_eq!(seen, all);
    let error = desk
        .db
        .read(crate::testing::OWNER, |ctx| {
            get(ctx, serde_json::from_value(json!({ "customer_id": 99 })).unwrap())
        })
        .unwrap_err();
    assert_eq!(error.code, Code::NotFound);
}

#[test]
fn merged_customers_have_one_timeline() {
    let desk = Desk::open();
    let lan = history(&desk);
    let twin = desk.customer("Nguyễn Thị Lan");
    let before = page(&desk, json!({ "customer_id": lan })).items.len();
    desk.run(|ctx| {
        Ok(ctx.conn().execute("UPDATE customers SET merged_into_id = ?1 WHERE id = ?2", [lan, twin])?)
    });
    assert!(page(&desk, json!({ "customer_id": lan })).items.len() > before);
    assert_eq!(
        page(&desk, json!({ "customer_id": lan })).items,
        page(&desk, json!({ "customer_id": twin })).items
    );
}

#[test]
fn runs_stand_where_their_subject_stands() {
    let desk = Desk::open();
    let lan = history(&desk);
    desk.run(|ctx| {
        ctx.conn().execute_batch(
            "INSERT INTO workflows (name, position, trigger, actions, created_ms) VALUES ('Nurture', 1, '{}', '[]', 1)",
        )?;
        Ok(())
    });
    desk.db
        .maintain(crate::db::Lane::Person, |conn| {
            conn.pragma_update(None, "foreign_keys", false)?;
            let columns = "workflow_id, version, start_key, subject_type, subject_id, status, started_ms";
            let extra: bool = conn.prepare("SELECT 1 FROM pragma_table_info('workflow_runs') WHERE name = 'definition'")?.exists([])?;
            let (names, values) = if extra { (", definition", ", '{}'") } else { ("", "") };
            conn.execute(&format!("INSERT INTO workflow_runs ({columns}{names}) VALUES (1, 1, 'a', 'ticket', 1, 'completed', 5{values})"), [])?;
            crate::log::timeline::note_run(conn, 1)
        })
        .unwrap();
    let items = page(&desk, json!({ "customer_id": lan, "filter": "runs" })).items;
    assert_eq!(
        items
            .iter()
            .map(|item| (item.title.to_string(), item.seq, item.state.as_deref()))
            .collect::<Vec<_>>(),
        [("Nurture".to_owned(), -1, Some("completed"))]
    );
}

#[test]
fn no_page_reads_the_whole_table() {
    let desk = Desk::open();
    let lan = desk.customer("Lan");
    for args in
        [json!({ "customer_id": lan }), json!({ "customer_id": lan, "filter": "tickets", "after": "[5,1]" })]
    {
        let filter = desk.read(|ctx| page::filter(ctx, &serde_json::from_value(args).unwrap()));
        seeks(&desk, &filter.statement(sql::ROW, sql::ORDER, 50));
    }
}

#[test]
fn what_was_undone_is_not_told_and_what_was_redone_is() {
    use crate::log::undo::{self, ApplyUndo};
    let desk = Desk::open();
    let lan = history(&desk);
    let kinds = || -> Vec<String> {
        page(&desk, json!({ "customer_id": lan })).items.into_iter().map(|item| item.kind).collect()
    };
    let all = kinds();
    let take_back = |kind: &str| {
        let change = desk.read(|ctx| {
            let found: i64 = ctx.conn().query_row(
                "SELECT change_id FROM events WHERE kind = ?1 ORDER BY seq DESC LIMIT 1",
                [kind],
                |row| row.get(0),
            )?;
            Ok(crate::ids::ChangeId(found))
        });
        desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: change })).change_id
    };
    for kind in ["task.completed", "ticket.replied", "deal.moved"] {
        let undo = take_back(kind);
        let rest: Vec<String> = all.iter().filter(|one| *one != kind).cloned().collect();
        assert_eq!(kinds(), rest);
        let redo = desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: undo })).change_id;
        assert_eq!(kinds(), all, "{kind}");
        desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: redo }));
        assert_eq!(kinds(), rest);
        desk.run(|ctx| {
            let again =
                ctx.conn().query_row("SELECT MAX(id) FROM changes WHERE undoes IS NOT NULL", [], |row| {
                    row.get(0)
                })?;
            undo::apply(ctx, ApplyUndo { change_id: crate::ids::ChangeId(again) })
        });
        assert_eq!(kinds(), all, "{kind}");
    }
}

#[test]
fn what_an_undo_had_to_leave_is_still_told() {
    use crate::log::undo::{self, ApplyUndo};
    let desk = Desk::open();
    let lan = desk.customer("Lan");
    let stages = desk.read(|ctx| pipelines::list(ctx, pipelines::ListPipelines {})).items.remove(0).stages;
    let make = |title: &str| {
        let args = json!({ "title": title, "customer_id": lan });
        desk.run(|ctx| deals::create(ctx, serde_json::from_value(args).unwrap())).card.id
    };
    let to = |deal, stage: usize| {
        let args = json!({ "id": deal, "stage_id": stages[stage].id });
        serde_json::from_value::<deals::MoveDeal>(args).unwrap()
    };
    let (one, two) = (make("One"), make("Two"));
    let both = desk
        .outcome(|ctx| {
            deals::r#move(ctx, to(one, 1))?;
            deals::r#move(ctx, to(two, 1))
        })
        .change
        .unwrap();
    // Somebody moved the second on, so the undo has to leave it.
    desk.run(|ctx| deals::r#move(ctx, to(two, 2)));
    let moved = || {
        let items = page(&desk, json!({ "customer_id": lan })).items;
        items
            .iter()
            .filter(|item| item.kind == "deal.moved")
            .map(|item| item.title.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(moved(), ["Two", "Two", "One"]);
    let undone = desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: both }));
    assert!(!undone.conflicts.is_empty());
    assert_eq!(moved(), ["Two", "Two"]);
    let undos = desk
        .read(|ctx| crate::events::list(ctx, serde_json::from_value(json!({ "change_id": both })).unwrap()));
    let marked: Vec<bool> = undos.items.iter().map(|event| event.undone_by.is_some()).collect();
    assert_eq!(marked, [false, true]);
    desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: undone.change_id }));
    assert_eq!(moved(), ["Two", "Two", "One"]);
}
