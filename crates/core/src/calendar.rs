//! Calendar days of the business: what "today" and "six days ago" mean in its zone, across clock changes.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// The calendar day on which an instant falls.
pub fn day(at_ms: i64, zone: Tz) -> NaiveDate {
    DateTime::from_timestamp_millis(at_ms).unwrap_or(DateTime::UNIX_EPOCH).with_timezone(&zone).date_naive()
}

/// The first instant of a day; where the clock skips midnight, the first minute that exists.
pub fn start_ms(day: NaiveDate, zone: Tz) -> i64 {
    let midnight = day.and_time(NaiveTime::MIN);
    (0..=24)
        .find_map(|quarters| {
            zone.from_local_datetime(&(midnight + TimeDelta::minutes(15 * quarters))).earliest()
        })
        .map_or_else(|| midnight.and_utc().timestamp_millis(), |start| start.timestamp_millis())
}

/// Whole calendar days from one instant to another: 0 on the same day, 1 over one midnight.
pub fn days_between(from_ms: i64, to_ms: i64, zone: Tz) -> i64 {
    (day(to_ms, zone) - day(from_ms, zone)).num_days()
}

/// The first instant of the day so many days before the one `at_ms` falls on.
pub fn days_before_ms(at_ms: i64, days: u32, zone: Tz) -> i64 {
    let today = day(at_ms, zone);
    start_ms(today.checked_sub_days(Days::new(u64::from(days))).unwrap_or(today), zone)
}

/// The first instant of the day so many days after the one `at_ms` falls on.
pub fn days_after_ms(at_ms: i64, days: u32, zone: Tz) -> i64 {
    let today = day(at_ms, zone);
    start_ms(today.checked_add_days(Days::new(u64::from(days))).unwrap_or(today), zone)
}

/// The first instant of the month.
pub fn month_start_ms(at_ms: i64, zone: Tz) -> i64 {
    let today = day(at_ms, zone);
    start_ms(today.with_day(1).unwrap_or(today), zone)
}

/// The time of day, `16:20`.
pub fn clock(at_ms: i64, zone: Tz) -> String {
    let at = DateTime::from_timestamp_millis(at_ms).unwrap_or(DateTime::UNIX_EPOCH).with_timezone(&zone);
    at.format("%H:%M").to_string()
}

/// A length of time in words: minutes below an hour, hours below two days, then days.
pub fn span(ms: i64) -> String {
    let minutes = ms.max(0) / 60_000;
    match (minutes, minutes / 60) {
        (minutes, _) if minutes < 60 => format!("{} min", minutes.max(1)),
        (_, 1) => "1 hour".to_owned(),
        (_, hours) if hours < 48 => format!("{hours} hours"),
        (_, hours) => format!("{} days", hours / 24),
    }
}

/// A date as stored, `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| (1900..=9999).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
    }

    #[test]
    fn days_are_counted_by_midnights_not_by_hours() {
        let london = Tz::Europe__London;
        assert_eq!(days_between(at("2026-11-19T23:59:00Z"), at("2026-11-20T00:01:00Z"), london), 1);
        assert_eq!(days_between(at("2026-11-20T00:00:00Z"), at("2026-11-20T23:59:00Z"), london), 0);
        // The night of 28 March 2026 has 23 hours, that of 24 October 25.
        assert_eq!(days_between(at("2026-03-28T12:00:00Z"), at("2026-03-29T11:00:00Z"), london), 1);
        assert_eq!(days_between(at("2026-10-24T23:30:00Z"), at("2026-10-25T23:30:00Z"), london), 0);
        assert_eq!(start_ms(day(at("2026-10-25T12:00:00Z"), london), london), at("2026-10-24T23:00:00Z"));
        assert_eq!(days_before_ms(at("2026-03-30T12:00:00Z"), 1, london), at("2026-03-29T00:00:00Z"));
        assert_eq!(month_start_ms(at("2026-06-15T00:00:00Z"), london), at("2026-05-31T23:00:00Z"));
    }

    #[test]
    fn a_day_without_midnight_starts_later() {
        // Cairo went from 00:00 to 01:00 on 26 April 2024.
        assert_eq!(
            start_ms(NaiveDate::from_ymd_opt(2024, 4, 26).unwrap(), Tz::Africa__Cairo),
            at("2024-04-26T01:00:00+03:00")
        );
    }
}
