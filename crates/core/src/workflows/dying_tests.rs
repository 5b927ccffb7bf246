use super::runner::step;
use super::tests::{Doors, all_runs, on_customer, open_tasks, tags, tick, workflow};
use super::*;
use crate::consumers::advance;
use crate::db::{Db, Lane};
use crate::error::{Code, Error, Result};
use crate::ids::RunId;
use crate::log::unit::ChangeSpec;
use crate::outbox;
use crate::testing::{Desk, OWNER};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

fn reopen(desk: Desk) -> Desk {
    let Desk { db, clock, folder } = desk;
    drop(db);
    let options = crate::db::OpenOptions {
        folder: folder.path().to_owned(),
        clock: std::sync::Arc::clone(&clock) as _,
        installation_id: "0011223344556677".to_owned(),
        without_sync: true,
    };
    Desk { db: Db::open(&options).unwrap(), clock, folder }
}

#[test]
fn every_effect_happens_once_wherever_the_program_dies() {
    for point in 0..7 {
        let mut desk = Desk::open();
        workflow(
            &desk,
            on_customer(
                "customer.created",
                Value::Null,
                json!([
            { "type": "create_task", "title": "One for {{customer}}" }, { "type": "notify", "to": "owner", "text": "two" }, { "type": "create_task", "title": "Three" } ]),
            ),
        );
        desk.customer("Ada");
        let doors = Doors::default();
        if point >= 1 {
            advance(&desk.db, &mut Matcher::default()).unwrap();
        }
        let run = all_runs(&desk).first().map_or(0, |run| run.id.0);
        if (2..5).contains(&point) {
            for _ in 1..point {
                step(&desk.db, &doors, run).unwrap();
            }
        }
        if point == 5 || point == 6 {
            // The disk fills up in the middle of a step: everything of it is taken back and the run stays pending.
            doors.fault_in.store(point - 4, Ordering::Relaxed);
            assert!(run_pending(&desk.db, &doors).is_err());
        }
        if point == 0 {
            let failing = desk.db.maintain(Lane::Background, |_| -> Result<()> {
                Err(Error::new(Code::Internal, "dies within matching"))
            });
            assert!(failing.is_err());
        }
        desk = reopen(desk);
        for _ in 0..3 {
            tick(&desk);
            desk = reopen(desk);
        }
        let titles: Vec<String> = open_tasks(&desk).into_iter().map(|task| task.title).collect();
        assert_eq!(titles, ["One for Ada", "Three"], "point {point}");
        assert_eq!(desk.read(|ctx| outbox::list(ctx, Default::default())).items.len(), 1, "point {point}");
        let runs = all_runs(&desk);
        assert_eq!(
            (runs.len(), runs[0].status, runs[0].steps.len()),
            (1, RunStatus::Completed, 3),
            "point {point}"
        );
        desk.log_agrees();
    }
}

#[test]
fn a_failed_step_is_told_and_goes_on_where_it_stopped() {
    let desk = Desk::open();
    let owner = desk
        .run(|ctx| {
            crate::users::create(
                ctx,
                serde_json::from_value(json!({ "name": "Bo", "role": "agent" })).unwrap(),
            )
        })
        .id;
    workflow(
        &desk,
        on_customer(
            "customer.created",
            Value::Null,
            json!([
        { "type": "create_task", "title": "First" }, { "type": "set_field", "field": "owner_id", "value": owner }, { "type": "add_tag", "tag": "Done" } ]),
        ),
    );
    desk.db
        .maintain(Lane::Background, |conn| {
            Ok(conn.execute("UPDATE users SET id = 77 WHERE id = ?1", [owner])?)
        })
        .unwrap();
    desk.db.write(Lane::Person, &ChangeSpec::new("test", OWNER), |_| Ok(())).unwrap();
    let id = desk.customer("Ada").0;
    tick(&desk);
    let run = all_runs(&desk).remove(0);
    let states: Vec<StepStatus> = run.steps.iter().map(|step| step.status).collect();
    assert_eq!(
        (run.status, states),
        (RunStatus::Failed, vec![StepStatus::Done, StepStatus::Failed, StepStatus::Waiting])
    );
    assert!(run.error.unwrap().contains("does not exist"));
    desk.db
        .maintain(Lane::Background, |conn| {
            Ok(conn.execute("UPDATE users SET id = ?1 WHERE id = 77", [owner])?)
        })
        .unwrap();
    let error = desk.refused(|ctx| retry(ctx, RetryRun { id: RunId(99) }));
    assert_eq!(error.code, Code::NotFound);
    desk.run(|ctx| retry(ctx, RetryRun { id: run.id }));
    tick(&desk);
    assert_eq!(
        (all_runs(&desk)[0].status, tags(&desk, id), open_tasks(&desk).len()),
        (RunStatus::Completed, vec!["Done".to_owned()], 1)
    );
}
