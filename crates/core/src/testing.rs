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

#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    pub fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for FixedClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn monotonic_us(&self) -> u64 {
        self.now_ms().unsigned_abs() * 1_000
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
        let clock = Arc::new(FixedClock(AtomicI64::new(START_MS)));
        let options = OpenOptions {
            folder: folder.path().to_owned(),
            clock: Arc::<FixedClock>::clone(&clock),
            installation_id: "0011223344556677".to_owned(),
            without_sync: true,
        };
        let db = Db::open(&options).unwrap();
        db.write(Lane::Person, &ChangeSpec::new("setup", Actor::System), |ctx| crate::set_up(ctx, "Maren Alder")).unwrap();
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
