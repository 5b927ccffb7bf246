use super::changes::{self, ListChanges};
use super::trash::{self, ListTrash, TrashedRecord};
use super::undo;
use crate::error::Code;
use crate::testing::{Desk, round_trips, seeks};
use crate::{articles, customers, deals, tasks};
use serde_json::json;

fn trashed(record: &str, id: i64) -> TrashedRecord {
    TrashedRecord { record: record.to_owned(), id }
}

#[test]
fn what_was_deleted_last_comes_first_and_pages_join() {
    let desk = Desk::open();
    for n in 0..3 {
        let id = desk.customer(&format!("Customer {n}"));
        let task = desk
            .run(|ctx| tasks::create(ctx, serde_json::from_value(json!({ "title": format!("Task {n}") }))?));
        // Both in one unit, so at one instant.
        desk.run(|ctx| {
            customers::delete(ctx, customers::GetCustomer { id })?;
            tasks::delete(ctx, tasks::GetTask { id: task.id })
        });
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = desk.read(|ctx| {
            trash::list(ctx, ListTrash { limit: Some(2), after: after.clone(), ..ListTrash::default() })
        });
        seen.extend(page.items.into_iter().map(|row| (row.title, row.actor_name)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let titles: Vec<&str> = seen.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["Task 2", "Customer 2", "Task 1", "Customer 1", "Task 0", "Customer 0"]);
    assert!(seen.iter().all(|(_, actor)| actor == "Maren Alder"));
    let tasks =
        desk.read(|ctx| trash::list(ctx, ListTrash { record: Some("task".into()), ..ListTrash::default() }));
    assert_eq!(tasks.items.len(), 3);
}

#[test]
fn what_is_in_the_trash_is_not_changed_behind_the_back_of_who_threw_it_away() {
    let desk = Desk::open();
    let customer = desk.customer("Ada");
    let task = desk.run(|ctx| tasks::create(ctx, serde_json::from_value(json!({ "title": "Call" }))?)).id;
    let deal = desk.run(|ctx| deals::create(ctx, serde_json::from_value(json!({ "title": "Boiler" }))?));
    let text = json!({ "title": "Boilers", "body": "How they work" });
    let article = desk.run(|ctx| articles::create(ctx, serde_json::from_value(text)?)).id;
    desk.run(|ctx| {
        customers::delete(ctx, customers::GetCustomer { id: customer })?;
        tasks::delete(ctx, tasks::GetTask { id: task })?;
        deals::delete(ctx, deals::GetDeal { id: deal.card.id })?;
        articles::delete(ctx, articles::GetArticle { id: article })
    });
    let refused = [
        desk.refused(|ctx| {
            customers::update(ctx, serde_json::from_value(json!({ "id": customer, "name": "B" }))?)
        }),
        desk.refused(|ctx| tasks::update(ctx, serde_json::from_value(json!({ "id": task, "title": "B" }))?)),
        desk.refused(|ctx| tasks::complete(ctx, tasks::GetTask { id: task })),
        desk.refused(|ctx| tasks::reopen(ctx, tasks::GetTask { id: task })),
        desk.refused(|ctx| {
            deals::update(ctx, serde_json::from_value(json!({ "id": deal.card.id, "title": "B" }))?)
        }),
        desk.refused(|ctx| {
            let to = json!({ "id": deal.card.id, "stage_id": deal.card.stage_id });
            deals::r#move(ctx, serde_json::from_value(to)?)
        }),
        desk.refused(|ctx| articles::publish(ctx, articles::GetArticle { id: article })),
    ];
    for error in refused {
        assert_eq!(error.code, Code::Conflict, "{error:?}");
    }
    desk.log_agrees();
}

#[test]
fn restoring_brings_back_and_can_be_undone() {
    let desk = Desk::open();
    let id = desk.customer("Ada");
    desk.run(|ctx| customers::delete(ctx, customers::GetCustomer { id }));
    let back = round_trips(&desk, |ctx| trash::restore(ctx, trashed("customer", id.0)));
    assert_eq!(back.title, "Ada");
    let error = desk.refused(|ctx| trash::restore(ctx, trashed("customer", id.0)));
    assert_eq!(error.code, Code::NotFound);
    let error = desk.refused(|ctx| trash::restore(ctx, trashed("weather", 1)));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("type")));
    desk.log_agrees();
}

