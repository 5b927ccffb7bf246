//! The customers: homes and organisations around Bristol, with names from many languages.

use super::chance::Chance;
use super::fill::Step;
use super::house::House;
use super::texts::{Filling, GAPS, Names, TEXTS, Trade, Unit};
use super::when::{DAY_MS, HOUR_MS, When};
use crate::ctx::Actor;
use crate::customers::{self, ContactKind, CreateCustomer, CustomerKind, CustomerStatus, NewContactPoint};
use crate::error::Result;
use crate::ids::CustomerId;
use crate::interactions::{self, Direction, InteractionKind, LogInteraction};
use chrono::Datelike;

/// The part of the customers who are there from the first day, per cent.
const FROM_THE_START: usize = 35;

/// What later records need to know of a customer.
#[derive(Debug, Clone)]
pub struct Contact {
    pub id: CustomerId,
    pub organisation: bool,
    /// Has not bought yet, or has left: writes no tickets.
    pub silent: bool,
    /// Written by hand: what is made by chance seldom falls on them.
    pub rare: bool,
    pub name: Box<str>,
    /// Whom to greet.
    pub first: Box<str>,
    /// What kind of organisation it is.
    pub trade: Option<&'static str>,
    /// The language in which they may write.
    pub writes: &'static str,
}

/// Everybody, in the order in which they came; those at the front have the most to do with us.
#[derive(Debug)]
pub struct People {
    pub contacts: Vec<Contact>,
    chance: Chance,
    of: usize,
    /// The last organisation, whose people may follow.
    last: Option<(CustomerId, usize)>,
}

impl People {
    pub fn new(seed: u64, of: usize) -> Self {
        Self { contacts: Vec::with_capacity(of), chance: Chance::new(seed, "people"), of, last: None }
    }

    /// How many of the customers are there when `n` of `of` things have happened.
    pub fn there(&self, n: usize, of: usize) -> usize {
        let first = self.contacts.len() * FROM_THE_START / 100;
        let later = (self.contacts.len() - first) * n / of.max(1);
        (first + later).clamp(1, self.contacts.len().max(1))
    }

    /// When the customer at this place came.
    pub fn came_ms(&self, place: usize, when: &When, chance: &mut Chance) -> i64 {
        let first = self.of * FROM_THE_START / 100;
        if place < first {
            return when.start_ms() + chance.between(0, 30 * DAY_MS);
        }
        when.nth_ms(place - first, self.of - first, chance) - DAY_MS
    }

    /// Makes the next customer; a lead is called at once. Answers how many records that was.
    pub fn add(&mut self, step: &mut Step<'_, '_, '_>, house: &House, when: &When) -> Result<usize> {
        let place = self.contacts.len();
        let mut chance = self.chance.of(place as u64);
        let came_ms = self.came_ms(place, when, &mut chance);
        let employer = self.last.take().filter(|_| chance.percent(45));
        let organisation = employer.is_none() && (place < self.of / 50 || chance.percent(16));
        let (writes, first, name) = person(&mut chance);
        let lead = place * 10 > self.of * 7 && chance.percent(16) && employer.is_none();
        let gone = !lead && chance.percent(5);
        let unit = unit_of(&mut chance, organisation, "");
        let trade = chance.pick(&TEXTS.trades);
        let (name, job) = match (organisation, employer, trade) {
            (true, _, Some(trade)) => (organisation_name(trade, &name, &mut chance), None),
            (_, Some((_, of)), _) => (name, TEXTS.trades.get(of).and_then(|trade| chance.pick(&trade.jobs))),
            _ => (name, None),
        };
        let address = address(&mut chance);
        let mut args =
            plain(name.clone(), if organisation { CustomerKind::Organisation } else { CustomerKind::Person });
        args.status = Some(match (lead, gone) {
            (true, _) => CustomerStatus::Lead,
            (_, true) => CustomerStatus::Churned,
            _ => CustomerStatus::Active,
        });
        args.source = Some(chance.word(SOURCES).to_owned()).filter(|_| lead || chance.percent(40));
        args.owner_id =
            house.user(chance.word(if organisation { &["LB", "SD"] } else { &["MA", "IO", "LB"] }));
        args.owner_id = args.owner_id.filter(|_| lead || organisation || chance.percent(30));
        args.organisation_id = employer.map(|(id, _)| id);
        args.job_title = job.map(|job| (*job).to_owned());
        (args.street, args.postal_code, args.city, args.country) = (
            Some(address.street.clone()),
            Some(address.postal_code),
            Some(address.city.to_owned()),
            Some("United Kingdom".to_owned()),
        );
        args.tags = tags(&mut chance, organisation, lead, trade.filter(|_| organisation));
        args.contact_points = points(&mut chance, &name, &first);
        if let Some(unit) = unit.filter(|_| employer.is_none() && chance.percent(70)) {
            let filling = about_filling(&mut chance, unit, when, came_ms);
            args.about = chance.pick(&TEXTS.abouts).map(|text| text.filled(&filling));
        }
        let owner = args.owner_id;
        let actor = owner.map_or(Actor::System, |user| house.actor(user));
        let id = step.unit(actor, came_ms, |ctx| Ok(customers::create(ctx, args)?.id))?;
        if organisation {
            self.last = trade
                .and_then(|trade| TEXTS.trades.iter().position(|known| known.name == trade.name))
                .map(|at| (id, at));
        }
        let contact = Contact {
            id,
            organisation,
            silent: lead || gone,
            rare: false,
            name: name.into(),
            first: first.into(),
            trade: trade.filter(|_| organisation).map(|trade| trade.tag),
            writes,
        };
        self.contacts.push(contact);
        if lead {
            let at_ms = came_ms + chance.mostly_short(HOUR_MS / 4, 8 * HOUR_MS);
            step.unit(actor, at_ms.min(when.anchor_ms), |ctx| {
                interactions::log(ctx, first_call(id, &mut chance))
            })?;
            return Ok(2);
        }
        Ok(1)
    }

