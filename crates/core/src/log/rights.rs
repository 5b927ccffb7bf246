//! Who may take back or bring back what: the rights that the operations ask for, by kind of record, because undo and
//! the trash reach records without their operations. A test in the operation table holds the two together.

use super::events::Event;
use super::sql;
use super::state;
use super::tables::Record;
use super::undo::Change;
use super::unit::none;
use crate::ctx::{Ctx, Role};
use crate::error::{Error, Result};
use crate::ids::ChangeId;
use crate::people::users;
use serde_json::Value;
use std::collections::BTreeSet;

/// The least role that may change such a record.
pub const fn least_role(record: Record) -> Role {
    match record {
        Record::Business
        | Record::User
        | Record::Team
        | Record::TicketStatus
        | Record::TicketPriority
        | Record::TicketCategory
        | Record::Pipeline
        | Record::Workflow => Role::Admin,
        Record::Tag
        | Record::Customer
        | Record::Interaction
        | Record::Task
        | Record::Ticket
        | Record::Deal
        | Record::ArticleCategory
        | Record::Article => Role::Agent,
    }
}

/// Errors: `forbidden` where the caller's role may not change such a record.
pub fn may_change(ctx: &Ctx<'_>, record: Record) -> Result<()> {
    need(ctx, least_role(record))
}

/// Errors: `forbidden` where the person stands above the caller. Asked before and after a value is put back.
pub fn may_touch_person(ctx: &Ctx<'_>, id: i64) -> Result<()> {
    let Some(table) = Record::User.table() else { return Ok(()) };
    let row = state::row(ctx.conn(), table, id)?;
    let role = row.and_then(|row| Role::parse(row.get("role").and_then(Value::as_str)?));
    role.map_or(Ok(()), |role| users::may_give(ctx, role))
}

/// Errors: `forbidden` where the caller could not do today what undoing these events does.
pub fn may_take_back(ctx: &Ctx<'_>, change: &Change, events: &[Event]) -> Result<()> {
    let kinds: BTreeSet<&str> = events.iter().map(|event| event.subject_type.as_str()).collect();
    need(ctx, least_for(ctx, change.id, kinds)?)
}

/// The same answer for a list, which looks at the first thousand events of a change only.
pub fn seems_in_reach(ctx: &Ctx<'_>, change: ChangeId) -> Result<bool> {
    if ctx.actor.role().may(Role::Admin) {
        return Ok(true);
    }
    let mut statement = ctx.conn().prepare_cached(sql::KINDS_OF_CHANGE)?;
    let kinds =
        statement.query_map([change], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(ctx.actor.role().may(least_for(ctx, change, kinds.iter().map(String::as_str))?))
}

fn least_for<'k>(ctx: &Ctx<'_>, change: ChangeId, kinds: impl IntoIterator<Item = &'k str>) -> Result<Role> {
    let admins = kinds.into_iter().filter_map(Record::parse).any(|record| least_role(record) == Role::Admin);
    Ok(if admins || is_mass_work(ctx, change)? { Role::Admin } else { Role::Agent })
}

/// Whether the change, or the one at the beginning of its undos, was an import or a sample: work for administrators.
fn is_mass_work(ctx: &Ctx<'_>, change: ChangeId) -> Result<bool> {
    let mut statement = ctx.conn().prepare_cached(sql::FIRST_OPERATION)?;
    let first: Option<String> = statement.query_row([change], |row| row.get(0)).map(Some).or_else(none)?;
    Ok(first.is_some_and(|operation| ["imports.", "demo."].iter().any(|mass| operation.starts_with(mass))))
}

fn need(ctx: &Ctx<'_>, least: Role) -> Result<()> {
    if ctx.actor.role().may(least) {
        return Ok(());
    }
    Err(Error::forbidden(least))
}
