//! The customers: homes and organisations around Bristol, with names from many languages.

mod made;
mod places;

use self::made::{Made, Sort};
pub use self::places::{address, unit_of};
use super::chance::Chance;
use super::fill::Step;
use super::house::House;
use super::texts::Trade;
use super::when::{DAY_MS, HOUR_MS, When};
use crate::ctx::Actor;
use crate::customers::{self, CreateCustomer, CustomerKind};
use crate::error::Result;
use crate::ids::CustomerId;
use crate::interactions;

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
    /// Those that were not written by hand.
    made: usize,
    /// The last organisation, whose people may follow.
    last: Option<(CustomerId, &'static Trade)>,
}

impl People {
    pub fn new(seed: u64, of: usize) -> Self {
        Self {
            contacts: Vec::with_capacity(of),
            chance: Chance::new(seed, "people"),
            of,
            made: 0,
            last: None,
        }
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
        let lead = employer.is_none() && place * 10 > self.of * 7 && chance.percent(16);
        let sort = Sort {
            organisation: employer.is_none() && (place < self.of / 50 || chance.percent(16)),
            employer,
            lead,
            gone: !lead && chance.percent(5),
            turn: self.made,
        };
        let Made { args, first, writes, trade } = made::make(sort, (house, when), came_ms, &mut chance);
        self.made += 1;
        let name = args.name.clone();
        let actor = args.owner_id.map_or(Actor::System, |user| house.actor(user));
        let id = step.unit(actor, came_ms, |ctx| Ok(customers::create(ctx, args)?.id))?;
        self.last = trade.map(|trade| (id, trade));
        self.contacts.push(Contact {
            id,
            organisation: sort.organisation,
            silent: lead || sort.gone,
            rare: false,
            name: name.into(),
            first: first.into(),
            trade: trade.map(|trade| trade.tag),
            writes,
        });
        if !lead {
            return Ok(1);
        }
        let at_ms = (came_ms + chance.mostly_short(HOUR_MS / 4, 8 * HOUR_MS)).min(when.anchor_ms);
        step.unit(actor, at_ms, |ctx| interactions::log(ctx, made::first_call(id, &mut chance)))?;
        Ok(2)
    }

    /// A customer to do something with, the busy ones more often; silent ones are passed over.
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
