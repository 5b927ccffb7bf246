//! `onhand demo`: fills a file with the sample business at any size.

use super::Output;
use crate::App;
use onhand_core::ctx::Actor;
use onhand_core::error::{Code, Error, Result};
use onhand_core::jobs::{JobKind, Progress};
use onhand_core::sample::{self, Plan, Size};
use serde::{Deserialize, Serialize};

/// The present of a sample moves on in steps, so that the same seed gives the same content for a while.
const STEP_MS: i64 = 3 * 3_600_000;

/// How much to make.
#[derive(Debug, Clone, clap::Args, Serialize, Deserialize)]
pub struct Demo {
    /// small (1,000 tickets), medium (100,000) or large (1,000,000)
    #[arg(long, default_value = "small", conflicts_with_all = ["tickets", "customers"])]
    size: String,
    /// A size of your own instead.
    #[arg(long, value_name = "N", requires = "customers")]
    tickets: Option<usize>,
    #[arg(long, value_name = "N", requires = "tickets")]
    customers: Option<usize>,
    /// The same seed gives the same customers, tickets and texts.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Put it beside what the file holds already.
    #[arg(long)]
    add: bool,
}

/// Errors: `invalid` for an unknown size, `conflict` for a file that holds something.
pub fn demo(app: &App, args: &Demo, out: &mut dyn Output) -> Result<()> {
    let size = match (args.tickets, args.customers) {
        (Some(_), Some(0)) => {
            return Err(Error::new(
                Code::Invalid,
                "Somebody has to write the tickets. Ask for at least one customer.",
            ));
        }
        (Some(tickets), Some(customers)) => Size::of(tickets, customers),
        _ => Size::named(&args.size).ok_or_else(|| {
            Error::new(
                Code::Invalid,
                format!(
                    "There is no size called “{}”. Use small, medium or large, or --tickets and --customers.",
                    args.size
                ),
            )
        })?,
    };
    let filled = fill(app, size, args, out)?;
    out.line(&serde_json::to_string(&filled)?)
}

fn fill(app: &App, size: Size, args: &Demo, out: &mut dyn Output) -> Result<sample::Filled> {
    let db = app.db();
    let now_ms = db.clock().now_ms();
    let plan = Plan { size, seed: args.seed, add: args.add, present_ms: now_ms - now_ms.rem_euclid(STEP_MS) };
    let started_us = db.clock().monotonic_us();
    let mut tell = |done, total| out.progress(&format!("{done} of {total} records"), false);
    let mut progress = Progress::unlisted(db, JobKind::Sample, app.owner(), Some(&mut tell));
    let (filled, change) = sample::fill(&mut progress, &plan).map_err(|error| match error.code {
        Code::Conflict => {
            error.hint("Use --add to put it beside what is there, or another folder with --data.")
        }
        _ => error,
    })?;
    let spent_us = db.clock().monotonic_us() - started_us;
    out.note(&format!("onhand-change: {change}"))?;
    out.note(&format!(
        "{} records in {:.1} s, {} per second. Building the search index.",
        filled.records,
        spent_us as f64 / 1e6,
        filled.records as u64 * 1_000_000 / spent_us.max(1)
    ))?;
    db.follow(Actor::System, |ctx| {
        let search = ctx.search()?;
        search.rebuild_again();
        search.feed(ctx.conn(), &|| false)?;
        search.index.rest()
    })?;
    let spent_us = db.clock().monotonic_us() - started_us;
    out.note(&format!("Ready after {:.1} s.", spent_us as f64 / 1e6))?;
    Ok(filled)
}
