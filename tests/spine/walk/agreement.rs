//! What has to be true after each step and at the end: rows, log, history and everything derived agree.

use super::{Moment, Round};
use crate::desk::OWNER;
use crate::picture::{self, Picture};
use onhand_core::db::Lane;
use onhand_core::error::{Code, Error};
use onhand_core::log::history::step_back;
use onhand_core::log::state::State;
use onhand_core::log::tables::{Record, TRACKED};
use onhand_core::log::{check, folded, hash, projections, state, timeline};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

impl Round {
    /// Compares every tracked row with the step before: rows changed exactly where the log says so.
    pub fn compare(&mut self, one_unit: bool) {
        let conn = self.desk.outside();
        let before = self.moments.last().unwrap();
        let now = picture::take(conn, &before.picture);
        let events = picture::events_after(conn, before.seq);
        let changed = picture::differing(&before.picture, &now);
        let mut told: Vec<(Record, i64)> = events.iter().map(picture::subject).collect();
        told.sort_unstable();
        told.dedup();
        if one_unit {
            assert_eq!(changed, told, "rows that changed, and records the log names: {}", self.place());
        }
        let silent: Vec<_> = changed.iter().filter(|key| !told.contains(key)).collect();
        assert!(silent.is_empty(), "{silent:?} changed without an event: {}", self.place());

        let mut units = BTreeSet::new();
        let mut revs: BTreeMap<(Record, i64), Option<i64>> = BTreeMap::new();
        let mut recorded_ms = before.at_ms;
        for event in &events {
            let subject = picture::subject(event);
            let place = (event.change_id.0, event.unit, subject);
            assert!(units.insert(place), "two events of one record in one unit: {}", self.place());
            assert!(event.recorded_ms >= recorded_ms, "the log's clock ran backwards: {}", self.place());
            recorded_ms = event.recorded_ms;
            revs.insert(subject, event.rev);
        }
        for ((record, id), rev) in revs {
            let table = record.table().unwrap().table;
            let present: Option<i64> = conn
                .query_row(&format!("SELECT rev FROM {table} WHERE id = ?1"), [id], |row| row.get(0))
                .map(Some)
                .or_else(
                    |error| if error == rusqlite::Error::QueryReturnedNoRows { Ok(None) } else { Err(error) },
                )
                .unwrap();
            assert_eq!(
                rev,
                present,
                "the last event of {record:?} {id} has another revision: {}",
                self.place()
            );
        }
        let everything = hash::everything(conn).unwrap();
        assert_eq!(everything == self.hash, changed.is_empty(), "hash and rows disagree: {}", self.place());
        let seq = events.last().map_or(before.seq, |event| event.seq);
        self.hash = everything;
        self.moments.push(Moment { seq, at_ms: recorded_ms, picture: Rc::new(now) });
    }

    /// From the present rows back through the log: each moment as it was.
    pub fn walk_back(&mut self) {
        let conn = self.desk.outside();
        assert_eq!(check::log(conn, |_| {}).unwrap().problems, Vec::<String>::new(), "{}", self.place());
        let events = picture::events_after(conn, 0);
        let mut events = events.iter().rev().peekable();
        let mut states = Picture::clone(&self.moments.last().unwrap().picture);
        let mut at_ms: BTreeMap<(Record, i64), i64> = BTreeMap::new();
        for (step, moment) in self.moments.iter().enumerate().rev() {
            while let Some(event) = events.next_if(|event| event.seq > moment.seq) {
                let key = picture::subject(event);
                let present: Option<State> = states.remove(&key).map(Rc::unwrap_or_clone);
                let earlier = step_back(present.clone(), event);
                assert_ne!(earlier, present, "event {} changed nothing: seed {}", event.seq, self.seed);
                let later_ms = at_ms.insert(key, event.at_ms).unwrap_or(i64::MAX);
                assert!(
                    event.at_ms <= later_ms,
                    "event {} is later than its successor: seed {}",
                    event.seq,
                    self.seed
                );
                if let Some(earlier) = earlier {
                    states.insert(key, Rc::new(earlier));
                }
            }
            let differing = picture::differing(&states, &moment.picture);
            let shown = differing.first().map(|key| (key, states.get(key), moment.picture.get(key)));
            assert!(differing.is_empty(), "walked back to step {step} of seed {}: {shown:?}", self.seed);
        }
        self.as_of_agrees();
    }

    /// `records.as_of` says the same wherever nothing claims another time than the one it was written.
    fn as_of_agrees(&mut self) {
        let operation = onhand_api::find("records.as_of").unwrap();
        let claims: BTreeSet<(Record, i64)> = picture::events_after(self.desk.outside(), 0)
            .iter()
            .filter(|event| event.at_ms != event.recorded_ms)
            .map(picture::subject)
            .collect();
        let keys: Vec<(Record, i64)> = self
            .moments
            .last()
            .unwrap()
            .picture
            .keys()
            .filter(|key| !claims.contains(key))
            .copied()
            .collect();
        for _ in 0..60 {
            let (record, id) = self.make.random.of(&keys);
            let at = 1 + self.make.random.below(self.moments.len() - 1);
            let moment = &self.moments[at];
            let args = json!({ "type": record.name(), "id": id, "at_ms": moment.at_ms });
            let answer = self.desk.call(OWNER, operation, args).unwrap();
            let past: Value = serde_json::from_slice(&answer.body).unwrap();
            let then = moment.picture.get(&(record, id));
            assert_eq!(past["existed"], then.is_some(), "{record:?} {id} at step {at} of seed {}", self.seed);
            let then = then.map(|state| serde_json::to_value(&**state).unwrap()).unwrap_or(json!({}));
            assert_eq!(past["record"], then, "{record:?} {id} at step {at} of seed {}", self.seed);
        }
    }

    /// What is derived is what deriving it anew gives: timeline, projections, folded copies.
    pub fn derived_rows_follow(&mut self) {
        let seed = self.seed;
        let records: Vec<(Record, i64)> = self.moments.last().unwrap().picture.keys().copied().collect();
        let nothing: Result<(), Error> = self.desk.db().maintain(Lane::Background, |conn| {
            let before = picture::whole_file(conn);
            for table in TRACKED {
                for (column, field) in folded::columns(table) {
                    let mut rows = conn.prepare(&format!("SELECT id, {column} FROM {}", table.table))?;
                    let rows =
                        rows.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
                    for row in rows {
                        let (id, folded) = row?;
                        let whole = state::row(conn, table, id)?.unwrap();
                        assert_eq!(
                            folded::of(table, field, &whole),
                            folded,
                            "{} {id} of seed {seed}",
                            table.table
                        );
                    }
                }
            }
            conn.execute("DELETE FROM timeline", [])?;
            for (record, id) in records {
                projections::bring_up_to_date(conn, record, id)?;
                timeline::place(conn, record, id)?;
            }
            let after = picture::whole_file(conn);
            for table in ["tickets", "timeline"] {
                assert_eq!(before[table], after[table], "{table} of seed {seed}");
            }
            Err(Error::new(Code::Conflict, "only looked"))
        });
        assert!(nothing.is_err());
    }
}
