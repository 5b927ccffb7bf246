//! Bringing data in: contacts, articles, and ticket logs with their whole history.
//!
//! Every import rehearses first, reads row by row so that one bad row never stops the rest, remembers what each row of
//! the source became (so that a second import of the same file changes nothing), and is one change that one undo takes
//! back. Times that the source claims are kept as the times when things happened.

mod articles;
mod contacts;
#[cfg(test)]
mod job_tests;
mod ops;
mod rejects;
mod rows;
mod run;
mod same_person;
mod sql;
#[cfg(test)]
mod tests;
mod tickets_log;
mod types;

pub use ops::{list, perform, rehearse, rejects, start};
pub use rejects::RejectsFile;
pub use rows::{Row, Rows, open};
pub use run::{Source, rehearse_source, run};
pub use types::*;
