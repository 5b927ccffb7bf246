//! An open file in a temporary folder with a clock that tests move; for the tests of this crate.

use crate::clock::Clock;
use crate::ctx::{Actor, Ctx, Role};
use crate::db::{Db, Lane, OpenOptions, Outcome};
use crate::error::Result;
use crate::log::unit::ChangeSpec;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// 20 November 2026, 09:41 UTC.
pub const START_MS: i64 = 1_795_167_660_000;

/// Wall clock, and how much of its way the computer slept.
#[derive(Debug, Default)]
pub struct FixedClock(AtomicI64, AtomicI64);

impl FixedClock {
    pub fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }

    /// The wall clock moves, running time does not.
    pub fn sleep(&self, ms: i64) {
        self.advance(ms);
        self.1.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for FixedClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn monotonic_us(&self) -> u64 {
        (self.now_ms() - self.1.load(Ordering::Relaxed)).unsigned_abs() * 1_000
    }
}

/// An open desk whose owner acts.
pub struct Desk {
    pub db: Db,
    pub clock: Arc<FixedClock>,
    pub folder: tempfile::TempDir,
}

pub const OWNER: Actor = Actor::User { id: 1, role: Role::Owner };

impl Desk {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock(AtomicI64::new(START_MS), AtomicI64::new(0)));
        let options = OpenOptions {
            folder: folder.path().to_owned(),
            clock: Arc::<FixedClock>::clone(&clock),
            installation_id: "0011223344556677".to_owned(),
            without_sync: true,
        };
        let db = Db::open(&options).unwrap();
        db.write(Lane::Person, &ChangeSpec::new("setup", Actor::System), |ctx| {
            crate::set_up(ctx, "Maren Alder")
        })
        .unwrap();
        Self { db, clock, folder }
    }

    /// One operation of the owner, a second after the previous one.
    pub fn run<T>(&self, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> T {
        self.outcome(f).value
    }

    pub fn outcome<T>(&self, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Outcome<T> {
        self.clock.advance(1_000);
        self.db.write(Lane::Person, &ChangeSpec::new("test", OWNER), f).unwrap()
    }

    pub fn read<T>(&self, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> T {
        self.db.read(OWNER, f).unwrap()
    }
}

impl Desk {
    /// A customer with nothing but a name.
    pub fn customer(&self, name: &str) -> crate::ids::CustomerId {
        self.run(|ctx| {
            crate::customers::create(ctx, serde_json::from_value(serde_json::json!({ "name": name }))?)
        })
        .id
    }

    /// The error of an operation that must be refused.
    pub fn refused<T: std::fmt::Debug>(&self, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> crate::error::Error {
        self.db.write(Lane::Person, &ChangeSpec::new("test", OWNER), f).unwrap_err()
    }

    /// Asserts that walking the log back from the present rows meets no disagreement.
    pub fn log_agrees(&self) {
        let walked = self.read(|ctx| crate::log::check::log(ctx.conn(), |_| {}));
        assert_eq!(walked.problems, Vec::<String>::new());
    }
}

/// Does, undoes and redoes one write; asserts that each brings back the same content exactly. Ends with it done.
pub fn round_trips<T>(desk: &Desk, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> T {
    use crate::log::{hash, undo};
    let content = || desk.read(|ctx| hash::content(ctx.conn()));
    let before = content();
    let done = desk.outcome(f);
    let after = content();
    assert_ne!(before, after, "nothing was written");
    let undone = desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: done.change.unwrap() }));
    assert_eq!(before, content(), "undo");
    desk.outcome(|ctx| undo::apply(ctx, undo::ApplyUndo { change_id: undone.change.unwrap() }));
    assert_eq!(after, content(), "redo");
    done.value
}

/// Asserts that a statement uses an index for every table it reads.
pub fn seeks(desk: &Desk, statement: &str) {
    desk.read(|ctx| {
        let mut plan = ctx.conn().prepare(&format!("EXPLAIN QUERY PLAN {statement}"))?;
        let steps = plan.raw_query_steps()?;
        let scan = steps.iter().find(|step| {
            step.starts_with("SCAN")
                && !step.contains("VIRTUAL TABLE")
                && !step.contains("INDEX")
                && !step.contains("CONSTANT ROW")
                && !step.starts_with("SCAN (")
        });
        let copied = steps.iter().any(|step| step.starts_with("MATERIALIZE"));
        assert!(!copied, "a view is copied first in {statement}\n{steps:#?}");
        assert!(scan.is_none(), "{scan:?} in {statement}\n{steps:#?}");
        Ok(())
    });
}

trait Steps {
    fn raw_query_steps(&mut self) -> Result<Vec<String>>;
}

impl Steps for rusqlite::Statement<'_> {
    fn raw_query_steps(&mut self) -> Result<Vec<String>> {
        let mut rows = self.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            steps.push(row.get("detail")?);
        }
        Ok(steps)
    }
}
