//! What can be done next about a record: the one form in which every feature offers it.

use crate::phrases::Phrase;
use serde::Serialize;
use serde_json::Value;

/// A suggestion that a button carries out by calling `operation` with `args`.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct NextAction {
    /// Stable name of the suggestion.
    pub key: &'static str,
    /// Name of the picture beside it.
    pub icon: &'static str,
    /// A sentence with a verb.
    pub title: Phrase,
    /// The fact that brought it up.
    pub why: Phrase,
    /// What it will do, at most three.
    pub steps: Vec<Phrase>,
    pub operation: &'static str,
    #[schema(value_type = Object)]
    pub args: Value,
    /// Arguments that a person must still give.
    pub fill: Vec<&'static str>,
    /// The recommended one; there is exactly one.
    pub primary: bool,
}

/// Every suggestion about one record, the recommended one first; never empty.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct NextActions {
    pub actions: Vec<NextAction>,
}

impl NextActions {
    /// Recommends the first of them.
    pub fn ranked(mut actions: Vec<NextAction>) -> Self {
        for (place, action) in actions.iter_mut().enumerate() {
            action.primary = place == 0;
        }
        Self { actions }
    }
}
