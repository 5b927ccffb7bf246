//! Pipelines: the ways along which deals are won, each a row of stages.

mod board;
mod ops;
mod sql;
mod stages;
mod types;

pub use board::board;
pub use ops::{create, delete, first, list, one, set_up, update};
pub(crate) use ops::{may_go, move_deals};
pub use stages::{all as all_stages, delete as delete_stage, stage, stages};
pub(crate) use stages::{are_alike, drop as drop_stage, may_go as stage_may_go};
pub use types::*;

#[cfg(test)]
pub(super) use {board::in_stage, sql::card_counts};
