//! What was done lately: the list of changes from which a person undoes.

use super::events::actor_name;
use super::undo::{Change, change_row, closed};
use super::{rights, sql};
use crate::ctx::{Ctx, Role};
use crate::error::Result;
use crate::page::{self, Page};
use rusqlite::{params, params_from_iter};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListChanges {
    /// Only what you did yourself.
    #[serde(default)]
    pub mine: Option<bool>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// A change in the history.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ChangeRow {
    #[serde(flatten)]
    pub change: Change,
    /// Records it touched, each counted once per unit; exact to a thousand.
    pub events: page::Count,
    /// Whether you may undo it now.
    pub undoable: bool,
}

/// How many changes of everybody a page of one's own may walk through; a page that ends there may hold fewer than asked
/// for, or none, and still names where to go on.
const WALK: i64 = 50_000;

/// `changes.list`: the latest first. Errors: `invalid` on `limit` or `after`.
pub fn list(ctx: &Ctx<'_>, args: ListChanges) -> Result<Page<ChangeRow>> {
    let limit = page::limit(args.limit)?;
    let mut before = page::after::<i64>(args.after.as_deref())?.unwrap_or(i64::MAX);
    let mut bound: Vec<rusqlite::types::Value> = vec![before.into(), (limit as i64 + 1).into()];
    let (statement, walked_to) = if args.mine.unwrap_or(false) {
        let last: i64 = ctx.conn().prepare_cached(sql::LAST_CHANGE)?.query_row([], |row| row.get(0))?;
        before = before.min(last.saturating_add(1));
        let walked_to = before.saturating_sub(WALK).max(0);
        bound.extend([ctx.actor.to_string().into(), walked_to.into()]);
        (sql::CHANGES_OF, walked_to)
    } else {
        (sql::CHANGES, 0)
    };
    let mut statement = ctx.conn().prepare_cached(statement)?;
    let found =
        statement.query_map(params_from_iter(bound), change_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let changes = page::page(found, limit, |change| change.id)?;
    let items = changes.items.into_iter().map(|change| told(ctx, change)).collect::<Result<_>>()?;
    let next = match changes.next {
        None if walked_to > 0 => Some(serde_json::to_string(&walked_to)?),
        next => next,
    };
    Ok(Page { items, next })
}

fn told(ctx: &Ctx<'_>, mut change: Change) -> Result<ChangeRow> {
    change.actor_name = actor_name(ctx.conn(), &change.actor)?;
    let events: i64 =
        ctx.conn().prepare_cached(sql::EVENTS_OF_CHANGE)?.query_row(params![change.id], |row| row.get(0))?;
    let own = change.actor == ctx.actor.to_string();
    let undoable = events > 0
        && change.undone_by.is_none()
        && change.finished_ms.is_some()
        && closed(&change.operation).is_none()
        && ctx.actor.role().may(Role::Agent)
        && (own || ctx.actor.role().may(Role::Admin))
        && rights::seems_in_reach(ctx, change.id)?;
    Ok(ChangeRow { change, events: page::Count::capped(events), undoable })
}
