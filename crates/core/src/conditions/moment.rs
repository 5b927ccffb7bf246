//! What "today" and "N days ago" mean: calendar days of the business's zone.

use super::resolve::Edge;
use crate::ctx::Ctx;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The instant and zone against which relative dates are resolved; one per evaluation, so that all leaves agree.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub now_ms: i64,
    pub zone: Tz,
}

impl Moment {
    /// Now, as an operation sees it.
    pub const fn of(ctx: &Ctx<'_>) -> Self {
        Self { now_ms: ctx.now_ms, zone: ctx.zone }
    }

    /// The calendar day of an instant.
    pub fn day_of(self, at_ms: i64) -> NaiveDate {
        DateTime::<Utc>::from_timestamp_millis(at_ms)
            .unwrap_or_default()
            .with_timezone(&self.zone)
            .date_naive()
    }

    /// The day `days` before today (after it, if negative); clamped to the calendar's ends.
    pub fn days_ago(self, days: i64) -> NaiveDate {
        let today = self.day_of(self.now_ms);
        let shift = Days::new(days.unsigned_abs());
        if days >= 0 {
            today.checked_sub_days(shift).unwrap_or(NaiveDate::MIN)
        } else {
            today.checked_add_days(shift).unwrap_or(NaiveDate::MAX)
        }
    }

    /// The first instant of a day, which is not always midnight: clocks may jump over it.
    pub fn start_of(self, day: NaiveDate) -> i64 {
        self.at(day, NaiveTime::MIN)
    }

    /// An end of a span as an instant.
    pub fn edge_ms(self, edge: Edge) -> i64 {
        match edge {
            Edge::Ms(ms) => ms,
            Edge::Day(day) => self.start_of(day),
            Edge::DaysAgo(days) => self.start_of(self.days_ago(days)),
        }
    }

    /// An end of a span as a calendar date, `YYYY-MM-DD`.
    pub fn edge_on(self, edge: Edge) -> String {
        match edge {
            Edge::Ms(ms) => self.day_of(ms),
            Edge::Day(day) => day,
            Edge::DaysAgo(days) => self.days_ago(days),
        }
        .format("%Y-%m-%d")
        .to_string()
    }

    /// A wall-clock time of a day; in a gap of the clock the first valid instant after it, twice-told the first.
    pub fn at(self, day: NaiveDate, time: NaiveTime) -> i64 {
        let wall = day.and_time(time);
        // The longest gap is the day that Samoa left out in 2011.
        let found = (0..=24 * 60).find_map(|minutes| {
            let later = wall.checked_add_signed(TimeDelta::minutes(minutes))?;
            self.zone.from_local_datetime(&later).earliest()
        });
        found.map_or_else(|| wall.and_utc().timestamp_millis(), |instant| instant.timestamp_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(zone: Tz, y: i32, m: u32, d: u32) -> String {
        let ms = Moment { now_ms: 0, zone }.start_of(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        DateTime::<Utc>::from_timestamp_millis(ms)
            .unwrap()
            .with_timezone(&zone)
            .format("%d %H:%M")
            .to_string()
    }

    #[test]
    fn a_day_begins_at_its_first_valid_instant() {
        assert_eq!(start(chrono_tz::Africa::Cairo, 2026, 4, 24), "24 01:00");
        assert_eq!(start(chrono_tz::Pacific::Apia, 2011, 12, 30), "31 00:00");
        assert_eq!(start(chrono_tz::Europe::Stockholm, 2026, 3, 29), "29 00:00");
    }
}
