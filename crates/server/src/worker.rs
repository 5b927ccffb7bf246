//! The threads behind the screens: one follows the log and the clock, one feeds the search index, one does long jobs, one
//! brings the write-ahead log into the file.

use crate::app::Notifier;
use crate::live::Live;
use onhand_api::Engine;
use onhand_core::ctx::Actor;
use onhand_core::db::Db;
use onhand_core::error::Result;
use onhand_core::ids::random_hex;
use onhand_core::workflows::Limits;
use onhand_core::{jobs, outbox, worker};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The longest sleep: timers stand still while a computer sleeps, the wall clock does not.
const TICK: Duration = Duration::from_secs(30);
/// The index is committed at most this often while nobody searches.
const INDEX_EVERY: Duration = Duration::from_millis(500);
/// After it was woken, a thread lets whoever wrote go on writing: a burst of commits is followed once.
const CALM: Duration = Duration::from_millis(20);
/// A fault of the disk or the file may pass; it is not tried in a tight loop.
const AFTER_A_FAULT: Duration = Duration::from_secs(2);

pub struct Worker {
    wakers: Vec<Waker>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// Wakes a thread; cheap enough for every commit.
#[derive(Clone, Default)]
pub struct Waker {
    shared: Arc<(Mutex<bool>, Condvar, AtomicBool)>,
}

impl Waker {
    pub fn wake(&self) {
        let before =
            std::mem::replace(&mut *self.shared.0.lock().unwrap_or_else(PoisonError::into_inner), true);
        if !before {
            self.shared.1.notify_one();
        }
    }

    fn sleep(&self, longest: Duration) {
        let mut woken = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !*woken {
            woken = self.shared.1.wait_timeout(woken, longest).unwrap_or_else(PoisonError::into_inner).0;
        }
        if *woken && !self.stopped() {
            drop(woken);
            std::thread::sleep(CALM);
            woken = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        }
        *woken = false;
    }

    fn stop(&self) {
        self.shared.2.store(true, Ordering::Release);
        self.wake();
    }

    fn stopped(&self) -> bool {
        self.shared.2.load(Ordering::Acquire)
    }
}

impl Worker {
    /// Starts the threads on an open file.
    pub fn start(
        db: &Arc<Db>,
        folder: &Path,
        owner: Actor,
        notifier: Option<Notifier>,
        live: &Live,
    ) -> Result<Self> {
        jobs::interrupted(db)?;
        let mut worker = Self { wakers: Vec::new(), threads: Mutex::default() };
        let (own, folder, told): (_, PathBuf, _) = (Arc::clone(db), folder.to_owned(), live.clone());
        worker.spawn("jobs", move |waker| {
            while !waker.stopped() && report("jobs", jobs::run_next(&own, &folder)) == Some(true) {
                told.topics(["job".to_owned(), "notification".to_owned()]);
            }
            waker.sleep(TICK);
        })?;
        let own = Arc::clone(db);
        worker.spawn("search", move |waker| {
            if let Some(search) = own.search() {
                let fed = own.follow(Actor::System, |ctx| search.feed(ctx.conn(), &|| waker.stopped()));
                report("search", fed);
            }
            waker.sleep(TICK);
            if !waker.stopped() {
                std::thread::sleep(INDEX_EVERY);
            }
        })?;
        let own = Arc::clone(db);
        worker.spawn("write-ahead log", move |waker| {
            report("write-ahead log", own.bring_in());
            waker.sleep(TICK);
        })?;
        let (own, told) = (Arc::clone(db), live.clone());
        let mut follower = worker::Worker::new(worker::Settings {
            boot_id: random_hex()?,
            local_user: owner.user_id(),
            limits: Limits::default(),
        });
        worker.spawn("worker", move |waker| {
            let show = notifier.as_ref().map(|show| |title: &str, body: &str| show(title, body));
            let show = show.as_ref().map(|show| show as &dyn outbox::Notifier);
            let now_ms = own.clock().now_ms();
            let rest = match report("worker", follower.tick(&own, &Engine, show)) {
                Some(tick) => {
                    told.topics(tick.topics);
                    Duration::from_millis((tick.next_due_ms - now_ms).max(0).unsigned_abs()).min(TICK)
                }
                None => AFTER_A_FAULT,
            };
            if !rest.is_zero() {
                waker.sleep(rest);
            }
        })?;
        Ok(worker)
    }

    fn spawn(&mut self, what: &'static str, mut turn: impl FnMut(&Waker) + Send + 'static) -> Result<()> {
        let waker = Waker::default();
        self.wakers.push(waker.clone());
        let thread = std::thread::Builder::new().name(what.to_owned()).spawn(move || {
            while !waker.stopped() {
                // The other turns, and the other threads, must not end because one turn found a fault.
                if catch_unwind(AssertUnwindSafe(|| turn(&waker))).is_err() {
                    tracing::error!(what, "background work ran into a fault of the program and starts again");
                    waker.sleep(AFTER_A_FAULT);
                }
            }
        })?;
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        Ok(())
    }

    pub fn wakers(&self) -> Vec<Waker> {
        self.wakers.clone()
    }

    /// Ends each thread after what it is doing.
    pub fn stop(&self) {
        self.wakers.iter().for_each(Waker::stop);
        for thread in std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner)) {
            if thread.join().is_err() {
                tracing::error!("a worker thread ended with a fault");
            }
        }
    }
}

/// Background work that fails is logged and tried again at the next turn; nobody waits for it.
fn report<T>(what: &str, result: Result<T>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            tracing::error!(%error, cause, what, "background work failed");
            None
        }
    }
}
