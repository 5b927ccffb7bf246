//! How long is kept what keeps the program running: the one place that says so. What the business knows (records, their
//! history, changes) is kept for ever; [`crate::worker`] throws the rest away.

const DAY_MS: i64 = 86_400_000;

/// The answer under an idempotency key.
pub const ANSWERS_MS: i64 = DAY_MS;
/// A file that was sent and became part of no message. An import that waits keeps its file, and one
/// that ended the list of the rows it could not use.
pub const UPLOADS_MS: i64 = 7 * DAY_MS;
/// Content that no record shows and no undo can bring back, counted from when it was last sent: whoever sends it at the
/// moment still needs it.
pub const FILES_MS: i64 = DAY_MS;
/// Messages that went out.
pub const SENT_MS: i64 = 90 * DAY_MS;
/// Runs of workflows; failed ones longer.
pub const RUNS_MS: i64 = 90 * DAY_MS;
pub const FAILED_RUNS_MS: i64 = 365 * DAY_MS;
