//! A real ticket log is imported: how fast, and how long a person's reply waits meanwhile.

use super::Bench;
use super::writes::BODY;
use crate::measure::{Row, Samples};
use crate::random::Random;
use anyhow::{Context, Result};
use onhand_core::imports::{self, ImportKind, Mapping, Source};
use onhand_core::jobs::{JobKind, Progress};
use onhand_server::App;
use serde_json::json;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const LOG: &str = "tickets/uci_incident_log/events.csv.gz";
const MAP: &str = include_str!("../../../../tests/fixtures/maps/uci_incident_log.json");
const PER_SECOND: f64 = 5_000.0;
/// A person who answers all the time, ten times as fast as anybody can.
const BETWEEN_REPLIES: Duration = Duration::from_millis(10);
const REPLIES: usize = 800;

/// The rate of an import alone, then the replies during a second one of the same log under another name.
pub async fn rows(bench: &Bench) -> Result<Vec<Row>> {
    let app = bench.app.clone();
    let (rows, events, took) = tokio::task::spawn_blocking(move || import(&app, "measured")).await??;
    let slower = rows.min(events) as f64 / took.as_secs_f64();
    let rate = Row::of("import, 5,000 log events/s", 1.0, 1e6 / slower, 1e6 / PER_SECOND).with_note(format!(
        "{rows} rows became {events} events in {:.1} s: {slower:.0}/s",
        took.as_secs_f64()
    ));

    let mut idle = Samples::default();
    let mut random = Random(31);
    while idle.len() < REPLIES {
        reply(bench, &mut random, &mut idle).await?;
    }
    let over = std::sync::Arc::new(AtomicBool::new(false));
    let (app, ended) = (bench.app.clone(), std::sync::Arc::clone(&over));
    let second = tokio::task::spawn_blocking(move || {
        let done = import(&app, "measured again");
        ended.store(true, Ordering::Release);
        done
    });
    let mut busy = Samples::default();
    while !over.load(Ordering::Acquire) {
        reply(bench, &mut random, &mut busy).await?;
    }
    second.await??;
    let waiting = Row::of("p99 of a reply during an import", 3.0, busy.p99_us(), idle.p99_us()).with_note(
        format!("{} replies; p50 {:.0} µs, idle {:.0} µs", busy.len(), busy.p50_us(), idle.p50_us()),
    );
    Ok(vec![rate, waiting])
}

async fn reply(bench: &Bench, random: &mut Random, samples: &mut Samples) -> Result<()> {
    let ticket = bench.floor.open_ticket_near(random.below(10_000) as f64 / 10_000.0)?;
    let path = format!("/tickets/{ticket}/reply");
    samples.time_async(bench.client.post(&path, &json!({ "body": BODY }))).await?;
    tokio::time::sleep(BETWEEN_REPLIES).await;
    Ok(())
}

/// Rows of the log, events they became, and the time it took.
fn import(app: &App, name: &str) -> Result<(i64, i64, Duration)> {
    let path = log_file()?;
    let file = std::fs::File::open(&path).with_context(|| format!("{} cannot be read.", path.display()))?;
    let mapping = Mapping { source: Some(name.to_owned()), ..serde_json::from_str(MAP)? };
    let source = Source {
        kind: ImportKind::TicketsLog,
        name: name.to_owned(),
        mapping,
        rows: imports::open(Box::new(file))?,
    };
    let mut progress = Progress::unlisted(app.db(), JobKind::Import, app.owner(), None);
    let started = Instant::now();
    let (report, change) = imports::run(&mut progress, source, &mut |_| {})?;
    let took = started.elapsed();
    anyhow::ensure!(report.rejected == 0, "{} rows were rejected.", report.rejected);
    let events = crate::floor::Floor::open(&onhand_core::db::file_in(app.folder()))?.events_of(change.0)?;
    Ok((report.rows, events, took))
}

/// The real log lies beside the project, or where ONHAND_DATA says.
fn log_file() -> Result<PathBuf> {
    let root = std::env::var_os("ONHAND_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let file = root.join(LOG);
    anyhow::ensure!(
        file.exists(),
        "{} is missing; set ONHAND_DATA to the folder of the data.",
        file.display()
    );
    Ok(file)
}
