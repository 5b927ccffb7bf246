//! Three years of a heating firm: busy winters, a bump in hot summers, Mondays before Sundays, offices by day.

use super::chance::Chance;
use crate::calendar;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::Tz;

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;
/// How far back the business's records go.
pub const DAYS: u32 = 3 * 365;

/// How many people write in each hour of the day.
const HOURS: [u32; 24] =
    [1, 1, 1, 1, 1, 2, 6, 16, 30, 34, 28, 22, 18, 20, 20, 18, 17, 15, 12, 10, 8, 6, 4, 2];
/// How much heating and cooling there is to complain about, January first.
const MONTHS: [u64; 12] = [17, 15, 11, 8, 6, 8, 11, 9, 8, 12, 15, 17];

/// The days of the sample and how much happens on each.
#[derive(Debug)]
pub struct When {
    /// The present of the sample: nothing has happened after it.
    pub anchor_ms: i64,
    pub zone: Tz,
    /// Start of each day and the weight of all days up to and including it.
    days: Vec<(i64, u64)>,
    hours: u32,
}

impl When {
    pub fn new(anchor_ms: i64, zone: Tz) -> Self {
        let today = calendar::day(anchor_ms, zone);
        let mut sum = 0;
        let days = (0..DAYS)
            .filter_map(|n| today.checked_sub_days(Days::new(u64::from(DAYS - n))).map(|day| (n, day)))
            .map(|(n, day)| {
                sum += weight(day) * u64::from(DAYS + n);
                (calendar::start_ms(day, zone), sum)
            })
            .collect();
        Self { anchor_ms, zone, days, hours: HOURS.iter().sum() }
    }

    /// The instant at which the records begin.
    pub fn start_ms(&self) -> i64 {
        self.days.first().map_or(self.anchor_ms, |(start, _)| *start)
    }

    /// When the `n`th of `of` things happened, in order of days; at an hour at which people write.
    pub fn nth_ms(&self, n: usize, of: usize, chance: &mut Chance) -> i64 {
        let total = self.days.last().map_or(1, |(_, sum)| *sum);
        let wanted = (u128::from(total) * n as u128 / of.max(1) as u128) as u64;
        let day = self.days.partition_point(|(_, sum)| *sum <= wanted).min(self.days.len().saturating_sub(1));
        let start = self.days.get(day).map_or(self.anchor_ms, |(start, _)| *start);
        start + self.time_of_day(chance)
    }

    fn time_of_day(&self, chance: &mut Chance) -> i64 {
        let mut left = chance.below(self.hours as usize) as u32;
        let mut hour = 0;
        for (n, weight) in (0..).zip(HOURS) {
            hour = n;
            if left < weight {
                break;
            }
            left -= weight;
        }
        i64::from(hour) * HOUR_MS + chance.between(0, HOUR_MS - 1)
    }

    /// The same instant, or the next morning where it falls into the night.
    pub fn by_day(&self, at_ms: i64, chance: &mut Chance) -> i64 {
        let midnight = self.midnight_ms(at_ms);
        let hour = (at_ms - midnight) / HOUR_MS;
        match hour {
            7..19 => at_ms,
            0..7 => midnight + 7 * HOUR_MS + chance.between(0, 2 * HOUR_MS),
            _ => midnight + 31 * HOUR_MS + chance.between(0, 2 * HOUR_MS),
        }
    }

    fn midnight_ms(&self, at_ms: i64) -> i64 {
        let place = self.days.partition_point(|(start, _)| *start <= at_ms);
        match self.days.get(place.saturating_sub(1)) {
            Some((start, _)) if at_ms - start < DAY_MS + HOUR_MS => *start,
            Some(_) | None => calendar::days_before_ms(at_ms, 0, self.zone),
        }
    }

    /// A time on the day so many days after today, minutes after midnight; the past for negative days.
    pub fn on_day_ms(&self, days: i64, minutes: i64) -> i64 {
        let count = u32::try_from(days.abs()).unwrap_or_default();
        let midnight = if days < 0 {
            calendar::days_before_ms(self.anchor_ms, count, self.zone)
        } else {
            calendar::days_after_ms(self.anchor_ms, count, self.zone)
        };
        midnight + minutes * MINUTE_MS
    }

    pub fn day(&self, at_ms: i64) -> NaiveDate {
        calendar::day(at_ms, self.zone)
    }
}

fn weight(day: NaiveDate) -> u64 {
    let season = MONTHS.get(day.month0() as usize).copied().unwrap_or(10);
    let weekday = match day.weekday() {
        Weekday::Mon => 14,
        Weekday::Tue | Weekday::Wed | Weekday::Thu => 11,
        Weekday::Fri => 10,
        Weekday::Sat => 4,
        Weekday::Sun => 3,
    };
    season * weekday
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::START_MS;

    #[test]
    fn days_come_in_order_and_end_before_the_present() {
        let when = When::new(START_MS, Tz::Europe__London);
        let mut chance = Chance::new(1, "when");
        let all: Vec<i64> = (0..5_000).map(|n| when.nth_ms(n, 5_000, &mut chance)).collect();
        assert!(all.windows(2).all(|pair| pair[1] > pair[0] - 2 * DAY_MS));
        assert!(all.iter().all(|at| *at >= when.start_ms() && *at < START_MS));
        assert!(*all.last().unwrap() > START_MS - 3 * DAY_MS);
        let winter = all.iter().filter(|at| [12, 1].contains(&when.day(**at).month())).count();
        let spring = all.iter().filter(|at| [4, 5].contains(&when.day(**at).month())).count();
        assert!(winter > spring * 3 / 2, "{winter} {spring}");
    }

    #[test]
    fn nobody_answers_at_night() {
        let when = When::new(START_MS, Tz::Europe__London);
        let mut chance = Chance::new(1, "night");
        for hour in 0..48 {
            let at = when.by_day(when.start_ms() + hour * HOUR_MS, &mut chance);
            let of_day = (at - when.midnight_ms(at)) / HOUR_MS;
            assert!((7..19).contains(&of_day), "{hour} became {of_day}");
        }
    }
}
