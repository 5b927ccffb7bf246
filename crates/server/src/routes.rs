//! The router, built from the operation table.

use crate::live::LiveMessage;
use crate::{App, assets, files, guards, sign_in};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, RawPathParams, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, on, post};
use futures_util::{Stream, StreamExt};
use onhand_api::{Effect, Method, Operation, call, from_query};
use onhand_core::ctx::{Actor, Role};
use onhand_core::error::{Code, Error, Result};
use onhand_core::phrases::say;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::convert::Infallible;
use tokio_stream::wrappers::BroadcastStream;

/// JSON bodies of operations; files have routes of their own.
const BODY_MAX_BYTES: usize = 2 * 1024 * 1024;
const CHANGE: HeaderName = HeaderName::from_static("onhand-change");
const KEY: &str = "idempotency-key";

/// Who a request acts as before it is known by its session.
#[derive(Debug, Clone, Copy)]
pub enum Entrance {
    /// A browser or script: by session.
    Network,
    /// The window of the computer's own user.
    Window,
}

/// The API with sessions and guards, and the screens: what a browser gets.
pub fn router(app: &App) -> Router {
    let mut router =
        api(app, Entrance::Network).route("/sign-in", get(sign_in::open_link)).with_state(app.clone());
    if let Some(folder) = assets::folder(app) {
        router = router.fallback_service(assets::service(&folder));
    }
    router.layer(middleware::from_fn_with_state(app.clone(), guards::check))
}

/// The API for the window, in-process: requests act as the local owner.
pub fn desktop_router(app: &App) -> Router {
    api(app, Entrance::Window).with_state(app.clone())
}

fn api(_app: &App, entrance: Entrance) -> Router<App> {
    let mut router = Router::new()
        .route("/api/v1/live", get(move |state, headers| live(entrance, state, headers)))
        .route("/api/v1/openapi.json", get(document))
        .route("/api/v1/sign-out", post(sign_in::sign_out));
    for operation in onhand_api::operations() {
        let handler = move |State(app): State<App>,
                            path: RawPathParams,
                            RawQuery(query): RawQuery,
                            headers: HeaderMap,
                            body: std::result::Result<Bytes, BytesRejection>| async move {
            let request = Request { app: &app, entrance, operation, headers: &headers };
            match body {
                Ok(body) => request.answer(&path, query.as_deref(), &body).await,
                Err(cause) => failed(&too_large(cause)),
            }
        };
        router = router.route(&format!("/api/v1{}", operation.path), on(filter(operation.method), handler));
    }
    router
        .method_not_allowed_fallback(unknown)
        .route("/api/{*rest}", axum::routing::any(unknown))
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        // Files count their bytes themselves, as they arrive.
        .merge(
            Router::new()
                .route(
                    "/api/v1/attachments",
                    post(move |state, named, headers, body| {
                        files::upload(entrance, state, named, headers, body)
                    }),
                )
                .route(
                    "/api/v1/attachments/{id}",
                    get(move |state, path, headers| files::download(entrance, state, path, headers)),
                )
                .route(
                    "/api/v1/imports/{id}/rejects",
                    get(move |state, path, headers| files::rejects(entrance, state, path, headers)),
                )
                .layer(DefaultBodyLimit::disable()),
        )
}

const fn filter(method: Method) -> MethodFilter {
    match method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Patch => MethodFilter::PATCH,
        Method::Put => MethodFilter::PUT,
        Method::Delete => MethodFilter::DELETE,
    }
}

struct Request<'r> {
    app: &'r App,
    entrance: Entrance,
    operation: &'static Operation,
    headers: &'r HeaderMap,
}

