//! Following the log while others search.

use super::feed::BATCH;
use super::*;
use crate::testing::Desk;
use std::time::{Duration, Instant};

fn search(desk: &Desk) -> &Search {
    desk.db.attach_search(std::sync::Arc::new(Search::open(&desk.folder.path().join("search")).unwrap()));
    desk.db.search().unwrap()
}

fn feed(desk: &Desk) {
    desk.read(|ctx| ctx.search()?.feed(ctx.conn(), &|| false));
}

fn found(desk: &Desk, text: &str) -> usize {
    let args = serde_json::from_value(serde_json::json!({ "query": text })).unwrap();
    desk.read(|ctx| everything(ctx, args)).groups.iter().map(|group| group.items.len()).sum()
}

/// As many customers in one change.
fn customers(desk: &Desk, count: usize) {
    desk.run(|ctx| {
        for n in 0..count {
            let args = serde_json::json!({ "name": format!("Customer {n}") });
            crate::customers::create(ctx, serde_json::from_value(args)?)?;
        }
        Ok(())
    });
}

#[test]
fn a_rebuild_that_is_asked_for_in_a_running_program_happens() {
    let desk = Desk::open();
    let search = search(&desk);
    let id = desk.customer("Ada Lovelace");
    feed(&desk);
    assert_eq!(found(&desk, "lovelace"), 1);
    // The index loses a record behind our back.
    let position = search.index.position().unwrap();
    search.index.remove(Kind::Customer, id.0).unwrap();
    search.index.commit(&position).unwrap();
    feed(&desk);
    assert_eq!(found(&desk, "lovelace"), 0);

    assert!(desk.read(|ctx| rebuild(ctx, RebuildSearch {})).started);
    // A rebuild that is stopped half-way is still due, and what there is counts as unfinished.
    desk.read(|ctx| search.feed(ctx.conn(), &|| true));
    assert!(search.indexing_pct().is_some());
    feed(&desk);
    assert_eq!((found(&desk, "lovelace"), search.indexing_pct()), (1, None));
    desk.customer("Grace Hopper");
    assert_eq!(found(&desk, "hopper"), 1);
}

#[test]
fn a_search_does_not_wait_for_a_feeder_that_finds_no_end() {
    let desk = Desk::open();
    let search = search(&desk);
    feed(&desk);
    customers(&desk, 1_200);
    // Between two batches anybody may have the index.
    let asked = std::cell::Cell::new(0);
    desk.read(|ctx| {
        search.feed(ctx.conn(), &|| {
            asked.set(asked.get() + 1);
            assert!(search.fed.try_lock().is_ok(), "held between batches");
            false
        })
    });
    assert!(asked.get() >= 2);

    // A feeder at work: a search that is a little behind waits, but not for ever, and one that is far behind not at all.
    let feeder = search.fed.lock().unwrap();
    desk.customer("Ada Lovelace");
    let began = Instant::now();
    assert_eq!(found(&desk, "lovelace"), 0);
    assert!(began.elapsed() < Duration::from_secs(20));
    customers(&desk, 2_100);
    let began = Instant::now();
    assert_eq!(found(&desk, "lovelace"), 0);
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    drop(feeder);
    feed(&desk);
    assert_eq!(found(&desk, "lovelace"), 1);
}

#[test]
fn what_is_written_during_a_feeding_waits_for_the_next() {
    let desk = Desk::open();
    let search = search(&desk);
    feed(&desk);
    customers(&desk, 3);
    // Whoever writes each time that somebody looks keeps nobody feeding, and makes no commit of each word.
    let written = std::cell::Cell::new(0);
    desk.db
        .follow(crate::testing::OWNER, |ctx| {
            search.feed(ctx.conn(), &|| {
                desk.customer("Grace Hopper");
                written.set(written.get() + 1);
                written.get() > 5
            })
        })
        .unwrap();
    assert!(search.index.len() == 3 && written.get() < 2, "{} fed, {}", search.index.len(), written.get());
    feed(&desk);
    // A full batch is not the end.
    customers(&desk, BATCH);
    assert!(desk.read(|ctx| search.feed_some(ctx.conn(), &|| false)));
    assert!(!desk.read(|ctx| search.feed_some(ctx.conn(), &|| false)));
}

#[test]
fn what_shows_a_customer_is_found_by_the_name_it_has_now() {
    let desk = Desk::open();
    let search = search(&desk);
    let named = |name: &str| serde_json::json!({ "name": name });
    let id = desk.customer("Lovelace Heating");
    let tickets = BATCH + 20;
    desk.run(|ctx| {
        for n in 0..tickets {
            let args = serde_json::json!({ "subject": format!("Boiler {n}"), "customer_id": id });
            crate::tickets::create(ctx, serde_json::from_value(args)?)?;
        }
        let args = serde_json::json!({ "title": "Heat pump", "customer_id": id });
        crate::deals::create(ctx, serde_json::from_value(args)?)
    });
    feed(&desk);
    let total = |text: &str| {
        let args = serde_json::from_value(serde_json::json!({ "query": text })).unwrap();
        desk.read(|ctx| everything(ctx, args)).groups.iter().map(|group| group.total as usize).sum::<usize>()
    };
    assert_eq!(total("lovelace"), tickets + 2);
    let rename = |name: &str| {
        let mut args = named(name);
        args["id"] = serde_json::json!(id);
        desk.run(|ctx| crate::customers::update(ctx, serde_json::from_value(args).unwrap()));
    };
    rename("Hopper Cooling");
    // A program that ends in the midst of it begins again at the rename.
    let before = search.index.position().unwrap();
    desk.read(|ctx| search.feed(ctx.conn(), &|| true));
    assert_eq!(search.index.position().unwrap(), before);
    *search.fed.lock().unwrap() = None;
    feed(&desk);
    assert_eq!((total("lovelace"), total("hopper")), (0, tickets + 2));
    // Whatever else changes about a customer touches nobody else.
    let args = serde_json::json!({ "id": id, "city": "Bath" });
    desk.run(|ctx| crate::customers::update(ctx, serde_json::from_value(args).unwrap()));
    let place = search.index.position().unwrap().seq;
    desk.read(|ctx| search.feed(ctx.conn(), &|| true));
    assert!(search.index.position().unwrap().seq > place);
}
