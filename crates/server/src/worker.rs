//! The thread that follows the log: wakes on new events and when something is due, at least every thirty seconds.

use crate::app::Notifier;
use crate::live::Live;
use onhand_core::db::Db;
use onhand_core::error::Result;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The longest sleep: timers stand still while a computer sleeps, the wall clock does not.
const TICK: Duration = Duration::from_secs(30);

pub struct Worker {
    waker: Waker,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// Wakes the worker; cheap enough for every commit.
#[derive(Clone, Default)]
pub struct Waker {
    shared: Arc<(Mutex<bool>, Condvar, AtomicBool)>,
}

impl Waker {
    pub fn wake(&self) {
        *self.shared.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.shared.1.notify_one();
    }

    fn sleep(&self, longest: Duration) {
        let mut woken = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !*woken {
            woken = self.shared.1.wait_timeout(woken, longest).unwrap_or_else(PoisonError::into_inner).0;
        }
        *woken = false;
    }

    fn stopped(&self) -> bool {
        self.shared.2.load(Ordering::Acquire)
    }
}

impl Worker {
    pub fn start(_db: &Arc<Db>, _notifier: Option<Notifier>, _live: &Live) -> Result<Self> {
        let waker = Waker::default();
        let own = waker.clone();
        let thread = std::thread::Builder::new().name("worker".to_owned()).spawn(move || {
            while !own.stopped() {
                own.sleep(TICK);
            }
        })?;
        Ok(Self { waker, thread: Mutex::new(Some(thread)) })
    }

    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Ends the thread after what it is doing.
    pub fn stop(&self) {
        self.waker.shared.2.store(true, Ordering::Release);
        self.waker.wake();
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            if thread.join().is_err() {
                tracing::error!("the worker ended with a fault");
            }
        }
    }
}
