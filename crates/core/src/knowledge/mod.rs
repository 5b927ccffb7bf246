//! Knowledge: articles that answer what customers ask, in a tree of categories.
//!
//! Invariants
//! - Categories form a tree; none stands under itself.
//! - A category that holds articles or other categories cannot be deleted.
//! - Each article has a slug of its own, made from its title when nobody gives one; it stays when the title changes.
//! - The Markdown source is what is kept and logged; html is made when it is read.

pub mod articles;
pub mod categories;
#[cfg(test)]
mod tests;
