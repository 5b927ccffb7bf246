//! What happens beside tickets and deals: calls, visits and notes, and things to do.

use super::chance::Chance;
use super::fill::Step;
use super::house::House;
use super::people::{Contact, People};
use super::sales::task_kind;
use super::texts::{Filling, GAPS, TEXTS};
use super::when::{DAY_MS, HOUR_MS, MINUTE_MS, When};
use crate::ctx::Actor;
use crate::error::Result;
use crate::interactions::{self, Direction, InteractionKind, LogInteraction};
use crate::patch::Patch;
use crate::tasks::{self, CreateTask, GetTask};

/// Open tasks that are due by today, beside those of the hand-written customers.
const DUE: usize = 2;

pub struct FollowUps<'a> {
    pub house: &'a House,
    pub people: &'a People,
    pub when: &'a When,
    chance: Chance,
}

impl<'a> FollowUps<'a> {
    pub fn new(house: &'a House, people: &'a People, when: &'a When, seed: u64) -> Self {
        Self { house, people, when, chance: Chance::new(seed, "follow-ups") }
    }

    /// Logs the `n`th of `of` calls, letters and visits.
    pub fn talk(&self, step: &mut Step<'_, '_, '_>, n: usize, of: usize) -> Result<usize> {
        let mut chance = self.chance.of(n as u64);
        let Some(contact) = self.people.someone(&mut chance, self.people.there(n, of)) else { return Ok(0) };
        let talks: Vec<_> = TEXTS.talks.iter().filter(|talk| talk.kind != "lead").collect();
        let Some(talk) = chance.pick(&talks) else { return Ok(0) };
        let kind = InteractionKind::ALL.iter().copied().find(|kind| kind.word() == talk.kind);
        let filling = self.filling(contact, &mut chance);
        let args = LogInteraction {
            customer_id: contact.id,
            kind: kind.unwrap_or(InteractionKind::Note),
            direction: Direction::ALL.iter().copied().find(|direction| direction.word() == talk.direction),
            subject: Some(talk.subject.filled(&filling)),
            body: Some(talk.body.filled(&filling)),
            at_ms: None,
            duration_s: match kind {
                Some(InteractionKind::Call) => Some(chance.between(40, 1_500)),
                Some(InteractionKind::Meeting) => Some(chance.between(2, 10) * 900),
                _ => None,
            },
            ticket_id: None,
            deal_id: None,
        };
        let at_ms = self.when.nth_ms(n, of, &mut chance).min(self.when.anchor_ms);
        step.unit(self.somebody(&mut chance), at_ms, |ctx| interactions::log(ctx, args))?;
        Ok(1)
    }

    /// Makes the `n`th of `of` things to do; the last fifth is still open, most of it for later days.
    pub fn task(&self, step: &mut Step<'_, '_, '_>, n: usize, of: usize) -> Result<usize> {
        let mut chance = self.chance.of(n as u64 ^ 0x7a5c);
        let Some(contact) = self.people.someone(&mut chance, self.people.there(n, of)) else { return Ok(0) };
        let Some((kind, title)) = chance.pick(&TEXTS.tasks) else { return Ok(0) };
        let actor = self.somebody(&mut chance);
        let open = n + of / 5 >= of;
        let at_ms = self.when.nth_ms(n, of, &mut chance).min(self.when.anchor_ms - DAY_MS);
        let at_quarter = chance.between(8 * 4, 17 * 4) * 15;
        let due_ms = match (open, of - n) {
            (true, left) if left <= DUE => self.when.on_day_ms(1 - left as i64, at_quarter),
            (true, _) => self.when.on_day_ms(chance.mostly_short(1, 45), at_quarter),
            (false, _) => at_ms + chance.between(1, 12) * DAY_MS,
        };
        let args = CreateTask {
            title: title.filled(&self.filling(contact, &mut chance)),
            body: None,
            kind: Some(task_kind(kind)),
            customer_id: Some(contact.id),
            ticket_id: None,
            deal_id: None,
            assignee_id: actor.user_id().map_or(Patch::Clear, |user| Patch::Set(crate::ids::UserId(user))),
            due_ms: Some(due_ms),
        };
        let id = step.unit(actor, at_ms, |ctx| Ok(tasks::create(ctx, args)?.id))?;
        if !open {
            let done_ms =
                (due_ms + chance.between(-30, 20) * HOUR_MS).clamp(at_ms + MINUTE_MS, self.when.anchor_ms);
            step.unit(actor, done_ms, |ctx| tasks::complete(ctx, GetTask { id }))?;
        }
        Ok(1)
    }

    fn somebody(&self, chance: &mut Chance) -> Actor {
        let user = self.house.user(chance.word(&["MA", "IO", "IO", "LB", "TF", "RM", "SD"]));
        user.map_or(Actor::System, |user| self.house.actor(user))
    }

    fn filling(&self, contact: &Contact, chance: &mut Chance) -> Filling {
        let unit = super::people::unit_of(chance, contact.organisation, "");
        let values = GAPS.iter().map(|gap| match *gap {
            "first" => contact.first.to_string(),
            "name" => contact.name.to_string(),
            "unit" => unit.map(|unit| unit.name).unwrap_or("boiler").to_owned(),
            "part" => unit.map(|unit| chance.word(&unit.parts)).unwrap_or("filter").to_owned(),
            "engineer" => chance.word(&["Tom", "Rhys"]).to_owned(),
            "room" => chance.word(&TEXTS.rooms).to_owned(),
            "amount" => format!("£{}", chance.between(60, 640)),
            "invoice" => chance.between(9_000, 14_999).to_string(),
            "estimate" => format!("E-{}", chance.between(600, 2_600)),
            "months" => chance.between(2, 18).to_string(),
            "temp" => chance.between(14, 19).to_string(),
            "count" => chance.between(2, 9).to_string(),
            _ => String::new(),
        });
        Filling::new(values.collect())
    }
}
