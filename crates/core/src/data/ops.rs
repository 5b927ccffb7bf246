//! Backup and check, asked for on a screen: both run as jobs.

use super::sql;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, JobKind, Started};
use serde::Deserialize;
use serde_json::json;

/// While Onhand is open, the whole file is looked at once in this time without anybody asking.
const CHECK_EVERY_MS: i64 = 7 * 86_400_000;

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateBackup {
    /// The new file; below `backups` in the data folder, named by date, unless given.
    #[serde(default)]
    pub path: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartCheck {}

/// `backups.create`: one file, opened and compared before it counts.
pub fn create_backup(ctx: &Ctx<'_>, args: CreateBackup) -> Result<Started> {
    Ok(Started { job_id: jobs::start(ctx, JobKind::Backup, "Backup", &json!({ "path": args.path }))? })
}

/// After an unclean end: queues a check, unless one waits already.
pub fn check_after_crash(ctx: &Ctx<'_>) -> Result<()> {
    queue_check(ctx, "Check after Onhand ended unexpectedly")
}

/// The same after a part of the file could not be read.
pub fn check_after_damage(ctx: &Ctx<'_>) -> Result<()> {
    queue_check(ctx, "Check after something could not be read")
}

/// Whether the last check was long ago. One that a crash cut off does not count, one that somebody stopped does.
pub fn is_check_due(ctx: &Ctx<'_>) -> Result<bool> {
    let mut statement = ctx.conn().prepare_cached(sql::LAST_LOOK)?;
    let last_ms: Option<i64> = statement.query_row([], |row| row.get(0))?;
    // A check of the future was made under a wrong date.
    Ok(last_ms.is_some_and(|last_ms| !(-CHECK_EVERY_MS..CHECK_EVERY_MS).contains(&(ctx.now_ms - last_ms))))
}

/// Queues the check that is due.
pub fn check_regularly(ctx: &Ctx<'_>) -> Result<()> {
    queue_check(ctx, "Weekly check of the file")
}

fn queue_check(ctx: &Ctx<'_>, title: &str) -> Result<()> {
    if !jobs::is_queued(ctx, JobKind::Check)? {
        jobs::start(ctx, JobKind::Check, title, &json!({}))?;
    }
    Ok(())
}

/// `data.check`: walks the file and the whole log.
pub fn check(ctx: &Ctx<'_>, _args: StartCheck) -> Result<Started> {
    Ok(Started { job_id: jobs::start(ctx, JobKind::Check, "Check of the file", &json!({}))? })
}
