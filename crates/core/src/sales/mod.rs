//! Sales: pipelines with their stages, and the deals that move through them.
//!
//! Invariants
//! - A deal stands in one stage of one pipeline; since when is `stage_entered_ms`.
//! - A deal is open exactly while `closed_ms` is absent: a stage of kind won or lost closes it, at the moment it enters.
//! - Every pipeline has at least one open, one won and one lost stage, so that each deal can go on and can end.
//! - Money is summed in the business's currency only; deals in other currencies are counted beside the sum.

pub mod deals;
pub mod limits;
pub mod pipelines;
#[cfg(test)]
mod tests;
