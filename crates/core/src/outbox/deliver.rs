//! Sending what is due: claim, effect, mark — the effect outside any transaction.

use super::{Payload, UNDO_WINDOW_MS, sql};
use crate::db::{Db, Lane};
use crate::error::Result;
use crate::notifications;
use crate::retention::SENT_MS;
use rusqlite::{Connection, params};

/// Shows a message on the desktop.
pub trait Notifier: Send + Sync {
    /// Errors are kept with the message, and it is tried again.
    fn notify(&self, title: &str, body: &str) -> Result<()>;
}

impl<F: Fn(&str, &str) -> Result<()> + Send + Sync> Notifier for F {
    fn notify(&self, title: &str, body: &str) -> Result<()> {
        self(title, body)
    }
}

/// Messages claimed at a time.
const ROUND: i64 = 20;
/// Tries before a message counts as failed.
const TRIES: i64 = 8;
const FIRST_RETRY_MS: i64 = 30_000;
const LAST_RETRY_MS: i64 = 6 * 3_600_000;

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: usize,
    pub failed: usize,
    /// More is due.
    pub more: bool,
}

struct Claimed {
    id: i64,
    attempts: i64,
    payload: Payload,
}

/// Settles what an earlier run of the program left in the middle.
pub fn recover(db: &Db, boot_id: &str) -> Result<usize> {
    let now_ms = db.clock().now_ms();
    db.maintain(Lane::Background, |conn| Ok(conn.execute(sql::UNKNOWN, params![boot_id, now_ms])?))
}

/// Sends what is due. `local_user` is who sits at this computer; messages to others wait for them in the app only.
pub fn deliver(
    db: &Db,
    notifier: Option<&dyn Notifier>,
    boot_id: &str,
    local_user: Option<i64>,
) -> Result<Delivered> {
    let now_ms = db.clock().now_ms();
    bring_nearer(db, now_ms)?;
    if db.read(crate::Actor::System, |ctx| next_due(ctx.conn()))?.is_none_or(|due| due > now_ms) {
        return Ok(Delivered::default());
    }
    // On the disk before anything shows: after a power cut nothing is shown twice.
    let claimed = db.maintain(Lane::Person, |conn| claim(conn, boot_id, now_ms))?;
    let mut delivered = Delivered { more: claimed.len() as i64 == ROUND, ..Delivered::default() };
    for note in claimed {
        let here = note.payload.user_id.is_none() || note.payload.user_id == local_user;
        let shown = match notifier.filter(|_| here) {
            Some(notifier) => notifier.notify(&note.payload.title, &note.payload.body),
            None => Ok(()),
        };
        db.maintain(Lane::Person, |conn| {
            match &shown {
                Ok(()) => conn.prepare_cached(sql::SENT)?.execute([note.id, now_ms])?,
                Err(error) if note.attempts + 1 < TRIES => {
                    let wait_ms = (FIRST_RETRY_MS << note.attempts.clamp(0, 16)).min(LAST_RETRY_MS);
                    conn.prepare_cached(sql::AGAIN)?.execute(params![
                        note.id,
                        now_ms + wait_ms,
                        error.to_string()
                    ])?
                }
                Err(error) => {
                    conn.prepare_cached(sql::FAILED)?.execute(params![note.id, error.to_string()])?
                }
            };
            Ok(())
        })?;
        match shown {
            Ok(()) => delivered.sent += 1,
            Err(_) => delivered.failed += 1,
        }
    }
    Ok(delivered)
}

/// The log's clock never goes back, so after the computer's was set back messages would wait for the old future.
fn bring_nearer(db: &Db, now_ms: i64) -> Result<()> {
    let latest = [now_ms + UNDO_WINDOW_MS, now_ms + LAST_RETRY_MS];
    if db.read(crate::Actor::System, |ctx| Ok(ctx.conn().prepare_cached(sql::STRANDED)?.exists(latest)?))? {
        db.maintain(Lane::Background, |conn| Ok(conn.prepare_cached(sql::BRING_NEARER)?.execute(latest)?))?;
    }
    Ok(())
}

fn claim(conn: &Connection, boot_id: &str, now_ms: i64) -> Result<Vec<Claimed>> {
    let mut statement = conn.prepare_cached(sql::DUE)?;
    let rows = statement
        .query_map([now_ms, ROUND], |row| {
            let payload: String = row.get("payload")?;
            Ok((
                row.get::<_, i64>("id")?,
                payload,
                row.get::<_, i64>("attempts")?,
                row.get::<_, bool>("is_new")?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut claimed = Vec::with_capacity(rows.len());
    for (id, payload, attempts, is_new) in rows {
        let payload: Payload = serde_json::from_str(&payload)?;
        conn.prepare_cached(sql::CLAIM)?.execute(params![id, boot_id])?;
        // One that a person released has been on its way before, and was noted then.
        if is_new {
            let subject = payload.subject_type.as_deref().zip(payload.subject_id);
            notifications::add(conn, payload.user_id, (&payload.title, &payload.body), subject, now_ms)?;
        }
        claimed.push(Claimed { id, attempts, payload });
    }
    Ok(claimed)
}

/// Forgets messages that went out long ago, a few at a time. Their runs are forgotten too, so none goes out again.
pub fn forget_old(conn: &Connection, now_ms: i64) -> Result<usize> {
    Ok(conn.prepare_cached(sql::FORGET)?.execute([now_ms - SENT_MS])?)
}

/// When the next message is due.
pub fn next_due(conn: &Connection) -> Result<Option<i64>> {
    Ok(conn.prepare_cached(sql::NEXT_DUE)?.query_row([], |row| row.get(0))?)
}

/// Holds everything that has not left yet, after a restore or a great jump of the clock; a person releases it.
pub fn hold_all(conn: &Connection, reason: &str) -> Result<usize> {
    Ok(conn.execute(sql::HOLD_ALL, [reason])?)
}
