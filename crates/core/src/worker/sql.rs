//! SQL of the worker's own bookkeeping.

pub const JUMP: &str = "INSERT INTO clock_jumps (from_ms, to_ms, elapsed_ms) VALUES (?1, ?2, ?3)";