#[test]
fn purging_takes_what_belongs_to_it_and_refuses_what_others_need() {
    let desk = Desk::open();
    let id = desk.customer("Ada");
    let deal = desk.run(|ctx| {
        deals::create(ctx, serde_json::from_value(json!({ "title": "Boiler", "customer_id": id }))?)
    });
    let error = desk.refused(|ctx| trash::purge(ctx, trashed("customer", id.0)));
    assert_eq!(error.code, Code::NotFound);
    desk.run(|ctx| customers::delete(ctx, customers::GetCustomer { id }));
    let error = desk.refused(|ctx| trash::purge(ctx, trashed("customer", id.0)));
    assert_eq!(error.code, Code::Conflict);
    let gone = deals::GetDeal { id: deal.card.id };
    desk.run(|ctx| {
        tasks::create(ctx, serde_json::from_value(json!({ "title": "Call", "deal_id": gone.id }))?)
    });
    desk.run(|ctx| deals::delete(ctx, gone.clone()));
    let purged = desk.outcome(|ctx| trash::purge(ctx, trashed("deal", gone.id.0)));
    let kinds: Vec<&str> = purged.events.iter().map(|event| event.verb).collect();
    assert_eq!(kinds, ["purged", "purged"]);
    desk.run(|ctx| trash::purge(ctx, trashed("customer", id.0)));
    desk.log_agrees();
}

#[test]
fn the_list_of_changes_says_what_may_be_undone() {
    let desk = Desk::open();
    desk.customer("Ada");
    desk.customer("Ben");
    let rows =
        desk.read(|ctx| changes::list(ctx, ListChanges { mine: Some(true), ..ListChanges::default() })).items;
    assert_eq!(
        rows.iter().map(|row| (row.undoable, row.events.n)).collect::<Vec<_>>(),
        [(true, 1), (true, 1)]
    );
    desk.run(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: rows[0].change.id }));
    let rows = desk.read(|ctx| {
        changes::list(ctx, ListChanges { mine: Some(true), limit: Some(2), ..ListChanges::default() })
    });
    assert_eq!(rows.items.iter().map(|row| row.undoable).collect::<Vec<_>>(), [true, false]);
    let rest = desk.read(|ctx| {
        changes::list(
            ctx,
            ListChanges { mine: Some(true), after: rows.next.clone(), ..ListChanges::default() },
        )
    });
    assert_eq!(rest.items.len(), 1);
    assert!(desk.read(|ctx| changes::list(ctx, ListChanges::default())).items.len() > 3);
}

#[test]
fn one_s_own_changes_are_found_behind_any_number_of_others() {
    let desk = Desk::open();
    desk.customer("Ada");
    desk.run(|ctx| {
        Ok(ctx.conn().execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000)
             INSERT INTO changes (operation, actor, started_ms) SELECT 'workflows.run', 'workflow:1', 0 FROM n",
            [],
        )?)
    });
    let page = |after: Option<String>| {
        desk.read(|ctx| changes::list(ctx, ListChanges { mine: Some(true), after, ..ListChanges::default() }))
    };
    let mut pages = vec![page(None)];
    while let Some(next) = pages.last().and_then(|page| page.next.clone()) {
        pages.push(page(Some(next)));
    }
    let found: Vec<usize> = pages.iter().map(|page| page.items.len()).collect();
    // No page walks through all of them, and none is the last before the end.
    assert_eq!(found, [0, 0, 1]);
}

#[test]
fn neither_list_reads_a_whole_table() {
    let desk = Desk::open();
    for record in trash::KINDS {
        seeks(&desk, &super::sql::trash(record.table().unwrap()));
    }
    seeks(&desk, super::sql::CHANGES);
    seeks(&desk, super::sql::CHANGES_OF);
    seeks(&desk, super::sql::WHO_TRASHED);
}
