//! An open file with a clock that tests move, and the ways in which it may be cut off.

use onhand_api::{Answer, Engine, Operation};
use onhand_core::clock::Clock;
use onhand_core::ctx::{Actor, Role};
use onhand_core::db::{Db, Lane, OpenOptions};
use onhand_core::error::{Code, Error, Result};
use onhand_core::log::unit::ChangeSpec;
use onhand_core::worker::{Settings, Worker};
use onhand_core::workflows::Limits;
use rusqlite::Connection;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// 20 November 2026, 09:41 UTC.
pub const START_MS: i64 = 1_795_167_660_000;
pub const OWNER: Actor = Actor::User { id: 1, role: Role::Owner };

/// Wall clock and running time, moved by hand.
#[derive(Debug)]
pub struct TestClock {
    wall_ms: AtomicI64,
    running_ms: AtomicI64,
}

impl TestClock {
    pub fn advance(&self, ms: i64) {
        self.wall_ms.fetch_add(ms, Ordering::Relaxed);
        self.running_ms.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::Relaxed)
    }

    fn monotonic_us(&self) -> u64 {
        self.running_ms.load(Ordering::Relaxed).unsigned_abs() * 1_000
    }
}

pub struct Desk {
    db: Option<Db>,
    folder: tempfile::TempDir,
    pub clock: Arc<TestClock>,
    worker: Worker,
    /// Sees the file as another program would: no trigger, no cache of ours.
    outside: Option<Connection>,
}

impl Desk {
    pub fn open() -> Self {
        let clock =
            Arc::new(TestClock { wall_ms: AtomicI64::new(START_MS), running_ms: AtomicI64::new(1_000_000) });
        let mut desk =
            Self { db: None, folder: tempfile::tempdir().unwrap(), clock, worker: worker(), outside: None };
        desk.reopen();
        desk.db()
            .write(Lane::Person, &ChangeSpec::new("setup", Actor::System), |ctx| {
                onhand_core::set_up(ctx, "Maren Alder")
            })
            .unwrap();
        desk
    }

    pub fn db(&self) -> &Db {
        self.db.as_ref().unwrap()
    }

    pub fn outside(&self) -> &Connection {
        self.outside.as_ref().unwrap()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Closes without a word, as a killed process does, and opens again.
    pub fn reopen(&mut self) {
        self.outside = None;
        self.db = None;
        let clock: Arc<dyn Clock> = Arc::<TestClock>::clone(&self.clock);
        let options = OpenOptions {
            folder: self.folder.path().to_owned(),
            clock,
            installation_id: "0011223344556677".to_owned(),
            without_sync: true,
        };
        self.db = Some(Db::open(&options).unwrap());
        self.outside = Some(onhand_core::db::read_only(&options.file()).unwrap());
        self.worker = worker();
    }

    /// Performs what `work` does and kills the process before its commit: the next open sees the files as they lay on
    /// the disk in that moment.
    pub fn killed_before_commit(&mut self, work: impl FnOnce(&onhand_core::Ctx<'_>) -> Result<()>) {
        let left = tempfile::tempdir().unwrap();
        let died = self.db().write(Lane::Person, &ChangeSpec::new("test.killed", OWNER), |ctx| {
            // A cache of one page makes SQLite write what is not committed yet, as a big transaction does.
            ctx.conn().execute_batch("PRAGMA cache_size = 1")?;
            // What it answers does not matter: nobody will be there to hear it.
            let _ = work(ctx);
            copy(self.folder.path(), left.path());
            Err::<(), _>(Error::new(Code::Internal, "killed"))
        });
        assert!(died.is_err());
        self.outside = None;
        self.db = None;
        self.folder = left;
        self.reopen();
        assert!(self.db().opened().after_crash);
    }

    /// One operation, a while after the previous one.
    pub fn call(&self, actor: Actor, operation: &'static Operation, args: Value) -> Result<Answer> {
        self.clock.advance(1_000);
        onhand_api::call(self.db(), actor, operation, args, None)
    }

    /// One operation of the owner that has to succeed: its answer and its change.
    pub fn done(&self, name: &str, args: Value) -> (Value, Option<i64>) {
        let operation = onhand_api::find(name).unwrap_or_else(|| panic!("{name} is not in the table"));
        let answer = self
            .call(OWNER, operation, args.clone())
            .unwrap_or_else(|error| panic!("{name} {args}: {error:?}"));
        (serde_json::from_slice(&answer.body).unwrap(), answer.change.map(|change| change.0))
    }

    /// What Onhand does by itself.
    pub fn tick(&mut self) {
        let db = self.db.as_ref().unwrap();
        self.worker.tick(db, &Engine, None).unwrap();
    }

    pub fn content_hash(&self) -> String {
        onhand_core::log::hash::content(self.outside()).unwrap()
    }
}

fn worker() -> Worker {
    Worker::new(Settings { boot_id: "test".to_owned(), local_user: Some(1), limits: Limits::default() })
}

fn copy(from: &Path, to: &Path) {
    for name in ["business.onhand", "business.onhand-wal"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}
