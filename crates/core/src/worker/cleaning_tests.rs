use super::*;
use crate::jobs::{self, JobKind, JobStatus};
use crate::people::sign_in;
use crate::testing::Desk;
use crate::workflows::tests::{Doors, worker};
use crate::{data, today};
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn tick(desk: &Desk, worker: &mut Worker) {
    worker.tick(&desk.db, &Doors::default(), None).unwrap();
}

fn count(desk: &Desk, what: &str) -> i64 {
    desk.read(|ctx| {
        Ok(ctx.conn().query_row(&format!("SELECT COUNT(*) FROM {what}"), [], |row| row.get(0))?)
    })
}

fn note(desk: &Desk, key: &str) {
    let note = outbox::Note { user_id: None, title: "t".into(), body: "b".into(), subject: None };
    desk.run(|ctx| outbox::notify(ctx, key, &note, None));
}

fn session(desk: &Desk) {
    let now_ms = desk.db.clock().now_ms();
    desk.db
        .maintain(Lane::Person, |conn| {
            let (link, _) = sign_in::make_link(conn, crate::ids::UserId(1), now_ms)?;
            sign_in::redeem(conn, &link, now_ms)?;
            sign_in::make_link(conn, crate::ids::UserId(1), now_ms)
        })
        .unwrap();
}

#[test]
fn what_has_ended_goes_and_what_somebody_may_still_want_stays() {
    let desk = Desk::open();
    let mut worker = worker();
    session(&desk);
    for key in ["sent", "held", "cancelled"] {
        note(&desk, key);
    }
    let items = desk.read(|ctx| outbox::list(ctx, Default::default())).items;
    desk.run(|ctx| outbox::cancel(ctx, outbox::OutboxPlace { id: items[0].id }));
    desk.db
        .maintain(Lane::Person, |conn| {
            Ok(conn.execute("UPDATE outbox SET status = 'held' WHERE effect_key = 'held'", [])?)
        })
        .unwrap();
    desk.clock.advance(20_000);
    tick(&desk, &mut worker);
    assert_eq!(count(&desk, "outbox WHERE status = 'sent'"), 1);
    desk.clock.advance(29 * DAY_MS);
    tick(&desk, &mut worker);
    assert_eq!((count(&desk, "sessions"), count(&desk, "sign_in_links")), (1, 0));
    desk.clock.advance(2 * DAY_MS);
    tick(&desk, &mut worker);
    assert_eq!((count(&desk, "sessions"), count(&desk, "outbox")), (0, 3));
    desk.clock.advance(60 * DAY_MS);
    tick(&desk, &mut worker);
    assert_eq!(count(&desk, "outbox WHERE status = 'sent'"), 0);
    assert_eq!(count(&desk, "outbox"), 2, "held and cancelled ones can still be released");
    assert_eq!(count(&desk, "notifications"), 1, "what was said can still be read");
}

#[test]
fn what_gathered_over_a_long_time_goes_without_waiting_an_hour_for_each_piece() {
    let desk = Desk::open();
    let mut worker = worker();
    desk.db
        .maintain(Lane::Person, |conn| {
            Ok(conn.execute(
                "WITH RECURSIVE old(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM old WHERE n < 450)
                 INSERT INTO outbox (effect_key, kind, payload, status, next_attempt_ms, created_ms, sent_ms)
                 SELECT 'old ' || n, 'notify', '{}', 'sent', 0, 0, 0 FROM old",
                [],
            )?)
        })
        .unwrap();
    for _ in 0..4 {
        tick(&desk, &mut worker);
        desk.clock.advance(1_000);
    }
    assert_eq!(count(&desk, "outbox"), 0);
}

#[test]
fn a_date_in_doubt_throws_nothing_away() {
    let desk = Desk::open();
    let mut worker = worker();
    session(&desk);
    note(&desk, "sent");
    desk.clock.advance(20_000);
    tick(&desk, &mut worker);
    desk.clock.sleep(400 * DAY_MS);
    for _ in 0..3 {
        desk.clock.advance(2 * HOUR_MS);
        tick(&desk, &mut worker);
    }
    assert_eq!((count(&desk, "sessions"), count(&desk, "outbox")), (1, 1));
    desk.clock.sleep(-400 * DAY_MS);
    desk.clock.advance(2 * HOUR_MS);
    tick(&desk, &mut worker);
    assert_eq!((count(&desk, "sessions"), count(&desk, "sign_in_links"), count(&desk, "outbox")), (1, 0, 1));
}

