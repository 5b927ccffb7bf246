//! Who a request is from: the window's owner, or the holder of a session cookie or bearer token.

use crate::App;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use onhand_core::ctx::Actor;
use onhand_core::db::Lane;
use onhand_core::error::{Code, Error, Result};
use onhand_core::people::sign_in;
use onhand_core::phrases::say;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const COOKIE: &str = "onhand_session";
/// How long a session that was looked up once is believed.
const BELIEVED_MS: i64 = 60_000;
/// Browsers keep a cookie no longer than 400 days (RFC 6265bis, section 5.5). The server ends a session long before,
/// counted from its last use, which a date in the browser cannot know.
const COOKIE_S: i64 = 400 * 24 * 60 * 60;

/// Sessions looked up lately.
#[derive(Debug, Clone, Default)]
pub struct Sessions {
    known: Arc<Mutex<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    /// Until when, on the wall clock.
    sessions: HashMap<String, (Actor, i64)>,
    /// How often everything was forgotten.
    round: u64,
}

impl Sessions {
    /// Drops what was believed; rights may have changed.
    pub fn forget(&self) {
        let mut known = self.lock();
        known.sessions.clear();
        known.round += 1;
    }

    /// Who is believed to hold the session, or the round in which it is looked up.
    fn believed(&self, token: &str, now_ms: i64) -> std::result::Result<Actor, u64> {
        let known = self.lock();
        let found =
            known.sessions.get(token).filter(|(_, until)| now_ms < *until && *until <= now_ms + BELIEVED_MS);
        found.map(|(actor, _)| *actor).ok_or(known.round)
    }

    /// Believes what was looked up, unless everything was forgotten meanwhile: the session may have ended in between.
    fn believe(&self, token: &str, actor: Actor, now_ms: i64, round: u64) {
        let mut known = self.lock();
        if known.round != round {
            return;
        }
        known.sessions.retain(|_, (_, until)| *until > now_ms);
        known.sessions.insert(token.to_owned(), (actor, now_ms + BELIEVED_MS));
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The caller of a request. Errors: `unauthenticated`.
pub fn caller(app: &App, headers: &HeaderMap) -> Result<Actor> {
    let nobody = || Error::new(Code::Unauthenticated, say("error.right.not_signed_in"));
    let token = token(headers).ok_or_else(nobody)?;
    let now_ms = app.db().clock().now_ms();
    let round = match app.inner.sessions.believed(token, now_ms) {
        Ok(actor) => return Ok(actor),
        Err(round) => round,
    };
    let session = app
        .db()
        .read(Actor::System, |ctx| sign_in::session(ctx.conn(), token, ctx.now_ms))?
        .ok_or_else(nobody)?;
    if session.is_due(now_ms) {
        let moved = tokio::task::block_in_place(|| {
            app.db().maintain(Lane::Background, |conn| sign_in::used(conn, token, now_ms))
        });
        if let Err(error) = moved {
            // Whoever may come in does so on a full disk too; the next request tries again.
            tracing::warn!(%error, "the end of a session could not be moved");
        }
    }
    app.inner.sessions.believe(token, session.actor, now_ms, round);
    Ok(session.actor)
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    bearer.or_else(|| {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .find_map(|cookie| {
                let (name, value) = cookie.trim().split_once('=')?;
                (name == COOKIE).then_some(value)
            })
    })
}

#[derive(serde::Deserialize)]
pub struct Link {
    token: String,
}

/// `GET /sign-in?token=…`: uses the link up, sets the cookie, opens the app.
pub async fn open_link(State(app): State<App>, Query(link): Query<Link>) -> Response {
    let now_ms = app.db().clock().now_ms();
    let session = tokio::task::block_in_place(|| {
        app.db().maintain(Lane::Person, |conn| sign_in::redeem(conn, &link.token, now_ms))
    });
    match session {
        Ok(token) => {
            let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={COOKIE_S}");
            let mut response = Redirect::to("/").into_response();
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => {
            (StatusCode::UNAUTHORIZED, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], error.message)
                .into_response()
        }
    }
}

/// `POST /api/v1/sign-out`: ends the session.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Some(token) = token(&headers) {
        let ended = tokio::task::block_in_place(|| {
            app.db().maintain(Lane::Person, |conn| sign_in::sign_out(conn, token))
        });
        // Afterwards: a request in between would have remembered the session again.
        app.inner.sessions.forget();
        // Streams look at their session again before they say anything.
        app.tell(&["session"]);
        if let Err(error) = ended {
            return crate::routes::failed(&error);
        }
    }
    let expired = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, expired)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::{BELIEVED_MS, Sessions};
    use onhand_core::ctx::{Actor, Role};

    const ADA: Actor = Actor::User { id: 1, role: Role::Owner };

    #[test]
    fn what_was_looked_up_before_a_sign_out_is_not_believed_after_it() {
        let sessions = Sessions::default();
        let round = sessions.believed("a", 0).unwrap_err();
        sessions.forget();
        sessions.believe("a", ADA, 0, round);
        let round = sessions.believed("a", 0).unwrap_err();
        sessions.believe("a", ADA, 0, round);
        assert_eq!(sessions.believed("a", BELIEVED_MS - 1), Ok(ADA));
        assert!(sessions.believed("a", BELIEVED_MS).is_err());
        assert!(sessions.believed("a", -1).is_err(), "a clock set back makes no belief longer");
    }
}
