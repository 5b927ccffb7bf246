//! Who writes next: people before background work.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Whose work a write is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// A person waits for the answer; it must survive a power cut before it is given.
    Person,
    /// Imports, consumers, maintenance; yields to people.
    Background,
}

#[derive(Debug, Default)]
struct State {
    busy: bool,
    people: usize,
}

/// The gate before the one writing connection.
#[derive(Debug, Default)]
pub struct Lanes {
    state: Mutex<State>,
    freed: Condvar,
}

/// The right to write, until dropped.
#[derive(Debug)]
pub struct Turn<'l> {
    lanes: &'l Lanes,
}

impl Lanes {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the turn. Background work also waits while any person does.
    pub fn enter(&self, lane: Lane) -> Turn<'_> {
        let mut state = self.lock();
        if lane == Lane::Person {
            state.people += 1;
        }
        while state.busy || (lane == Lane::Background && state.people > 0) {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if lane == Lane::Person {
            state.people -= 1;
        }
        state.busy = true;
        Turn { lanes: self }
    }

    /// Whether a write would have its turn at once.
    pub fn is_free(&self) -> bool {
        let state = self.lock();
        !state.busy && state.people == 0
    }

    /// Whether background work should end its batch.
    pub fn person_waits(&self) -> bool {
        self.lock().people > 0
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.lanes.lock().busy = false;
        self.lanes.freed.notify_all();
    }
}
