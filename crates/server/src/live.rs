//! Tells windows and browsers what changed: the first change at once, what follows within a moment merged.

use onhand_core::log::unit::Written;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast};

/// How long changes are collected after one was sent.
const MERGE: Duration = Duration::from_millis(120);
/// Above this many records only their kinds are named.
const RECORDS_MAX: usize = 100;

/// Topics that changed: kinds of records (`ticket`) and single ones (`ticket:5`).
#[derive(Debug, Clone, Serialize)]
pub struct LiveMessage {
    pub topics: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Live {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    waiting: Mutex<BTreeSet<String>>,
    more: Notify,
    sender: broadcast::Sender<LiveMessage>,
    running: std::sync::atomic::AtomicBool,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            shared: Arc::new(Shared {
                waiting: Mutex::default(),
                more: Notify::new(),
                sender: broadcast::channel(64).0,
                running: false.into(),
            }),
        }
    }
}

impl Live {
    /// Adds the topics of written events; called after each commit.
    pub fn announce(&self, events: &[Written]) {
        let topics = events.iter().flat_map(|event| {
            [event.record.name().to_owned(), format!("{}:{}", event.record.name(), event.id)]
        });
        self.topics(topics.chain(["event".to_owned()]));
    }

    /// Adds topics that no event stands behind: jobs, runs, the index.
    pub fn topics(&self, topics: impl IntoIterator<Item = String>) {
        if self.shared.sender.receiver_count() == 0 {
            return;
        }
        self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner).extend(topics);
        self.shared.more.notify_one();
    }

    /// A stream of messages from now on. Must be called on a Tokio runtime.
    pub fn subscribe(&self) -> broadcast::Receiver<LiveMessage> {
        let receiver = self.shared.sender.subscribe();
        if !self.shared.running.swap(true, std::sync::atomic::Ordering::AcqRel) {
            let shared = Arc::downgrade(&self.shared);
            tokio::spawn(async move {
                while let Some(shared) = shared.upgrade() {
                    shared.more.notified().await;
                    let topics =
                        std::mem::take(&mut *shared.waiting.lock().unwrap_or_else(PoisonError::into_inner));
                    if !topics.is_empty() {
                        // Nobody listening is no fault.
                        let _ = shared.sender.send(LiveMessage { topics: bounded(topics) });
                    }
                    drop(shared);
                    tokio::time::sleep(MERGE).await;
                }
            });
        }
        receiver
    }
}

fn bounded(topics: BTreeSet<String>) -> Vec<String> {
    if topics.len() > RECORDS_MAX {
        return topics.into_iter().filter(|topic| !topic.contains(':')).collect();
    }
    topics.into_iter().collect()
}
