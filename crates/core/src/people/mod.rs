//! The business and the people in it: its zone and currency, users with their roles, teams, and the tags all share.
//!
//! Invariants: there is exactly one business row; at least one active owner remains; names of teams and tags are
//! unique among those not in the trash, compared folded.

pub mod business;
pub mod sign_in;
mod sql;
pub mod tags;
pub mod teams;
pub mod users;