impl Request<'_> {
    async fn answer(&self, path: &RawPathParams, query: Option<&str>, body: &Bytes) -> Response {
        let arguments = self.arguments(path, query, body);
        let done = match (who(self.entrance, self.app, self.headers), arguments) {
            (Ok(actor), Ok(args)) => self.perform(actor, args).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        match done {
            Ok(answer) => {
                let mut response =
                    ([(header::CONTENT_TYPE, "application/json")], answer.body).into_response();
                if let Some(change) = answer.change.and_then(|id| HeaderValue::from_str(&id.to_string()).ok())
                {
                    response.headers_mut().insert(CHANGE, change);
                }
                response
            }
            Err(error) => {
                if error.is_damage_of_the_file() {
                    tokio::task::block_in_place(|| self.app.look_for_damage());
                }
                failed(&error)
            }
        }
    }

    async fn perform(&self, actor: Actor, args: Value) -> Result<onhand_api::Answer> {
        let key = self.headers.get(KEY).and_then(|value| value.to_str().ok());
        let operation = self.operation;
        if let Effect::Scans(_) = operation.effect {
            let app = self.app.clone();
            let done =
                tokio::task::spawn_blocking(move || call(app.db(), actor, operation, args, None)).await;
            return done.map_err(|cause| {
                Error::new(Code::Internal, "Onhand could not finish this. Try again.").caused_by(cause)
            })?;
        }
        if !operation.writes() {
            // A question takes microseconds; a hop to another thread would cost more than it does.
            return call(self.app.db(), actor, operation, args, key);
        }
        let answer = self.in_turn(|| call(self.app.db(), actor, operation, args, key))?;
        match operation.effect {
            Effect::Marks(topics) => {
                self.app.tell(topics);
                self.app.wake();
            }
            // Jobs and rebuilds are queued without events.
            _ if answer.change.is_none() => self.app.wake(),
            _ => {}
        }
        Ok(answer)
    }

    /// A write. Where others write it may have to wait, and whatever else this thread has to do goes to another.
    fn in_turn<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.app.db().is_free() { write() } else { tokio::task::block_in_place(write) }
    }

    /// Path, query and body together; a name may come from one place only.
    fn arguments(&self, path: &RawPathParams, query: Option<&str>, body: &Bytes) -> Result<Value> {
        let mut args = if body.is_empty() { Map::new() } else { object(body)? };
        let path = path.iter().map(|(name, value)| (name, Cow::Borrowed(value)));
        let query: Vec<(Cow<'_, str>, Cow<'_, str>)> = pairs(query.unwrap_or_default());
        let query = query.iter().map(|(name, value)| (name.as_ref(), Cow::Borrowed(value.as_ref())));
        for (name, value) in from_query(self.operation, query.chain(path))? {
            if args.insert(name.clone(), value).is_some() {
                return Err(Error::invalid(&name, format!("“{name}” is given twice. Give it once.")));
            }
        }
        Ok(Value::Object(args))
    }
}

/// The caller, who may at least look around. Errors: `unauthenticated`, `forbidden`.
pub fn somebody(entrance: Entrance, app: &App, headers: &HeaderMap, least: Role) -> Result<Actor> {
    let actor = who(entrance, app, headers)?;
    if actor.role().may(least) {
        return Ok(actor);
    }
    Err(Error::new(Code::Forbidden, say("error.right.role")))
}

/// The caller: the window's owner, or whoever the session says. Errors: `unauthenticated`.
pub fn who(entrance: Entrance, app: &App, headers: &HeaderMap) -> Result<Actor> {
    match entrance {
        Entrance::Window => Ok(app.owner()),
        Entrance::Network => sign_in::caller(app, headers),
    }
}

fn too_large(cause: BytesRejection) -> Error {
    Error::new(
        Code::TooLarge,
        "This is more than a call may carry. Send it in parts, or as a file through /api/v1/attachments.",
    )
    .caused_by(cause)
}

fn object(body: &[u8]) -> Result<Map<String, Value>> {
    serde_json::from_slice(body).map_err(|cause| {
        Error::new(Code::Invalid, "The body is not a JSON object. Check brackets, quotes and commas.")
            .caused_by(cause)
    })
}

/// `a=1&b=two%20words` (WHATWG URL, application/x-www-form-urlencoded).
fn pairs(query: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let hex = |at: usize| tail.get(at).and_then(|byte| (*byte as char).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = tail.get(2..).unwrap_or_default();
            }
            (b'+', ..) => bytes.push(b' '),
            (byte, ..) => bytes.push(*byte),
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// The wire form of an error; the status follows from the code here and nowhere else.
pub fn failed(error: &Error) -> Response {
    let status = match error.code {
        Code::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Conflict | Code::NotUndoable => StatusCode::CONFLICT,
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::Busy | Code::Unavailable | Code::NewerFile => StatusCode::SERVICE_UNAVAILABLE,
        Code::Damaged | Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    };
    if let Some(cause) = std::error::Error::source(error) {
        tracing::warn!(code = ?error.code, %cause, "request failed");
    }
    (status, axum::Json(error)).into_response()
}

async fn unknown(uri: Uri) -> Response {
    let error = Error::new(
        Code::NotFound,
        "There is no such address in the API. See /api/v1/openapi.json for all of them.",
    );
    tracing::debug!(path = uri.path(), "unknown address");
    failed(&error)
}

async fn document() -> axum::Json<Value> {
    axum::Json(onhand_api::document())
}

async fn live(entrance: Entrance, State(app): State<App>, headers: HeaderMap) -> Response {
    match somebody(entrance, &app, &headers, Role::Viewer) {
        Ok(_) => {
            // Before each message: a stream lives for days, its session may end before.
            let events = events(&app).take_while(move |_| {
                std::future::ready(somebody(entrance, &app, &headers, Role::Viewer).is_ok())
            });
            Sse::new(events).keep_alive(KeepAlive::default()).into_response()
        }
        Err(error) => failed(&error),
    }
}

/// Messages as server-sent events; a listener that fell behind is told to read everything again.
fn events(app: &App) -> impl Stream<Item = std::result::Result<Event, Infallible>> + use<> {
    let hello = futures_util::stream::once(async { LiveMessage { topics: Vec::new() } });
    let changes = BroadcastStream::new(app.live())
        .map(|message| message.unwrap_or(LiveMessage { topics: vec!["*".to_owned()] }));
    hello
        .chain(changes)
        .map(|message| Ok(Event::default().data(serde_json::to_string(&message).unwrap_or_default())))
}
