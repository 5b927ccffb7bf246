//! Requests to the router in this process: the same way as over the network, without the network.

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Method, Request, header};
use onhand_core::db::Lane;
use onhand_core::people::sign_in;
use onhand_server::{App, router};
use serde_json::Value;
use tower::ServiceExt;

/// More than any answer.
const ANSWER_MAX_BYTES: usize = 64 * 1024 * 1024;

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Client {
    router: Router,
    authorization: String,
}

impl Client {
    /// Signs the owner in.
    pub fn new(app: &App) -> Result<Self> {
        Ok(Self { router: router(app), authorization: format!("Bearer {}", session(app)?) })
    }

    /// The body of an answer. Errors: whatever is not a success.
    pub async fn get(&self, path: &str) -> Result<Bytes> {
        self.send(Method::GET, path, Body::empty()).await
    }

    /// Sends these arguments as JSON.
    pub async fn post(&self, path: &str, args: &Value) -> Result<Bytes> {
        self.send(Method::POST, path, Body::from(serde_json::to_vec(args)?)).await
    }

    /// The same, with the answer read; for preparations.
    pub async fn post_json(&self, path: &str, args: &Value) -> Result<Value> {
        Ok(serde_json::from_slice(&self.post(path, args).await?)?)
    }

    async fn send(&self, method: Method, path: &str, body: Body) -> Result<Bytes> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::HOST, "127.0.0.1:4780")
            .header(header::AUTHORIZATION, &self.authorization)
            .body(body)?;
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), ANSWER_MAX_BYTES).await?;
        if !status.is_success() {
            bail!("{path} answered {status}: {}", String::from_utf8_lossy(&bytes));
        }
        Ok(bytes)
    }
}

/// A session of the owner.
pub fn session(app: &App) -> Result<String> {
    let link = app.one_time_token()?;
    let now_ms = app.db().clock().now_ms();
    app.db()
        .maintain(Lane::Person, |conn| sign_in::redeem(conn, &link, now_ms))
        .context("The owner could not be signed in.")
}

/// The id in an answer.
pub fn id_of(answer: &Value) -> Result<i64> {
    answer.get("id").and_then(Value::as_i64).context("The answer has no id.")
}
