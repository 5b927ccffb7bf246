//! The customers that were written by hand: their tickets, deals, tasks and conversations, each so long before the present.

use super::fill::Step;
use super::house::House;
use super::people::{Contact, People, plain};
use super::sales::{move_to, task_kind};
use super::texts::TEXTS;
use super::when::{DAY_MS, MINUTE_MS, When};
use crate::ctx::Actor;
use crate::customers::{self, ContactKind, CustomerKind, CustomerStatus, NewContactPoint};
use crate::deals::{self, CreateDeal};
use crate::drafts::{self, DraftKind, SaveDraft};
use crate::error::Result;
use crate::ids::{CustomerId, TicketId, UserId};
use crate::interactions::{self, Direction, InteractionKind, LogInteraction};
use crate::patch::Patch;
use crate::people::tags;
use crate::tasks::{self, CreateTask, GetTask};
use crate::tickets::{
    self, Author, Channel, GetTicket, ImportedFields, ImportedTicket, MessageKind, NewMessage, TicketState,
};
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
    pub fn of(size: &super::Size) -> Result<Self> {
        let cast: Self = serde_json::from_str(include_str!("texts/cast.json"))?;
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

    pub fn tickets(&self, step: &mut Step<'_, '_, '_>, house: &House, when: &When) -> Result<usize> {
        let mut made = 0;
        // In the order in which they came.
        let mut tickets: Vec<&CastTicket> = self.tickets.iter().collect();
        tickets.sort_by_key(|ticket| ticket.said.first().map_or(0, |(_, ago, _)| -ago));
        for written in tickets {
            made += 1 + written.said.len();
            if let Some(id) = self.ticket(step, house, when, written)? {
                self.look(step, house, written, id)?;
            }
        }
        Ok(made)
    }

    fn ticket(
        &self,
        step: &mut Step<'_, '_, '_>,
        house: &House,
        when: &When,
        written: &CastTicket,
    ) -> Result<Option<TicketId>> {
        let (Some(customer), Some(priority_id)) = (self.id(&written.customer), house.priority(written.level))
        else {
            return Ok(None);
        };
        let mut made = None;
        for (place, (who, ago, text)) in written.said.iter().enumerate() {
            let user = who.split(' ').nth(1).and_then(|initials| house.user(initials));
            let author = user.map_or(Author::Customer(customer), Author::User);
            let kind = if who.starts_with("note") { MessageKind::Note } else { MessageKind::Public };
            let message =
                NewMessage { kind, author, channel: written.channel, body: text, attachment_ids: &[] };
            let last = place + 1 == written.said.len();
            let state = if last {
                written.state
            } else if user.is_some() && kind == MessageKind::Public {
                TicketState::WaitingCustomer
            } else if place == 0 {
                TicketState::New
            } else {
                TicketState::Open
            };
            let assignee_id = written
                .assignee
                .as_deref()
                .and_then(|initials| house.user(initials))
                .filter(|_| place > 0 || last);
            let actor = user.map_or(Actor::System, |user| house.actor(user));
            let at_ms = when.anchor_ms - ago * MINUTE_MS;
            let status_id = house.status(state).filter(|_| kind == MessageKind::Public || last);
            match (made, house.status(state)) {
                (Some(id), _) => {
                    let fields = ImportedFields { status_id, assignee_id, ..ImportedFields::default() };
                    step.unit(actor, at_ms, |ctx| {
                        tickets::append(ctx, id, &message)?;
                        tickets::import_fields(ctx, id, &fields)
                    })?;
                }
                (None, Some(status_id)) => {
                    let opened = ImportedTicket {
                        subject: &written.subject,
                        status_id,
                        priority_id,
                        category_id: house.category(&written.about),
                        team_id: house.team_of(&written.about),
                        assignee_id,
                        customer_id: Some(customer),
                        channel: written.channel,
                        external_ref: None,
                    };
                    made = Some(step.unit(actor, at_ms, |ctx| {
                        let id = tickets::import_ticket(ctx, &opened)?;
                        tickets::append(ctx, id, &message)?;
                        for tag in &written.tags {
                            tags::add(ctx, tags::OF_TICKETS, id.0, tag)?;
                        }
                        Ok(id)
                    })?);
                }
                (None, None) => {}
            }
        }
        Ok(made)
    }

    /// What Maren has read, and what she has begun to write.
    fn look(
        &self,
        step: &mut Step<'_, '_, '_>,
        house: &House,
        written: &CastTicket,
        id: TicketId,
    ) -> Result<()> {
        let Some(owner) = house.user("MA").map(|user| house.actor(user)) else { return Ok(()) };
        let draft = written.draft.clone();
        step.now(owner, |ctx| {
            if written.read {
                tickets::mark_read(ctx, GetTicket { id })?;
            }
            if let Some(text) = draft {
                drafts::save(ctx, SaveDraft { ticket_id: id, kind: DraftKind::Reply, text })?;
            }
            Ok(())
        })
    }

    pub fn deals(&self, step: &mut Step<'_, '_, '_>, house: &House, when: &When) -> Result<usize> {
        for written in &self.deals {
            self.deal(step, house, when, written)?;
        }
        Ok(self.deals.len())
    }

    fn deal(
        &self,
        step: &mut Step<'_, '_, '_>,
        house: &House,
        when: &When,
        written: &CastDeal,
    ) -> Result<()> {
        let (Some(pipe), Some(customer)) = (house.pipe(&written.pipeline), self.id(&written.customer)) else {
            return Ok(());
        };
        let owner = house.user(&written.owner);
        let actor = owner.map_or(Actor::System, |user| house.actor(user));
        let mut way: Vec<_> = pipe.open.iter().map(|stage| stage.id).collect();
        match written.stage.as_str() {
            "Won" => way.push(pipe.won),
            "Lost" => way.push(pipe.lost),
            _ => {}
        }
        let at = |days: i64| when.anchor_ms - days * DAY_MS;
        let mut made = None;
        for (stage, days) in way.into_iter().zip(&written.days) {
            match made {
                None => {
                    let args = CreateDeal {
                        title: written.title.clone(),
                        customer_id: Some(customer),
                        pipeline_id: Some(pipe.id),
                        stage_id: Some(stage),
                        value_minor: Some(written.pounds * 100),
                        currency: None,
                        owner_id: owner.map_or(Patch::Clear, Patch::Set),
                        expected_close_on: Some(when.day(at(-20)).to_string()),
                    };
                    made = Some(step.unit(actor, at(*days), |ctx| Ok(deals::create(ctx, args)?.card.id))?);
                }
                Some(id) => {
                    let reason = written.reason.as_deref().filter(|_| stage == pipe.lost);
                    move_to(step, actor, at(*days), (id, stage, reason))?;
                }
            }
        }
        if let (Some((kind, title, day, minute)), Some(deal)) = (&written.step, made) {
            let due_ms = when.on_day_ms(*day, *minute);
            let mut args = task(title, kind, customer, owner, due_ms);
            args.deal_id = Some(deal);
            let at_ms = at(written.days.last().copied().unwrap_or(0));
            step.unit(actor, at_ms, |ctx| tasks::create(ctx, args))?;
        }
        Ok(())
    }

    /// Things to do, and what was said outside tickets.
    pub fn rest(&self, step: &mut Step<'_, '_, '_>, house: &House, when: &When) -> Result<usize> {
        for written in &self.tasks {
            let (Some(customer), Some(user)) = (self.id(&written.customer), house.user(&written.whose))
            else {
                continue;
            };
            let actor = house.actor(user);
            let mut args = task(
                &written.title,
                &written.kind,
                customer,
                Some(user),
                when.on_day_ms(written.day, written.minute),
            );
            args.body.clone_from(&written.body);
            let id = step.unit(actor, when.anchor_ms - 4 * DAY_MS, |ctx| Ok(tasks::create(ctx, args)?.id))?;
            if let Some(ago) = written.done {
                step.unit(actor, when.anchor_ms - ago * MINUTE_MS, |ctx| {
                    tasks::complete(ctx, GetTask { id })
                })?;
            }
        }
        for written in &self.talks {
            let (Some(customer_id), Some(user)) = (self.id(&written.customer), house.user(&written.who))
            else {
                continue;
            };
            let args = LogInteraction {
                customer_id,
                kind: written.kind,
                direction: written.direction,
                subject: Some(written.subject.clone()),
                body: Some(written.body.clone()),
                at_ms: None,
                duration_s: written.minutes.map(|minutes| minutes * 60),
                ticket_id: None,
                deal_id: None,
            };
            let at_ms = when.anchor_ms - written.ago * MINUTE_MS;
            step.unit(house.actor(user), at_ms, |ctx| interactions::log(ctx, args))?;
        }
        Ok(self.tasks.len() + self.talks.len())
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

fn task(title: &str, kind: &str, customer: CustomerId, user: Option<UserId>, due_ms: i64) -> CreateTask {
    CreateTask {
        title: title.to_owned(),
        body: None,
        kind: Some(task_kind(kind)),
        customer_id: Some(customer),
        ticket_id: None,
        deal_id: None,
        assignee_id: user.map_or(Patch::Clear, Patch::Set),
        due_ms: Some(due_ms),
    }
}
