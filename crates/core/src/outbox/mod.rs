//! Outside effects: what leaves the file waits here until its change can no longer be undone in a hurry.
//!
//! States: waiting → sending → sent, or back to waiting after a failure, and failed after the last try; held after a
//! restore or a great jump of the clock until a person releases it; cancelled by undo or by hand, which a person may
//! take back by releasing it.
//!
//! Invariants
//! - An effect key stands here once, and its payload is written once; a retry says the same.
//! - "Sending" is on the disk before the effect begins, and the effect runs outside any transaction. What a crash
//!   caught in between is unknown and not repeated; the note in the app is part of claiming, so it is never lost.

mod deliver;
mod ops;
mod sql;
#[cfg(test)]
mod tests;

pub use deliver::{Delivered, Notifier, deliver, forget_old, hold_all, next_due, recover};
pub use ops::{ListOutbox, OutboxItem, OutboxPlace, OutboxStatus, cancel, list, release};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::ids::ChangeId;
use crate::log::tables::Record;
use serde::{Deserialize, Serialize};

/// How long an effect waits, so that undo can still take it back.
pub const UNDO_WINDOW_MS: i64 = 10_000;

/// A message to somebody who works here.
#[derive(Debug, Clone)]
pub struct Note {
    /// Everybody, if absent.
    pub user_id: Option<i64>,
    pub title: String,
    pub body: String,
    pub subject: Option<(Record, i64)>,
}

/// The payload as stored; rendered once.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Payload {
    user_id: Option<i64>,
    title: String,
    body: String,
    subject_type: Option<String>,
    subject_id: Option<i64>,
}

/// Puts a message into the outbox, in the present transaction; the same key a second time does nothing.
pub fn notify(ctx: &Ctx<'_>, effect_key: &str, note: &Note, cause: Option<ChangeId>) -> Result<()> {
    ctx.unit()?;
    let payload = Payload {
        user_id: note.user_id,
        title: note.title.clone(),
        body: note.body.clone(),
        subject_type: note.subject.map(|(record, _)| record.name().to_owned()),
        subject_id: note.subject.map(|(_, id)| id),
    };
    let bound = rusqlite::params![
        effect_key,
        "notify",
        serde_json::to_string(&payload)?,
        ctx.now_ms + UNDO_WINDOW_MS,
        cause,
        ctx.now_ms
    ];
    ctx.conn().prepare_cached(sql::INSERT)?.execute(bound)?;
    Ok(())
}
