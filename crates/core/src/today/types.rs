//! What goes in and out of Today.

use crate::phrases::Phrase;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};
use serde_json::Value;

wire_enum! {
    TodayFilter { All = "all", Tickets = "tickets", Sales = "sales", FollowUps = "follow_ups", Runs = "runs" }
}
wire_enum! {
    TodayKind {
        Ticket = "ticket", Task = "task", Deal = "deal", Run = "run", Lead = "lead",
        /// The check of the file found problems.
        Check = "check",
    }
}
wire_enum! {
    DueState {
        Late = "late",
        /// Within the hour.
        Soon = "soon",
        Later = "later",
        /// It waits rather than falls due; the time says since when.
        None = "none",
    }
}
wire_enum! {
    TodayGroupKey { Now = "now", Later = "later", WhenTime = "when_time" }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListToday {
    #[serde(default)]
    pub filter: Option<TodayFilter>,
    /// Only what is yours or nobody's.
    #[serde(default)]
    pub mine: Option<bool>,
}

/// The button of an item: it calls `operation` with `args`.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TodayAction {
    pub label: Phrase,
    pub operation: &'static str,
    #[schema(value_type = Object)]
    pub args: Value,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TodayItem {
    /// Stable while the thing stands here.
    pub key: String,
    pub kind: TodayKind,
    pub subject_type: &'static str,
    pub subject_id: i64,
    pub title: Phrase,
    pub who: String,
    /// One sentence with the facts that brought it here.
    pub why: Phrase,
    /// When it falls due; with `due_state` none, since when it waits.
    pub due_ms: Option<i64>,
    pub due_state: DueState,
    pub action: TodayAction,
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TodayGroup {
    pub key: TodayGroupKey,
    pub items: Vec<TodayItem>,
}

/// How much each filter shows; exact to a thousand of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TodayCounts {
    pub all: i64,
    pub tickets: i64,
    pub sales: i64,
    pub follow_ups: i64,
    pub runs: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Today {
    pub groups: Vec<TodayGroup>,
    pub counts: TodayCounts,
    /// Tickets solved and tasks done since midnight.
    pub done_today: i64,
    /// Done and still to do.
    pub total_today: i64,
}
