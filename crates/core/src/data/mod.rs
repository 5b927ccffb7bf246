//! The file as a whole: backups that are proved, restoring one, exporting everything, and checking that rows and log agree.

mod backup;
mod check;
mod export;
mod sql;
mod status;
#[cfg(test)]
mod tests;

pub use backup::{Proof, backup, restore};
pub use check::{CheckReport, check, mark};
pub use export::export;
pub use status::{DataStatus, GetStatus, Lag, status};
