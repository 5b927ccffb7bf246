//! What goes in and out of the task operations.

use crate::ids::{CustomerId, DealId, TaskId, TicketId, UserId};
use crate::patch::Patch;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};

wire_enum! {
    TaskKind { Todo = "todo", Call = "call", Email = "email" }
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Task {
    pub id: TaskId,
    pub title: String,
    pub body: Option<String>,
    pub kind: TaskKind,
    pub customer_id: Option<CustomerId>,
    pub customer_name: Option<String>,
    pub ticket_id: Option<TicketId>,
    pub deal_id: Option<DealId>,
    pub assignee_id: Option<UserId>,
    pub due_ms: Option<i64>,
    pub done_ms: Option<i64>,
    pub created_ms: i64,
    pub trashed_ms: Option<i64>,
    pub rev: i64,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTask {
    pub title: String,
    #[serde(default)]
    pub body: Option<String>,
    /// Something to do unless said otherwise.
    #[serde(default)]
    pub kind: Option<TaskKind>,
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    #[serde(default)]
    pub ticket_id: Option<TicketId>,
    #[serde(default)]
    pub deal_id: Option<DealId>,
    /// Whoever creates it unless said otherwise; `null` for nobody.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub assignee_id: Patch<UserId>,
    #[serde(default)]
    pub due_ms: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetTask {
    pub id: TaskId,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTask {
    pub id: TaskId,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub body: Patch<String>,
    #[serde(default)]
    pub kind: Option<TaskKind>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub customer_id: Patch<CustomerId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub ticket_id: Patch<TicketId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub deal_id: Patch<DealId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub assignee_id: Patch<UserId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub due_ms: Patch<i64>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

wire_enum! {
    TaskView {
        /// Still to do, the next due first.
        Open = "open",
        /// Open and yours.
        Mine = "mine",
        /// Done, the latest first.
        Done = "done",
    }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTasks {
    /// Open ones unless said otherwise.
    #[serde(default)]
    pub view: Option<TaskView>,
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    #[serde(default)]
    pub ticket_id: Option<TicketId>,
    #[serde(default)]
    pub deal_id: Option<DealId>,
    #[serde(default)]
    pub assignee_id: Option<UserId>,
    /// Only those due before this instant.
    #[serde(default)]
    pub due_before_ms: Option<i64>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}
