//! Commands about the file as a whole: export, backup, restore, check, rebuild-search.

use super::output;
use onhand_core::clock::Clock;
use onhand_core::data;
use onhand_core::error::{Code, Error, Result};
use onhand_server::{SystemClock, default_folder};
use std::path::{Path, PathBuf};

fn folder(data: Option<PathBuf>) -> Result<PathBuf> {
    data.map_or_else(default_folder, Ok)
}

/// Opens the file for reading beside a running app. Errors: `unavailable` when there is none.
fn reading(data: Option<PathBuf>) -> Result<rusqlite::Connection> {
    let file = onhand_core::db::file_in(&folder(data)?);
    if !file.exists() {
        return Err(Error::new(
            Code::Unavailable,
            format!("There is no Onhand file at {}. Name its folder with --data.", file.display()),
        ));
    }
    onhand_core::db::examine(&file)?;
    onhand_core::db::read_only(&file)
}

/// Every table as CSV, attachments as files.
pub fn export(data: Option<PathBuf>, target: &Path) -> Result<()> {
    let rows = data::export(&reading(data)?, target)?;
    output::note(&format!("{rows} rows are in {}.", target.display()));
    Ok(())
}

/// One file, opened and compared before it counts; works beside a running app.
pub fn backup(data: Option<PathBuf>, target: &Path) -> Result<()> {
    let proof = data::backup_from(&reading(data)?, target)?;
    output::note(&format!(
        "{} holds {} rows and was compared with the original.",
        target.display(),
        proof.rows.values().sum::<i64>()
    ));
    Ok(())
}

/// Puts a backup in place; the present file is kept beside it.
pub fn restore(data: Option<PathBuf>, backup: &Path) -> Result<()> {
    let folder = folder(data)?;
    std::fs::create_dir_all(&folder)?;
    let lock = onhand_core::db::lock(&folder)?;
    data::restore(&lock, &folder, backup, SystemClock.now_ms())?;
    output::note(
        "Restored. Nothing that was waiting to be sent goes out until you release it; the search index is rebuilt at the next start.",
    );
    Ok(())
}

/// The full check; problems are listed and make the command fail.
pub fn check(data: Option<PathBuf>) -> Result<()> {
    let report = data::walk_everything(&reading(data)?, |_| {})?;
    for problem in &report.problems {
        output::line(problem)?;
    }
    if !report.problems.is_empty() {
        return Err(Error::new(
            Code::Damaged,
            format!(
                "{} problems were found. Restore the newest backup that passes this check.",
                report.problems.len()
            ),
        ));
    }
    output::line(&format!("All {} records agree with their {} events.", report.records, report.events))
}
