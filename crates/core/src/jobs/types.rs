//! What goes in and out of the job operations.

use crate::ids::{ChangeId, JobId};
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};
use serde_json::Value;

wire_enum! {
    JobStatus {
        Waiting = "waiting",
        Running = "running",
        Done = "done",
        Failed = "failed",
        Cancelled = "cancelled",
        /// The program ended while it ran.
        Interrupted = "interrupted",
    }
}
wire_enum! {
    JobKind {
        Import = "import",
        Backup = "backup",
        Check = "check",
        /// Fills a new file with the sample business.
        Sample = "sample",
        /// Deletes a word that very many records name.
        Words = "words",
    }
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    pub title: String,
    pub status: JobStatus,
    pub done: i64,
    /// 0 while unknown.
    pub total: i64,
    pub rate_per_s: Option<f64>,
    /// Seconds, by the rate so far.
    pub left_s: Option<i64>,
    pub message: Option<String>,
    /// What to undo to take it back.
    pub change_id: Option<ChangeId>,
    #[schema(value_type = Object)]
    pub result: Option<Value>,
    pub started_ms: i64,
    pub finished_ms: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListJobs {
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetJob {
    pub id: JobId,
}

/// The answer of an operation that started long work.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Started {
    pub job_id: JobId,
}
