//! Consumers follow the event log: each keeps its place in it and moves on together with what it did.
//!
//! A batch is one background transaction of at most 500 events or 5 ms. An event that cannot be digested in three
//! tries parks its *subject*: later events of that record wait in `held_events` and are shown, other records go on.
//!
//! Invariants
//! - The position and the effect of a batch commit together; after a crash an event is digested again or not at all.
//! - Faults of the disk are nobody's poison: the whole batch waits and is tried again.

mod batch;
mod ops;
mod sql;
#[cfg(test)]
mod tests;

pub use batch::{Arrived, Consumer, Progress, Snapshot, advance};
pub use ops::{ConsumerState, Held, HeldSubject, ListHeld, Released, held, release, reset, status};

use crate::error::{Code, Error};

/// Whether trying again later may help: the disk is full, the file is busy.
pub(crate) const fn passes(error: &Error) -> bool {
    matches!(error.code, Code::Unavailable | Code::Busy | Code::Damaged)
}
