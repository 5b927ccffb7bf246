//! Tickets: three years of solved ones and a backlog of open ones, each a scenario with its own people and dates.

mod fitting;
mod thread;

use self::fitting::{filling, scenario};
use self::thread::{Said, Stand, open_state, plan, state_after};
use super::chance::Chance;
use super::fill::Step;
use super::house::House;
use super::people::{Contact, People};
use super::scenario::{Scenario, Voice};
use super::size::Size;
use super::texts::Filling;
use super::when::{DAY_MS, When};
use crate::ctx::Actor;
use crate::error::Result;
use crate::ids::{TicketId, UserId};
use crate::people::tags;
use crate::tickets::{
    self, Author, Channel, GetTicket, ImportedFields, ImportedTicket, MessageKind, NewMessage, TicketState,
};

const CHANNELS: &[Channel] = &[
    Channel::Email,
    Channel::Email,
    Channel::Email,
    Channel::Email,
    Channel::Portal,
    Channel::Portal,
    Channel::Phone,
    Channel::Phone,
    Channel::Chat,
    Channel::Sms,
    Channel::Desk,
];

/// What makes tickets, one after the other.
pub struct Tickets<'a> {
    pub house: &'a House,
    pub people: &'a People,
    pub when: &'a When,
    pub size: Size,
    /// Tickets that are still open, at the end.
    pub open: usize,
    chance: Chance,
    messages: usize,
    buffer: String,
}

impl<'a> Tickets<'a> {
    /// `open` of them are open already.
    pub fn new(
        house: &'a House,
        people: &'a People,
        when: &'a When,
        (size, seed, open): (Size, u64, usize),
    ) -> Self {
        let open = (size.tickets / 16).saturating_sub(open).clamp(size.tickets.min(6), 20_000);
        let chance = Chance::new(seed, "tickets");
        Self { house, people, when, size, open, chance, messages: 0, buffer: String::new() }
    }

    /// Makes the `n`th of `of` tickets; answers how many records that was.
    pub fn add(&mut self, step: &mut Step<'_, '_, '_>, n: usize, of: usize) -> Result<usize> {
        let mut chance = self.chance.of(n as u64);
        let Some(contact) = self.people.someone(&mut chance, self.people.there(n, of)) else { return Ok(0) };
        let Some(scenario) = scenario(contact, &mut chance) else { return Ok(0) };
        let answers = self.house.answers(scenario.about);
        let agent = chance.pick(&answers).copied();
        let stand = if n + self.open < of { Stand::Done } else { Stand::Open(open_state(of - n)) };
        let created_ms = self.when.nth_ms(n, of, &mut chance);
        let missing = (n + 1) * self.size.messages_per_ticket;
        let room = missing.saturating_sub(self.messages);
        let said = plan(self.when, (scenario, created_ms), (stand, room), &mut chance);
        let at_ms = said.first().map_or(created_ms, |said| said.at_ms);
        let filling = filling((self.house, self.when), (contact, scenario, agent), at_ms, &mut chance);
        self.messages += said.len();
        self.write(step, (contact, scenario, agent), &said, (stand, filling), &mut chance)?;
        Ok(1 + said.len())
    }

    fn write(
        &mut self,
        step: &mut Step<'_, '_, '_>,
        (contact, scenario, agent): (&Contact, &'static Scenario, Option<UserId>),
        said: &[Said<'_>],
        (stand, filling): (Stand, Filling),
        chance: &mut Chance,
    ) -> Result<()> {
        let house = self.house;
        let us = agent.map_or(Actor::System, |user| house.actor(user));
        let level = chance.pick(&scenario.levels).copied().unwrap_or(2);
        let channel = chance.pick(CHANNELS).copied().unwrap_or(Channel::Email);
        let subject = chance.pick(&scenario.subjects).map(|text| text.filled(&filling)).unwrap_or_default();
        let mut ticket: Option<TicketId> = None;
        let mut assigned = false;
        let waits = chance.percent(50);
        let mut now = TicketState::New;
        for (place, line) in said.iter().enumerate() {
            line.text.fill(&filling, &mut self.buffer);
            let body = self.buffer.as_str();
            let author = match (line.voice, agent) {
                (Voice::Them, _) => Author::Customer(contact.id),
                (Voice::Us | Voice::Note, Some(user)) => Author::User(user),
                (Voice::Us | Voice::Note, None) => Author::Actor,
            };
            let kind = if line.voice == Voice::Note { MessageKind::Note } else { MessageKind::Public };
            let message = NewMessage { kind, author, channel, body, attachment_ids: &[] };
            let actor = if line.voice == Voice::Them { Actor::System } else { us };
            let state = state_after(said, place, (stand, waits)).filter(|state| *state != now);
            now = state.unwrap_or(now);
            let mut fields = ImportedFields {
                status_id: state.and_then(|state| house.status(state)),
                ..ImportedFields::default()
            };
            if !assigned && (line.voice != Voice::Them || (place + 1 == said.len() && chance.percent(40))) {
                fields.assignee_id = agent;
                assigned = true;
            }
            match ticket {
                Some(id) => step.unit(actor, line.at_ms, |ctx| {
                    tickets::append(ctx, id, &message)?;
                    if fields == ImportedFields::default() {
                        Ok(())
                    } else {
                        tickets::import_fields(ctx, id, &fields)
                    }
                })?,
                None => {
                    let new = house.status(TicketState::New);
                    let (Some(status_id), Some(priority_id)) =
                        (fields.status_id.or(new), house.priority(level))
                    else {
                        return Ok(());
                    };
                    let opened = ImportedTicket {
                        subject: &subject,
                        status_id,
                        priority_id,
                        category_id: house.category(scenario.about),
                        team_id: house.team_of(scenario.about),
                        assignee_id: fields.assignee_id,
                        customer_id: Some(contact.id),
                        channel,
                        external_ref: None,
                    };
                    ticket = Some(step.unit(actor, line.at_ms, |ctx| {
                        let id = tickets::import_ticket(ctx, &opened)?;
                        tickets::append(ctx, id, &message)?;
                        for tag in &scenario.tags {
                            tags::add(ctx, tags::OF_TICKETS, id.0, tag)?;
                        }
                        Ok(id)
                    })?);
                }
            }
        }
        if let (Some(id), Stand::Open(_), true) = (ticket, stand, chance.percent(45)) {
            let owner = house.user("MA").map_or(Actor::System, |user| house.actor(user));
            step.now(owner, |ctx| tickets::mark_read(ctx, GetTicket { id }))?;
        }
        self.close(step, ticket, said, stand, chance)
    }

    /// Some solved tickets were closed a week later, when nobody came back to them.
    fn close(
        &self,
        step: &mut Step<'_, '_, '_>,
        ticket: Option<TicketId>,
        said: &[Said<'_>],
        stand: Stand,
        chance: &mut Chance,
    ) -> Result<()> {
        let (Some(id), Some(last)) = (ticket, said.last()) else { return Ok(()) };
        let at_ms = last.at_ms + 7 * DAY_MS;
        if stand != Stand::Done || at_ms > self.when.anchor_ms || !chance.percent(25) {
            return Ok(());
        }
        let fields =
            ImportedFields { status_id: self.house.status(TicketState::Closed), ..ImportedFields::default() };
        step.unit(Actor::System, at_ms, |ctx| tickets::import_fields(ctx, id, &fields))
    }
}
