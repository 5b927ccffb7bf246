//! Samples and what becomes of them.

use std::time::{Duration, Instant};

/// Times taken of one thing.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    pub fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// Runs `work` and keeps how long it took.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        self.push(started.elapsed());
        done
    }

    /// The same for work that waits. It begins as a request does that came from the network: on a worker of the runtime
    /// that has just turned to it.
    pub async fn time_async<T>(&mut self, work: impl Future<Output = T>) -> T {
        tokio::task::yield_now().await;
        let started = Instant::now();
        let done = work.await;
        self.push(started.elapsed());
        done
    }

    /// The time that this share (0 to 1) of the samples stays within, in microseconds; 0 without samples.
    pub fn quantile_us(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(at.saturating_sub(1)).map_or(0.0, |took| took.as_secs_f64() * 1e6)
    }

    pub fn p50_us(&self) -> f64 {
        self.quantile_us(0.5)
    }

    pub fn p99_us(&self) -> f64 {
        self.quantile_us(0.99)
    }

    pub const fn len(&self) -> usize {
        self.0.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    pub name: String,
    pub ratio: f64,
    pub limit: f64,
    pub p50_us: f64,
    /// What it is held against: the floor, the other time, or the allowed figure.
    pub floor_us: f64,
    /// For people: what the figures are of.
    pub note: String,
}

impl Row {
    /// Ours against the floor, both at the median.
    pub fn against(name: &str, limit: f64, ours: &Samples, floor: &Samples) -> Self {
        Self::of(name, limit, ours.p50_us(), floor.p50_us()).with_note(format!(
            "{} samples, p99 {:.0} µs",
            ours.len(),
            ours.p99_us()
        ))
    }

    /// A time against the one it is held against.
    pub fn of(name: &str, limit: f64, p50_us: f64, floor_us: f64) -> Self {
        let ratio = if floor_us > 0.0 { p50_us / floor_us } else { f64::INFINITY };
        Self { name: name.to_owned(), ratio, limit, p50_us, floor_us, note: String::new() }
    }

    /// The share of an allowed figure that was used up.
    pub fn share(name: &str, used: f64, allowed: f64) -> Self {
        Self {
            name: name.to_owned(),
            ratio: used / allowed,
            limit: 1.0,
            p50_us: 0.0,
            floor_us: 0.0,
            note: String::new(),
        }
    }

    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub fn is_met(&self) -> bool {
        self.ratio <= self.limit
    }
}
