//! Backup and check, asked for on a screen: both run as jobs.

use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, JobKind, Started};
use serde::Deserialize;
use serde_json::json;

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
    if !jobs::is_queued(ctx, JobKind::Check)? {
        jobs::start(ctx, JobKind::Check, "Check after Onhand ended unexpectedly", &json!({}))?;
    }
    Ok(())
}

/// `data.check`: walks the file and the whole log.
pub fn check(ctx: &Ctx<'_>, _args: StartCheck) -> Result<Started> {
    Ok(Started { job_id: jobs::start(ctx, JobKind::Check, "Check of the file", &json!({}))? })
}
