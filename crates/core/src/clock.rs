//! Time is handed in, so that tests can move it and sleep can be noticed.

/// Where instants come from. The server gives the computer's clock, tests a fixed one.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Wall-clock time, UTC milliseconds.
    fn now_ms(&self) -> i64;
    /// Microseconds of a clock that never jumps; its zero means nothing.
    fn monotonic_us(&self) -> u64;
}
