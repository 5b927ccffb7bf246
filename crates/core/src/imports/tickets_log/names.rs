//! Names of the source and what they are here.

use super::columns::Columns;
use crate::ctx::{Ctx, Role};
use crate::error::Result;
use crate::ids::{TeamId, TicketCategoryId, TicketPriorityId, TicketStatusId, UserId};
use crate::imports::rows::Row;
use crate::people::{teams, users};
use crate::tickets::TicketState;
use crate::{ticket_categories, ticket_priorities, ticket_statuses};
use std::collections::HashMap;

/// Names of the source and what they are here; filled as they are met.
#[derive(Default)]
pub struct Names {
    statuses: HashMap<String, TicketStatusId>,
    priorities: HashMap<String, TicketPriorityId>,
    categories: HashMap<String, TicketCategoryId>,
    teams: HashMap<String, TeamId>,
    people: HashMap<String, UserId>,
}

/// What a row says, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub status: TicketStatusId,
    pub priority: TicketPriorityId,
    pub category: Option<TicketCategoryId>,
    pub team: Option<TeamId>,
    pub assignee: Option<UserId>,
}

impl Names {
    /// What the row says, with everything it names made where it was not known.
    pub fn said(&mut self, ctx: &Ctx<'_>, columns: &Columns, row: &Row) -> Result<Said> {
        let status = columns.value(row, "status").unwrap_or("New").to_owned();
        let priority = columns.value(row, "priority").unwrap_or("Normal").to_owned();
        let category = columns.value(row, "category").map(str::to_owned);
        let team = columns.value(row, "team").map(str::to_owned);
        let assignee = columns.value(row, "assignee").map(str::to_owned);
        let mapping = &columns.mapping;
        Ok(Said {
            status: remembered(&mut self.statuses, &status, || {
                match mapping.statuses.get(&status).and_then(|word| category_of(word)) {
                    Some(category) => ticket_statuses::find_or_create_as(ctx, &status, category),
                    None => ticket_statuses::find_or_create(ctx, &status),
                }
            })?,
            priority: remembered(&mut self.priorities, &priority, || {
                match mapping.priorities.get(&priority) {
                    Some(level) => ticket_priorities::find_or_create_as(ctx, &priority, *level),
                    None => ticket_priorities::find_or_create(ctx, &priority),
                }
            })?,
            category: category
                .map(|name| {
                    remembered(&mut self.categories, &name, || ticket_categories::find_or_create(ctx, &name))
                })
                .transpose()?,
            team: team
                .map(|name| remembered(&mut self.teams, &name, || teams::find_or_create(ctx, &name)))
                .transpose()?,
            assignee: assignee
                .map(|name| remembered(&mut self.people, &name, || person(ctx, &name)))
                .transpose()?,
        })
    }
}

fn remembered<T: Copy>(
    known: &mut HashMap<String, T>,
    name: &str,
    find: impl FnOnce() -> Result<T>,
) -> Result<T> {
    if let Some(id) = known.get(name) {
        return Ok(*id);
    }
    let id = find()?;
    known.insert(name.to_owned(), id);
    Ok(id)
}

fn category_of(word: &str) -> Option<TicketState> {
    TicketState::ALL.iter().copied().find(|state| state.word() == word)
}

/// Somebody who worked on tickets elsewhere; cannot sign in until switched on.
fn person(ctx: &Ctx<'_>, name: &str) -> Result<UserId> {
    if let Some(user) = users::named(ctx, name)? {
        return Ok(user);
    }
    let user =
        users::create(ctx, users::CreateUser { name: name.to_owned(), email: None, role: Role::Agent })?;
    users::update(
        ctx,
        users::UpdateUser {
            id: user.id,
            name: crate::patch::Patch::Keep,
            email: crate::patch::Patch::Keep,
            role: None,
            active: Some(false),
            rev: None,
        },
    )?;
    Ok(user.id)
}
