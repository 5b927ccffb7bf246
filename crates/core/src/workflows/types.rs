//! What goes in and out of the workflow operations, and what is stored of a workflow.

use crate::conditions::{Condition, Explained, Problem};
use crate::ids::{PipelineId, RunId, StageId, UserId, WorkflowId};
use crate::page::Count;
use crate::patch::Patch;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What starts a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// Something happened to a record: `ticket.created`.
    Event { kind: String },
    /// A time came, by the clock of the business: five fields of cron. With a kind of record it starts for every
    /// record that meets the conditions, without one it starts once.
    Schedule {
        cron: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<String>,
    },
}

wire_enum! {
    NamedPerson {
        /// Who looks after the record or its customer.
        Owner = "owner",
        /// Who works on the record.
        Assignee = "assignee",
    }
}

/// Somebody: named by their part, or one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Person {
    Named(NamedPerson),
    User(UserId),
}

/// One thing a workflow does. Texts may use variables such as `{{customer}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    AddTag {
        tag: String,
    },
    RemoveTag {
        tag: String,
    },
    SetField {
        /// A field of the record (`priority_id`) or of its customer (`customer.status`).
        field: String,
        #[serde(default)]
        value: Value,
    },
    CreateTask {
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_in_days: Option<u16>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignee: Option<Person>,
    },
    CreateDeal {
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pipeline_id: Option<PipelineId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage_id: Option<StageId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value_minor: Option<i64>,
    },
    Notify {
        to: Person,
        text: String,
    },
}

/// What a workflow does, apart from whether it is on; a run keeps to the one it started with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    pub name: String,
    pub trigger: Trigger,
    pub conditions: Option<Condition>,
    pub actions: Vec<Action>,
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Workflow {
    pub id: WorkflowId,
    pub name: String,
    pub enabled: bool,
    pub version: i64,
    pub trigger: Trigger,
    pub conditions: Option<Condition>,
    pub actions: Vec<Action>,
    /// What it does, in plain English.
    pub sentence: String,
    /// What keeps it from being switched on, and warnings.
    pub problems: Vec<Problem>,
    /// Why Onhand switched it off by itself.
    pub paused_reason: Option<String>,
    pub last_run_ms: Option<i64>,
    pub next_run_ms: Option<i64>,
    pub runs_total: Count,
    pub failed: Count,
    pub rev: i64,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateWorkflow {
    pub name: String,
    pub trigger: Trigger,
    #[serde(default)]
    pub conditions: Option<Condition>,
    /// In the order in which they are done.
    #[serde(default)]
    pub actions: Vec<Action>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetWorkflow {
    pub id: WorkflowId,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateWorkflow {
    pub id: WorkflowId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub trigger: Option<Trigger>,
    #[serde(default)]
    #[schema(value_type = Option<Condition>)]
    pub conditions: Patch<Condition>,
    /// Replaces all actions.
    #[serde(default)]
    pub actions: Option<Vec<Action>>,
    /// Its place in the order in which workflows are asked.
    #[serde(default)]
    pub position: Option<i64>,
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListWorkflows {
    #[serde(default)]
    pub enabled: Option<bool>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

wire_enum! {
    RunStatus {
        Pending = "pending",
        Completed = "completed",
        Failed = "failed",
        /// Did not start; the error says why.
        Skipped = "skipped",
    }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListRuns {
    #[serde(default)]
    pub workflow_id: Option<WorkflowId>,
    #[serde(default)]
    pub status: Option<RunStatus>,
    #[serde(default)]
    pub subject_type: Option<String>,
    #[serde(default)]
    pub subject_id: Option<i64>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryRun {
    pub id: RunId,
}

wire_enum! {
    StepStatus { Done = "done", Failed = "failed", Waiting = "waiting" }
}

/// One action of a run.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RunStep {
    /// From 1.
    pub n: i64,
    pub title: String,
    pub status: StepStatus,
    pub error: Option<String>,
    /// What it changed, to look at or undo.
    pub change_id: Option<i64>,
    pub finished_ms: Option<i64>,
}

/// One start of a workflow.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Run {
    pub id: RunId,
    pub workflow_id: WorkflowId,
    pub workflow_name: String,
    pub version: i64,
    pub status: RunStatus,
    pub subject_type: Option<String>,
    pub subject_id: Option<i64>,
    pub subject_title: Option<String>,
    /// For a schedule: when it should have started.
    pub scheduled_ms: Option<i64>,
    pub started_ms: i64,
    pub finished_ms: Option<i64>,
    pub error: Option<String>,
    pub event_seq: Option<i64>,
    /// Why it started, in words.
    pub cause: String,
    pub steps: Vec<RunStep>,
    /// The conditions with the values they met.
    pub conditions: Option<Explained>,
}
