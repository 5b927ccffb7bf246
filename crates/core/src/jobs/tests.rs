use super::*;
use crate::db::Lane;
use crate::log::undo::{self, ApplyUndo};
use crate::log::unit::ChangeSpec;
use crate::testing::{Desk, OWNER};
use crate::{customers, data};
use serde_json::{Value, json};

fn queued(desk: &Desk, kind: JobKind) -> crate::ids::JobId {
    desk.run(|ctx| start(ctx, kind, "Work", &json!({})))
}

#[test]
fn whoever_closes_onhand_does_not_wait_for_the_end_of_a_job() {
    let desk = Desk::open();
    let id = queued(&desk, JobKind::Import);
    let mut progress = claim(&desk.db).unwrap().unwrap();
    let mut batch = desk.db.batch(ChangeSpec::new("imports.start", OWNER)).unwrap();
    progress.belongs_to(batch.change());
    batch
        .transaction(|transaction| {
            transaction.unit(|ctx| customers::create(ctx, serde_json::from_value(json!({ "name": "Ada" }))?))
        })
        .unwrap();
    progress.at(1, "").unwrap();
    desk.db.wind_down();
    // Asked at once, however short ago progress was written.
    let stopped = progress.at(2, "").map(|()| Value::Null);
    assert!(stopped.is_err());
    let change = batch.change();
    drop(batch);
    progress.finish(&stopped).unwrap();
    let job = desk.read(|ctx| get(ctx, GetJob { id }));
    assert_eq!((job.status, job.finished_ms.is_some()), (JobStatus::Interrupted, true));
    desk.run(|ctx| undo::apply(ctx, ApplyUndo { change_id: change }));
}

#[test]
fn a_check_stops_with_the_program_too() {
    let desk = Desk::open();
    let id = queued(&desk, JobKind::Check);
    desk.db.wind_down();
    assert!(run_next(&desk.db, desk.folder.path()).unwrap());
    let job = desk.read(|ctx| get(ctx, GetJob { id }));
    assert_eq!(job.status, JobStatus::Interrupted);
    assert_eq!(desk.read(|ctx| data::status(ctx, data::GetStatus {})).last_check_ms, None);
}

#[test]
fn a_crash_asks_for_one_check_however_often_it_happens() {
    let desk = Desk::open();
    for _ in 0..3 {
        desk.db
            .write(
                Lane::Background,
                &ChangeSpec::new("data.check", crate::Actor::System),
                data::check_after_crash,
            )
            .unwrap();
    }
    let jobs = desk.read(|ctx| list(ctx, ListJobs::default())).items;
    assert_eq!((jobs.len(), jobs[0].kind), (1, JobKind::Check));
}

#[test]
fn what_onhand_does_by_itself_lets_people_go_first_and_is_done_afterwards() {
    let desk = Desk::open();
    let by_itself = || {
        let spec = ChangeSpec::new("data.check", crate::Actor::System);
        desk.db.write(Lane::Background, &spec, data::check_regularly).unwrap();
    };
    let jobs = || -> Vec<(JobKind, JobStatus)> {
        let jobs = desk.read(|ctx| list(ctx, ListJobs::default())).items;
        jobs.into_iter().map(|job| (job.kind, job.status)).collect()
    };
    by_itself();
    let check = claim(&desk.db).unwrap().unwrap();
    desk.run(|ctx| data::create_backup(ctx, data::CreateBackup::default()));
    run::run(check, desk.folder.path()).unwrap();
    assert_eq!(jobs(), [(JobKind::Backup, JobStatus::Waiting), (JobKind::Check, JobStatus::Waiting)]);
    assert!(run_next(&desk.db, desk.folder.path()).unwrap());
    assert_eq!(jobs(), [(JobKind::Backup, JobStatus::Done), (JobKind::Check, JobStatus::Waiting)]);
    assert!(run_next(&desk.db, desk.folder.path()).unwrap());
    assert_eq!(jobs(), [(JobKind::Backup, JobStatus::Done), (JobKind::Check, JobStatus::Done)]);
    // Somebody who asked for a check themselves waits for it like for anything else.
    let id = queued(&desk, JobKind::Check);
    let asked = claim(&desk.db).unwrap().unwrap();
    queued(&desk, JobKind::Backup);
    run::run(asked, desk.folder.path()).unwrap();
    assert_eq!(desk.read(|ctx| get(ctx, GetJob { id })).status, JobStatus::Done);
}

#[test]
fn a_job_is_done_with_the_rights_of_whoever_asked_for_it() {
    use crate::ctx::{Actor, Role};
    let desk = Desk::open();
    let people = Role::ALL.map(|role| Actor::User { id: 1, role });
    for actor in people.into_iter().chain([Actor::Workflow { id: 8, run: 3 }, Actor::System]) {
        desk.run(|ctx| start(&ctx.acting_as(actor), JobKind::Check, "Work", &json!({})));
        assert_eq!(claim(&desk.db).unwrap().unwrap().actor, actor);
    }
}

/// Taken for Onhand's own it might do what whoever asked for it may not.
#[test]
fn a_job_that_does_not_say_who_asked_for_it_fails_and_holds_up_no_other() {
    let desk = Desk::open();
    for actor in
        ["", "user", "user:1", "user:1:emperor", "user:x:owner", "workflow:8", "System", "system:1:owner"]
    {
        let (broken, whole) = (queued(&desk, JobKind::Check), queued(&desk, JobKind::Check));
        desk.db
            .maintain(Lane::Person, |conn| {
                Ok(conn
                    .execute("UPDATE jobs SET actor = ?2 WHERE id = ?1", rusqlite::params![broken, actor])?)
            })
            .unwrap();
        assert!(run_next(&desk.db, desk.folder.path()).unwrap());
        let [broken, whole] = [broken, whole].map(|id| desk.read(|ctx| get(ctx, GetJob { id })));
        assert_eq!((broken.status, broken.finished_ms.is_some()), (JobStatus::Failed, true), "{actor:?}");
        assert!(broken.message.is_some_and(|message| message.contains("who asked")));
        assert_eq!(whole.status, JobStatus::Done, "{actor:?}");
    }
    // Alone it is not work that was done.
    let broken = queued(&desk, JobKind::Check);
    let nameless = "UPDATE jobs SET actor = '' WHERE id = ?1";
    desk.db.maintain(Lane::Person, |conn| Ok(conn.execute(nameless, [broken])?)).unwrap();
    assert!(!run_next(&desk.db, desk.folder.path()).unwrap());
}
