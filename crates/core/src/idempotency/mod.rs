//! A write that is sent twice with one key happens once; the second answer is the first one's.

use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::ChangeId;
use crate::log::unit::none;
use crate::retention::ANSWERS_MS;
use rusqlite::params;
use sha2::{Digest, Sha256};

mod sql;

const KEY_MAX: usize = 200;

/// What the first call answered.
#[derive(Debug)]
pub struct Known {
    pub response: String,
    pub change: Option<ChangeId>,
}

/// The answer under this key, if the same caller used it. Errors: `conflict` when it was another request.
pub fn find(ctx: &Ctx<'_>, key: &str, operation: &str, request: &str) -> Result<Option<Known>> {
    if key.is_empty() || key.len() > KEY_MAX {
        return Err(Error::invalid("Idempotency-Key", format!("Use a key of 1 to {KEY_MAX} characters.")));
    }
    let found = ctx
        .conn()
        .prepare_cached(sql::FIND)?
        .query_row(params![ctx.actor.to_string(), key, ctx.now_ms - ANSWERS_MS], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                Known { response: row.get(2)?, change: row.get(3)? },
            ))
        })
        .map(Some)
        .or_else(none)?;
    match found {
        None => Ok(None),
        Some((name, hash, known)) if name == operation && hash == digest(request) => Ok(Some(known)),
        Some(_) => Err(Error::new(
            Code::Conflict,
            "This key was already used for another request. Use a new key for each request.",
        )
        .field("Idempotency-Key")),
    }
}

/// Remembers an answer in the same transaction as its effect.
pub fn keep(
    ctx: &Ctx<'_>,
    key: &str,
    (operation, request): (&str, &str),
    response: &[u8],
) -> Result<Option<ChangeId>> {
    let change = Some(ctx.unit()?.change_id(ctx.conn())?);
    let response = String::from_utf8_lossy(response);
    ctx.conn().prepare_cached(sql::KEEP)?.execute(params![
        ctx.actor.to_string(),
        key,
        operation,
        digest(request),
        response,
        change,
        ctx.now_ms
    ])?;
    Ok(change)
}

/// Forgets keys that nobody will send again.
pub fn forget_old(conn: &rusqlite::Connection, now_ms: i64) -> Result<usize> {
    Ok(conn.prepare_cached(sql::FORGET)?.execute([now_ms - ANSWERS_MS])?)
}

fn digest(request: &str) -> String {
    Sha256::digest(request.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
