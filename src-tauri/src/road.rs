//! The window's road to the operations: one command that hands a request to the same router browsers use.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use tauri::State;
use tauri::ipc::{InvokeBody, Request as IpcRequest};
use tower::ServiceExt;

use crate::texts;

const BASE: &str = "/api/v1";

/// A request with a JSON body, as the interface sends it.
#[derive(Deserialize)]
struct Call {
    method: String,
    /// Below the API's base, with its query: `/tickets?limit=50`.
    path: String,
    body: Option<Value>,
}

/// What the interface gets back; the body is passed on as the router wrote it.
#[derive(Serialize)]
pub struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Option<Box<RawValue>>,
}

/// The router of the open data file, acting as the person at this computer.
pub struct Road(pub Router);

/// Hands a request of the interface to the router. JSON requests name method, path and body; raw bytes
/// (uploads) name method, path and type in headers instead, because as JSON they would cost many times their size.
#[tauri::command]
pub async fn api(request: IpcRequest<'_>, road: State<'_, Road>) -> Result<Answer, ()> {
    let Some(request) = read(&request) else { return Ok(Answer::bad_request()) };
    Ok(Answer::from(road.call(request).await).await)
}

impl Road {
    /// The router's answer; a router cannot fail, only answer with an error.
    pub async fn call(&self, request: Request<Body>) -> Response<Body> {
        match self.0.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

fn read(request: &IpcRequest<'_>) -> Option<Request<Body>> {
    match request.body() {
        InvokeBody::Json(value) => {
            let call = Call::deserialize(value).ok()?;
            let body = match call.body {
                None | Some(Value::Null) => Body::empty(),
                Some(body) => Body::from(serde_json::to_vec(&body).ok()?),
            };
            build(&call.method, &call.path, "application/json", body)
        }
        InvokeBody::Raw(bytes) => {
            let headers = request.headers();
            let method = text(headers, "x-onhand-method")?;
            let path = text(headers, "x-onhand-path")?;
            let media_type = text(headers, "x-onhand-type").unwrap_or("application/octet-stream");
            build(method, path, media_type, Body::from(Bytes::copy_from_slice(bytes)))
        }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn build(method: &str, path: &str, media_type: &str, body: Body) -> Option<Request<Body>> {
    let method = Method::from_bytes(method.as_bytes()).ok()?;
    let request = Request::builder().method(method).uri(format!("{BASE}{path}"));
    request.header(header::CONTENT_TYPE, media_type).body(body).ok()
}

/// The path below the API's base that a scheme address names; the interface encodes it as one piece.
pub fn decoded(path: &str) -> String {
    format!("{BASE}/{}", percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy())
}

impl Answer {
    async fn from(response: Response<Body>) -> Self {
        let (head, body) = response.into_parts();
        let headers = head
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        let headers = headers.collect();
        // Lists are paged, so an answer fits in memory; bytes travel by the scheme instead.
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
        Self { status: head.status.as_u16(), headers, body: serde_json::from_slice(&bytes).ok() }
    }

    fn bad_request() -> Self {
        let error = json!({ "code": "invalid", "message": texts::BAD_REQUEST });
        let status = StatusCode::BAD_REQUEST.as_u16();
        Self { status, headers: BTreeMap::new(), body: to_raw_value(&error).ok() }
    }
}

#[cfg(test)]
mod tests;