    /// The place of a customer to do something with, the busy ones first; silent ones are passed over.
    pub fn someone(&self, chance: &mut Chance, there: usize) -> Option<&Contact> {
        let mut last = None;
        for _ in 0..8 {
            let contact = self.contacts.get(chance.skewed(there))?;
            if !contact.silent && (!contact.rare || chance.percent(15)) {
                return Some(contact);
            }
            last = Some(contact);
        }
        last
    }
}

const SOURCES: &[&str] = &[
    "the website form",
    "a phone call",
    "a neighbour",
    "the open day",
    "a leaflet",
    "a housing association",
    "an old customer",
    "the trade directory",
    "our van",
    "the home show",
];

fn first_call(customer_id: CustomerId, chance: &mut Chance) -> LogInteraction {
    let talk = TEXTS.talks.iter().filter(|talk| talk.kind == "lead").collect::<Vec<_>>();
    let talk = chance.pick(&talk);
    LogInteraction {
        customer_id,
        kind: InteractionKind::Call,
        direction: Some(Direction::Outbound),
        subject: talk.map(|talk| talk.subject.filled(&Filling::default())),
        body: talk.map(|talk| talk.body.filled(&Filling::default())),
        at_ms: None,
        duration_s: Some(chance.between(90, 900)),
        ticket_id: None,
        deal_id: None,
    }
}

/// A customer of whom nothing is said.
pub fn plain(name: String, kind: CustomerKind) -> CreateCustomer {
    CreateCustomer {
        name,
        kind: Some(kind),
        status: None,
        source: None,
        owner_id: None,
        organisation_id: None,
        job_title: None,
        about: None,
        street: None,
        postal_code: None,
        city: None,
        country: None,
        tags: Vec::new(),
        contact_points: Vec::new(),
    }
}

/// Language, given name and full name.
fn person(chance: &mut Chance) -> (&'static str, String, String) {
    let total: usize = TEXTS.names.iter().map(|names| names.weight).sum();
    let mut left = chance.below(total);
    let names = TEXTS.names.iter().find(|names| {
        let found = left < names.weight;
        left = left.saturating_sub(names.weight);
        found
    });
    let Some(Names { writes, family_first, given, family, .. }) = names else {
        return ("en", String::new(), String::new());
    };
    let (given, family) = (chance.word(given), chance.word(family));
    let native = *writes == "zh" || *writes == "ja";
    let name = match (family_first, native) {
        (true, true) => format!("{family}{given}"),
        (true, false) => format!("{family} {given}"),
        (false, _) => format!("{given} {family}"),
    };
    (writes, if native { name.clone() } else { given.to_owned() }, name)
}

