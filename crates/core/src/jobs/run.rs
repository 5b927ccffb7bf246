//! Doing the work of a job, whatever its kind.

use super::types::JobKind;
use super::{Progress, claim};
use crate::data;
use crate::db::{Db, Lane};
use crate::error::{Code, Error, Result};
use crate::notifications;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Does the oldest waiting job; says whether there was one.
pub fn run_next(db: &Db, folder: &Path) -> Result<bool> {
    let Some(progress) = claim(db)? else { return Ok(false) };
    run(progress, folder)?;
    Ok(true)
}

/// Does a job that was taken up.
pub(super) fn run(mut progress: Progress<'_>, folder: &Path) -> Result<()> {
    let outcome = perform(&mut progress, folder);
    if let Err(error) = &outcome {
        tracing::warn!(%error, "a job ended early");
    }
    progress.finish(&outcome)
}

fn perform(progress: &mut Progress<'_>, folder: &Path) -> Result<Value> {
    match progress.kind {
        JobKind::Backup => backup(progress, folder),
        JobKind::Check => check(progress),
        JobKind::Import => crate::imports::perform(progress, folder),
        JobKind::Sample => crate::sample::perform(progress),
        JobKind::Words => crate::words::perform(progress),
    }
}

fn backup(progress: &mut Progress<'_>, folder: &Path) -> Result<Value> {
    let target = match progress.args.get("path").and_then(Value::as_str) {
        Some(path) => PathBuf::from(path),
        None => {
            let backups = folder.join("backups");
            std::fs::create_dir_all(&backups)?;
            let now =
                chrono::DateTime::from_timestamp_millis(progress.db().clock().now_ms()).unwrap_or_default();
            backups.join(format!(
                "{}.onhand",
                now.with_timezone(&progress.db().zone()).format("%Y-%m-%d %H-%M-%S")
            ))
        }
    };
    let proof = data::backup(progress.db(), &target)?;
    Ok(
        json!({ "path": target.to_string_lossy(), "size_bytes": proof.size_bytes, "rows": proof.rows.values().sum::<i64>() }),
    )
}

fn check(progress: &mut Progress<'_>) -> Result<Value> {
    let db = progress.db();
    let mut cancelled = Ok(());
    let report = db.snapshot(|conn| {
        data::walk_while(conn, |walked| {
            cancelled = progress.at(walked, "Walking the log").and_then(|()| progress.give_way());
            cancelled.is_ok()
        })
    })?;
    cancelled?;
    if let Some(search) = db.search() {
        search.check();
    }
    let now_ms = db.clock().now_ms();
    let found = report.problems.first().map(|first| {
        let problems = report.problems.len();
        Error::new(Code::Damaged, format!("{problems} problems were found. The first: {first}."))
            .hint("Make a copy of the file, then restore the newest backup that passes the check.")
    });
    db.maintain(Lane::Background, |conn| {
        data::mark(conn, now_ms)?;
        let Some(error) = &found else { return Ok(()) };
        notifications::add(
            conn,
            None,
            ("The check of your file found problems", &error.to_string()),
            None,
            now_ms,
        )
    })?;
    found.map_or_else(|| Ok(serde_json::to_value(&report)?), Err)
}
