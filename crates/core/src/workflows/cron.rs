//! Patterns of times: read, said in words, and their next time by the wall clock of a zone.
//!
//! A time that the clock jumps over falls on the first instant after the gap; one that it tells twice falls on the
//! first telling; patterns with wildcards in the hour or minute go by elapsed time.

use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};

/// Reads five fields of cron. Errors: `invalid` on `cron`.
pub fn parse(cron: &str) -> Result<Cron> {
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
    parser.parse(cron.trim()).map_err(|cause| {
        Error::invalid(
            "cron",
            "Write the time as five fields: minute, hour, day of month, month, weekday, such as 0 8 * * 1-5.",
        )
        .caused_by(cause)
    })
}

/// The first time after an instant; nothing where the pattern never comes (30 February).
pub fn next_after(cron: &Cron, zone: Tz, after_ms: i64) -> Option<i64> {
    let after = DateTime::from_timestamp_millis(after_ms)?.with_timezone(&zone);
    if let Ok(next) = cron.find_next_occurrence(&after, false) {
        return Some(next.timestamp_millis());
    }
    // The search gives up at a day that the zone left out; it finds its way from behind that day.
    (1..=48).find_map(|hours| {
        let later = after.checked_add_signed(TimeDelta::hours(hours))?;
        cron.find_next_occurrence(&later, true).ok().map(|next| next.timestamp_millis())
    })
}

/// The pattern in words: "At 08:00".
pub fn describe(cron: &str) -> String {
    parse(cron).map_or_else(
        |_| "At a time that cannot be read".to_owned(),
        |cron| cron.describe().trim_end_matches('.').to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, TimeZone, Utc};

    fn next(cron: &str, zone: Tz, after: &str) -> String {
        let after = DateTime::parse_from_rfc3339(after).unwrap().timestamp_millis();
        let found = next_after(&parse(cron).unwrap(), zone, after).unwrap();
        DateTime::<Utc>::from_timestamp_millis(found).unwrap().with_timezone(&zone).to_rfc3339()
    }

    #[test]
    fn a_time_in_the_gap_falls_on_the_first_instant_after_it() {
        assert_eq!(
            next("30 2 * * *", Tz::Europe__Stockholm, "2026-03-28T12:00:00Z"),
            "2026-03-29T03:00:00+02:00"
        );
        assert_eq!(next("0 0 * * *", Tz::Africa__Cairo, "2026-04-23T12:00:00Z"), "2026-04-24T01:00:00+03:00");
        assert_eq!(
            next("15 2 * * *", Tz::Australia__Lord_Howe, "2026-10-03T12:00:00Z"),
            "2026-10-04T02:30:00+11:00"
        );
        assert_eq!(next("0 2 * * *", Tz::Pacific__Apia, "2011-12-29T13:00:00Z"), "2011-12-31T02:00:00+14:00");
    }

    #[test]
    fn a_time_told_twice_falls_on_the_first_telling_and_elapsed_patterns_on_both() {
        let stockholm = Tz::Europe__Stockholm;
        assert_eq!(next("30 2 * * *", stockholm, "2026-10-24T12:00:00Z"), "2026-10-25T02:30:00+02:00");
        assert_eq!(next("30 2 * * *", stockholm, "2026-10-25T00:30:00Z"), "2026-10-26T02:30:00+01:00");
        assert_eq!(next("*/30 * * * *", stockholm, "2026-10-25T00:30:00Z"), "2026-10-25T02:00:00+01:00");
        assert_eq!(
            next("30 1 * * *", Tz::America__New_York, "2026-11-01T05:30:00Z"),
            "2026-11-02T01:30:00-05:00"
        );
    }

    #[test]
    fn a_daily_time_comes_once_on_each_day_that_exists() {
        let zones = [
            (Tz::Europe__Stockholm, 2026),
            (Tz::America__New_York, 2026),
            (Tz::Africa__Cairo, 2026),
            (Tz::Australia__Lord_Howe, 2026),
            (Tz::Africa__Casablanca, 2026),
            (Tz::Asia__Kolkata, 2026),
            (Tz::Pacific__Apia, 2011),
        ];
        for (zone, year) in zones {
            for cron in ["0 0 * * *", "30 1 * * *", "30 2 * * *"] {
                let pattern = parse(cron).unwrap();
                let mut at = zone
                    .from_local_datetime(
                        &NaiveDate::from_ymd_opt(year - 1, 12, 31).unwrap().and_hms_opt(12, 0, 0).unwrap(),
                    )
                    .unwrap()
                    .timestamp_millis();
                let mut days = Vec::new();
                loop {
                    at = next_after(&pattern, zone, at).unwrap();
                    let day = DateTime::from_timestamp_millis(at).unwrap().with_timezone(&zone).date_naive();
                    if day >= NaiveDate::from_ymd_opt(year + 1, 1, 1).unwrap() {
                        break;
                    }
                    days.push(day);
                }
                let expected = if zone == Tz::Pacific__Apia { 364 } else { 365 };
                let mut distinct = days.clone();
                distinct.dedup();
                assert_eq!((days.len(), distinct.len()), (expected, expected), "{zone} {cron}");
            }
        }
    }

    #[test]
    fn leap_days_and_what_cannot_be_read() {
        assert_eq!(next("0 9 29 2 *", Tz::UTC, "2026-03-01T00:00:00Z"), "2028-02-29T09:00:00+00:00");
        assert!(parse("61 * * * *").is_err() && parse("* * * *").is_err() && parse("0 0 9 * * *").is_err());
    }
}
