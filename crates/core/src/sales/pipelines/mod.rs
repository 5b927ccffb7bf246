//! Pipelines: the ways along which deals are won, each a row of stages.

mod board;
mod ops;
mod sql;
mod stages;
mod types;

pub use board::board;
pub use ops::{create, first, list, one, set_up, update};
pub use stages::{all as all_stages, stage, stages};
pub use types::*;

#[cfg(test)]
pub(super) use {board::in_stage, sql::card_counts};
