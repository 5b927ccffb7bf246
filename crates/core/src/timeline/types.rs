//! What goes in and out of the timeline.

use crate::ids::CustomerId;
use crate::phrases::Phrase;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};

wire_enum! {
    TimelineFilter {
        All = "all",
        /// Interactions and answers to tickets.
        Conversations = "conversations",
        Tickets = "tickets",
        Deals = "deals",
        /// Runs of workflows.
        Runs = "runs",
    }
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetTimeline {
    pub customer_id: CustomerId,
    /// All unless said otherwise.
    #[serde(default)]
    pub filter: Option<TimelineFilter>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// Something that happened with a customer.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TimelineItem {
    /// The event's place in the log; negative for runs, which are no events.
    pub seq: i64,
    pub at_ms: i64,
    /// Record and verb: `ticket.status_changed`.
    pub kind: String,
    pub subject_type: String,
    pub subject_id: i64,
    pub title: Phrase,
    pub detail: Option<Phrase>,
    /// What was said or written, shortened.
    pub text: Option<String>,
    pub actor_name: String,
    pub amount_minor: Option<i64>,
    pub currency: Option<String>,
    /// The subject's present state: a ticket's state, a deal's kind of stage, an interaction's kind, whether a task is
    /// `done` or `open`, a run's status.
    pub state: Option<String>,
}
