//! Tickets with their whole history: a log with one row per change of a ticket, the rows of a ticket in order among
//! themselves, whatever rows of other tickets stand between them.
//!
//! The first row makes the ticket at the time it was opened; each later row that says something new is one event for
//! the status, priority and category and one for team and person, at the time the row claims. Statuses, priorities,
//! teams, categories and people that are not known become rows; people are switched off until somebody lets them in.

mod applied;
mod columns;
mod names;

use super::rows::Row;
use super::run::{Importer, Known, Outcome, keep, known};
use super::sql;
use super::types::Mapping;
use crate::ctx::Ctx;
use crate::customers::{self, CreateCustomer};
use crate::error::Result;
use crate::ids::{CustomerId, TicketId};
use crate::tickets::{Channel, ImportedFields, ImportedTicket, import_fields, import_place, import_ticket};
use applied::{Read, Stands};
use columns::Columns;
use names::{Names, Said};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

pub struct TicketsLog {
    source: String,
    columns: Columns,
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
            columns: Columns::new(mapping),
            names: Names::default(),
            tickets: HashMap::new(),
            before: Stands::default(),
        }
    }

    /// The row's ticket, as it stands.
    fn turn_to(&mut self, ctx: &Ctx<'_>, key: &str) -> Result<&mut Read> {
        Ok(match self.tickets.entry(key.to_owned()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                entry.insert(Read::after(known(ctx.conn(), &self.source, key, sql::LIVE_TICKET)?))
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

    fn requester(&self, ctx: &Ctx<'_>, row: &Row) -> Result<Option<CustomerId>> {
        let Some(name) = self.columns.value(row, "requester") else { return Ok(None) };
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

    fn make(&mut self, ctx: &Ctx<'_>, row: &Row, key: &str, at: i64) -> Result<TicketId> {
        let opened = self.columns.instant(ctx, row, "opened_at")?.unwrap_or(at).min(at);
        ctx.unit()?.happened_at(opened);
        let said = self.names.said(ctx, &self.columns, row)?;
        let customer_id = self.requester(ctx, row)?;
        let subject = self.columns.subject(row);
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
                channel: Channel::guess(self.columns.value(row, "channel").unwrap_or_default()),
                external_ref: Some(key),
            },
        )?;
        self.now_stands(key, Stands { ticket: Some(id), said: Some(said) });
        Ok(id)
    }

    fn remember(&self, ctx: &Ctx<'_>, key: &str) -> Result<()> {
        match self.tickets.get(key).and_then(Read::known) {
            Some(known) => keep(ctx, &self.source, key, &known),
            None => Ok(()),
        }
    }
}

impl Importer for TicketsLog {
    fn prepare(&mut self, headers: &[String]) -> Result<Mapping> {
        self.columns.complete(headers)
    }

    fn rehearse(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<Outcome> {
        let (key, _) = self.columns.examine(ctx, row)?;
        let read = self.turn_to(ctx, &key)?;
        Ok(if read.was_applied(row)? {
            Outcome::Unchanged
        } else if read.is_first() {
            Outcome::Created
        } else {
            Outcome::Updated
        })
    }

    fn units(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<usize> {
        let (key, _) = self.columns.examine(ctx, row)?;
        Ok(if self.turn_to(ctx, &key)?.was_applied(row)? { 0 } else { 2 })
    }

    fn perform(&mut self, ctx: &Ctx<'_>, row: &Row, unit: usize) -> Result<Outcome> {
        let (key, at) = self.columns.examine(ctx, row)?;
        self.before = self.stands(&key);
        let Some(ticket) = self.before.ticket else {
            self.make(ctx, row, &key, at)?;
            self.remember(ctx, &key)?;
            return Ok(Outcome::Created);
        };
        ctx.unit()?.happened_at(at);
        let said = self.names.said(ctx, &self.columns, row)?;
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
        if let Ok(key) = self.columns.key(row) {
            self.now_stands(&key, self.before);
        }
    }

    fn show(&self, row: &Row) -> BTreeMap<String, String> {
        self.columns.show(row)
    }
}
