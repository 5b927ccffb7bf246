//! Conditions: one tree that says which records are meant, for list filters and for workflows.
//!
//! A tree is data (`{combinator, not?, rules: […]}` with leaves `{field, operator, value}`). [`resolve`] checks it
//! against the registry of [`fields`]; the result is either compiled to SQL for sets ([`compile`]) or tested in
//! memory against one record ([`memory`]), which also explains itself.
//!
//! Invariants
//! - Every leaf is true or false for every record: what is empty counts as its null setting says (by default as not
//!   matching a positive test), so that NOT is the complement.
//! - SQL text is made of registry strings only; every value of the caller is bound.
//! - Both evaluators agree on every tree and row; a property test holds them equal.

pub mod cell;
pub mod fields;
pub mod memory;
mod moment;
mod resolve;
mod sql;
#[cfg(test)]
mod tests;
mod types;
pub mod words;

pub use moment::Moment;
pub use resolve::{Check, Cmp, Edge, Node, Path, Purpose, Test, any_value, resolve};
pub use sql::{install, matching};
pub use types::*;

use crate::error::Result;
use crate::log::tables::Record;
use rusqlite::types::Value as Bound;

/// The clause that holds for exactly the records of `root` that the tree means, with `?` for each bound value.
///
/// `alias` is what the caller's statement calls the record's table. Errors: `invalid` naming the rule.
pub fn compile(root: Record, tree: &Condition, at: Moment, alias: &str) -> Result<(String, Vec<Bound>)> {
    let node = resolve(root, tree, Purpose::List).map_err(|problems| first(&problems))?;
    Ok(sql::clause(root, &node, at, alias))
}

/// The first problem of a tree as the error of a request.
fn first(problems: &[Problem]) -> crate::error::Error {
    problems.first().map_or_else(
        || crate::error::Error::invalid("where", "This filter cannot be used. Choose its rules again."),
        |problem| {
            crate::error::Error::invalid("where", problem.message.clone())
                .hint(format!("See {}.", problem.path))
        },
    )
}
