//! Their deals, what is to be done for them, and what was said outside tickets.

use super::{Cast, CastDeal};
use crate::ctx::Actor;
use crate::deals::{self, CreateDeal};
use crate::error::Result;
use crate::ids::{CustomerId, UserId};
use crate::interactions::{self, LogInteraction};
use crate::patch::Patch;
use crate::sample::fill::Step;
use crate::sample::house::House;
use crate::sample::sales::{move_to, task_kind};
use crate::sample::when::{DAY_MS, MINUTE_MS, When};
use crate::tasks::{self, CreateTask, GetTask};

impl Cast {
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
