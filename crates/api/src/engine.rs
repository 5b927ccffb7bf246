//! Calls an operation on an open file: the one door for the window, browsers, scripts and workflows.

use crate::table::Effect;
use crate::{Operation, find};
use onhand_core::ctx::Actor;
use onhand_core::db::{Db, Lane};
use onhand_core::error::{Code, Error, Result};
use onhand_core::ids::ChangeId;
use onhand_core::log::unit::ChangeSpec;
use onhand_core::{Ctx, idempotency};
use serde_json::Value;

/// What an operation answered.
#[derive(Debug)]
pub struct Answer {
    /// JSON.
    pub body: Vec<u8>,
    /// The change to undo; absent for reads and for writes that changed nothing.
    pub change: Option<ChangeId>,
}

/// Performs one operation as this actor. With a key, a repeated write answers what the first one did, unless its answer is
/// a secret.
pub fn call(
    db: &Db,
    actor: Actor,
    operation: &'static Operation,
    args: Value,
    key: Option<&str>,
) -> Result<Answer> {
    if !operation.writes() {
        let perform = |ctx: &Ctx<'_>| operation.perform(ctx, args);
        let body = match operation.effect {
            Effect::Scans(_) => db.read(actor, perform),
            Effect::Reads(_) | Effect::Writes | Effect::Marks(_) => db.answer(actor, perform),
        };
        return body.map(|body| Answer { body, change: None });
    }
    let spec = ChangeSpec::new(operation.name, actor);
    // With a key the answer would stay in the file in clear text.
    let Some(key) = key.filter(|_| !operation.secret) else {
        let done = db.write(Lane::Person, &spec, |ctx| operation.perform(ctx, args))?;
        return Ok(Answer { body: done.value, change: done.change });
    };
    let request = args.to_string();
    let done = db.write(Lane::Person, &spec, |ctx| {
        if let Some(known) = idempotency::find(ctx, key, operation.name, &request)? {
            return Ok((known.response.into_bytes(), known.change));
        }
        let body = operation.perform(ctx, args)?;
        let change = idempotency::keep(ctx, key, (operation.name, &request), &body)?;
        Ok((body, change))
    })?;
    let (body, change) = done.value;
    Ok(Answer { body, change })
}

/// The table as core sees it, for actions of workflows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Engine;

impl onhand_core::operations::Operations for Engine {
    fn perform(&self, ctx: &Ctx<'_>, name: &str, args: Value) -> Result<Value> {
        let operation = find(name).ok_or_else(|| {
            Error::new(
                Code::NotFound,
                format!("There is no operation called {name}. See `onhand operations`."),
            )
        })?;
        Ok(serde_json::from_slice(&operation.perform(ctx, args)?)?)
    }
}
