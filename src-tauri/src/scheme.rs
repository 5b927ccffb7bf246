//! The scheme `onhand://`: bytes of attachments and exports for the page, in ranges, from the same router.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use tauri::http;
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder, Url};

use crate::road::{self, Road};
use crate::texts;

pub const NAME: &str = "onhand";

/// Whether an address is one of the scheme; Windows gives each scheme a host of its own instead.
pub fn is_file(url: &Url) -> bool {
    url.scheme() == NAME || (url.scheme() == "http" && url.host_str() == Some("onhand.localhost"))
}

/// Answers one address of the scheme. Reading only: everything that writes goes through the `api` command.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    asked: http::Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn(async move {
        let response = match (app.try_state::<Road>(), request(&asked)) {
            (Some(road), Some(request)) => whole(road.call(request).await).await,
            (None, _) => plain(StatusCode::SERVICE_UNAVAILABLE, texts::NOT_READY),
            (_, None) => plain(StatusCode::BAD_REQUEST, texts::BAD_REQUEST),
        };
        responder.respond(response);
    });
}

fn request(asked: &http::Request<Vec<u8>>) -> Option<Request<Body>> {
    if asked.method() != Method::GET && asked.method() != Method::HEAD {
        return None;
    }
    let mut path = road::decoded(asked.uri().path());
    if let Some(query) = asked.uri().query() {
        path = format!("{path}?{query}");
    }
    let mut request = Request::builder().method(asked.method()).uri(path);
    for name in [header::RANGE, header::IF_NONE_MATCH, header::IF_RANGE] {
        if let Some(value) = asked.headers().get(&name) {
            request = request.header(name, value);
        }
    }
    request.body(Body::empty()).ok()
}

/// The web view takes answers whole; the router has already cut them to the range that was asked for.
async fn whole(response: Response<Body>) -> Response<Vec<u8>> {
    let (mut head, body) = response.into_parts();
    // A file somebody sent must never run as a page of the program.
    let sandbox =
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    head.headers.insert(header::CONTENT_SECURITY_POLICY, sandbox);
    head.headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let bytes = to_bytes(body, usize::MAX).await.map(Vec::from).unwrap_or_default();
    Response::from_parts(head, bytes)
}

fn plain(status: StatusCode, text: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(text.as_bytes().to_vec());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
