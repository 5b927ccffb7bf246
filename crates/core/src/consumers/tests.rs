use super::*;
use crate::customers;
use crate::error::Result;
use crate::error::{Code, Error};
use crate::testing::Desk;

/// Chokes on customers of one name until told otherwise.
struct Picky {
    chokes: bool,
    seen: Vec<i64>,
}

impl Consumer for Picky {
    fn name(&self) -> &'static str {
        "picky"
    }
    fn begin(&mut self, _: &mut Snapshot<'_>) -> Result<bool> {
        Ok(true)
    }
    fn wants(&self, event: &Arrived) -> bool {
        event.subject_type == "customer"
    }
    fn digest(&mut self, snapshot: &mut Snapshot<'_>, event: &Arrived) -> Result<()> {
        snapshot.conn.execute(
            "INSERT INTO counters (name, value) VALUES (?1, 1) ON CONFLICT DO NOTHING",
            [format!("e{}", event.seq)],
        )?;
        if self.chokes && event.subject_id == 1 {
            return Err(Error::new(Code::Internal, "This cannot be digested."));
        }
        self.seen.push(event.seq);
        Ok(())
    }
}

fn customer(desk: &Desk, name: &str) -> i64 {
    desk.run(|ctx| {
        customers::create(ctx, serde_json::from_value(serde_json::json!({ "name": name })).unwrap())
    })
    .id
    .0
}

#[test]
fn a_poison_event_parks_its_record_and_others_go_on() {
    let desk = Desk::open();
    let (bad, good) = (customer(&desk, "Bad"), customer(&desk, "Good"));
    for id in [bad, good] {
        desk.run(|ctx| {
            customers::update(
                ctx,
                serde_json::from_value(serde_json::json!({ "id": id, "city": "Bath" })).unwrap(),
            )
        });
    }
    let mut picky = Picky { chokes: true, seen: Vec::new() };
    assert!(advance(&desk.db, &mut picky).unwrap().held);
    assert_eq!(picky.seen.len(), 2);
    let held = desk.read(|ctx| held(ctx, ListHeld {}));
    assert_eq!(
        (held.items.len(), held.items[0].waiting, held.items[0].subject_title.as_str()),
        (1, 2, "Bad")
    );
    let left: i64 = desk.read(|ctx| {
        Ok(ctx
            .conn()
            .query_row("SELECT COUNT(*) FROM counters WHERE name LIKE 'e%'", [], |row| row.get(0))?)
    });
    assert_eq!(left, 2, "what a failed digest wrote is taken back");
    let state = desk.read(status);
    assert_eq!((state[0].behind, state[0].parked), (0, 1));

    desk.run(|ctx| {
        release(
            ctx,
            serde_json::from_value(
                serde_json::json!({ "consumer": "picky", "subject_type": "customer", "subject_id": bad }),
            )
            .unwrap(),
        )
    });
    advance(&desk.db, &mut picky).unwrap();
    assert_eq!(desk.read(status)[0].parked, 1, "still poison, still parked");

    picky.chokes = false;
    desk.run(|ctx| {
        release(
            ctx,
            serde_json::from_value(
                serde_json::json!({ "consumer": "picky", "subject_type": "customer", "subject_id": bad }),
            )
            .unwrap(),
        )
    });
    assert!(advance(&desk.db, &mut picky).unwrap().held);
    assert_eq!((picky.seen.len(), desk.read(status)[0].parked), (4, 0));

    desk.db.maintain(crate::db::Lane::Background, |conn| reset(conn, "picky")).unwrap();
    picky.seen.clear();
    assert!(!advance(&desk.db, &mut picky).unwrap().held);
    assert_eq!(picky.seen.len(), 4);
}

#[test]
fn a_record_with_more_held_events_than_one_batch_takes_is_released_whole() {
    let desk = Desk::open();
    let bad = customer(&desk, "Bad");
    let rename = |n: usize| {
        desk.run(|ctx| {
            customers::update(
                ctx,
                serde_json::from_value(serde_json::json!({ "id": bad, "city": format!("Town {n}") }))
                    .unwrap(),
            )
        });
    };
    (0..149).for_each(rename);
    let mut picky = Picky { chokes: true, seen: Vec::new() };
    advance(&desk.db, &mut picky).unwrap();
    assert_eq!(desk.read(|ctx| held(ctx, ListHeld {})).items[0].waiting, 150);
    picky.chokes = false;
    desk.run(|ctx| {
        release(
            ctx,
            serde_json::from_value(
                serde_json::json!({ "consumer": "picky", "subject_type": "customer", "subject_id": bad }),
            )
            .unwrap(),
        )
    });
    // Somebody goes on working on it meanwhile.
    rename(149);
    assert!(advance(&desk.db, &mut picky).unwrap().behind, "fifty of them are still to come");
    assert!(!advance(&desk.db, &mut picky).unwrap().behind);
    assert_eq!(desk.read(status)[0].parked, 0);
    assert_eq!(picky.seen.len(), 151);
    assert!(picky.seen.is_sorted());
}
