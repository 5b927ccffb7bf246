use axum::routing::{get, post};

use super::*;

fn road() -> Road {
    let router = Router::new()
        .route("/api/v1/tickets", get(|| async { ([("onhand-change", "7")], "{\"items\":[1]}") }))
        .route("/api/v1/echo", post(|body: Bytes| async move { body }))
        .route("/api/v1/page", get(|| async { "<html>" }));
    Road(router)
}

async fn ask(method: &str, path: &str, body: Body) -> Answer {
    let request = build(method, path, "application/json", body).unwrap();
    Answer::from(road().call(request).await).await
}

#[tokio::test]
async fn the_answer_carries_status_headers_and_the_body_as_written() {
    let answer = ask("GET", "/tickets?limit=50", Body::empty()).await;
    assert_eq!((answer.status, answer.headers["onhand-change"].as_str()), (200, "7"));
    assert_eq!(answer.body.unwrap().get(), "{\"items\":[1]}");
}

#[tokio::test]
async fn what_is_not_json_is_an_empty_body() {
    assert!(ask("GET", "/page", Body::empty()).await.body.is_none());
    assert_eq!(ask("GET", "/nowhere", Body::empty()).await.status, 404);
}

#[tokio::test]
async fn a_body_reaches_the_router() {
    assert_eq!(ask("POST", "/echo", Body::from("[1,2]")).await.body.unwrap().get(), "[1,2]");
}

#[test]
fn a_request_that_cannot_be_one_is_refused() {
    assert!(build("GE T", "/tickets", "application/json", Body::empty()).is_none());
    assert!(build("GET", "/tick ets", "application/json", Body::empty()).is_none());
}

#[test]
fn scheme_addresses_are_decoded_as_one_piece() {
    assert_eq!(decoded("/attachments%2F5%3Fname%3Da"), "/api/v1/attachments/5?name=a");
}
