//! Chance that is the same for the same seed, on every computer.

/// A stream of numbers; SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// A stream of its own for each purpose, so that more tickets do not change the names of customers.
    pub fn new(seed: u64, purpose: &str) -> Self {
        // FNV-1a: short, and no platform's hasher is promised to stay the same.
        let folded = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ folded)
    }

    /// The stream of one record among many.
    pub const fn of(&self, record: u64) -> Self {
        let mut stream = Self(self.0 ^ record.wrapping_mul(0xd6e8_feb8_6659_fd93));
        stream.next();
        stream
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to but without `n`; 0 where `n` is 0.
    pub const fn below(&mut self, n: usize) -> usize {
        ((self.next() as u128 * n as u128) >> 64) as usize
    }

    /// From `low` to `high`, both included.
    pub const fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = if high > low { (high - low) as u64 + 1 } else { 1 };
        low + ((self.next() as u128 * span as u128) >> 64) as i64
    }

    pub const fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// From 0 up to but without 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A place below `n` of which few come up often and most seldom: a power law with exponent 0.6.
    pub fn skewed(&mut self, n: usize) -> usize {
        let u = self.share();
        // The square root is exact in IEEE 754, so the result is the same everywhere; powf is not.
        ((n as f64 * u * u * u.sqrt()) as usize).min(n.saturating_sub(1))
    }

    /// A length of time between two, short ones more often than long ones.
    pub fn mostly_short(&mut self, low: i64, high: i64) -> i64 {
        let u = self.share();
        low + ((high - low).max(0) as f64 * u * u * u) as i64
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        from.get(self.below(from.len()))
    }

    /// A word of a list; empty where the list is.
    pub fn word(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_gives_the_same_numbers_on_every_computer() {
        let mut chance = Chance::new(7, "tickets");
        let first: Vec<usize> = (0..5).map(|_| chance.below(1_000)).collect();
        let mut again = Chance::new(7, "tickets");
        assert_eq!(first, (0..5).map(|_| again.below(1_000)).collect::<Vec<_>>());
        assert_ne!(first, (0..5).map(|_| Chance::new(8, "tickets").below(1_000)).collect::<Vec<_>>());
        let mut deals = Chance::new(7, "deals");
        assert_ne!(first, (0..5).map(|_| deals.below(1_000)).collect::<Vec<_>>());
    }

    #[test]
    fn few_come_up_often_and_most_seldom() {
        let mut chance = Chance::new(1, "skew");
        let mut times = vec![0_u32; 1_000];
        for _ in 0..100_000 {
            times[chance.skewed(1_000)] += 1;
        }
        assert!(times[0] > 3_000, "{}", times[0]);
        let seldom = times.iter().filter(|n| **n < 100).count();
        assert!(seldom > 700, "{seldom}");
        assert!(times.iter().all(|n| *n > 0));
    }
}
