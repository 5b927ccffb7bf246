//! Pseudo-random numbers (Steele, Lea and Flood 2014, SplitMix64): the same choices in every run.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// A number below `limit`.
    pub const fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let limit = if limit == 0 { 1 } else { limit };
        (z ^ (z >> 31)) % limit
    }

    /// One of these; nothing where there are none.
    pub fn pick<'p, T>(&mut self, among: &'p [T]) -> Option<&'p T> {
        among.get(self.below(among.len() as u64) as usize)
    }
}
