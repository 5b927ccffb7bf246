//! Sign-in: one-time links, and the sessions they open. Only hashes of tokens are stored.

use super::{sql, users};
use crate::ctx::{Actor, Ctx};
use crate::error::{Code, Error, Result};
use crate::ids::UserId;
use crate::log::unit::none;
use crate::phrases::say;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A link works once, for this long.
pub const LINK_MS: i64 = 60 * 60 * 1_000;
/// A session ends this long after it was last used.
pub const SESSION_MS: i64 = 30 * DAY_MS;
/// Its use is noted once in this time, so that reading costs no write.
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeSignInLink {
    pub id: UserId,
}

/// A way in, to be opened once.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SignInLink {
    /// To be put behind the address of the server.
    pub path: String,
    pub expires_ms: i64,
}

/// `users.sign_in_link`: a link that signs this person in once, within the hour. Errors: `not_found`, `forbidden`.
pub fn sign_in_link(ctx: &Ctx<'_>, args: MakeSignInLink) -> Result<SignInLink> {
    let user = users::one(ctx, args.id)?;
    if !user.active {
        return Err(Error::invalid("id", say("error.right.switched_off")));
    }
    if !ctx.actor.role().may(user.role) {
        return Err(Error::new(Code::Forbidden, say("error.right.sign_in_above")));
    }
    let (token, expires_ms) = make_link(ctx.conn(), user.id, ctx.now_ms)?;
    Ok(SignInLink { path: format!("/sign-in?token={token}"), expires_ms })
}

/// Stores a new link; answers its token.
pub fn make_link(conn: &Connection, user: UserId, now_ms: i64) -> Result<(String, i64)> {
    let token = token()?;
    conn.execute(sql::FORGET_LINKS, [now_ms])?;
    conn.execute(sql::INSERT_LINK, params![digest(&token), user, now_ms + LINK_MS])?;
    Ok((token, now_ms + LINK_MS))
}

/// Uses up a link and opens a session; answers the session's token. Errors: `unauthenticated`.
pub fn redeem(conn: &Connection, link: &str, now_ms: i64) -> Result<String> {
    let user: Option<UserId> = conn
        .query_row(sql::TAKE_LINK, params![digest(link), now_ms], |row| row.get(0))
        .map(Some)
        .or_else(none)?;
    let user = user.ok_or_else(|| Error::new(Code::Unauthenticated, say("error.right.old_link")))?;
    let token = token()?;
    conn.execute(sql::INSERT_SESSION, params![digest(&token), user, now_ms, now_ms + SESSION_MS])?;
    Ok(token)
}

/// A session that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub actor: Actor,
    pub expires_ms: i64,
}

impl Session {
    /// Whether its use is to be noted with [`used`].
    pub const fn is_due(&self, now_ms: i64) -> bool {
        self.expires_ms - now_ms <= SESSION_MS - DAY_MS
    }
}

/// The session of this token, if it is valid and the person may still sign in.
pub fn session(conn: &Connection, token: &str, now_ms: i64) -> Result<Option<Session>> {
    let found: Option<(UserId, i64)> = conn
        .prepare_cached(sql::SESSION)?
        .query_row(params![digest(token), now_ms], |row| Ok((row.get(0)?, row.get(1)?)))
        .map(Some)
        .or_else(none)?;
    let Some((id, expires_ms)) = found else { return Ok(None) };
    Ok(users::find(conn, id)?
        .filter(|user| user.active)
        .map(|user| Session { actor: Actor::User { id: user.id.0, role: user.role }, expires_ms }))
}

/// Moves the end of a session that holds away from now; one that was signed out stays so.
pub fn used(conn: &Connection, token: &str, now_ms: i64) -> Result<()> {
    conn.prepare_cached(sql::USED_SESSION)?.execute(params![digest(token), now_ms, now_ms + SESSION_MS])?;
    Ok(())
}

/// Ends a session.
pub fn sign_out(conn: &Connection, token: &str) -> Result<()> {
    conn.execute(sql::END_SESSION, [digest(token)])?;
    Ok(())
}

/// Forgets sessions and links that have ended by themselves.
pub fn forget_ended(conn: &Connection, now_ms: i64) -> Result<usize> {
    let links = conn.prepare_cached(sql::FORGET_LINKS)?.execute([now_ms])?;
    Ok(links + conn.prepare_cached(sql::FORGET_SESSIONS)?.execute([now_ms])?)
}

fn token() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|cause| {
        Error::new(Code::Unavailable, "The computer gave no random numbers. Try again.")
            .caused_by(cause.to_string())
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn digest(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