fn checks(desk: &Desk) -> Vec<JobStatus> {
    let jobs = desk.read(|ctx| jobs::list(ctx, Default::default())).items;
    jobs.into_iter().filter(|job| job.kind == JobKind::Check).map(|job| job.status).collect()
}

fn days(desk: &Desk, worker: &mut Worker, count: i64) {
    for _ in 0..count {
        desk.clock.advance(DAY_MS);
        tick(desk, worker);
        while jobs::run_next(&desk.db, desk.folder.path()).unwrap() {}
    }
}

#[test]
fn the_whole_file_is_checked_once_a_week() {
    let desk = Desk::open();
    let mut worker = worker();
    tick(&desk, &mut worker);
    assert!(checks(&desk).is_empty());
    days(&desk, &mut worker, 6);
    assert!(checks(&desk).is_empty());
    days(&desk, &mut worker, 1);
    assert_eq!(checks(&desk), [JobStatus::Done]);
    days(&desk, &mut worker, 6);
    assert_eq!(checks(&desk).len(), 1);
    days(&desk, &mut worker, 1);
    assert_eq!(checks(&desk).len(), 2);
    // One that somebody stopped is not begun again at once; one that waits is not asked for twice.
    desk.clock.advance(7 * DAY_MS);
    for _ in 0..3 {
        desk.clock.advance(2 * HOUR_MS);
        tick(&desk, &mut worker);
    }
    assert_eq!(checks(&desk), [JobStatus::Waiting, JobStatus::Done, JobStatus::Done]);
    let id = desk.read(|ctx| jobs::list(ctx, Default::default())).items[0].id;
    desk.run(|ctx| jobs::cancel(ctx, jobs::GetJob { id }));
    days(&desk, &mut worker, 1);
    assert_eq!(checks(&desk).len(), 3);
    // Asked for by hand, it is the week's check too; a check under a wrong date counts for nothing.
    desk.clock.advance(5 * DAY_MS);
    desk.run(|ctx| data::check(ctx, data::StartCheck {}));
    days(&desk, &mut worker, 6);
    assert_eq!(checks(&desk).len(), 4);
    desk.clock.sleep(-90 * DAY_MS);
    days(&desk, &mut worker, 2);
    assert_eq!(checks(&desk).len(), 5);
}

#[test]
fn a_check_that_finds_problems_is_told_until_one_passes() {
    let desk = Desk::open();
    let mut worker = worker();
    let ada = desk.customer("Ada");
    let file = crate::db::file_in(desk.folder.path());
    let name = |name: &str| {
        let foreign = rusqlite::Connection::open(&file).unwrap();
        foreign.execute("UPDATE customers SET name = ?1", [name]).unwrap();
    };
    let rename = json!({ "id": ada, "name": "Ada Lovelace" });
    desk.run(|ctx| crate::customers::update(ctx, serde_json::from_value(rename).unwrap()));
    name("Somebody else");
    days(&desk, &mut worker, 7);
    assert_eq!(checks(&desk), [JobStatus::Failed]);
    let status = || desk.read(|ctx| data::status(ctx, data::GetStatus {}));
    assert!(status().last_check_ms.is_some());
    assert!(status().last_check_problem.is_some_and(|text| text.contains("name")));
    let told = desk.read(|ctx| notifications::list(ctx, Default::default())).items;
    assert_eq!((told.len(), told[0].title.as_str()), (1, "The check of your file found problems"));
    let today = |filter: &str| {
        let args = serde_json::from_value(json!({ "filter": filter })).unwrap();
        desk.read(|ctx| today::list(ctx, args))
    };
    let item = today("runs").groups[0].items[0].clone();
    assert_eq!((item.kind, item.action.operation), (today::TodayKind::Check, "data.check"));
    assert!(item.why.to_string().contains("restore the newest one that passes"), "{}", item.why);
    assert_eq!(today("all").counts.runs, 1);

    name("Ada Lovelace");
    desk.run(|ctx| data::check(ctx, serde_json::from_value(item.action.args).unwrap()));
    assert_eq!(today("all").counts.runs, 0, "it is being looked at");
    while jobs::run_next(&desk.db, desk.folder.path()).unwrap() {}
    assert_eq!((today("all").counts.runs, status().last_check_problem), (0, None));
}
