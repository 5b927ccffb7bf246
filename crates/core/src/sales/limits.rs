//! How long a deal may stay in a stage, in the business's calendar days.

use crate::calendar;
use crate::ctx::Ctx;
use crate::wire::wire_enum;

wire_enum! {
    /// How a deal's days compare to its stage's limit.
    LimitState {
        /// No limit, or far from it.
        Ok = "ok",
        /// At 70 % of the limit or more.
        Soon = "soon",
        /// Past the limit.
        Over = "over",
    }
}

/// The state after so many days; closed deals have none to watch.
pub const fn state(days: i64, limit_days: Option<i64>, closed: bool) -> LimitState {
    match limit_days {
        Some(limit) if !closed && days > limit => LimitState::Over,
        Some(limit) if !closed && days * 10 >= limit * 7 => LimitState::Soon,
        Some(_) | None => LimitState::Ok,
    }
}

/// Deals that entered the stage before this instant are past its limit now.
pub fn over_before_ms(ctx: &Ctx<'_>, limit_days: i64) -> i64 {
    calendar::days_before_ms(ctx.now_ms, u32::try_from(limit_days).unwrap_or(u32::MAX), ctx.zone)
}
