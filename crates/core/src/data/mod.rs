//! The file as a whole: backups that are proved, restoring one, exporting everything, and checking that rows and log agree.

mod backup;
mod check;
mod export;
mod ops;
mod sql;
mod status;
#[cfg(test)]
mod tests;

pub use backup::{Proof, backup, backup_from, restore};
pub use check::{CheckReport, mark, walk_everything, walk_while};
pub use export::export;
pub use ops::{
    CreateBackup, StartCheck, check, check_after_crash, check_after_damage, check_regularly, create_backup,
    is_check_due,
};
pub use status::{DataStatus, GetStatus, Lag, status};
