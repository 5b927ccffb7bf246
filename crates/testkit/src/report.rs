//! The table for people, and the same for programs.

use crate::measure::Row;
use anyhow::Result;
use serde_json::{Value, json};
use std::io::Write;

/// Writes the rows as they come in, and the whole as JSON where that is asked for.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
    json: bool,
}

impl Report {
    pub const fn new(json: bool) -> Self {
        Self { rows: Vec::new(), json }
    }

    /// A line that is no row; beside the JSON, not in it.
    pub fn say(&self, text: &str) {
        if self.json {
            // A closed terminal is no reason to stop measuring.
            let _ = writeln!(std::io::stderr(), "{text}");
        } else {
            let _ = writeln!(std::io::stdout(), "{text}");
        }
    }

    pub fn head(&self) {
        self.say(&format!(
            "{:<58} {:>8} {:>7} {:>12} {:>12}",
            "row", "ratio", "limit", "p50 µs", "against µs"
        ));
    }

    pub fn add(&mut self, row: Row) {
        let mark = if row.is_met() { " " } else { "✗" };
        self.say(&format!(
            "{:<58} {:>8.2} {:>7.2} {:>12.1} {:>12.1} {mark} {}",
            row.name, row.ratio, row.limit, row.p50_us, row.floor_us, row.note
        ));
        self.rows.push(row);
    }

    /// A row that could not be measured counts as missed.
    pub fn failed(&mut self, name: &str, error: &anyhow::Error) {
        let row = Row::of(name, 1.0, 0.0, 0.0).with_note(format!("{error:#}"));
        self.add(row);
    }

    /// Whether every limit was met. Writes the JSON.
    pub fn finish(&self) -> Result<bool> {
        let missed: Vec<&Row> = self.rows.iter().filter(|row| !row.is_met()).collect();
        self.say(&format!("{} rows, {} missed", self.rows.len(), missed.len()));
        if self.json {
            let rows: Vec<Value> = self.rows.iter().map(as_json).collect();
            writeln!(std::io::stdout(), "{}", json!({ "rows": rows }))?;
        }
        Ok(missed.is_empty() && !self.rows.is_empty())
    }
}

fn as_json(row: &Row) -> Value {
    // JSON has no infinity: what could not be measured is beyond every limit.
    let ratio = if row.ratio.is_finite() { rounded(row.ratio) } else { 1e9 };
    json!({
        "name": row.name,
        "ratio": ratio,
        "limit": row.limit,
        "p50_us": rounded(row.p50_us),
        "floor_us": rounded(row.floor_us),
    })
}

fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}
