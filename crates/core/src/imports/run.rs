//! The loop that every import shares: rehearse or do, row by row, in batches that let people go first.

use super::rows::{Row, Rows, Unread};
use super::types::{ImportKind, ImportReport, Mapping, Reject};
use super::{articles, contacts, sql, tickets_log};
use crate::ctx::Ctx;
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::ids::ChangeId;
use crate::jobs::Progress;
use crate::log::unit::{ChangeSpec, none};
use crate::phrases::say;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Rejected rows kept in the report.
const REJECTS_MAX: usize = 200;
/// Rows shown as they were read.
const SAMPLE_ROWS: usize = 5;

/// What is imported, from where, and how it is read.
pub struct Source {
    pub kind: ImportKind,
    /// The file's name, for people.
    pub name: String,
    pub mapping: Mapping,
    pub rows: Rows,
}

/// What one row came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Created,
    Updated,
    Unchanged,
}

/// One kind of import. `perform` runs in a unit and may ask for another one, which the loop then runs.
pub trait Importer {
    /// Completes the mapping from the headers. Errors: `invalid` when a needed column is missing.
    fn prepare(&mut self, headers: &[String]) -> Result<Mapping>;
    /// Checks a row and says what it would come to, without writing.
    fn rehearse(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<Outcome>;
    /// How many units the row takes; each is one call of `perform`.
    fn units(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<usize>;
    /// Does the nth unit of the row.
    fn perform(&mut self, ctx: &Ctx<'_>, row: &Row, unit: usize) -> Result<Outcome>;
    /// A unit of this row failed and was taken back, with all that it found and made.
    fn taken_back(&mut self, row: &Row);
    /// The fields that a person wants to see in the sample.
    fn show(&self, row: &Row) -> BTreeMap<String, String>;
}

/// The name under which the source's keys are remembered.
fn remembered_as(source: &Source) -> String {
    let named = source.mapping.source.as_deref().map(str::trim).filter(|name| !name.is_empty());
    named.unwrap_or(&source.name).to_owned()
}

fn importer(source: &Source) -> Box<dyn Importer> {
    let name = remembered_as(source);
    // A blank name is none: then numbers alone do not tell who somebody is.
    let named = source.mapping.source.clone().filter(|name| !name.trim().is_empty());
    let mapping = Mapping { source: named, ..source.mapping.clone() };
    match source.kind {
        ImportKind::Contacts => Box::new(contacts::Contacts::new(name, mapping)),
        ImportKind::Articles => Box::new(articles::Articles::new(name, mapping)),
        ImportKind::TicketsLog => Box::new(tickets_log::TicketsLog::new(name, mapping)),
    }
}

/// Says what an import would do. Reads only. Errors: `invalid` when the file cannot be read to its end.
pub fn rehearse_source(ctx: &Ctx<'_>, mut source: Source) -> Result<ImportReport> {
    let mut importer = importer(&source);
    let mapping = importer.prepare(&source.rows.headers)?;
    let mut report = ImportReport {
        columns: source.rows.headers.to_vec(),
        source: remembered_as(&source),
        mapping,
        ..ImportReport::default()
    };
    for row in source.rows.by_ref() {
        match row {
            Ok(row) => {
                if report.sample.len() < SAMPLE_ROWS {
                    report.sample.push(importer.show(&row));
                }
                let outcome = importer.rehearse(ctx, &row);
                note(&mut report, &row, outcome, &mut |_| {});
            }
            Err(Unread::Row { number, error, values }) => {
                reject(&mut report, number, &error, values, &mut |_| {});
            }
            Err(Unread::Rest(error)) => return Err(error),
        }
    }
    Ok(report)
}

/// Imports everything that can be imported. The change in the answer takes it back.
///
/// `rejected` hears of every row that was refused. Errors: `invalid` when nothing of the file can be read, or when it
/// gives out before its end; what came in until then stays, under the change that the progress names.
pub fn run(
    progress: &mut Progress<'_>,
    mut source: Source,
    rejected: &mut dyn FnMut(&Reject),
) -> Result<(ImportReport, ChangeId)> {
    let mut importer = importer(&source);
    let mapping = importer.prepare(&source.rows.headers)?;
    let mut report = ImportReport {
        columns: source.rows.headers.to_vec(),
        source: remembered_as(&source),
        mapping,
        ..ImportReport::default()
    };
    let db: &Db = progress.db();
    let label = format!("Import of {}", source.name);
    let mut batch = db.batch(ChangeSpec {
        label: Some(label.clone()),
        ..ChangeSpec::new("imports.start", progress.actor)
    })?;
    progress.belongs_to(batch.change());
    let mut ended = false;
    let mut stopped = Ok(());
    let (mut gave_out, mut taken_back) = (None, false);
    while !ended && stopped.is_ok() {
        let written = batch.transaction(|transaction| {
            while !transaction.should_yield() {
                let Some(row) = source.rows.next() else {
                    ended = true;
                    return Ok(());
                };
                match row {
                    Ok(row) => match one_row(transaction, importer.as_mut(), &row) {
                        Err(error) if !is_about_the_row(&error) => return Err(error),
                        outcome => note(&mut report, &row, outcome, rejected),
                    },
                    Err(Unread::Row { number, error, values }) => {
                        reject(&mut report, number, &error, values, rejected);
                    }
                    Err(Unread::Rest(error)) => gave_out = Some(error),
                }
            }
            Ok(())
        });
        if let Err(error) = written {
            (ended, taken_back, gave_out) = (true, true, Some(error));
        }
        stopped = progress.at(report.rows, "");
    }
    let counts = format!("{label}: {} created, {} updated", report.created, report.updated);
    // The counts do not hold where a transaction was taken back.
    let change = batch.finish((!taken_back).then_some(counts.as_str()));
    if let Some(error) = gave_out {
        // A disk that takes nothing keeps the change open; the next start ends it.
        return Err(error.hint(say("error.import.rest_stays")));
    }
    let change = change?;
    stopped.map(|()| (report, change))
}

/// Whether the next row may fare better: a full disk or a damaged file stays as it is.
const fn is_about_the_row(error: &Error) -> bool {
    match error.code {
        Code::Unavailable | Code::Damaged | Code::Busy | Code::NewerFile => false,
        Code::Invalid
        | Code::NotFound
        | Code::Conflict
        | Code::Forbidden
        | Code::Unauthenticated
        | Code::TooLarge
        | Code::NotUndoable
        | Code::Internal => true,
    }
}

fn one_row(
    transaction: &mut crate::db::Transaction<'_, '_>,
    importer: &mut dyn Importer,
    row: &Row,
) -> Result<Outcome> {
    let units = transaction.unit(|ctx| importer.units(ctx, row))?;
    let mut outcome = Outcome::Unchanged;
    for unit in 0..units {
        let came_to = transaction
            .unit(|ctx| importer.perform(ctx, row, unit))
            .inspect_err(|_| importer.taken_back(row))?;
        outcome = match (outcome, came_to) {
            (Outcome::Created, _) | (_, Outcome::Created) => Outcome::Created,
            (Outcome::Updated, _) | (_, Outcome::Updated) => Outcome::Updated,
            (Outcome::Unchanged, Outcome::Unchanged) => Outcome::Unchanged,
        };
    }
    Ok(outcome)
}

fn note(report: &mut ImportReport, row: &Row, outcome: Result<Outcome>, rejected: &mut dyn FnMut(&Reject)) {
    match outcome {
        Ok(outcome) => {
            report.rows += 1;
            match outcome {
                Outcome::Created => report.created += 1,
                Outcome::Updated => report.updated += 1,
                Outcome::Unchanged => report.unchanged += 1,
            }
        }
        Err(error) => reject(report, row.number, &error, row.values.clone(), rejected),
    }
}

fn reject(
    report: &mut ImportReport,
    row: u64,
    error: &Error,
    values: Vec<String>,
    rejected: &mut dyn FnMut(&Reject),
) {
    report.rows += 1;
    report.rejected += 1;
    let reject = Reject { row, message: error.message.clone(), values };
    rejected(&reject);
    if report.rejects.len() < REJECTS_MAX {
        report.rejects.push(reject);
    }
}

/// What a key of a source became in an earlier import.
#[derive(Debug, Clone)]
pub struct Known {
    pub record: i64,
    pub digest: String,
    pub rows: i64,
}

/// Looks a key up; a record that lies in the trash does not count. `live` is the statement that tells.
pub fn known(conn: &Connection, source: &str, key: &str, live: &str) -> Result<Option<Known>> {
    let found = conn
        .prepare_cached(sql::FIND)?
        .query_row(params![source, key], |row| {
            Ok(Known { record: row.get(0)?, digest: row.get(1)?, rows: row.get(2)? })
        })
        .map(Some)
        .or_else(none)?;
    match found {
        Some(known) if conn.prepare_cached(live)?.exists([known.record])? => Ok(Some(known)),
        Some(_) | None => Ok(None),
    }
}

/// Remembers what a key became.
pub fn keep(ctx: &Ctx<'_>, source: &str, key: &str, known: &Known) -> Result<()> {
    let change = ctx.unit()?.change_id(ctx.conn())?;
    ctx.conn().prepare_cached(sql::KEEP)?.execute(params![
        source,
        key,
        known.record,
        change,
        known.digest,
        known.rows
    ])?;
    Ok(())
}

/// A digest of the rows of a key so far, chained so that only the newest one is kept.
pub fn chain(previous: &str, row: &Row) -> String {
    let mut hash = Sha256::new();
    hash.update(previous.as_bytes());
    for value in &row.values {
        hash.update([0]);
        hash.update(value.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
