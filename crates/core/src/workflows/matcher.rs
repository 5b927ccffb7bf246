//! From events to runs: every workflow that listens is asked on one state of the file, and runs are written once.

use super::book::{Book, Known};
use super::limits::Limits;
use super::sql;
use super::types::RunStatus;
use crate::conditions::memory::{Loader, Seen};
use crate::consumers::{Arrived, Consumer, Snapshot, passes};
use crate::error::{Error, Result};
use crate::log::unit::none;
use crate::words;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Operations whose events start no workflow: mass changes and those that put back what was.
const QUIET: &[&str] = &["imports.", "undo.", "demo."];

/// The consumer that starts runs.
#[derive(Debug, Default)]
pub struct Matcher {
    book: Book,
    limits: Limits,
    listeners: Vec<usize>,
    roots: HashMap<i64, i64>,
    started: usize,
    /// Workflows that started too often or could not be asked, and why they are to be switched off.
    storms: Vec<(i64, String)>,
}

impl Matcher {
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Runs started since the last look.
    pub fn take_started(&mut self) -> usize {
        std::mem::take(&mut self.started)
    }

    /// Workflows to switch off since the last look.
    pub fn take_storms(&mut self) -> Vec<(i64, String)> {
        std::mem::take(&mut self.storms)
    }
}

impl Consumer for Matcher {
    fn name(&self) -> &'static str {
        "workflows"
    }

    fn begin(&mut self, snapshot: &mut Snapshot<'_>) -> Result<bool> {
        self.roots.clear();
        self.book.refresh(snapshot.conn)?;
        Ok(!self.book.is_empty())
    }

    fn wants(&self, event: &Arrived) -> bool {
        event.record.is_some_and(|record| {
            self.book.listens_to(record)
                && !QUIET.iter().any(|quiet| event.operation.starts_with(quiet))
                // Records that went along with a word: nobody worked on them.
                && (record.is_word() || !words::moves_records(&event.operation))
        })
    }

    fn digest(&mut self, snapshot: &mut Snapshot<'_>, event: &Arrived) -> Result<()> {
        let Some(record) = event.record else { return Ok(()) };
        let changes = event.changed()?;
        let mut listeners = std::mem::take(&mut self.listeners);
        self.book.listeners(record, &event.kind, changes.as_ref(), &mut listeners);
        let seen = if listeners.is_empty() {
            None
        } else {
            Some(snapshot.loader.as_left_by(record, event.subject_id, changes.as_ref())?)
        };
        if let Some(seen) = seen {
            for place in &listeners {
                let Some(known) = self.book.known(*place) else { continue };
                if event.seq <= known.since_seq {
                    continue;
                }
                match asked(&mut snapshot.loader, known, &seen) {
                    Ok(None) => {}
                    Ok(Some(explained)) => self.start(snapshot.conn, *place, event, explained)?,
                    Err(error) if passes(&error) => return Err(error),
                    // Whoever listens besides it is asked all the same.
                    Err(error) => self.breaks(snapshot.conn, *place, event, &error)?,
                }
            }
        }
        self.listeners = listeners;
        Ok(())
    }
}

/// Whether the workflow means this record, and with which explanation.
#[allow(clippy::option_option, reason = "a start without conditions has no explanation")]
fn asked(loader: &mut Loader<'_>, known: &Known, seen: &Seen<'_>) -> Result<Option<Option<String>>> {
    match &known.node {
        None => Ok(Some(None)),
        Some(node) if loader.holds(node, seen)? => {
            Ok(Some(Some(serde_json::to_string(&loader.explain(node, seen)?)?)))
        }
        Some(_) => Ok(None),
    }
}

