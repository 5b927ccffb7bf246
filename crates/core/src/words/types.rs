//! What goes in and out of deleting words.

use super::kinds::WordKind;
use crate::error::Error;
use crate::ids::{JobId, WorkflowId};
use crate::page::Count;
use serde::{Deserialize, Serialize};

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Word {
    pub kind: WordKind,
    pub id: i64,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsesOfWord {
    #[serde(rename = "type")]
    pub kind: WordKind,
    pub id: i64,
}

/// How many records of a kind name a word.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UsedBy {
    /// The kind of record.
    #[serde(rename = "type")]
    pub record: String,
    /// Those in the trash too.
    pub count: Count,
}

/// A workflow that refers to a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct UsedByWorkflow {
    pub id: WorkflowId,
    pub name: String,
}

/// What deleting a word would meet.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WordUses {
    #[serde(rename = "type")]
    pub kind: WordKind,
    pub id: i64,
    pub name: String,
    /// Records that would move, by kind; kinds without any are left out.
    pub records: Vec<UsedBy>,
    /// Words directly below it, which would move up.
    pub below: i64,
    /// Something names it that cannot be without.
    pub needs_replacement: bool,
    /// They have to be changed before.
    pub workflows: Vec<UsedByWorkflow>,
    /// Why it has to stay, whatever would take its place.
    pub refused: Option<Error>,
}

/// A word that went, or is about to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DeletedWord {
    #[serde(rename = "type")]
    pub kind: WordKind,
    pub id: i64,
    pub name: String,
    /// Records that moved.
    pub moved: i64,
    /// The work that moves them, where they are many; the word goes at its end.
    pub job_id: Option<JobId>,
}
