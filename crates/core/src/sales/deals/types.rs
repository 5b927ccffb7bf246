//! What goes in and out of the deal operations.

use crate::ids::{CustomerId, DealId, PipelineId, StageId, UserId};
use crate::patch::Patch;
use crate::sales::limits::LimitState;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};

/// The earliest open task of a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct NextStep {
    pub text: String,
    pub due_ms: Option<i64>,
}

/// A deal as a card on the board and as a row of a list.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct DealCard {
    pub id: DealId,
    pub title: String,
    pub customer_id: Option<CustomerId>,
    pub customer_name: Option<String>,
    pub pipeline_id: PipelineId,
    pub stage_id: StageId,
    pub value_minor: i64,
    pub currency: String,
    pub owner_id: Option<UserId>,
    pub expected_close_on: Option<String>,
    pub stage_entered_ms: i64,
    /// When it was won or lost; absent while it is open.
    pub closed_ms: Option<i64>,
    /// Calendar days of the business since it entered the stage.
    pub days_in_stage: i64,
    pub limit_state: LimitState,
    pub next_step: Option<NextStep>,
    pub rev: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Deal {
    #[serde(flatten)]
    pub card: DealCard,
    pub lost_reason: Option<String>,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub trashed_ms: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDeal {
    pub title: String,
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// The first pipeline unless said otherwise.
    #[serde(default)]
    pub pipeline_id: Option<PipelineId>,
    /// The pipeline's first open stage unless said otherwise.
    #[serde(default)]
    pub stage_id: Option<StageId>,
    #[serde(default)]
    pub value_minor: Option<i64>,
    /// The business's currency unless said otherwise.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whoever creates it unless said otherwise; `null` for nobody.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub owner_id: Patch<UserId>,
    /// `YYYY-MM-DD`
    #[serde(default)]
    pub expected_close_on: Option<String>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetDeal {
    pub id: DealId,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateDeal {
    pub id: DealId,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub customer_id: Patch<CustomerId>,
    #[serde(default)]
    pub value_minor: Option<i64>,
    #[serde(default)]
    pub currency: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub owner_id: Patch<UserId>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub expected_close_on: Patch<String>,
    /// Of a lost deal only.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub lost_reason: Patch<String>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveDeal {
    pub id: DealId,
    /// May belong to another pipeline.
    pub stage_id: StageId,
    /// Why it was lost, when the stage is for lost deals.
    #[serde(default)]
    pub lost_reason: Option<String>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

wire_enum! {
    DealView {
        All = "all",
        Open = "open",
        /// Open and yours.
        Mine = "mine",
        /// Open and past their stage's limit.
        OverLimit = "over_limit",
        Won = "won",
        Lost = "lost",
    }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListDeals {
    /// All unless said otherwise.
    #[serde(default)]
    pub view: Option<DealView>,
    #[serde(default)]
    pub pipeline_id: Option<PipelineId>,
    #[serde(default)]
    pub stage_id: Option<StageId>,
    #[serde(default)]
    pub owner_id: Option<UserId>,
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}
