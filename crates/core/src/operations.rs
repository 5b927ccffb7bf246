//! How core reaches the operation table without knowing it: every action that a workflow takes goes through the same
//! door as a person's.

use crate::ctx::Ctx;
use crate::error::Result;
use serde_json::Value;

/// Performs an operation by name inside the present unit, with the context's actor and its rights.
pub trait Operations: Send + Sync {
    /// Errors: `not_found` for an unknown name, `forbidden`, `invalid`, and the operation's own.
    fn perform(&self, ctx: &Ctx<'_>, name: &str, args: Value) -> Result<Value>;
}
