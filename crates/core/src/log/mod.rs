//! The event log: every change of a tracked row and the events that describe it are one transaction.
//!
//! TEMP triggers on the writing connection ([`capture`]) note which tracked rows a unit of work touched and what
//! they were before. When the unit ends, [`unit`] reads what they are now, [`delta`] tells the difference field by
//! field, and the net result is written as one event per record. Everything else reads the log: [`history`] walks it
//! backwards to any earlier state, [`undo`] applies the before-values again, [`timeline`] and the consumers derive
//! what screens and workflows need, [`check`] proves that rows and log agree.
//!
//! Invariants
//! - A unit that changes nothing tracked writes no event; a rolled-back unit leaves none.
//! - `recorded_ms` never decreases along `seq`; `at_ms` never decreases along `seq` within one record.
//! - Fields have stable keys; a child row is `path[id]`, its field `path[id].field`.
//! - `created` carries no values, `purged` carries the whole row.

pub mod capture;
pub mod changes;
pub mod check;
pub mod delta;
pub mod events;
pub mod folded;
pub mod hash;
pub mod history;
pub mod kinds;
pub(crate) mod names;
pub mod projections;
mod record;
pub mod revision;
pub mod rights;
mod rules;
mod sql;
pub mod state;
mod statements;
pub mod tables;
pub mod timeline;
pub mod trash;
#[cfg(test)]
mod trash_tests;
pub mod undo;
pub mod unit;

pub(crate) use sql::{END_INTERRUPTED, FINISH_CHANGE, LABEL_CHANGE, LAST_RECORDED};
