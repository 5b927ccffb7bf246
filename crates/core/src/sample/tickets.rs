//! Tickets: three years of solved ones and a backlog of open ones, each a scenario with its own people and dates.

use super::chance::Chance;
use super::fill::Step;
use super::house::House;
use super::people::{self, Contact, People};
use super::scenario::{Scenario, Voice};
use super::size::Size;
use super::texts::{Filling, GAPS, TEXTS, Text};
use super::when::{DAY_MS, HOUR_MS, MINUTE_MS, When};
use crate::ctx::Actor;
use crate::error::Result;
use crate::ids::{TicketId, UserId};
use crate::people::tags;
use crate::tickets::{
    self, Author, Channel, ImportedFields, ImportedTicket, MessageKind, NewMessage, TicketState,
};
use chrono::Datelike;

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

/// A message with the instant at which it was written.
struct Said<'t> {
    at_ms: i64,
    voice: Voice,
    then: Option<TicketState>,
    text: &'t Text,
}

/// How a ticket stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Done,
    Open(TicketState),
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
        let said = self.plan(scenario, created_ms, stand, missing.saturating_sub(self.messages), &mut chance);
        let filling = self.filling(contact, scenario, agent, &said, &mut chance);
        self.messages += said.len();
        self.write(step, (contact, scenario, agent), &said, (stand, filling), &mut chance)?;
        Ok(1 + said.len())
    }

    /// Who says what when. Done tickets run to their end; open ones are cut where the state wants it.
    fn plan(
        &self,
        scenario: &'static Scenario,
        created_ms: i64,
        stand: Stand,
        missing: usize,
        chance: &mut Chance,
    ) -> Vec<Said<'static>> {
        let mut at_ms = created_ms;
        let mut said: Vec<Said<'static>> = Vec::with_capacity(scenario.steps.len() + 2);
        for step in &scenario.steps {
            at_ms += step.after_ms * chance.between(60, 180) / 100 + chance.between(0, 5 * MINUTE_MS);
            if step.voice != Voice::Them && stand == Stand::Done {
                at_ms = self.when.by_day(at_ms, chance);
            }
            if let Some(text) = chance.pick(&step.wordings) {
                said.push(Said { at_ms, voice: step.voice, then: step.then, text });
            }
        }
        match stand {
            Stand::Done => {
                let mut room = missing.saturating_sub(said.len());
                while room >= 2
                    && let (Some(thanks), Some(welcome)) =
                        (chance.pick(&TEXTS.thanks), chance.pick(&TEXTS.welcomes))
                {
                    at_ms += chance.mostly_short(20 * MINUTE_MS, 2 * DAY_MS);
                    said.push(Said { at_ms, voice: Voice::Them, then: None, text: thanks });
                    at_ms = self.when.by_day(at_ms + chance.between(4, 90) * MINUTE_MS, chance);
                    said.push(Said { at_ms, voice: Voice::Us, then: None, text: welcome });
                    room = (room - 2).min(2);
                }
                let late = at_ms - (self.when.anchor_ms - chance.between(10, 300) * MINUTE_MS);
                if late > 0 {
                    said.iter_mut().for_each(|said| said.at_ms -= late);
                }
            }
            Stand::Open(state) => {
                said.truncate(cut(&said, state, chance));
                let last = said.last().map_or(at_ms, |said| said.at_ms);
                let ago_ms = match state {
                    TicketState::New | TicketState::Open => chance.mostly_short(4 * MINUTE_MS, 30 * HOUR_MS),
                    TicketState::WaitingCustomer
                    | TicketState::WaitingThirdParty
                    | TicketState::OnHold
                    | TicketState::Solved
                    | TicketState::Closed => chance.mostly_short(2 * HOUR_MS, 16 * DAY_MS),
                };
                let shift = self.when.anchor_ms - ago_ms - last;
                said.iter_mut().for_each(|said| said.at_ms += shift);
            }
        }
        said
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
            let state = state_after(said, place, stand);
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
                    let new = house.status(if stand == Stand::Open(TicketState::Open) {
                        TicketState::Open
                    } else {
                        TicketState::New
                    });
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
        if stand != Stand::Done || at_ms > self.when.anchor_ms || !chance.percent(40) {
            return Ok(());
        }
        let fields =
            ImportedFields { status_id: self.house.status(TicketState::Closed), ..ImportedFields::default() };
        step.unit(Actor::System, at_ms, |ctx| tickets::import_fields(ctx, id, &fields))
    }

    fn filling(
        &self,
        contact: &Contact,
        scenario: &Scenario,
        agent: Option<UserId>,
        said: &[Said<'_>],
        chance: &mut Chance,
    ) -> Filling {
        let at_ms = said.first().map_or(self.when.anchor_ms, |said| said.at_ms);
        let unit = people::unit_of(chance, contact.organisation, scenario.unit);
        let address = people::address(chance);
        let visit = self.when.day(at_ms + chance.between(1, 6) * DAY_MS);
        let from = chance.between(8, 15);
        let number = chance.between(9_000, 14_999);
        let values = GAPS.iter().map(|gap| match *gap {
            "first" => contact.first.to_string(),
            "name" => contact.name.to_string(),
            "street" => address.street.clone(),
            "city" => address.city.to_owned(),
            "agent" => agent.map(|user| self.house.first_name(user)).unwrap_or("Maren").to_owned(),
            "engineer" => chance.word(&["Tom", "Rhys"]).to_owned(),
            "unit" => unit.map(|unit| unit.name).unwrap_or("boiler").to_owned(),
            "code" => unit
                .map(|unit| chance.word(&unit.codes))
                .filter(|code| !code.is_empty())
                .unwrap_or("E1")
                .to_owned(),
            "part" => unit
                .map(|unit| chance.word(&unit.parts))
                .filter(|part| !part.is_empty())
                .unwrap_or("circuit board")
                .to_owned(),
            "room" => chance.word(&TEXTS.rooms).to_owned(),
            "day" => visit.format("%A").to_string(),
            "date" => visit.format("%-d %B").to_string(),
            "window" => format!("{from:02}:00 and {:02}:00", from + 2),
            "lately" => chance
                .word(&[
                    "last night",
                    "this morning",
                    "yesterday evening",
                    "Sunday",
                    "about an hour ago",
                    "the weekend",
                    "four o’clock this morning",
                    "the power cut",
                ])
                .to_owned(),
            "amount" => format!("£{}.{:02}", chance.between(48, 690), chance.between(0, 99)),
            "deposit" => format!("£{}", chance.between(2, 14) * 50),
            "invoice" => number.to_string(),
            "estimate" => format!("E-{}", number % 3_000 + 500),
            "year" => (self.when.day(at_ms).year() - chance.between(1, 14) as i32).to_string(),
            "months" => chance.between(3, 22).to_string(),
            "temp" => chance.between(9, 16).to_string(),
            "phone" => format!("07700 900 {:03}", chance.below(1_000)),
            "count" => chance.between(2, 9).to_string(),
            _ => String::new(),
        });
        Filling::new(values.collect())
    }
}

