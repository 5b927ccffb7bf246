//! `cargo xtask test`: every check and every test, one after the other, and one table of counts at the end.
//!
//! A step that others build on (`interface`, `build`) ends the run when it fails; every other failure is
//! kept for the table, so that one run shows everything that is wrong. Where `CI` is set nothing may be skipped.

mod counts;
mod report;
mod server;
mod steps;

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::process;
use crate::project::{Project, data_folder};
use crate::setup::{self, Purpose};
use crate::terminal;

use counts::Counts;
use report::Row;
use steps::Outcome;

pub fn test(project: &Project, only: &[String]) -> Result<()> {
    let started = Instant::now();
    terminal::header("setup");
    setup::setup(project, Purpose::Test)?;
    terminal::say(&format!("ready after {}", terminal::took(started.elapsed())));

    let chosen: Vec<_> = steps::ALL.iter().filter(|step| is_chosen(step.name, only)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = steps::ALL.iter().map(|step| step.name).collect();
        bail!("No step is called so. These exist: {}", names.join(", "));
    }
    let data = data_folder(project);
    let mut rows = Vec::new();
    for step in chosen {
        terminal::header(step.name);
        let begun = Instant::now();
        let outcome = (step.run)(project, data.as_deref()).unwrap_or_else(|error| {
            terminal::say(&format!("{error:#}"));
            Outcome::Ran(Counts::one(false))
        });
        let row = Row { name: step.name, outcome: strict(outcome, project.ci), took: begun.elapsed() };
        terminal::say(&row.line());
        let stop = step.others_need_it && row.failed();
        rows.push(row);
        if stop {
            terminal::say("The steps after this one need it, so the run ends here.");
            break;
        }
    }
    report::finish(&rows, started.elapsed())
}

/// Goes through the window of a program that is not the one just built, e.g. an installed one.
pub fn window_journey(project: &Project, program: &Path) -> Result<()> {
    process::run(&mut steps::journey_in(project, program)?)
}

fn is_chosen(name: &str, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|wanted| name.starts_with(wanted.as_str()))
}

/// On a build server a skipped step or test counts as failed: nobody is there to read that it was skipped.
fn strict(outcome: Outcome, ci: bool) -> Outcome {
    match outcome {
        Outcome::Skipped(reason) if ci => {
            terminal::say(&format!("Not possible here: {reason}"));
            Outcome::Ran(Counts::one(false))
        }
        Outcome::Ran(counts) if ci && counts.skipped > 0 => {
            terminal::say("Skipped tests count as failed, because CI is set.");
            Outcome::Ran(Counts { failed: counts.failed + counts.skipped, skipped: 0, ..counts })
        }
        Outcome::Skipped(_) | Outcome::Ran(_) => outcome,
    }
}
