//! Tickets with their whole history: a log with one row per change of a ticket, the rows of a ticket in order among
//! themselves, whatever rows of other tickets stand between them.
//!
//! The first row makes the ticket at the time it was opened; each later row that says something new is one event for
//! the status, priority and category and one for team and person, at the time the row claims. Statuses, priorities,
//! teams, categories and people that are not known become rows; people are switched off until somebody lets them in.

use super::rows::Row;
use super::run::{Importer, Known, Outcome, chain, keep, known};
use super::sql;
use super::types::Mapping;
use crate::ctx::{Ctx, Role};
use crate::customers::{self, CreateCustomer};
use crate::error::{Error, Result};
use crate::ids::{CustomerId, TeamId, TicketCategoryId, TicketId, TicketPriorityId, TicketStatusId, UserId};
use crate::people::{teams, users};
use crate::tickets::{
    Channel, ImportedFields, ImportedTicket, TicketState, import_fields, import_place, import_ticket,
};
use crate::{ticket_categories, ticket_priorities, ticket_statuses};
use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// Fields that a mapping may name. `key` and `at` are needed.
const FIELDS: &[&str] = &[
    "key",
    "at",
    "opened_at",
    "status",
    "priority",
    "category",
    "team",
    "assignee",
    "requester",
    "channel",
    "subject",
];

/// Names of the source and what they are here; filled as they are met.
#[derive(Default)]
struct Names {
    statuses: HashMap<String, TicketStatusId>,
    priorities: HashMap<String, TicketPriorityId>,
    categories: HashMap<String, TicketCategoryId>,
    teams: HashMap<String, TeamId>,
    people: HashMap<String, UserId>,
}

/// What a row says, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Said {
    status: TicketStatusId,
    priority: TicketPriorityId,
    category: Option<TicketCategoryId>,
    team: Option<TeamId>,
    assignee: Option<UserId>,
}

/// A ticket of the log, as far as its rows were read.
struct Read {
    stands: Stands,
    /// Rows of it that earlier imports applied, and their digest.
    applied: i64,
    applied_digest: Option<String>,
    /// Rows of it read from this file.
    read: i64,
    digest: String,
    /// What this file says of the rows applied earlier is not what they were.
    differs: bool,
}

/// What was made of a ticket and what its last row said.
#[derive(Debug, Clone, Copy, Default)]
struct Stands {
    ticket: Option<TicketId>,
    said: Option<Said>,
}

pub struct TicketsLog {
    source: String,
    mapping: Mapping,
    zone: Option<Tz>,
    names: Names,
    /// By key; a log in the order of time comes back to each ticket again and again.
    tickets: HashMap<String, Read>,
    /// How the row's ticket stood before the unit at work.
    before: Stands,
}

impl TicketsLog {
    pub fn new(source: String, mapping: Mapping) -> Self {
        Self {
            source,
            mapping,
            zone: None,
            names: Names::default(),
            tickets: HashMap::new(),
            before: Stands::default(),
        }
    }

