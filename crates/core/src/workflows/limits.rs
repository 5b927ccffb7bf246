//! How far one thing may lead to another before Onhand stops and asks.

use std::collections::VecDeque;

/// Bounds of chains and storms.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Workflows between a person and a change.
    pub depth: i64,
    /// Runs that one change of a person may set off, all together.
    pub runs_per_root: i64,
    /// Starts of one workflow before it is switched off.
    pub starts_per_minute: usize,
    pub starts_per_hour: usize,
    /// Records that one time of a schedule may start for.
    pub records_per_fire: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 8,
            runs_per_root: 200,
            starts_per_minute: 100,
            starts_per_hour: 1_000,
            records_per_fire: 200,
        }
    }
}

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// The recent starts of one workflow.
#[derive(Debug, Clone, Default)]
pub struct Starts(VecDeque<i64>);

impl Starts {
    /// Counts a start at this instant, unless it would be one too many.
    pub fn admit(&mut self, at_ms: i64, limits: Limits) -> bool {
        while self.0.front().is_some_and(|first| *first <= at_ms - HOUR_MS) {
            self.0.pop_front();
        }
        let recent = self.0.iter().rev().take_while(|start| **start > at_ms - MINUTE_MS).count();
        if recent >= limits.starts_per_minute || self.0.len() >= limits.starts_per_hour {
            return false;
        }
        self.0.push_back(at_ms);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_a_minute_and_a_thousand_an_hour() {
        let mut starts = Starts::default();
        let limits = Limits::default();
        assert_eq!((0..150).filter(|_| starts.admit(0, limits)).count(), 100);
        assert!(starts.admit(MINUTE_MS, limits));
        let later = (1..60)
            .map(|minute| (0..100).filter(|_| starts.admit(minute * MINUTE_MS, limits)).count())
            .sum::<usize>();
        assert_eq!(later + 101, 1_000);
    }
}
