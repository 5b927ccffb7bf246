//! Deals: the ones won and lost over three years, and those on the board now.

use super::chance::Chance;
use super::fill::Step;
use super::house::{House, Pipe};
use super::people::{Contact, People};
use super::texts::{DealLine, Filling, GAPS, TEXTS};
use super::when::{DAY_MS, When};
use crate::ctx::Actor;
use crate::deals::{self, CreateDeal, MoveDeal};
use crate::error::Result;
use crate::ids::{CustomerId, DealId, StageId, UserId};
use crate::patch::Patch;
use crate::tasks::{self, CreateTask, TaskKind};

/// The part of the deals that is open, per cent.
const OPEN: usize = 25;
/// The pipelines, as often as deals come up in them.
const PIPELINES: &[&str] =
    &["Replacements", "Commercial", "Service contracts", "Replacements", "Replacements"];

pub struct Deals<'a> {
    pub house: &'a House,
    pub people: &'a People,
    pub when: &'a When,
    chance: Chance,
}

impl<'a> Deals<'a> {
    pub fn new(house: &'a House, people: &'a People, when: &'a When, seed: u64) -> Self {
        Self { house, people, when, chance: Chance::new(seed, "deals") }
    }

    /// Makes the `n`th of `of` deals with its way through the stages; answers how many records that was.
    pub fn add(&self, step: &mut Step<'_, '_, '_>, n: usize, of: usize) -> Result<usize> {
        let mut chance = self.chance.of(n as u64);
        let open = n * 100 >= of * (100 - OPEN);
        // Even a small board has something in each pipeline.
        let pipeline = if open { PIPELINES.get((of - n) % PIPELINES.len()) } else { chance.pick(PIPELINES) };
        let lines: Vec<&DealLine> =
            TEXTS.deals.iter().filter(|line| pipeline.is_some_and(|name| *name == line.pipeline)).collect();
        let Some(line) = chance.pick(&lines) else { return Ok(0) };
        let Some(pipe) = self.house.pipe(line.pipeline) else { return Ok(0) };
        let buyer = self.buyer(&mut chance, self.people.there(n, of), line.who == "business");
        let Some(customer) = buyer.map(|contact| contact.id) else { return Ok(0) };
        let owner = self.house.user(chance.word(&["LB", "SD", "LB", "SD", "MA"]));
        let stages = if open { chance.between(1, pipe.open.len() as i64) as usize } else { pipe.open.len() };
        let visited: Vec<_> = pipe.open.iter().take(stages).collect();
        let times = self.times(
            &visited.iter().map(|stage| stage.limit_days.unwrap_or(7)).collect::<Vec<_>>(),
            open,
            (n, of),
            &mut chance,
        );
        let Some((first_ms, later)) = times.split_first() else { return Ok(0) };
        let new = self.new_deal(line, customer, owner, (pipe, *first_ms, open), &mut chance);
        let actor = owner.map_or(Actor::System, |user| self.house.actor(user));
        let id = step.unit(actor, *first_ms, |ctx| Ok(deals::create(ctx, new)?.card.id))?;
        for (stage, at_ms) in visited.iter().skip(1).zip(later) {
            move_to(step, actor, *at_ms, (id, stage.id, None))?;
        }
        if open {
            return Ok(1 + self.next_step(step, (id, customer, owner), &mut chance)?);
        }
        let ended_ms = times.last().copied().unwrap_or(*first_ms) + chance.between(1, 9) * DAY_MS;
        let (stage, reason) =
            if chance.percent(60) { (pipe.won, None) } else { (pipe.lost, Some(chance.word(&TEXTS.lost))) };
        move_to(step, actor, ended_ms.min(self.when.anchor_ms), (id, stage, reason))?;
        Ok(1)
    }

    /// Whoever buys is seldom the one who writes most.
    fn buyer(&self, chance: &mut Chance, there: usize, organisation: bool) -> Option<&Contact> {
        let mut found = None;
        for _ in 0..16 {
            let contact = self.people.contacts.get(chance.below(there))?;
            found = Some(contact);
            if !contact.silent && !contact.rare && contact.organisation == organisation {
                break;
            }
        }
        found
    }

