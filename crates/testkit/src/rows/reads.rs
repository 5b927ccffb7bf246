//! Four screens: against the floor, and against themselves on a file with ten thousand tickets.

use super::Bench;
use crate::client::id_of;
use crate::floor::Shown;
use crate::measure::{Row, Samples};
use crate::random::Random;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Visits of a screen that are measured.
const VISITS: usize = 600;
/// Different records that are visited in turn.
const RECORDS: usize = 100;
/// Cards on the board.
const CARDS: usize = 200;

/// A screen that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    List,
    Ticket,
    Timeline,
    Board,
}

impl Screen {
    pub const ALL: [Self; 4] = [Self::List, Self::Ticket, Self::Timeline, Self::Board];

    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list of 50 tickets",
            Self::Ticket => "ticket with its conversation",
            Self::Timeline => "timeline page",
            Self::Board => "board of 200 deals",
        }
    }
}

/// What the screen asks the router for, and the same by hand.
#[derive(Debug, Clone)]
pub struct Visit {
    pub paths: Vec<String>,
    pub shown: Shown,
}

/// Different visits of a screen, the same in every run.
pub async fn visits(bench: &Bench, screen: Screen) -> Result<Vec<Visit>> {
    let mut random = Random(7);
    let mut shares = (0..RECORDS).map(|_| random.below(10_000) as f64 / 10_000.0).collect::<Vec<_>>();
    shares.truncate(RECORDS);
    let floor = &bench.floor;
    match screen {
        Screen::List => Ok(floor
            .pairs()?
            .into_iter()
            .map(|(status, priority)| Visit {
                paths: vec![format!("/tickets?status_id={status}&priority_id={priority}&limit=50")],
                shown: Shown::List { status, priority },
            })
            .collect()),
        Screen::Ticket => shares
            .into_iter()
            .map(|share| {
                let id = floor.ticket_near(share)?;
                let paths = vec![format!("/tickets/{id}"), format!("/tickets/{id}/conversation?limit=50")];
                Ok(Visit { paths, shown: Shown::Ticket { id } })
            })
            .collect(),
        Screen::Timeline => shares
            .into_iter()
            .map(|share| {
                let customer = floor.busy_customer_near(share)?;
                let paths = vec![format!("/timeline?customer_id={customer}&limit=50")];
                Ok(Visit { paths, shown: Shown::Timeline { customer } })
            })
            .collect(),
        Screen::Board => {
            let pipeline = board(bench).await?;
            let paths = vec![format!("/pipelines/{pipeline}/board?limit_per_stage={CARDS}")];
            Ok(vec![Visit { paths, shown: Shown::Board { pipeline } }])
        }
    }
}

/// A pipeline of its own with two hundred open deals, half of them with a next step.
async fn board(bench: &Bench) -> Result<i64> {
    let made = bench.client.post_json("/pipelines", &json!({ "name": "Measured" })).await?;
    let pipeline = id_of(&made)?;
    let stages: Vec<i64> = made
        .get("stages")
        .and_then(Value::as_array)
        .context("The pipeline has no stages.")?
        .iter()
        .filter(|stage| stage.get("kind").and_then(Value::as_str) == Some("open"))
        .filter_map(|stage| stage.get("id").and_then(Value::as_i64))
        .collect();
    for n in 0..CARDS {
        let customer = bench.floor.customer_near(n as f64 / CARDS as f64)?;
        let stage = stages.get(n % stages.len().max(1)).context("The pipeline has no open stage.")?;
        let deal = json!({
            "title": format!("Heat pump for house {n}"), "customer_id": customer, "pipeline_id": pipeline, "stage_id": stage,
            "value_minor": 100_000 + n as i64 * 9_700,
        });
        let deal = id_of(&bench.client.post_json("/deals", &deal).await?)?;
        if n % 2 == 0 {
            let task = json!({ "title": "Ask about the estimate", "deal_id": deal, "customer_id": customer });
            bench.client.post("/tasks", &task).await?;
        }
    }
    Ok(pipeline)
}

/// The rows of one screen. Large file, small file and floor take turns, so that a busy moment hits all of them.
pub async fn rows(screen: Screen, large: &Bench, small: Option<&Bench>) -> Result<Vec<Row>> {
    let ours = visits(large, screen).await?;
    let theirs = match small {
        Some(small) => visits(small, screen).await?,
        None => Vec::new(),
    };
    let (mut floor, mut at_large, mut at_small) =
        (Samples::default(), Samples::default(), Samples::default());
    let mut fetched = 0;
    for n in 0..VISITS + RECORDS {
        // The first round fills every cache.
        if n == RECORDS {
            (floor, at_large, at_small) = (Samples::default(), Samples::default(), Samples::default());
        }
        let visit = ours.get(n % ours.len().max(1)).context("There is nothing of this kind in the file.")?;
        fetched = floor.time(|| large.floor.fetch(visit.shown))?;
        at_large.time_async(open(large, visit)).await?;
        if let Some((small, visit)) = small.zip(theirs.get(n % theirs.len().max(1))) {
            at_small.time_async(open(small, visit)).await?;
        }
    }
    let mut rows = vec![Row::against(screen.name(), 3.0, &at_large, &floor)];
    if let Some(row) = rows.first_mut() {
        row.note = format!("{} rows; {}", fetched, row.note);
    }
    if !at_small.is_empty() {
        let name = format!("{}, against 10,000 tickets", screen.name());
        rows.push(Row::against(&name, 1.5, &at_large, &at_small));
    }
    Ok(rows)
}

async fn open(bench: &Bench, visit: &Visit) -> Result<()> {
    for path in &visit.paths {
        std::hint::black_box(bench.client.get(path).await?);
    }
    Ok(())
}
