//! The one error of Onhand: what went wrong, said to the person who has to do something about it.
//!
//! `message` names what happened and what to do next in plain words; it never carries SQL, paths or ids of
//! internal rows. Where it is one of the sentences of `phrases.json`, the phrase goes along, so that the screen can say it
//! in the reader's language. The technical cause is kept as a hidden source for the log.

use crate::ctx::Role;
use crate::phrases::{Phrase, say};
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
    /// For the user, in English: what happened and what to do next.
    pub message: String,
    /// The same by its key and values.
    #[serde(skip_serializing_if = "Option::is_none", skip_deserializing)]
    pub phrase: Option<Box<Phrase>>,
    /// The argument that caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A further suggestion, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The same by its key and values.
    #[serde(skip_serializing_if = "Option::is_none", skip_deserializing)]
    pub hint_phrase: Option<Box<Phrase>>,
    #[serde(skip)]
    #[schema(ignore)]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// `message` is a phrase where a screen may show it, or plain English for those who type commands.
    pub fn new(code: Code, message: impl Into<Phrase>) -> Self {
        let (message, phrase) = said(message.into());
        Self { code, message, phrase, field: None, hint: None, hint_phrase: None, source: None }
    }

    /// An argument that cannot be used: names the field and says what would be right.
    pub fn invalid(field: &str, message: impl Into<Phrase>) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(Code::Invalid, message) }
    }

    /// A record that is not there; the key names the sentence for its kind (`error.gone.ticket`).
    pub fn not_found(key: &'static str) -> Self {
        Self::new(Code::NotFound, say(key))
    }

    /// The caller's role is too low; says whose it takes.
    pub fn forbidden(least: Role) -> Self {
        let key = match least {
            Role::Customer | Role::Viewer => "error.right.needs_viewer",
            Role::Agent => "error.right.needs_agent",
            Role::Admin => "error.right.needs_admin",
            Role::Owner => "error.right.needs_owner",
        };
        Self::new(Code::Forbidden, say(key))
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<Phrase>) -> Self {
        let (hint, phrase) = said(hint.into());
        self.hint = Some(hint);
        self.hint_phrase = phrase;
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

/// The English text, and the phrase where it has a key.
fn said(phrase: Phrase) -> (String, Option<Box<Phrase>>) {
    (phrase.text(), phrase.has_key().then(|| Box::new(phrase)))
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
            Some(Sqlite::DiskFull) => Self::new(Code::Unavailable, say("error.file.full_unsaved")),
            Some(Sqlite::ReadOnly | Sqlite::CannotOpen | Sqlite::PermissionDenied) => {
                Self::new(Code::Unavailable, say("error.file.read_only"))
            }
            Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => {
                Self::new(Code::Damaged, say("error.file.damaged"))
            }
            Some(Sqlite::SystemIoFailure) => Self::new(Code::Unavailable, say("error.file.failed")),
            Some(Sqlite::OperationInterrupted) => Self::new(Code::Busy, say("error.file.too_long")),
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => {
                Self::new(Code::Busy, say("error.file.in_use"))
            }
            Some(Sqlite::ConstraintViolation) => Self::new(Code::Conflict, say("error.file.misfit")),
            Some(Sqlite::TooBig) => Self::new(Code::TooLarge, say("error.file.too_big")),
            _ => Self::new(Code::Internal, say("error.file.internal")),
        };
        base.caused_by(cause)
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::new(Code::Internal, say("error.file.unreadable")).caused_by(cause)
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let message = match cause.kind() {
            ErrorKind::NotFound => say("error.disk.missing"),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => say("error.disk.forbidden"),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => say("error.disk.full"),
            ErrorKind::AlreadyExists => say("error.disk.there"),
            _ => say("error.disk.failed"),
        };
        Self::new(Code::Unavailable, message).caused_by(cause)
    }
}
