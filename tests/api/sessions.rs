//! How long a session holds: from its last use, not from its beginning.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use onhand_core::clock::Clock;
use onhand_core::db::Lane;
use onhand_core::people::sign_in::{self, SESSION_MS};
use onhand_server::{App, Options, router};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt;

const DAY_MS: i64 = 24 * 3_600_000;

#[derive(Debug)]
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn monotonic_us(&self) -> u64 {
        self.now_ms().unsigned_abs() * 1_000
    }
}

async fn status(app: &App, session: &str) -> StatusCode {
    let request = Request::get("/api/v1/customers")
        .header(header::HOST, "127.0.0.1:4780")
        .header(header::AUTHORIZATION, format!("Bearer {session}"));
    router(app).oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_used_goes_on_and_one_that_rests_ends() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(Hands(AtomicI64::new(1_795_167_660_000)));
    let app = App::open(Options {
        folder: Some(folder.path().to_owned()),
        clock: Some(Arc::<Hands>::clone(&clock)),
        without_sync: true,
        without_worker: true,
        ..Options::default()
    })
    .unwrap();
    let session = || {
        let link = app.one_time_token().unwrap();
        app.db().maintain(Lane::Person, |conn| sign_in::redeem(conn, &link, clock.now_ms())).unwrap()
    };
    let (used, resting) = (session(), session());
    for _ in 0..10 {
        clock.0.fetch_add(SESSION_MS - 2 * DAY_MS, Ordering::Relaxed);
        assert_eq!(status(&app, &used).await, StatusCode::OK);
    }
    assert_eq!(status(&app, &resting).await, StatusCode::UNAUTHORIZED);
    clock.0.fetch_add(SESSION_MS, Ordering::Relaxed);
    assert_eq!(status(&app, &used).await, StatusCode::UNAUTHORIZED);
}
