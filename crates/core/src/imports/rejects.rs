//! Rejected rows as a CSV file of their own: the line, why, and the row as it was, ready to be corrected and imported.

use super::types::Reject;
use crate::error::{Error, Result};
use std::io::Write;

/// Such a file under way.
pub struct RejectsFile<W: Write> {
    file: csv::Writer<W>,
}

impl<W: Write> RejectsFile<W> {
    /// Begins with the names of the columns. Errors: `unavailable`.
    pub fn begin(into: W, headers: &[String]) -> Result<Self> {
        let mut file = csv::WriterBuilder::new().flexible(true).from_writer(into);
        file.write_record(["row", "why"].into_iter().chain(headers.iter().map(String::as_str)))
            .map_err(not_written)?;
        Ok(Self { file })
    }

    /// One more row. Errors: `unavailable`.
    pub fn add(&mut self, reject: &Reject) -> Result<()> {
        let row = reject.row.to_string();
        let values = reject.values.iter().map(String::as_str);
        self.file
            .write_record([row.as_str(), reject.message.as_str()].into_iter().chain(values))
            .map_err(not_written)
    }

    /// Errors: `unavailable`.
    pub fn finish(self) -> Result<W> {
        self.file.into_inner().map_err(|cause| cause.into_error().into())
    }
}

fn not_written(cause: csv::Error) -> Error {
    match cause.into_kind() {
        csv::ErrorKind::Io(cause) => cause.into(),
        // Only the disk can refuse what we write.
        other => std::io::Error::other(format!("{other:?}")).into(),
    }
}