    fn value<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        let column = self.mapping.columns.get(field)?;
        row.get(column)
            .filter(|value| !value.is_empty() && !self.mapping.empty.iter().any(|empty| empty == value))
    }

    /// An instant of the row, UTC milliseconds. Errors: `invalid` naming the value.
    fn instant(&self, ctx: &Ctx<'_>, row: &Row, field: &str) -> Result<Option<i64>> {
        let Some(text) = self.value(row, field) else { return Ok(None) };
        let wrong = || {
            Error::invalid(
                field,
                format!(
                    "“{text}” is not a date of the form the mapping says. Correct the row or the date_format."
                ),
            )
        };
        let Some(format) = &self.mapping.date_format else {
            return chrono::DateTime::parse_from_rfc3339(text)
                .map(|at| Some(at.timestamp_millis()))
                .map_err(|_| wrong());
        };
        let local = NaiveDateTime::parse_from_str(text, format).map_err(|_| wrong())?;
        // A repeated local time is its first occurrence; one that the clocks skipped is the first instant after it.
        let at = match self.zone.unwrap_or(ctx.zone).from_local_datetime(&local) {
            chrono::LocalResult::Single(at) | chrono::LocalResult::Ambiguous(at, _) => at.timestamp_millis(),
            chrono::LocalResult::None => {
                let later = local + chrono::Duration::hours(1);
                self.zone
                    .unwrap_or(ctx.zone)
                    .from_local_datetime(&later)
                    .earliest()
                    .ok_or_else(wrong)?
                    .timestamp_millis()
            }
        };
        Ok(Some(at))
    }

    fn key(&self, row: &Row) -> Result<String> {
        self.value(row, "key").map(str::to_owned).ok_or_else(|| {
            Error::invalid("key", "This row does not say which ticket it is about. Fill in its number.")
        })
    }

    /// Checks everything of a row that can be wrong.
    fn examine(&self, ctx: &Ctx<'_>, row: &Row) -> Result<(String, i64)> {
        let key = self.key(row)?;
        let at = self.instant(ctx, row, "at")?.ok_or_else(|| {
            Error::invalid("at", "This row does not say when it happened. Fill in its time.")
        })?;
        self.instant(ctx, row, "opened_at")?;
        Ok((key, at))
    }

    /// The row's ticket, as it stands.
    fn turn_to(&mut self, ctx: &Ctx<'_>, key: &str) -> Result<&mut Read> {
        Ok(match self.tickets.entry(key.to_owned()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let earlier = known(ctx.conn(), &self.source, key, sql::LIVE_TICKET)?;
                let ticket = earlier.as_ref().map(|known| TicketId(known.record));
                entry.insert(Read {
                    stands: Stands { ticket, said: None },
                    applied: earlier.as_ref().map_or(0, |known| known.rows),
                    applied_digest: earlier.map(|known| known.digest),
                    read: 0,
                    digest: String::new(),
                    differs: false,
                })
            }
        })
    }

    fn stands(&self, key: &str) -> Stands {
        self.tickets.get(key).map(|read| read.stands).unwrap_or_default()
    }

    fn now_stands(&mut self, key: &str, stands: Stands) {
        if let Some(read) = self.tickets.get_mut(key) {
            read.stands = stands;
        }
    }

    fn said(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<Said> {
        let status = self.value(row, "status").unwrap_or("New").to_owned();
        let priority = self.value(row, "priority").unwrap_or("Normal").to_owned();
        let category = self.value(row, "category").map(str::to_owned);
        let team = self.value(row, "team").map(str::to_owned);
        let assignee = self.value(row, "assignee").map(str::to_owned);
        let mapping = &self.mapping;
        Ok(Said {
            status: remembered(&mut self.names.statuses, &status, || {
                match mapping.statuses.get(&status).and_then(|word| category_of(word)) {
                    Some(category) => ticket_statuses::find_or_create_as(ctx, &status, category),
                    None => ticket_statuses::find_or_create(ctx, &status),
                }
            })?,
            priority: remembered(&mut self.names.priorities, &priority, || {
                match mapping.priorities.get(&priority) {
                    Some(level) => ticket_priorities::find_or_create_as(ctx, &priority, *level),
                    None => ticket_priorities::find_or_create(ctx, &priority),
                }
            })?,
            category: category
                .map(|name| {
                    remembered(&mut self.names.categories, &name, || {
                        ticket_categories::find_or_create(ctx, &name)
                    })
                })
                .transpose()?,
            team: team
                .map(|name| remembered(&mut self.names.teams, &name, || teams::find_or_create(ctx, &name)))
                .transpose()?,
            assignee: assignee
                .map(|name| remembered(&mut self.names.people, &name, || person(ctx, &name)))
                .transpose()?,
        })
    }

    fn requester(&self, ctx: &Ctx<'_>, row: &Row) -> Result<Option<CustomerId>> {
        let Some(name) = self.value(row, "requester") else { return Ok(None) };
        let source = format!("{}/requester", self.source);
        if let Some(known) = known(ctx.conn(), &source, name, sql::LIVE_CUSTOMER)? {
            return Ok(Some(CustomerId(known.record)));
        }
        let new: CreateCustomer = serde_json::from_value(
            serde_json::json!({ "name": name, "status": "active", "source": self.source }),
        )?;
        let id = customers::create(ctx, new)?.id;
        keep(ctx, &source, name, &Known { record: id.0, digest: String::new(), rows: 1 })?;
        Ok(Some(id))
    }

    fn subject(&self, row: &Row) -> String {
        if let Some(subject) = self.value(row, "subject") {
            return subject.to_owned();
        }
        let template = self.mapping.subject.clone().unwrap_or_default();
        let filled = row.headers().iter().fold(template, |text, header| {
            let place = format!("{{{header}}}");
            if text.contains(&place) {
                text.replace(&place, row.get(header).unwrap_or_default())
            } else {
                text
            }
        });
        if filled.trim().is_empty() { self.value(row, "key").unwrap_or("Ticket").to_owned() } else { filled }
    }

    fn make(&mut self, ctx: &Ctx<'_>, row: &Row, key: &str, at: i64) -> Result<TicketId> {
        let opened = self.instant(ctx, row, "opened_at")?.unwrap_or(at).min(at);
        ctx.unit()?.happened_at(opened);
        let said = self.said(ctx, row)?;
        let customer_id = self.requester(ctx, row)?;
        let subject = self.subject(row);
        let id = import_ticket(
            ctx,
            &ImportedTicket {
                subject: &subject,
                status_id: said.status,
                priority_id: said.priority,
                category_id: said.category,
                team_id: said.team,
                assignee_id: said.assignee,
                customer_id,
                channel: Channel::guess(self.value(row, "channel").unwrap_or_default()),
                external_ref: Some(key),
            },
        )?;
        self.now_stands(key, Stands { ticket: Some(id), said: Some(said) });
        Ok(id)
    }

    fn remember(&self, ctx: &Ctx<'_>, key: &str) -> Result<()> {
        let Some(Read { stands: Stands { ticket: Some(ticket), .. }, read, digest, .. }) =
            self.tickets.get(key)
        else {
            return Ok(());
        };
        keep(ctx, &self.source, key, &Known { record: ticket.0, digest: digest.clone(), rows: *read })
    }
}

