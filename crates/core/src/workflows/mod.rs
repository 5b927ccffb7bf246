//! Workflows: when something happens, or at a time, and the conditions hold, do these actions in order.
//!
//! A workflow is data. The [`matcher`] follows the log and writes one run per (workflow, event); the [`runner`] performs
//! the actions of pending runs through the operation table, each in its own transaction together with its step row;
//! [`schedule`] writes runs when a time has come.
//!
//! States of a run: pending → completed or failed; skipped says why it did not start and can be started by hand.
//!
//! Invariants
//! - No action of an event runs before all matching for that event is committed.
//! - A run's start key is unique and an action commits with its step: each effect happens once, whatever crashes.
//! - One workflow runs once per record within one causal chain; chains are bounded ([`limits`]).
//! - A run keeps to the version of its workflow that it started with.

pub(crate) mod actions;
mod book;
#[cfg(test)]
mod chain_tests;
mod check;
mod cron;
mod cycles;
#[cfg(test)]
mod dying_tests;
#[cfg(test)]
mod failing_tests;
mod limits;
mod matcher;
mod mentions;
mod ops;
mod runner;
mod runs;
mod schedule;
mod sentence;
mod settable;
mod sql;
#[cfg(test)]
mod starting_tests;
#[cfg(test)]
pub(crate) mod tests;
mod types;
mod variables;
mod vocabulary;

pub use cron::next_after;
pub use limits::Limits;
pub use matcher::Matcher;
pub(crate) use mentions::{Mention, mentioning};
pub(crate) use ops::blocking_problem;
pub use ops::{create, delete, disable, enable, get, list, pause, update};
pub use runner::{Ran, forget_old, run_pending};
pub use runs::{retry, runs};
pub use schedule::{Fired, Firing, fire_due, next_due, reconcile};
pub use types::*;
pub use vocabulary::{
    ActionWord, FieldOption, FieldWord, GetVocabulary, TriggerWord, VariableWords, Vocabulary, vocabulary,
};
