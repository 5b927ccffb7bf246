//! Measures Onhand against hand-written statements on the same file, in the same run.
//!
//! ```text
//! desk      the generated files, kept by schema and seed, and copies of them to work on
//! client    requests to the router in this process, with a session, JSON in and out
//! floor     the same rows by prepared statements: what SQLite itself costs
//! measure   samples, quantiles, rows of the table
//! rows      what is measured, one file per subject
//! program   the real binary: how soon it answers, how much memory it holds
//! report    the table, and the same as JSON
//! ```
//! A limit is met when the ratio is at most the limit. Where the goal is an absolute figure, the ratio is the share of
//! it that was used up and the limit is 1.

pub mod client;
pub mod desk;
pub mod floor;
pub mod measure;
pub mod program;
pub mod random;
pub mod report;
pub mod rows;
