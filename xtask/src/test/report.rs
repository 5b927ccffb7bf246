//! The table at the end of a test run.

use std::time::Duration;

use anyhow::{Result, bail};

use super::counts::Counts;
use super::steps::Outcome;
use crate::terminal::{header, say, took};

pub struct Row {
    pub name: &'static str,
    pub outcome: Outcome,
    pub took: Duration,
}

impl Row {
    pub fn failed(&self) -> bool {
        matches!(&self.outcome, Outcome::Ran(counts) if counts.failed > 0)
    }

    pub fn line(&self) -> String {
        let time = took(self.took);
        match &self.outcome {
            Outcome::Ran(Counts { passed, failed, skipped }) => {
                let verdict = if *failed > 0 { "FAILED" } else { "ok" };
                format!("{:<14}{verdict:<8}{passed:>6}{failed:>8}{skipped:>9}   {time}", self.name)
            }
            Outcome::Skipped(reason) => format!("{:<14}skipped: {reason}", self.name),
        }
    }
}

/// Prints the table and the sum, and fails when anything failed.
pub fn finish(rows: &[Row], total: Duration) -> Result<()> {
    header("result");
    say(&format!("{:<14}{:<8}{:>6}{:>8}{:>9}   time", "step", "", "passed", "failed", "skipped"));
    let mut sum = Counts::default();
    for row in rows {
        say(&row.line());
        if let Outcome::Ran(counts) = &row.outcome {
            sum.passed += counts.passed;
            sum.failed += counts.failed;
        }
    }
    say(&format!("\nall steps took {}", took(total)));
    say(&format!("{} passed, {} failed", sum.passed, sum.failed));
    if sum.failed > 0 {
        bail!("Something failed; the log above says what, under its heading.");
    }
    Ok(())
}
