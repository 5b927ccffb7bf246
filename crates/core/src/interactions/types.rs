//! What goes in and out of the interaction operations.

use crate::ids::{CustomerId, DealId, InteractionId, TicketId, UserId};
use crate::patch::Patch;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};

wire_enum! {
    InteractionKind { Call = "call", Email = "email", Sms = "sms", Meeting = "meeting", Note = "note" }
}
wire_enum! {
    /// Who began it.
    Direction { Inbound = "inbound", Outbound = "outbound" }
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Interaction {
    pub id: InteractionId,
    pub customer_id: CustomerId,
    pub customer_name: String,
    pub kind: InteractionKind,
    pub direction: Option<Direction>,
    pub subject: Option<String>,
    pub body: Option<String>,
    /// When it took place.
    pub at_ms: i64,
    pub duration_s: Option<i64>,
    /// Who logged it.
    pub user_id: Option<UserId>,
    pub user_name: Option<String>,
    pub ticket_id: Option<TicketId>,
    pub deal_id: Option<DealId>,
    pub created_ms: i64,
    pub trashed_ms: Option<i64>,
    pub rev: i64,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogInteraction {
    pub customer_id: CustomerId,
    pub kind: InteractionKind,
    #[serde(default)]
    pub direction: Option<Direction>,
    #[serde(default)]
    pub subject: Option<String>,
    #[serde(default)]
    pub body: Option<String>,
    /// When it took place; now unless said otherwise.
    #[serde(default)]
    pub at_ms: Option<i64>,
    #[serde(default)]
    pub duration_s: Option<i64>,
    #[serde(default)]
    pub ticket_id: Option<TicketId>,
    #[serde(default)]
    pub deal_id: Option<DealId>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetInteraction {
    pub id: InteractionId,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateInteraction {
    pub id: InteractionId,
    #[serde(default)]
    pub kind: Option<InteractionKind>,
    #[serde(default)]
    #[schema(value_type = Option<Direction>)]
    pub direction: Patch<Direction>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub subject: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub body: Patch<String>,
    #[serde(default)]
    pub at_ms: Option<i64>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub duration_s: Patch<i64>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub ticket_id: Patch<TicketId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub deal_id: Patch<DealId>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}
