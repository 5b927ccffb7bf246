//! Who a request is from: the window's owner, or the holder of a session cookie or bearer token.

use crate::App;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use onhand_core::ctx::Actor;
use onhand_core::db::Lane;
use onhand_core::error::{Code, Error, Result};
use onhand_core::people::sign_in;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

const COOKIE: &str = "onhand_session";
/// How long a session that was looked up once is believed.
const BELIEVED_MS: i64 = 60_000;

/// Sessions looked up lately.
#[derive(Debug, Clone, Default)]
pub struct Sessions {
    known: Arc<Mutex<HashMap<String, (Actor, i64)>>>,
}

impl Sessions {
    /// Drops what was believed; rights may have changed.
    pub fn forget(&self) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn believed(&self, token: &str, now_ms: i64) -> Option<Actor> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(token).filter(|(_, until)| *until > now_ms).map(|(actor, _)| *actor)
    }

    fn believe(&self, token: &str, actor: Actor, now_ms: i64) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (_, until)| *until > now_ms);
        known.insert(token.to_owned(), (actor, now_ms + BELIEVED_MS));
    }
}

/// The caller of a request. Errors: `unauthenticated`.
pub fn caller(app: &App, headers: &HeaderMap) -> Result<Actor> {
    let nobody = || {
        Error::new(
            Code::Unauthenticated,
            "You are not signed in. Open the sign-in link that Onhand printed, or ask for a new one.",
        )
    };
    let token = token(headers).ok_or_else(nobody)?;
    let now_ms = app.db().clock().now_ms();
    if let Some(actor) = app.inner.sessions.believed(token, now_ms) {
        return Ok(actor);
    }
    let actor = app
        .db()
        .read(Actor::System, |ctx| sign_in::who(ctx.conn(), token, ctx.now_ms))?
        .ok_or_else(nobody)?;
    app.inner.sessions.believe(token, actor, now_ms);
    Ok(actor)
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
            let cookie = format!(
                "{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}",
                sign_in::SESSION_MS / 1_000
            );
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
        if let Err(error) = ended {
            return crate::routes::failed(&error);
        }
    }
    let expired = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, expired)]).into_response()
}
