//! The one error of Onhand: what went wrong, said to the person who has to do something about it.
//!
//! `message` names what happened and what to do next in plain words; it never carries SQL, paths or ids of
//! internal rows. The technical cause is kept as a hidden source for the log.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a caller may act on. A code exists only where some caller behaves differently because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// An argument is wrong; `field` says which.
    Invalid,
    /// The record does not exist or is not visible to the caller.
    NotFound,
    /// Somebody else changed the same field since the caller read it.
    Conflict,
    /// The caller is known but may not do this.
    Forbidden,
    /// The caller is not known.
    Unauthenticated,
    /// More bytes than the limit allows.
    TooLarge,
    /// The work took longer than a read may take; narrow it down.
    Busy,
    /// Something outside the file is missing or refused: disk, folder, second instance.
    Unavailable,
    /// The file is damaged.
    Damaged,
    /// The file was written by a newer Onhand.
    NewerFile,
    /// The change is on the closed list of things that cannot be undone.
    NotUndoable,
    /// A fault of the program.
    Internal,
}

/// The wire and library error: code, message for the user, and optionally the field and a hint.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Error {
    pub code: Code,
    /// For the user: what happened and what to do next.
    pub message: String,
    /// The argument that caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A further suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    #[serde(skip)]
    #[schema(ignore)]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None, hint: None, source: None }
    }

    /// An argument that cannot be used: names the field and says what would be right.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(Code::Invalid, message) }
    }

    /// A record that is not there, named in the user's words ("This ticket").
    pub fn not_found(what: &str) -> Self {
        Self::new(
            Code::NotFound,
            format!("{what} does not exist any more. Go back to the list and choose another."),
        )
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Whether SQLite met a part of the file that it cannot read. The search index and attachments have errors of their own.
    pub fn is_damage_of_the_file(&self) -> bool {
        let cause = self.source.as_ref().and_then(|cause| cause.downcast_ref::<rusqlite::Error>());
        let code = cause.and_then(rusqlite::Error::sqlite_error_code);
        matches!(code, Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase))
    }

    /// Keeps the technical cause for the log; it is never sent to the caller.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(cause.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        let base = match cause.sqlite_error_code() {
            Some(Sqlite::DiskFull) => Self::new(
                Code::Unavailable,
                "The disk is full, so this was not saved. Free some space and try again; everything saved before is safe.",
            ),
            Some(Sqlite::ReadOnly | Sqlite::CannotOpen | Sqlite::PermissionDenied) => Self::new(
                Code::Unavailable,
                "Onhand may not write to its file. Check the permissions of the file and its folder, then try again.",
            ),
            Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => Self::new(
                Code::Damaged,
                "A part of the file is damaged and cannot be read. Run the check to see which, and restore the newest backup that passes it.",
            ),
            Some(Sqlite::SystemIoFailure) => Self::new(
                Code::Unavailable,
                "The disk did not do what was asked, so this was not saved. Check that it is connected and not full, then try again.",
            ),
            Some(Sqlite::OperationInterrupted) => Self::new(
                Code::Busy,
                "This question takes too long to answer at once. Narrow it down with a filter and try again.",
            ),
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => Self::new(
                Code::Busy,
                "The file is in use by another program. Close it there and try again; nothing was lost.",
            ),
            Some(Sqlite::ConstraintViolation) => Self::new(
                Code::Conflict,
                "This does not fit with other records any more. Reload the page and try again.",
            ),
            Some(Sqlite::TooBig) => {
                Self::new(Code::TooLarge, "This text is too long to save. Shorten it and try again.")
            }
            _ => Self::new(
                Code::Internal,
                "Something went wrong inside Onhand. Nothing was changed; try again, and send the diagnosis if it stays.",
            ),
        };
        base.caused_by(cause)
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::new(Code::Internal, "Onhand could not read its own record. Run the check from Settings.")
            .caused_by(cause)
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let message = match cause.kind() {
            ErrorKind::NotFound => "The file or folder is not there. Check the name and try again.",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "Onhand may not use this file or folder. Check its permissions and try again."
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "The disk is full. Free some space and try again; everything saved before is safe."
            }
            ErrorKind::AlreadyExists => "A file of this name is already there. Choose another name.",
            _ => "The disk did not do what was asked. Try again; nothing that was saved is lost.",
        };
        Self::new(Code::Unavailable, message).caused_by(cause)
    }
}
