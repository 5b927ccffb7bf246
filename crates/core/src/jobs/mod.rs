//! Long work: imports, backups, checks, sample data. A job is a row with progress; it survives closing the page, and
//! one that a crash cut off says so and can be started again or undone.

mod ops;
mod progress;
mod run;
mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use ops::{cancel, get, is_queued, list, list_of, start};
pub use progress::{Progress, claim, interrupted};
pub use run::run_next;
pub use types::*;
