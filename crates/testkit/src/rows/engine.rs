//! How many events per second the workflow engine asks its workflows about.

use crate::client::id_of;
use crate::desk::{Desk, caught_up};
use crate::floor::Floor;
use crate::measure::Row;
use anyhow::{Context, Result};
use onhand_api::{Engine, call, find};
use onhand_core::ids::CustomerId;
use onhand_core::log::unit::ChangeSpec;
use onhand_core::tickets;
use onhand_core::worker::{Settings, Worker};
use onhand_core::workflows::Limits;
use onhand_server::App;
use serde_json::{Value, json};
use std::time::Instant;

/// Enabled workflows, and how many of them listen to the kind that is measured.
const WORKFLOWS: usize = 100;
const LISTENING: usize = 20;
const EVENTS: usize = 20_000;
/// One event in so many starts a run, so that the way to one is open.
const ONE_RUN_IN: usize = 1_000;
const PER_SECOND: f64 = 5_000.0;

/// Each listening workflow has three conditions, one of them on a field of the ticket's customer.
pub fn row(desk: &Desk) -> Result<Row> {
    {
        let app = desk.app(false)?;
        (0..WORKFLOWS).try_for_each(|n| workflow(&app, n))?;
        caught_up(&app, desk.folder())?;
        app.shutdown()?;
    }
    let app = desk.app_without_worker()?;
    let floor = Floor::open(&desk.file())?;
    let last_run = floor.last_run()?;
    tickets(&app, &floor)?;
    let behind = floor.behind()?;
    let mut worker = Worker::new(Settings {
        boot_id: "bench".to_owned(),
        local_user: app.owner().user_id(),
        limits: Limits::default(),
    });
    let started = Instant::now();
    while floor.behind()? > 0 {
        worker.tick(app.db(), &Engine, None)?;
    }
    let took = started.elapsed();
    app.shutdown()?;
    let runs = floor.runs_after(last_run)?;
    let expected = (EVENTS / ONE_RUN_IN) as i64;
    anyhow::ensure!(
        runs == expected,
        "{runs} runs instead of {expected}: not every event was asked about once."
    );
    let each_us = took.as_secs_f64() * 1e6 / behind as f64;
    let name = "workflow engine, 5,000 events/s with 100 workflows";
    Ok(Row::of(name, 1.0, each_us, 1e6 / PER_SECOND)
        .with_note(format!("{:.0} events/s, {behind} events, {runs} runs", 1e6 / each_us)))
}

fn workflow(app: &App, n: usize) -> Result<()> {
    let listens = n < LISTENING;
    let others = ["deal.moved", "task.completed", "customer.tagged", "ticket.assigned"];
    let kind =
        if listens { "ticket.created" } else { others.get(n % others.len()).copied().unwrap_or_default() };
    let conditions = json!({ "combinator": "and", "rules": [
        { "field": "customer.status", "operator": "is_not", "value": "churned" },
        { "field": "priority_level", "operator": ">=", "value": 1 },
        { "field": "subject", "operator": "contains", "value": format!("measured {n} exactly") },
    ] });
    let args = json!({
        "name": format!("Measured {n}"), "trigger": { "type": "event", "kind": kind },
        "conditions": if listens { conditions } else { Value::Null }, "actions": [{ "type": "add_tag", "tag": "measured" }],
    });
    let made = perform(app, "workflows.create", args)?;
    perform(app, "workflows.enable", json!({ "id": id_of(&made)? }))?;
    Ok(())
}

fn perform(app: &App, name: &str, args: Value) -> Result<Value> {
    let operation = find(name).with_context(|| format!("There is no operation {name}."))?;
    Ok(serde_json::from_slice(&call(app.db(), app.owner(), operation, args, None)?.body)?)
}

/// Tickets of customers who have not left, so that every condition is looked at.
fn tickets(app: &App, floor: &Floor) -> Result<()> {
    let customers =
        (0..500).map(|n| floor.lasting_customer_near(f64::from(n) / 500.0)).collect::<Result<Vec<i64>>>()?;
    let mut batch = app.db().batch(ChangeSpec::new("tickets.create", app.owner()))?;
    for part in 0..EVENTS / 500 {
        batch.transaction(|transaction| {
            for n in part * 500..(part + 1) * 500 {
                let run = if n % ONE_RUN_IN == 0 { " measured 7 exactly" } else { "" };
                let customer_id = customers.get(n % customers.len().max(1)).copied().map(CustomerId);
                let args = tickets::CreateTicket {
                    subject: format!("The boiler in cellar {n} loses pressure{run}"),
                    customer_id,
                    ..tickets::CreateTicket::default()
                };
                transaction.unit(|ctx| tickets::create(ctx, args))?;
            }
            Ok(())
        })?;
    }
    batch.finish(None)?;
    Ok(())
}
