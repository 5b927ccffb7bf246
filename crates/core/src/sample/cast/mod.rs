//! The customers that were written by hand: their tickets, deals, tasks and conversations, each so long before the present.

mod sales;
mod tickets;

use super::fill::Step;
use super::house::House;
use super::people::{Contact, People, plain};
use super::size::Size;
use super::texts::TEXTS;
use super::when::{DAY_MS, MINUTE_MS, When};
use crate::ctx::Actor;
use crate::customers::{self, ContactKind, CustomerKind, CustomerStatus, NewContactPoint};
use crate::error::Result;
use crate::ids::CustomerId;
use crate::interactions::{Direction, InteractionKind};
use crate::tickets::{Channel, TicketState};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct CastCustomer {
    key: String,
    name: String,
    #[serde(default)]
    organisation: bool,
    #[serde(default)]
    lead: bool,
    /// How long they have been known, in days or minutes.
    #[serde(default)]
    days: i64,
    #[serde(default)]
    minutes: i64,
    owner: String,
    source: Option<String>,
    tags: Vec<String>,
    street: String,
    postal_code: String,
    city: Option<String>,
    phone: String,
    email: String,
    about: String,
    /// Name, job and number.
    #[serde(default)]
    people: Vec<(String, String, String)>,
}

#[derive(Debug, Deserialize)]
struct CastTicket {
    customer: String,
    subject: String,
    about: String,
    state: TicketState,
    level: i64,
    assignee: Option<String>,
    channel: Channel,
    #[serde(default)]
    tags: Vec<String>,
    /// Maren has seen everything in it.
    #[serde(default)]
    read: bool,
    draft: Option<String>,
    /// Who (`them`, `us IO`, `note TF`), minutes before the present, what.
    said: Vec<(String, i64, String)>,
}

#[derive(Debug, Deserialize)]
struct CastDeal {
    customer: String,
    title: String,
    pipeline: String,
    stage: String,
    pounds: i64,
    owner: String,
    /// How many days ago it entered each stage.
    days: Vec<i64>,
    /// Kind, title, day from today, minute of the day.
    step: Option<(String, String, i64, i64)>,
    reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct CastTask {
    customer: String,
    title: String,
    kind: String,
    #[serde(rename = "for")]
    whose: String,
    day: i64,
    minute: i64,
    body: Option<String>,
    /// Minutes before the present at which it was done.
    done: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct CastTalk {
    customer: String,
    who: String,
    kind: InteractionKind,
    direction: Option<Direction>,
    ago: i64,
    minutes: Option<i64>,
    subject: String,
    body: String,
}

#[derive(Debug, Default, Deserialize)]
pub struct Cast {
    customers: Vec<CastCustomer>,
    tickets: Vec<CastTicket>,
    deals: Vec<CastDeal>,
    tasks: Vec<CastTask>,
    talks: Vec<CastTalk>,
    #[serde(skip)]
    known: Vec<(String, CustomerId)>,
}

impl Cast {
    /// Everybody, or nobody where the sample is too small for them.
    pub fn of(size: &Size) -> Result<Self> {
        let cast: Self = serde_json::from_str(include_str!("../texts/cast.json"))?;
        let room = size.customers >= 2 * cast.number_of_customers()
            && size.tickets >= 2 * cast.tickets.len()
            && size.deals >= cast.deals.len();
        Ok(if room { cast } else { Self::default() })
    }

    pub fn number_of_customers(&self) -> usize {
        self.customers.len() + self.customers.iter().map(|customer| customer.people.len()).sum::<usize>()
    }

    pub const fn number_of_tickets(&self) -> usize {
        self.tickets.len()
    }

    /// Tickets that are not solved.
    pub fn open_tickets(&self) -> usize {
        self.tickets.iter().filter(|ticket| !ticket.state.is_done()).count()
    }

    pub const fn number_of_deals(&self) -> usize {
        self.deals.len()
    }

    pub fn customers(
        &mut self,
        step: &mut Step<'_, '_, '_>,
        house: &House,
        when: &When,
        people: &mut People,
    ) -> Result<usize> {
        let mut known = Vec::new();
        for written in &self.customers {
            let came_ms = when.anchor_ms - written.days * DAY_MS - written.minutes * MINUTE_MS;
            let kind = if written.organisation { CustomerKind::Organisation } else { CustomerKind::Person };
            let mut args = plain(written.name.clone(), kind);
            args.status = Some(if written.lead { CustomerStatus::Lead } else { CustomerStatus::Active });
            args.owner_id = house.user(&written.owner);
            args.source.clone_from(&written.source);
            args.tags.clone_from(&written.tags);
            args.about = Some(written.about.clone());
            args.street = Some(written.street.clone());
            args.postal_code = Some(written.postal_code.clone());
            args.city = Some(written.city.clone().unwrap_or_else(|| "Bristol".to_owned()));
            args.country = Some("United Kingdom".to_owned());
            args.contact_points = vec![phone(&written.phone), email(&written.email)];
            let actor = args.owner_id.map_or(Actor::System, |user| house.actor(user));
            let id = step.unit(actor, came_ms, |ctx| Ok(customers::create(ctx, args)?.id))?;
            known.push((written.key.clone(), id));
            let boss = written.people.first().map_or(&written.name, |(name, ..)| name);
            people.contacts.push(contact(id, written, &written.name, boss));
            for (name, job, number) in &written.people {
                let mut args = plain(name.clone(), CustomerKind::Person);
                args.status = Some(CustomerStatus::Active);
                args.organisation_id = Some(id);
                args.job_title = Some(job.clone());
                args.contact_points = vec![phone(number)];
                let person =
                    step.unit(actor, came_ms + 5 * MINUTE_MS, |ctx| Ok(customers::create(ctx, args)?.id))?;
                people.contacts.push(Contact { rare: true, ..contact(person, written, name, name) });
            }
        }
        self.known = known;
        Ok(self.number_of_customers())
    }

    fn id(&self, key: &str) -> Option<CustomerId> {
        self.known.iter().find(|(known, _)| known == key).map(|(_, id)| *id)
    }
}

fn contact(id: CustomerId, written: &CastCustomer, name: &str, greeted: &str) -> Contact {
    let first = greeted.split(' ').next().unwrap_or(greeted);
    // Vietnamese names end with what people are called.
    let first =
        if greeted.starts_with("Nguyễn") { greeted.rsplit(' ').next().unwrap_or(first) } else { first };
    Contact {
        id,
        organisation: written.organisation,
        silent: written.lead,
        rare: !written.organisation,
        name: name.into(),
        first: first.into(),
        trade: TEXTS
            .trades
            .iter()
            .map(|trade| trade.tag)
            .find(|tag| written.tags.iter().any(|known| known == tag)),
        writes: "en",
    }
}

fn phone(number: &str) -> NewContactPoint {
    NewContactPoint {
        id: None,
        kind: ContactKind::Phone,
        label: Some("Mobile".to_owned()),
        value: number.to_owned(),
    }
}

fn email(address: &str) -> NewContactPoint {
    NewContactPoint { id: None, kind: ContactKind::Email, label: None, value: address.to_owned() }
}