impl Matcher {
    /// A workflow whose conditions cannot be asked: a failed run to show for it, and no more starts.
    fn breaks(&mut self, conn: &Connection, place: usize, event: &Arrived, error: &Error) -> Result<()> {
        let Some(known) = self.book.known_mut(place) else { return Ok(()) };
        if known.paused.is_some() {
            return Ok(());
        }
        let reason = error.to_string();
        known.paused = Some(reason.clone());
        self.storms.push((known.id, reason.clone()));
        if let Some(definition) = &known.unsaved {
            conn.prepare_cached(sql::KEEP_VERSION)?.execute(params![known.id, known.rev, definition])?;
        }
        conn.prepare_cached(sql::START)?.execute(params![
            known.id,
            known.rev,
            format!("{}:{}", known.id, event.seq),
            event.seq,
            event.seq,
            event.depth,
            event.subject_type,
            event.subject_id,
            RunStatus::Failed,
            None::<String>,
            reason,
            None::<i64>,
            event.recorded_ms,
            event.recorded_ms,
        ])?;
        self.started += 1;
        Ok(())
    }

    fn start(
        &mut self,
        conn: &Connection,
        place: usize,
        event: &Arrived,
        explained: Option<String>,
    ) -> Result<()> {
        let root = self.root(conn, event)?;
        let Some(known) = self.book.known_mut(place) else { return Ok(()) };
        let key = (event.subject_type.as_str(), event.subject_id);
        let mut reason = chain_reason(conn, event, root, known, self.limits, key)?;
        if reason.is_none() {
            reason = known
                .paused
                .as_ref()
                .map(|why| format!("Held back: {why} Start it by hand if you still want it."));
        }
        if reason.is_none() {
            let id = known.id;
            if !self.book.starts.entry(id).or_default().admit(event.recorded_ms, self.limits) {
                let why = "It started more than 100 times within a minute, or 1,000 times within an hour, so Onhand switched it off.";
                if let Some(known) = self.book.known_mut(place) {
                    known.paused = Some(why.to_owned());
                }
                self.storms.push((id, why.to_owned()));
                reason = Some(format!("Held back: {why} Start it by hand if you still want it."));
            }
        }
        let Some(known) = self.book.known_mut(place) else { return Ok(()) };
        if let Some(definition) = &known.unsaved {
            conn.prepare_cached(sql::KEEP_VERSION)?.execute(params![known.id, known.rev, definition])?;
        }
        let status = if reason.is_none() { RunStatus::Pending } else { RunStatus::Skipped };
        let finished = reason.is_some().then_some(event.recorded_ms);
        conn.prepare_cached(sql::START)?.execute(params![
            known.id,
            known.rev,
            format!("{}:{}", known.id, event.seq),
            event.seq,
            root,
            event.depth,
            event.subject_type,
            event.subject_id,
            status,
            explained,
            reason,
            None::<i64>,
            event.recorded_ms,
            finished,
        ])?;
        self.started += 1;
        Ok(())
    }

    /// The first event of the chain that led here.
    fn root(&mut self, conn: &Connection, event: &Arrived) -> Result<i64> {
        if event.depth == 0 {
            return Ok(event.seq);
        }
        if let Some(root) = self.roots.get(&event.change_id.0) {
            return Ok(*root);
        }
        let found: Option<i64> = conn
            .prepare_cached(sql::ROOT_OF_CHANGE)?
            .query_row([event.change_id], |row| row.get(0))
            .map(Some)
            .or_else(none)?
            .flatten();
        let root = found.unwrap_or(event.seq);
        self.roots.insert(event.change_id.0, root);
        Ok(root)
    }
}

/// Why the chain must not go on with this workflow, if so.
fn chain_reason(
    conn: &Connection,
    event: &Arrived,
    root: i64,
    known: &Known,
    limits: Limits,
    (kind, id): (&str, i64),
) -> Result<Option<String>> {
    if event.depth == 0 {
        return Ok(None);
    }
    if event.depth >= limits.depth {
        return Ok(Some(format!(
            "Workflows set each other off {} times in a row. The chain was cut here.",
            limits.depth
        )));
    }
    if conn.prepare_cached(sql::RAN_IN_CHAIN)?.exists(params![root, known.id, kind, id])? {
        return Ok(Some(
            "It already ran for this record because of the same change. The loop was cut here.".to_owned(),
        ));
    }
    let runs: i64 =
        conn.prepare_cached(sql::RUNS_OF_ROOT)?.query_row([root, limits.runs_per_root], |row| row.get(0))?;
    Ok((runs >= limits.runs_per_root)
        .then(|| format!("One change already set off {runs} runs. The chain was cut here.")))
}
