//! `onhand-bench`, which `cargo xtask bench` builds and starts: measures every row, prints the table, and ends with an
//! error when a limit was missed.

use anyhow::{Context, Result, bail};
use onhand_testkit::desk::{Desk, Size};
use onhand_testkit::floor::Floor;
use onhand_testkit::report::Report;
use onhand_testkit::rows::reads::{Screen, Visit, visits};
use onhand_testkit::rows::writes::Write;
use onhand_testkit::rows::{Bench, engine, import, reads, search, writes};
use onhand_testkit::{desk, program};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// What to measure, and how to say it.
#[derive(Debug, Clone)]
struct Asked {
    size: Size,
    only: Vec<String>,
    json: bool,
}

impl Asked {
    fn read() -> Result<Self> {
        let mut asked = Self { size: Size::Large, only: Vec::new(), json: false };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--json" => asked.json = true,
                "--size" => asked.size = Size::parse(&words.next().context("--size needs a size.")?)?,
                "--only" => asked.only.push(words.next().context("--only needs the beginning of a name.")?),
                other => bail!("There is no option {other}. Use --size, --only and --json."),
            }
        }
        Ok(asked)
    }

    /// Whether a row of this name is wanted.
    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| name.contains(part.as_str()))
    }
}

fn main() -> ExitCode {
    match perform() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            Report::new(true).say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform() -> Result<bool> {
    let asked = Asked::read()?;
    let mut report = Report::new(asked.json);
    let say = |text: &str| Report::new(asked.json).say(text);
    let desk = Arc::new(Desk::copy(asked.size, &say)?);
    describe(&desk, &report)?;
    report.head();
    let runtime = onhand_server::runtime()?;
    // On a worker of the runtime, as in `serve`: stepping aside for a query costs something there.
    let (on_runtime, own) = (Arc::clone(&desk), asked.clone());
    report = runtime.block_on(runtime.spawn(async move {
        screens(&own, &on_runtime, &mut report).await?;
        durable(&own, &on_runtime, &mut report).await?;
        without_sync(&own, &on_runtime, &mut report).await?;
        anyhow::Ok(report)
    }))??;
    drop(runtime);
    if asked.wants(ENGINE) {
        match engine::row(&desk) {
            Ok(row) => report.add(row),
            Err(error) => report.failed(ENGINE, &error),
        }
    }
    if asked.wants(SERVE) {
        match serve(&desk) {
            Ok(rows) => rows.into_iter().for_each(|row| report.add(row)),
            Err(error) => report.failed(SERVE, &error),
        }
    }
    report.finish()
}

const ENGINE: &str = "workflow engine";
const SERVE: &str = "serve and memory";
const SEARCH: &str = "article search";
const SAVED: &str = "a saved article";
const IMPORT: &str = "import";

/// What is measured on what.
fn describe(desk: &Desk, report: &Report) -> Result<()> {
    let floor = Floor::open(&desk.file())?;
    let [tickets, messages, customers, deals, articles, events] = floor.counts()?;
    report.say(&format!(
        "{tickets} tickets, {messages} messages, {customers} customers, {deals} deals, {articles} articles, {events} events"
    ));
    report.say(&format!(
        "file {:.0} MiB; fsync {:.0} µs; commit {}",
        desk.file_bytes() as f64 / 1_048_576.0,
        desk.sync_us()?,
        std::env::var("ONHAND_COMMIT").unwrap_or_else(|_| "unknown".to_owned()),
    ));
    Ok(())
}

async fn screens(asked: &Asked, desk: &Desk, report: &mut Report) -> Result<()> {
    let wanted: Vec<Screen> = Screen::ALL.into_iter().filter(|screen| asked.wants(screen.name())).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let say = |text: &str| Report::new(asked.json).say(text);
    let other = if asked.size == Size::Small { None } else { Some(Desk::copy(Size::TenThousand, &say)?) };
    let large = Bench::open(desk, true)?;
    let small = other.as_ref().map(|desk| Bench::open(desk, true)).transpose()?;
    for screen in wanted {
        match reads::rows(screen, &large, small.as_ref()).await {
            Ok(rows) => rows.into_iter().for_each(|row| report.add(row)),
            Err(error) => report.failed(screen.name(), &error),
        }
    }
    large.close()?;
    small.map_or(Ok(()), Bench::close)
}

async fn durable(asked: &Asked, desk: &Desk, report: &mut Report) -> Result<()> {
    let wanted = wanted_writes(asked);
    let rest = [SEARCH, SAVED, IMPORT];
    if wanted.is_empty() && !rest.iter().any(|name| asked.wants(name)) {
        return Ok(());
    }
    let bench = Bench::open(desk, true)?;
    if !wanted.is_empty() {
        let rows = writes::rows(desk, &bench, true, &wanted).await?;
        rows.into_iter().for_each(|row| report.add(row));
        lag(&bench, report)?;
    }
    if asked.wants(SEARCH) {
        match search::latency(&bench).await {
            Ok(row) => report.add(row),
            Err(error) => report.failed(SEARCH, &error),
        }
    }
    if asked.wants(SAVED) {
        match search::saved(&bench).await {
            Ok(row) => report.add(row),
            Err(error) => report.failed(SAVED, &error),
        }
    }
    if asked.wants(IMPORT) {
        match import::rows(&bench).await {
            Ok(rows) => rows.into_iter().for_each(|row| report.add(row)),
            Err(error) => report.failed(IMPORT, &error),
        }
    }
    bench.close()
}

async fn without_sync(asked: &Asked, desk: &Desk, report: &mut Report) -> Result<()> {
    let wanted = wanted_writes(asked);
    if wanted.is_empty() {
        return Ok(());
    }
    let bench = Bench::open(desk, false)?;
    let rows = writes::rows(desk, &bench, false, &wanted).await?;
    rows.into_iter().for_each(|row| report.add(row));
    bench.close()
}

fn wanted_writes(asked: &Asked) -> Vec<Write> {
    Write::ALL.into_iter().filter(|write| asked.wants(write.name())).collect()
}

/// How far behind the consumers are after the writes, and how long they take to catch up.
fn lag(bench: &Bench, report: &Report) -> Result<()> {
    let behind = bench.floor.behind()?;
    let started = Instant::now();
    desk::caught_up(&bench.app, bench.app.folder())?;
    report.say(&format!(
        "consumers: {behind} events behind after the writes, at the end of the log {:.0} ms later",
        started.elapsed().as_secs_f64() * 1e3
    ));
    Ok(())
}

fn serve(desk: &Desk) -> Result<Vec<onhand_testkit::measure::Row>> {
    let (visits, tickets) = {
        let bench = Bench::open(desk, false)?;
        let runtime = onhand_server::runtime()?;
        let found = runtime.block_on(async {
            let mut all: Vec<Visit> = Vec::new();
            for screen in Screen::ALL {
                all.extend(visits(&bench, screen).await?);
            }
            anyhow::Ok(all)
        })?;
        let tickets = (0..100)
            .map(|n| bench.floor.open_ticket_near(f64::from(n) / 100.0))
            .collect::<Result<Vec<_>>>()?;
        bench.close()?;
        (found, tickets)
    };
    program::rows(desk, &visits, &tickets)
}
