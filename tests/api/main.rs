//! Walks the whole operation table by every road: hostile arguments never break it, and each role may exactly what the
//! table says.

mod roads;
mod sessions;
mod tables;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use onhand_api::{Method, Operation};
use onhand_core::ctx::Role;
use onhand_core::db::Lane;
use onhand_core::error::Error;
use onhand_core::people::sign_in;
use onhand_server::router;
use serde_json::{Map, Value};
use tables::Desk;
use tower::ServiceExt;

/// A desk and the road into it over HTTP.
struct Served {
    desk: Desk,
    router: axum::Router,
}

fn served() -> Served {
    let desk = Desk::open();
    let router = router(&desk.app);
    Served { desk, router }
}

impl Served {
    /// A session of a new person with this role.
    fn session(&self, role: Role) -> String {
        let (user, db) = (self.desk.person(role), self.desk.app.db());
        let now_ms = db.clock().now_ms();
        let (link, _) = db.maintain(Lane::Person, |conn| sign_in::make_link(conn, user, now_ms)).unwrap();
        db.maintain(Lane::Person, |conn| sign_in::redeem(conn, &link, now_ms)).unwrap()
    }

    async fn call(
        &self,
        session: Option<&str>,
        operation: &Operation,
        args: &Map<String, Value>,
    ) -> (StatusCode, Value) {
        let mut rest = args.clone();
        let mut path = operation.path.to_owned();
        for (name, value) in args {
            let place = format!("{{{name}}}");
            if path.contains(&place) {
                rest.remove(name);
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                path = path.replace(&place, &encoded(&text));
            }
        }
        path = path.replace('{', "%7B").replace('}', "%7D");
        let query = matches!(operation.method, Method::Get | Method::Delete);
        let mut uri = format!("/api/v1{path}");
        if query && !rest.is_empty() {
            let pairs: Vec<String> = rest
                .iter()
                .map(|(name, value)| {
                    format!(
                        "{}={}",
                        encoded(name),
                        encoded(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                    )
                })
                .collect();
            uri = format!("{uri}?{}", pairs.join("&"));
        }
        let mut request = Request::builder()
            .method(operation.method.name())
            .uri(uri)
            .header(header::HOST, "127.0.0.1:4780");
        if let Some(session) = session {
            request = request.header(header::AUTHORIZATION, format!("Bearer {session}"));
        }
        let body = if query { Body::empty() } else { Body::from(Value::Object(rest).to_string()) };
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 64 * 1024 * 1024).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b == b'-' || b == b'.' {
                (b as char).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// What an answer means: done, or the error in its body. No other form of refusal exists.
fn outcome(status: StatusCode, body: &Value) -> Result<(), Error> {
    if status.is_success() {
        return Ok(());
    }
    assert!(!status.is_server_error(), "{status}: {body}");
    Err(serde_json::from_value(body.clone()).unwrap_or_else(|_| panic!("{status} with {body}")))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_argument_breaks_any_operation_over_http() {
    let served = served();
    let session = served.session(Role::Owner);
    let mut calls = 0;
    for operation in onhand_api::operations() {
        for args in tables::hostile_arguments(operation) {
            let (status, body) = served.call(Some(&session), operation, &args).await;
            let args = Value::Object(args).to_string();
            tables::judge(operation, &args, &outcome(status, &body));
            calls += 1;
        }
    }
    assert!(calls > 1_000, "only {calls} calls were made");
    served.desk.rows_and_log_agree();
}

/// A body that is no object never reaches an operation.
#[tokio::test(flavor = "multi_thread")]
async fn only_an_object_is_taken_for_arguments_over_http() {
    let served = served();
    let session = served.session(Role::Owner);
    for body in tables::instead_of_arguments() {
        let request = Request::post("/api/v1/customers")
            .header(header::HOST, "127.0.0.1:4780")
            .header(header::AUTHORIZATION, format!("Bearer {session}"))
            .body(Body::from(body.to_string()));
        let answer = served.router.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_exactly_what_the_table_says_over_http() {
    let served = served();
    for role in Role::ALL {
        let session = served.session(role);
        for operation in onhand_api::operations() {
            let args = tables::unknown_argument(operation);
            let (status, body) = served.call(Some(&session), operation, &args).await;
            tables::judge_right(operation, role, &outcome(status, &body));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_live_updates_are_not_for_customers() {
    let served = served();
    for (role, file, live) in [
        (Role::Customer, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
        (Role::Viewer, StatusCode::NOT_FOUND, StatusCode::OK),
    ] {
        let session = served.session(role);
        for (path, expected) in [("/api/v1/attachments/1", file), ("/api/v1/live", live)] {
            let request = Request::builder()
                .uri(path)
                .header(header::HOST, "localhost")
                .header(header::AUTHORIZATION, format!("Bearer {session}"))
                .body(Body::empty())
                .unwrap();
            let answer = served.router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), expected, "{path} as {}", role.name());
        }
    }
}

/// One error form, whatever is wrong with a request before an operation sees it.
#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_the_one_error() {
    let served = served();
    let session = served.session(Role::Agent);
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(3_000_000));
    for (method, path, body, status) in [
        ("GET", "/api/v1/attachments/first", "", StatusCode::NOT_FOUND),
        ("POST", "/api/v1/attachments", "bytes", StatusCode::UNPROCESSABLE_ENTITY),
        ("POST", "/api/v1/customers", large.as_str(), StatusCode::PAYLOAD_TOO_LARGE),
        ("PATCH", "/api/v1/customers/1", "{\"id\":2}", StatusCode::UNPROCESSABLE_ENTITY),
        ("POST", "/api/v1/nowhere", "", StatusCode::NOT_FOUND),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {session}"))
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = served.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{method} {path}");
        let bytes = axum::body::to_bytes(answer.into_body(), 1_000_000).await.unwrap();
        let error: Value = serde_json::from_slice(&bytes).unwrap();
        assert!(error["code"].is_string() && error["message"].is_string(), "{path}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_in_without_a_session_or_through_another_page() {
    let served = served();
    for operation in onhand_api::operations() {
        let (status, _) = served.call(None, operation, &Map::new()).await;
        assert!(
            status == StatusCode::UNAUTHORIZED || status == StatusCode::UNPROCESSABLE_ENTITY,
            "{}: {status}",
            operation.name
        );
    }
    for (name, value) in [(header::HOST, "evil.example"), (header::ORIGIN, "https://evil.example")] {
        let mut request = Request::builder()
            .uri("/api/v1/session")
            .header(header::HOST, "127.0.0.1:4780")
            .body(Body::empty())
            .unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(served.router.clone().oneshot(request).await.unwrap().status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_what_it_may_load_and_every_answer_what_it_is() {
    let served = served();
    for path in [
        "/",
        "/tickets/1",
        "/settings/import",
        "/sign-in",
        "/no-such-page",
        "/api/v1/session",
        "/api/v1/none",
    ] {
        let request = Request::get(path).header(header::HOST, "127.0.0.1:4780").body(Body::empty()).unwrap();
        let answer = served.router.clone().oneshot(request).await.unwrap();
        let said = |name| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS).as_deref(), Some("nosniff"), "{path}");
        let policy = said(header::CONTENT_SECURITY_POLICY).unwrap_or_default();
        let pages =
            ["default-src 'self'", "script-src 'self';", "frame-ancestors 'none'", "object-src 'none'"];
        let is_page = !path.starts_with("/api/");
        assert!(pages.iter().all(|part| policy.contains(part) == is_page), "{path}: {policy}");
        assert!(!policy.contains("unsafe-eval") && !policy.contains('*'), "{policy}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_key_happens_once() {
    let served = served();
    let session = served.session(Role::Agent);
    let send = |body: &str| {
        let request = Request::builder()
            .method("POST")
            .uri("/api/v1/customers")
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {session}"))
            .header("idempotency-key", "one")
            .body(Body::from(body.to_owned()))
            .unwrap();
        served.router.clone().oneshot(request)
    };
    let first = send(r#"{"name":"Ada"}"#).await.unwrap();
    let change = first.headers()["onhand-change"].clone();
    let first = axum::body::to_bytes(first.into_body(), 1_000_000).await.unwrap();
    let again = send(r#"{"name":"Ada"}"#).await.unwrap();
    assert_eq!(again.headers()["onhand-change"], change);
    assert_eq!(first, axum::body::to_bytes(again.into_body(), 1_000_000).await.unwrap());
    assert_eq!(send(r#"{"name":"Grace"}"#).await.unwrap().status(), StatusCode::CONFLICT);
}

/// A word that no article's status is was taken for one that no article has, and nothing was found.
#[tokio::test(flavor = "multi_thread")]
async fn a_misspelt_status_is_refused() {
    let served = served();
    let session = served.session(Role::Viewer);
    let search = onhand_api::find("articles.search").unwrap();
    for (status, expected) in [("published", StatusCode::OK), ("publishd", StatusCode::UNPROCESSABLE_ENTITY)]
    {
        let args = Map::from_iter([
            ("query".to_owned(), Value::from("refund")),
            ("status".to_owned(), Value::from(status)),
        ]);
        let (answered, body) = served.call(Some(&session), search, &args).await;
        assert_eq!(answered, expected, "{status}: {body}");
    }
}

/// Kept under its key, the answer would lie in the file in clear text.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_answer_is_not_kept_under_a_key() {
    let served = served();
    let session = served.session(Role::Owner);
    let mut answers = std::collections::BTreeSet::new();
    for _ in 0..2 {
        let request = Request::post("/api/v1/users/1/sign-in-link")
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {session}"))
            .header("idempotency-key", "one");
        let answer = served.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answers.insert(axum::body::to_bytes(answer.into_body(), 1_000_000).await.unwrap());
    }
    assert_eq!(answers.len(), 2, "each call makes a link of its own");
}