/// A scenario that suits the customer; some write in their own language.
fn scenario(contact: &Contact, chance: &mut Chance) -> Option<&'static Scenario> {
    let own = contact.writes != "en" && chance.percent(45);
    let pool = TEXTS.spoken(if own { contact.writes } else { "en" });
    let suits = |place: &usize| {
        TEXTS.scenarios.get(*place).filter(|found| found.suits(contact.trade, contact.organisation))
    };
    for _ in 0..16 {
        let found = chance.pick(pool).and_then(suits);
        if found.is_some() {
            return found;
        }
    }
    pool.iter().find_map(suits).or_else(|| TEXTS.scenarios.first())
}

/// How the last tickets stand, so that even a few of them show every state.
fn open_state(from_the_end: usize) -> TicketState {
    use TicketState::{New, OnHold, Open, WaitingCustomer, WaitingThirdParty};
    const STATES: [TicketState; 14] = [
        Open,
        New,
        WaitingCustomer,
        OnHold,
        WaitingThirdParty,
        Open,
        WaitingCustomer,
        New,
        Open,
        WaitingCustomer,
        New,
        WaitingThirdParty,
        Open,
        WaitingCustomer,
    ];
    STATES.get(from_the_end % STATES.len()).copied().unwrap_or(Open)
}

/// How many messages are there when the ticket stands like this.
fn cut(said: &[Said<'_>], state: TicketState, chance: &mut Chance) -> usize {
    let wanted = match state {
        TicketState::New => return 1,
        TicketState::Open | TicketState::Solved | TicketState::Closed => Voice::Them,
        TicketState::WaitingCustomer | TicketState::WaitingThirdParty | TicketState::OnHold => Voice::Us,
    };
    let asked = said.iter().position(|line| line.then == Some(state)).map(|place| place + 1);
    let last = said.len().saturating_sub(usize::from(wanted == Voice::Us));
    let places: Vec<usize> =
        (0..last.max(1)).filter(|place| said.get(*place).is_some_and(|line| line.voice == wanted)).collect();
    asked.or_else(|| chance.pick(&places).map(|place| place + 1)).unwrap_or(said.len().min(2))
}

/// The status that a message brings about, if it is another than before.
fn state_after(said: &[Said<'_>], place: usize, stand: Stand) -> Option<TicketState> {
    let line = said.get(place)?;
    if place + 1 == said.len() {
        return Some(match stand {
            Stand::Done => TicketState::Solved,
            Stand::Open(state) => state,
        });
    }
    if line.then.is_some() {
        return line.then;
    }
    match line.voice {
        Voice::Note => None,
        Voice::Them if place == 0 => None,
        Voice::Them => Some(TicketState::Open),
        Voice::Us => {
            let next = said.get(place + 1..)?.iter().find(|next| next.voice != Voice::Note)?;
            Some(if next.voice == Voice::Them { TicketState::WaitingCustomer } else { TicketState::Open })
        }
    }
}
