//! One process owns a data folder; a lock file says which.

use crate::error::{Code, Error, Result};
use fs4::fs_std::FileExt;
use std::fs::{File, OpenOptions};
use std::path::Path;

/// Held as long as the process may write.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

/// Takes the folder. Errors: `unavailable` when another Onhand has it, or the folder cannot be written.
pub fn lock(folder: &Path) -> Result<FileLock> {
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock")).map_err(
            |cause| {
                Error::new(
                Code::Unavailable,
                format!(
                    "Onhand may not write to the folder {}. Check its permissions or choose another folder.",
                    folder.display()
                ),
            )
            .caused_by(cause)
            },
        )?;
    match file.try_lock_exclusive() {
        Ok(true) => Ok(FileLock { _file: file }),
        Ok(false) => Err(Error::new(
            Code::Unavailable,
            "Onhand is already running on this data. Use that window, or close it first.",
        )),
        Err(cause) => Err(Error::from(cause)),
    }
}
