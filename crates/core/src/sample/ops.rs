//! Filling a file, from the first start or from the command line.

use super::cast::Cast;
use super::fill::Filler;
use super::follow_ups::FollowUps;
use super::house::House;
use super::people::People;
use super::sales::Deals;
use super::size::Size;
use super::tickets::Tickets;
use super::when::When;
use super::{knowledge, sql, workflows};
use crate::ctx::{Actor, Ctx};
use crate::error::{Code, Error, Result};
use crate::ids::{ChangeId, JobId};
use crate::jobs::{self, JobKind, Progress};
use crate::people::business;
use serde::Serialize;
use serde_json::{Value, json};

/// The seed of samples for which nobody chose one.
const SEED: u64 = 1;
/// From here on a fill is more than what the file usually takes in at once.
const BULK_RECORDS: usize = 50_000;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub size: Size,
    pub seed: u64,
    /// Beside what the file holds already.
    pub add: bool,
    /// The present of the sample; nothing happens after it. Never later than the clock.
    pub present_ms: i64,
}

/// What was made.
#[derive(Debug, Clone, Serialize)]
pub struct Filled {
    pub records: usize,
    pub seed: u64,
    pub size: Size,
}

/// Queues the sample that the first start offers. Errors: `conflict` where the file holds something.
pub fn start(ctx: &Ctx<'_>) -> Result<JobId> {
    refuse_unless_empty(ctx)?;
    jobs::start(ctx, JobKind::Sample, "Alder & Finch, a sample business", &json!({ "seed": SEED }))
}

/// The work of a sample job. The present is the minute in which it starts, so that the day looks alive.
pub fn perform(progress: &mut Progress<'_>) -> Result<Value> {
    let seed = progress.args.get("seed").and_then(Value::as_u64).unwrap_or(SEED);
    let now_ms = progress.db().clock().now_ms();
    let plan =
        Plan { size: Size::COMFORTABLE, seed, add: false, present_ms: now_ms - now_ms.rem_euclid(60_000) };
    let (filled, _) = fill(progress, &plan)?;
    Ok(serde_json::to_value(filled)?)
}

/// Errors: `conflict` where the file holds customers, tickets, deals or articles.
pub fn refuse_unless_empty(ctx: &Ctx<'_>) -> Result<()> {
    if ctx.conn().query_row(sql::HOLDS, [], |row| row.get(0))? {
        return Err(Error::new(
            Code::Conflict,
            "This file already holds data, so the sample business was not put into it. Choose an empty folder for it.",
        ));
    }
    Ok(())
}

/// Makes the sample business. The change in the answer takes it back while it is small.
///
/// Errors: `conflict` where the file holds something and nobody asked to add, or when the job was cancelled.
pub fn fill(progress: &mut Progress<'_>, plan: &Plan) -> Result<(Filled, ChangeId)> {
    let db = progress.db();
    let fresh = match db.read(progress.actor, refuse_unless_empty) {
        Ok(()) => true,
        Err(error) if error.code == Code::Conflict && plan.add => false,
        Err(error) => return Err(error),
    };
    let mut work = || everything(progress, plan, fresh);
    if plan.size.records() > BULK_RECORDS { db.in_bulk(work) } else { work() }
}

fn everything(progress: &mut Progress<'_>, plan: &Plan, fresh: bool) -> Result<(Filled, ChangeId)> {
    let actor = progress.actor;
    let mut filler = Filler::start(progress, "The sample business Alder & Finch", plan.size.records())?;
    let made = make(&mut filler, plan, (actor, fresh));
    let records = filler.done();
    let change = filler.finish()?;
    made.map(|()| (Filled { records, seed: plan.seed, size: plan.size }, change))
}

fn make(filler: &mut Filler<'_, '_>, plan: &Plan, (actor, fresh): (Actor, bool)) -> Result<()> {
    let (size, seed) = (plan.size, plan.seed);
    let mut house = House::default();
    let mut when = None;
    filler.each(1, |step, _| {
        step.now(actor, |ctx| {
            // The zone may change with the business's name, so the calendar is made afterwards.
            let zone = if fresh { chrono_tz::Europe::London } else { ctx.zone };
            let calendar = When::new(plan.present_ms.min(ctx.now_ms), zone);
            house.set_up(ctx, &calendar, fresh)?;
            when = Some(calendar);
            business::mark_started(ctx)
        })?;
        Ok(0)
    })?;
    let Some(when) = when else { return Ok(()) };
    let mut cast = Cast::of(&size)?;
    let mut people = People::new(seed, size.customers);
    filler.each(1, |step, _| cast.customers(step, &house, &when, &mut people))?;
    filler.each(size.customers - people.contacts.len(), |step, _| people.add(step, &house, &when))?;
    let of = size.tickets - cast.number_of_tickets();
    let mut tickets = Tickets::new(&house, &people, &when, (size, seed, cast.open_tickets()));
    filler.each(of, |step, n| tickets.add(step, n, of))?;
    filler.each(1, |step, _| cast.tickets(step, &house, &when))?;
    let of = size.deals - cast.number_of_deals();
    let deals = Deals::new(&house, &people, &when, seed);
    filler.each(of, |step, n| deals.add(step, n, of))?;
    filler.each(1, |step, _| cast.deals(step, &house, &when))?;
    filler.each(size.articles, |step, n| knowledge::add(step, &house, &when, (n, size.articles, seed)))?;
    let follow_ups = FollowUps::new(&house, &people, &when, seed);
    filler.each(size.interactions, |step, n| follow_ups.talk(step, n, size.interactions))?;
    filler.each(size.tasks, |step, n| follow_ups.task(step, n, size.tasks))?;
    filler.each(1, |step, _| cast.rest(step, &house, &when))?;
    filler.each(1, |step, _| {
        step.unit(actor, when.start_ms(), |ctx| workflows::set_up(ctx, &house))?;
        Ok(0)
    })
}
