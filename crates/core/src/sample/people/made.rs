//! What a customer made by chance is like.

use super::places::{address, unit_of};
use crate::customers::{ContactKind, CreateCustomer, CustomerKind, CustomerStatus, NewContactPoint};
use crate::ids::CustomerId;
use crate::interactions::{Direction, InteractionKind, LogInteraction};
use crate::sample::chance::Chance;
use crate::sample::house::House;
use crate::sample::texts::{Filling, GAPS, Names, TEXTS, Trade, Unit};
use crate::sample::when::When;
use chrono::Datelike;

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

/// What is settled about a customer before the details.
#[derive(Debug, Clone, Copy)]
pub struct Sort {
    pub organisation: bool,
    /// For whom a person works.
    pub employer: Option<(CustomerId, &'static Trade)>,
    pub lead: bool,
    pub gone: bool,
    /// How many were made before: the first ones take turns, so that even few have names of every kind.
    pub turn: usize,
}

/// A customer to create, and what later texts need of them.
pub struct Made {
    pub args: CreateCustomer,
    /// Whom to greet.
    pub first: String,
    pub writes: &'static str,
    /// Of an organisation.
    pub trade: Option<&'static Trade>,
}

/// Thinks one up who comes at this instant.
pub fn make(sort: Sort, (house, when): (&House, &When), came_ms: i64, chance: &mut Chance) -> Made {
    let Sort { organisation, employer, lead, gone, turn } = sort;
    let (writes, first, person) = person(turn, chance);
    let trade = chance.pick(&TEXTS.trades).filter(|_| organisation);
    let name = trade.map_or_else(|| person.clone(), |trade| organisation_name(trade, &person, chance));
    let job = employer.and_then(|(_, trade)| chance.pick(&trade.jobs));
    let address = address(chance);
    let owners: &[&str] = if organisation { &["LB", "SD"] } else { &["MA", "IO", "LB"] };
    let unit = unit_of(chance, organisation, "").filter(|_| employer.is_none() && chance.percent(70));
    let about = unit.and_then(|unit| {
        let filling = about_filling(chance, unit, when, came_ms);
        chance.pick(&TEXTS.abouts).map(|text| text.filled(&filling))
    });
    let args = CreateCustomer {
        name: name.clone(),
        kind: Some(if organisation { CustomerKind::Organisation } else { CustomerKind::Person }),
        status: Some(match (lead, gone) {
            (true, _) => CustomerStatus::Lead,
            (false, true) => CustomerStatus::Churned,
            (false, false) => CustomerStatus::Active,
        }),
        source: Some(chance.word(SOURCES).to_owned()).filter(|_| lead || chance.percent(40)),
        owner_id: house.user(chance.word(owners)).filter(|_| lead || organisation || chance.percent(30)),
        organisation_id: employer.map(|(id, _)| id),
        job_title: job.map(|job| (*job).to_owned()),
        about,
        street: Some(address.street),
        postal_code: Some(address.postal_code),
        city: Some(address.city.to_owned()),
        country: Some("United Kingdom".to_owned()),
        tags: tags(chance, organisation, lead, trade),
        contact_points: points(chance, &name, &first),
    };
    Made { args, first, writes, trade }
}

/// The call with which a lead begins.
pub fn first_call(customer_id: CustomerId, chance: &mut Chance) -> LogInteraction {
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

/// Language, given name and full name.
fn person(turn: usize, chance: &mut Chance) -> (&'static str, String, String) {
    let total: usize = TEXTS.names.iter().map(|names| names.weight).sum();
    let mut left = chance.below(total);
    let names = TEXTS.names.get(turn).or_else(|| {
        TEXTS.names.iter().find(|names| {
            let found = left < names.weight;
            left = left.saturating_sub(names.weight);
            found
        })
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