    fn new_deal(
        &self,
        line: &DealLine,
        customer: CustomerId,
        owner: Option<UserId>,
        (pipe, created_ms, open): (&Pipe, i64, bool),
        chance: &mut Chance,
    ) -> CreateDeal {
        let pounds = chance.between(line.from, line.to);
        let step = if pounds > 5_000 { 100 } else { 10 };
        let close = self.when.day(if open {
            self.when.anchor_ms + chance.between(3, 70) * DAY_MS
        } else {
            created_ms + 30 * DAY_MS
        });
        CreateDeal {
            title: line.title.to_owned(),
            customer_id: Some(customer),
            pipeline_id: Some(pipe.id),
            stage_id: None,
            value_minor: Some(pounds / step * step * 100),
            currency: None,
            owner_id: owner.map_or(Patch::Clear, Patch::Set),
            expected_close_on: chance.percent(75).then(|| close.to_string()),
        }
    }

    /// When the deal entered each stage. Open ones entered their last one lately, few longer ago than its limit.
    fn times(&self, limits: &[i64], open: bool, (n, of): (usize, usize), chance: &mut Chance) -> Vec<i64> {
        if !open {
            let mut at_ms = self.when.nth_ms(n, of, chance);
            return limits
                .iter()
                .map(|limit| {
                    let entered = at_ms.min(self.when.anchor_ms);
                    at_ms += chance.between(1, limit + 2) * DAY_MS;
                    entered
                })
                .collect();
        }
        let last = limits.last().copied().unwrap_or(7);
        let days = if chance.percent(12) { last + chance.between(1, 9) } else { chance.between(0, last) };
        let mut at_ms = self.when.anchor_ms - days * DAY_MS - chance.between(0, DAY_MS / 3);
        let mut times: Vec<i64> = limits
            .iter()
            .rev()
            .skip(1)
            .map(|limit| {
                at_ms -= chance.between(DAY_MS / 2, limit * DAY_MS);
                at_ms
            })
            .collect();
        times.reverse();
        times.push(self.when.anchor_ms - days * DAY_MS);
        times
    }

    fn next_step(
        &self,
        step: &mut Step<'_, '_, '_>,
        (deal, customer, owner): (DealId, CustomerId, Option<UserId>),
        chance: &mut Chance,
    ) -> Result<usize> {
        if chance.percent(20) {
            return Ok(0);
        }
        let Some((kind, text)) = chance.pick(&TEXTS.steps) else { return Ok(0) };
        let contact = self.people.contacts.iter().find(|contact| contact.id == customer);
        let values = GAPS.iter().map(|gap| {
            if *gap == "first" {
                contact.map(|c| c.first.to_string()).unwrap_or_default()
            } else {
                String::new()
            }
        });
        let due_ms = self.when.on_day_ms(chance.mostly_short(1, 28), chance.between(8 * 4, 17 * 4) * 15);
        let args = CreateTask {
            title: text.filled(&Filling::new(values.collect())),
            body: None,
            kind: Some(task_kind(kind)),
            customer_id: Some(customer),
            ticket_id: None,
            deal_id: Some(deal),
            assignee_id: owner.map_or(Patch::Clear, Patch::Set),
            due_ms: Some(due_ms),
        };
        let actor = owner.map_or(Actor::System, |user| self.house.actor(user));
        step.unit(actor, self.when.anchor_ms - chance.between(1, 6) * DAY_MS / 4, |ctx| {
            tasks::create(ctx, args)
        })?;
        Ok(1)
    }
}

/// The kind that a line of the texts names.
pub fn task_kind(word: &str) -> TaskKind {
    TaskKind::ALL.iter().copied().find(|kind| kind.word() == word).unwrap_or(TaskKind::Todo)
}

pub fn move_to(
    step: &mut Step<'_, '_, '_>,
    actor: Actor,
    at_ms: i64,
    (id, stage_id, reason): (DealId, StageId, Option<&str>),
) -> Result<()> {
    let args = MoveDeal { id, stage_id, lost_reason: reason.map(str::to_owned), rev: None };
    step.unit(actor, at_ms, |ctx| deals::r#move(ctx, args).map(|_| ()))
}
