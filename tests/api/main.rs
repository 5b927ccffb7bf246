//! Walks the whole operation table through the router: hostile arguments never break it, and each role may exactly what
//! the table says.

mod sessions;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use onhand_api::{Method, Operation};
use onhand_core::ctx::{Actor, Role};
use onhand_core::db::Lane;
use onhand_core::log::unit::ChangeSpec;
use onhand_core::people::{sign_in, users};
use onhand_server::{App, Options, router};
use serde_json::{Map, Value, json};
use tower::ServiceExt;

struct Desk {
    app: App,
    router: axum::Router,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open(Options {
        folder: Some(folder.path().to_owned()),
        without_sync: true,
        without_worker: true,
        ..Options::default()
    })
    .unwrap();
    let router = router(&app);
    Desk { app, router, _folder: folder }
}

impl Desk {
    /// A session of a new person with this role.
    fn session(&self, role: Role) -> String {
        let db = self.app.db();
        let made = db.write(Lane::Person, &ChangeSpec::new("test", Actor::System), |ctx| {
            users::create(ctx, users::CreateUser { name: role.name().to_owned(), email: None, role })
        });
        let user = made.unwrap().value;
        let now_ms = db.clock().now_ms();
        let (link, _) = db.maintain(Lane::Person, |conn| sign_in::make_link(conn, user.id, now_ms)).unwrap();
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

/// The names of an operation's arguments, from the document.
fn arguments(operation: &Operation) -> Vec<String> {
    let document = onhand_api::document();
    let entry = &document["paths"][operation.path][operation.method.name().to_lowercase()];
    let parameters = entry["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|p| p["name"].as_str().map(str::to_owned));
    let body = entry["requestBody"]["content"]["application/json"]["schema"]["properties"].as_object();
    parameters.chain(body.into_iter().flat_map(|map| map.keys().cloned())).collect()
}

fn hostile() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(1.5),
        json!(""),
        json!("'; DROP TABLE customers; --"),
        json!("\u{0}\u{202e}𝒳 😀 ﷽ \u{feff}"),
        json!("x".repeat(3_000)),
        json!([]),
        json!([null, {}, [[]]]),
        json!({ "combinator": "and", "rules": [{ "field": "nothing", "operator": "is", "value": null }] }),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_argument_breaks_any_operation() {
    let desk = desk();
    let session = desk.session(Role::Owner);
    let mut calls = 0;
    for operation in onhand_api::operations() {
        let names = arguments(operation);
        let mut attempts: Vec<Map<String, Value>> =
            vec![Map::new(), Map::from_iter([("surprise".to_owned(), json!(1))])];
        for value in hostile() {
            attempts.push(names.iter().map(|name| (name.clone(), value.clone())).collect());
            for name in &names {
                let mut one: Map<String, Value> = names.iter().map(|name| (name.clone(), json!(1))).collect();
                one.insert(name.clone(), value.clone());
                attempts.push(one);
            }
        }
        for args in attempts {
            let (status, body) = desk.call(Some(&session), operation, &args).await;
            calls += 1;
            let shown = Value::Object(args).to_string().chars().take(300).collect::<String>();
            assert!(!status.is_server_error(), "{} answered {status} to {shown}: {body}", operation.name);
            if !status.is_success() && status != StatusCode::NOT_FOUND {
                assert!(
                    body["message"].as_str().is_some_and(|text| text.len() > 10),
                    "{} gave no message for {shown}: {status} {body}",
                    operation.name
                );
            }
        }
    }
    assert!(calls > 1_000, "only {calls} calls were made");
    let problems = desk
        .app
        .db()
        .read(Actor::System, |ctx| onhand_core::log::check::log(ctx.conn(), |_| {}))
        .unwrap()
        .problems;
    assert_eq!(problems, Vec::<String>::new(), "rows and log agree after all of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_exactly_what_the_table_says() {
    let desk = desk();
    for role in Role::ALL {
        let session = desk.session(role);
        for operation in onhand_api::operations() {
            // An argument that no operation knows: whoever may call it is told so, whoever may not is told that.
            let mut args = Map::from_iter([("surprise".to_owned(), json!(1))]);
            args.extend(
                operation
                    .path
                    .split('{')
                    .skip(1)
                    .filter_map(|rest| Some((rest.split_once('}')?.0.to_owned(), json!(1)))),
            );
            let (status, body) = desk.call(Some(&session), operation, &args).await;
            assert_eq!(
                status == StatusCode::FORBIDDEN,
                !role.may(operation.may),
                "{} as {}: {status} {body}",
                operation.name,
                role.name()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_live_updates_are_not_for_customers() {
    let desk = desk();
    for (role, file, live) in [
        (Role::Customer, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
        (Role::Viewer, StatusCode::NOT_FOUND, StatusCode::OK),
    ] {
        let session = desk.session(role);
        for (path, expected) in [("/api/v1/attachments/1", file), ("/api/v1/live", live)] {
            let request = Request::builder()
                .uri(path)
                .header(header::HOST, "localhost")
                .header(header::AUTHORIZATION, format!("Bearer {session}"))
                .body(Body::empty())
                .unwrap();
            let answer = desk.router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), expected, "{path} as {}", role.name());
        }
    }
}

/// One error form, whatever is wrong with a request before an operation sees it.
#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_the_one_error() {
    let desk = desk();
    let session = desk.session(Role::Agent);
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
        let answer = desk.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{method} {path}");
        let bytes = axum::body::to_bytes(answer.into_body(), 1_000_000).await.unwrap();
        let error: Value = serde_json::from_slice(&bytes).unwrap();
        assert!(error["code"].is_string() && error["message"].is_string(), "{path}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_in_without_a_session_or_through_another_page() {
    let desk = desk();
    for operation in onhand_api::operations() {
        let (status, _) = desk.call(None, operation, &Map::new()).await;
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
        assert_eq!(desk.router.clone().oneshot(request).await.unwrap().status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_key_happens_once() {
    let desk = desk();
    let session = desk.session(Role::Agent);
    let send = |body: &str| {
        let request = Request::builder()
            .method("POST")
            .uri("/api/v1/customers")
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {session}"))
            .header("idempotency-key", "one")
            .body(Body::from(body.to_owned()))
            .unwrap();
        desk.router.clone().oneshot(request)
    };
    let first = send(r#"{"name":"Ada"}"#).await.unwrap();
    let change = first.headers()["onhand-change"].clone();
    let first = axum::body::to_bytes(first.into_body(), 1_000_000).await.unwrap();
    let again = send(r#"{"name":"Ada"}"#).await.unwrap();
    assert_eq!(again.headers()["onhand-change"], change);
    assert_eq!(first, axum::body::to_bytes(again.into_body(), 1_000_000).await.unwrap());
    assert_eq!(send(r#"{"name":"Grace"}"#).await.unwrap().status(), StatusCode::CONFLICT);
}
