//! What goes in and out of the pipeline operations.

use crate::ids::{PipelineId, StageId, UserId};
use crate::page::Count;
use crate::sales::deals::DealCard;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};

wire_enum! {
    /// What standing in a stage means for a deal.
    StageKind { Open = "open", Won = "won", Lost = "lost" }
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Stage {
    pub id: StageId,
    pub name: String,
    /// How likely a deal here is won; 100 where it is won, 0 where it is lost.
    pub probability_pct: i64,
    pub position: i64,
    /// Days a deal may stay before it needs attention.
    pub limit_days: Option<i64>,
    pub kind: StageKind,
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Pipeline {
    pub id: PipelineId,
    pub name: String,
    pub position: i64,
    pub stages: Vec<Stage>,
    /// Value of its open deals in the business's currency.
    pub open_minor: i64,
    pub currency: String,
    /// Open deals in other currencies; not in the sum.
    pub other_currencies: i64,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListPipelines {}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageInput {
    /// Keeps the stage it names; without it a new one is made.
    #[serde(default)]
    pub id: Option<StageId>,
    pub name: String,
    /// Counts for open stages only; 50 unless said otherwise.
    #[serde(default)]
    pub probability_pct: Option<i64>,
    #[serde(default)]
    pub limit_days: Option<i64>,
    /// Open unless said otherwise.
    #[serde(default)]
    pub kind: Option<StageKind>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePipeline {
    pub name: String,
    /// The usual ones when left out.
    #[serde(default)]
    pub stages: Option<Vec<StageInput>>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdatePipeline {
    pub id: PipelineId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub position: Option<i64>,
    /// Replaces the stages, in this order; those with an `id` stay the same stage.
    #[serde(default)]
    pub stages: Option<Vec<StageInput>>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeletePipeline {
    pub id: PipelineId,
    /// Where its deals go; needed while there are any.
    #[serde(default)]
    pub replacement_id: Option<PipelineId>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteStage {
    pub id: StageId,
    /// Where its deals go: a stage of the same pipeline and meaning; needed while there are any.
    #[serde(default)]
    pub replacement_id: Option<StageId>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetBoard {
    pub id: PipelineId,
    /// Only this person's deals.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// Only deals past their stage's limit.
    #[serde(default)]
    pub over_limit: Option<bool>,
    /// Most cards of a column, 50 unless said otherwise.
    #[serde(default)]
    pub limit_per_stage: Option<u32>,
}

/// A stage as a column of cards.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct BoardColumn {
    pub stage_id: StageId,
    pub count: Count,
    pub sum_minor: i64,
    /// The sum times the stage's probability.
    pub weighted_minor: i64,
    pub currency: String,
    /// Deals in other currencies; not in the sums.
    pub other_currencies: i64,
    /// Columns of won and lost deals show what was closed from this instant on: the present month.
    pub since_ms: Option<i64>,
    pub cards: Vec<DealCard>,
    /// Pass as `after` to `deals.list` with this stage for more cards.
    pub next: Option<String>,
}

/// The figures above the board.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct BoardTotals {
    pub open_minor: i64,
    pub weighted_minor: i64,
    pub won_month_minor: i64,
    /// Won among all closed in the last 90 days; absent when none was closed.
    pub win_rate_pct: Option<i64>,
    pub over_limit: i64,
    /// Open deals in other currencies; not in the sums.
    pub other_currencies: i64,
    pub currency: String,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Board {
    pub pipeline: Pipeline,
    pub columns: Vec<BoardColumn>,
    pub totals: BoardTotals,
}
