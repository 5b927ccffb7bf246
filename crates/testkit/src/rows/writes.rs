//! Three writes: against the same rows and event by hand, with the disk waited for and without.

use super::Bench;
use super::reads::{Screen, visits};
use crate::client::id_of;
use crate::desk::Desk;
use crate::floor::{NewTicket, Shown, WriteFloor};
use crate::measure::{Row, Samples};
use crate::random::Random;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Writes of one side before the other takes its turn: each throws away the other's page cache.
const TURN: usize = 25;
const TURNS: usize = 16;
/// Twice as many as writes of a side.
const RECORDS: usize = 2 * TURN * TURNS;

/// A write that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Write {
    Create,
    Reply,
    Move,
}

impl Write {
    pub const ALL: [Self; 3] = [Self::Create, Self::Reply, Self::Move];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create ticket",
            Self::Reply => "reply",
            Self::Move => "move deal",
        }
    }
}

/// What is written about.
struct Targets {
    customers: Vec<i64>,
    tickets: Vec<i64>,
    /// Deals with the place of their stage.
    deals: Vec<(i64, usize)>,
    stages: Vec<i64>,
}

/// Who writes; each has records of its own, so that neither finds done what it is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Hand,
    Router,
}

const SUBJECT: &str = "Boiler loses pressure";
pub const BODY: &str = "Good morning, the boiler in the cellar has been losing pressure since **Friday**.\n\n- the gauge shows 0.4 bar\n\
    - the display says `F22`\n\nWe topped it up twice. Could somebody come by this week? Thank you.";

/// The rows of all writes for one way of waiting for the disk.
pub async fn rows(desk: &Desk, bench: &Bench, with_sync: bool, only: &[Write]) -> Result<Vec<Row>> {
    let targets = targets(bench).await?;
    let mut hand = WriteFloor::open(&desk.file(), with_sync)?;
    let (limit, how) = if with_sync { (2.0, "durable") } else { (3.0, "without sync") };
    let mut rows = Vec::new();
    for write in only {
        let (mut ours, mut floor) = (Samples::default(), Samples::default());
        for turn in 0..TURNS {
            for n in 0..TURN {
                let at = turn * TURN + n;
                let mut spare = Samples::default();
                // The first ones of a turn fetch what the other side's writes threw out of the cache.
                let kept = if n < 3 { &mut spare } else { &mut floor };
                kept.time(|| by_hand(&mut hand, bench, *write, (&targets, at)))?;
            }
            for n in 0..TURN {
                let at = turn * TURN + n;
                let mut spare = Samples::default();
                let kept = if n < 3 { &mut spare } else { &mut ours };
                kept.time_async(through_router(bench, *write, (&targets, at))).await?;
            }
        }
        rows.push(Row::against(&format!("{}, {how}", write.name()), limit, &ours, &floor));
    }
    Ok(rows)
}

async fn targets(bench: &Bench) -> Result<Targets> {
    let mut random = Random(11);
    let mut shares = || random.below(10_000) as f64 / 10_000.0;
    let customers = (0..RECORDS).map(|_| bench.floor.customer_near(shares())).collect::<Result<_>>()?;
    let tickets = (0..RECORDS).map(|_| bench.floor.open_ticket_near(shares())).collect::<Result<_>>()?;
    let boards = visits(bench, Screen::Board).await?;
    let Some(Shown::Board { pipeline }) = boards.first().map(|visit| visit.shown) else {
        anyhow::bail!("There is no board.");
    };
    let board: Value = serde_json::from_slice(
        &bench.client.get(&format!("/pipelines/{pipeline}/board?limit_per_stage=200")).await?,
    )?;
    let columns = board.get("columns").and_then(Value::as_array).context("The board has no columns.")?;
    let mut deals = Vec::new();
    let mut stages = Vec::new();
    for column in columns {
        let cards = column.get("cards").and_then(Value::as_array).context("A column has no cards.")?;
        for card in cards {
            deals.push((id_of(card)?, stages.len()));
        }
        if !cards.is_empty() {
            stages.extend(column.get("stage_id").and_then(Value::as_i64));
        }
    }
    Ok(Targets { customers, tickets, deals, stages })
}

impl Targets {
    fn customer(&self, side: Side, at: usize) -> Result<i64> {
        self.customers.get(place(side, at, self.customers.len())).copied().context("There is no customer.")
    }

    fn ticket(&self, side: Side, at: usize) -> Result<i64> {
        self.tickets.get(place(side, at, self.tickets.len())).copied().context("There is no open ticket.")
    }

    /// Each round over the deals takes them one stage further, so that every move is one.
    fn moving(&self, side: Side, at: usize) -> Result<(i64, i64)> {
        let (deal, stage) =
            *self.deals.get(place(side, at, self.deals.len())).context("There is no deal.")?;
        let round = 2 * at / self.deals.len().max(1);
        let stage = self.stages.get((stage + round + 1) % self.stages.len().max(1));
        Ok((deal, *stage.context("There is no stage.")?))
    }
}

const fn place(side: Side, at: usize, of: usize) -> usize {
    let own = match side {
        Side::Hand => 2 * at,
        Side::Router => 2 * at + 1,
    };
    if of == 0 { 0 } else { own % of }
}

fn by_hand(
    hand: &mut WriteFloor,
    bench: &Bench,
    write: Write,
    (targets, at): (&Targets, usize),
) -> Result<()> {
    let now_ms = bench.app.db().clock().now_ms();
    match write {
        Write::Create => {
            let customer = targets.customer(Side::Hand, at)?;
            hand.create(NewTicket { subject: SUBJECT, body: BODY, customer }, now_ms)
        }
        Write::Reply => hand.reply(targets.ticket(Side::Hand, at)?, BODY, now_ms),
        Write::Move => {
            let (deal, stage) = targets.moving(Side::Hand, at)?;
            hand.move_deal(deal, stage, now_ms)
        }
    }
}

async fn through_router(bench: &Bench, write: Write, (targets, at): (&Targets, usize)) -> Result<()> {
    let client = &bench.client;
    let answer = match write {
        Write::Create => {
            let customer = targets.customer(Side::Router, at)?;
            let args = json!({ "subject": SUBJECT, "body": BODY, "customer_id": customer });
            client.post("/tickets", &args).await?
        }
        Write::Reply => {
            let ticket = targets.ticket(Side::Router, at)?;
            client.post(&format!("/tickets/{ticket}/reply"), &json!({ "body": BODY })).await?
        }
        Write::Move => {
            let (deal, stage) = targets.moving(Side::Router, at)?;
            client.post(&format!("/deals/{deal}/move"), &json!({ "stage_id": stage })).await?
        }
    };
    std::hint::black_box(answer);
    Ok(())
}