fn organisation_name(trade: &Trade, person: &str, chance: &mut Chance) -> String {
    let family = person.rsplit(' ').next().unwrap_or(person);
    trade.name.replace("{place}", chance.word(&TEXTS.places)).replace("{family}", family)
}

/// A machine such as this customer has.
pub fn unit_of(chance: &mut Chance, organisation: bool, kind: &str) -> Option<&'static Unit> {
    let kind = if kind.is_empty() {
        chance.word(if organisation {
            &["cooling", "boiler", "cold room", "ventilation"]
        } else {
            &["boiler", "boiler", "boiler", "heat pump", "cooling"]
        })
    } else {
        kind
    };
    let fitting: Vec<&Unit> = TEXTS.units.iter().filter(|unit| unit.kind == kind).collect();
    chance.pick(&fitting).copied()
}

pub struct Address {
    pub street: String,
    pub postal_code: String,
    pub city: &'static str,
}

pub fn address(chance: &mut Chance) -> Address {
    let (city, district) = chance.pick(&TEXTS.cities).copied().unwrap_or_default();
    let letters = *b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = |chance: &mut Chance| chance.pick(&letters).map_or('A', |letter| char::from(*letter));
    let (a, b) = (letter(chance), letter(chance));
    let flat = if chance.percent(18) { format!("Flat {}, ", chance.between(1, 14)) } else { String::new() };
    Address {
        street: format!("{flat}{} {}", chance.between(1, 140), chance.word(&TEXTS.streets)),
        postal_code: format!("{district} {}{a}{b}", chance.between(1, 9)),
        city,
    }
}

fn tags(chance: &mut Chance, organisation: bool, lead: bool, trade: Option<&Trade>) -> Vec<String> {
    let mut tags = Vec::new();
    if let Some(trade) = trade {
        tags.push(trade.tag.to_owned());
    }
    if !lead {
        match (organisation, chance.below(100)) {
            (true, 0..35) => tags.push("Platinum plan".to_owned()),
            (_, 0..18) => tags.push("Gold care plan".to_owned()),
            (_, 18..40) => tags.push("Silver care plan".to_owned()),
            _ => {}
        }
    }
    if chance.percent(12) {
        tags.push(
            chance
                .word(&[
                    "Pays on time",
                    "Landlord",
                    "Key in the safe",
                    "Call first",
                    "Speaks little English",
                    "Prefers e-mail",
                    "Heat pump",
                    "Steep stairs",
                    "Dog",
                ])
                .to_owned(),
        );
    }
    tags
}

/// Numbers and addresses that Ofcom and RFC 2606 keep for stories.
pub fn points(chance: &mut Chance, name: &str, first: &str) -> Vec<NewContactPoint> {
    let point = |kind, label: Option<&str>, value| NewContactPoint {
        id: None,
        kind,
        label: label.map(str::to_owned),
        value,
    };
    let folded: String =
        crate::text::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '.' }).collect();
    let mut local = folded.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
    if local.is_empty() {
        local = format!("kunde{}", chance.between(100, 99_999));
    }
    let domain = chance.word(&["example.org", "example.com", "example.net", "post.example", "mail.example"]);
    let mut points = Vec::new();
    if chance.percent(88) {
        points.push(point(ContactKind::Email, None, format!("{local}@{domain}")));
    }
    if points.is_empty() || chance.percent(80) {
        let number = format!("+44 7700 900 {:03}", chance.below(1_000));
        points.push(point(ContactKind::Phone, Some("Mobile"), number));
    }
    if first.len().is_multiple_of(3) && chance.percent(50) {
        points.push(point(
            ContactKind::Phone,
            Some("Landline"),
            format!("+44 117 496 0{:03}", chance.below(1_000)),
        ));
    }
    points
}

fn about_filling(chance: &mut Chance, unit: &Unit, when: &When, came_ms: i64) -> Filling {
    let year = when.day(came_ms).year() - chance.between(0, 12) as i32;
    let values = GAPS.iter().map(|gap| match *gap {
        "unit" => unit.name.to_owned(),
        "year" => year.to_string(),
        "room" => chance.word(&TEXTS.rooms).to_owned(),
        "count" => chance.between(2, 9).to_string(),
        _ => String::new(),
    });
    Filling::new(values.collect())
}
