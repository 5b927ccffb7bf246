//! Where the index stands in the event log, and whether that place can be trusted.
//!
//! The index cannot share SQLite's transaction. Its position is therefore part of its own commit: text
//! and position are kept or lost together. The hash ties the position to one history, so that a restored
//! backup, whose log took another turn, is noticed.

use serde::{Deserialize, Serialize};

use crate::error::Result;

/// The last event whose effect the index contains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Which installation's log this is.
    pub installation_id: String,
    /// The event's place in the log; 0 before the first event.
    pub seq: i64,
    /// The hash of that event; empty for seq 0.
    pub event_hash: String,
}

/// Why an index has to be built anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There was no index, or its building was never finished.
    Missing,
    /// Its files could not be read.
    Damaged,
    /// It was written for another layout of fields or another version of the index format.
    OtherSchema,
    /// It belongs to another installation.
    NotOurs,
    /// It contains events that the log does not have.
    AheadOfLog,
    /// The log has another event at that place: it was restored from a backup and went on differently.
    OtherHistory,
}

/// What a consumer of the event log has to do with an index that it just opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// Continue with the events after this one.
    After(i64),
    /// Clear the index and feed it every record.
    Rebuild(Reason),
}

/// The event log as far as this check needs it.
pub struct LogHead<'a> {
    /// Which installation the log belongs to.
    pub installation_id: &'a str,
    /// The last event of the log; 0 when it is empty.
    pub last_seq: i64,
    /// The hash of an event, if the log has it.
    pub hash_of: &'a dyn Fn(i64) -> Result<Option<String>>,
}

impl Position {
    /// Whether an index at this position can go on from there.
    ///
    /// Errors are those of looking up the hash.
    pub fn check(&self, log: &LogHead<'_>) -> Result<Resume> {
        if self.installation_id != log.installation_id {
            return Ok(Resume::Rebuild(Reason::NotOurs));
        }
        if self.seq > log.last_seq {
            return Ok(Resume::Rebuild(Reason::AheadOfLog));
        }
        if self.seq <= 0 {
            return Ok(Resume::After(0));
        }
        match (log.hash_of)(self.seq)? {
            Some(hash) if hash == self.event_hash => Ok(Resume::After(self.seq)),
            Some(_) | None => Ok(Resume::Rebuild(Reason::OtherHistory)),
        }
    }

    pub(super) fn to_payload(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// A payload that is absent or not ours counts as none: the index is then rebuilt.
    pub(super) fn from_payload(payload: Option<&str>) -> Option<Position> {
        payload.and_then(|text| serde_json::from_str(text).ok())
    }
}