impl Read {
    /// Counts the row; says whether an earlier import applied it already. Errors: `invalid` when history differs.
    fn was_applied(&mut self, row: &Row) -> Result<bool> {
        self.read += 1;
        self.digest = chain(&self.digest, row);
        if self.read == self.applied {
            self.differs = self.applied_digest.take().is_some_and(|digest| digest != self.digest);
        }
        if self.differs {
            return Err(Error::invalid(
                "key",
                "The history of this ticket differs from what was imported before, so its new rows were left out. Undo the earlier import first.",
            ));
        }
        Ok(self.read <= self.applied)
    }
}

impl Importer for TicketsLog {
    fn prepare(&mut self, headers: &[String]) -> Result<Mapping> {
        for field in FIELDS {
            if !self.mapping.columns.contains_key(*field) && headers.iter().any(|header| header == field) {
                self.mapping.columns.insert((*field).to_owned(), (*field).to_owned());
            }
        }
        for needed in ["key", "at"] {
            let column = self.mapping.columns.get(needed);
            if column.is_none_or(|column| !headers.contains(column)) {
                return Err(Error::invalid(
                    "columns",
                    format!(
                        "The mapping must say which column is “{needed}”. The columns are: {}.",
                        headers.join(", ")
                    ),
                ));
            }
        }
        self.zone = match &self.mapping.zone {
            Some(name) => Some(name.parse().map_err(|_| {
                Error::invalid("zone", format!("{name} is not a time zone. Use one like Europe/London."))
            })?),
            None => None,
        };
        Ok(self.mapping.clone())
    }

    fn rehearse(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<Outcome> {
        let (key, _) = self.examine(ctx, row)?;
        let read = self.turn_to(ctx, &key)?;
        Ok(if read.was_applied(row)? {
            Outcome::Unchanged
        } else if read.applied == 0 && read.read == 1 {
            Outcome::Created
        } else {
            Outcome::Updated
        })
    }

    fn units(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<usize> {
        let (key, _) = self.examine(ctx, row)?;
        Ok(if self.turn_to(ctx, &key)?.was_applied(row)? { 0 } else { 2 })
    }

    fn perform(&mut self, ctx: &Ctx<'_>, row: &Row, unit: usize) -> Result<Outcome> {
        let (key, at) = self.examine(ctx, row)?;
        self.before = self.stands(&key);
        let Some(ticket) = self.before.ticket else {
            self.make(ctx, row, &key, at)?;
            self.remember(ctx, &key)?;
            return Ok(Outcome::Created);
        };
        ctx.unit()?.happened_at(at);
        let said = self.said(ctx, row)?;
        let differs = match self.before.said {
            Some(before) if unit == 0 => {
                (before.status, before.priority, before.category)
                    != (said.status, said.priority, said.category)
            }
            Some(before) => (before.team, before.assignee) != (said.team, said.assignee),
            None => true,
        };
        if differs && unit == 0 {
            let (status_id, priority_id) = (Some(said.status), Some(said.priority));
            import_fields(
                ctx,
                ticket,
                &ImportedFields {
                    status_id,
                    priority_id,
                    category_id: said.category,
                    ..ImportedFields::default()
                },
            )?;
        } else if differs {
            import_place(ctx, ticket, said.team, said.assignee)?;
        }
        if unit == 0 {
            // The second half of the row may yet fail; then this much of it stands.
            let half = |before: Said| Said { team: before.team, assignee: before.assignee, ..said };
            self.now_stands(&key, Stands { said: self.before.said.map(half), ..self.before });
        } else {
            self.now_stands(&key, Stands { said: Some(said), ..self.before });
            self.remember(ctx, &key)?;
        }
        Ok(if differs { Outcome::Updated } else { Outcome::Unchanged })
    }

    fn taken_back(&mut self, row: &Row) {
        // A status or a person that the row brought along is gone again; later rows must not refer to it.
        self.names = Names::default();
        if let Ok(key) = self.key(row) {
            self.now_stands(&key, self.before);
        }
    }

    fn show(&self, row: &Row) -> BTreeMap<String, String> {
        self.mapping
            .columns
            .keys()
            .filter_map(|field| Some((field.clone(), self.value(row, field)?.to_owned())))
            .collect()
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
