//! The worker: what Onhand does by itself, one tick at a time. It has no thread; whoever owns one calls [`Worker::tick`]
//! on new events and when the answered time has come, at least every thirty seconds.
//!
//! A tick fires what is due, matches events, runs actions, sends what waits and forgets what is old. It ends after a
//! fraction of a second even if work remains, and then asks to be called again at once.

mod cleaning;
#[cfg(test)]
mod cleaning_tests;
mod sql;
#[cfg(test)]
mod tests;

use crate::Actor;
use crate::consumers;
use crate::db::{Db, Lane};
use crate::error::Result;
use crate::log::events::title;
use crate::log::tables::Record;
use crate::log::unit::ChangeSpec;
use crate::notifications;
use crate::operations::Operations;
use crate::outbox::{self, Notifier};
use crate::workflows::{self, Fired, Limits, Matcher};
use cleaning::Cleaning;
use rusqlite::params;
use std::collections::BTreeSet;

/// The longest time between two ticks.
const REST_MS: i64 = 30_000;
/// How long one tick may take, microseconds.
const TICK_US: u64 = 200_000;
/// A difference between wall clock and running time that is no mere correction.
const JUMP_MS: i64 = 60_000;
/// A jump after which outside effects wait for a person and nothing is thrown away: the date itself may be wrong.
const DOUBTFUL_MS: i64 = 30 * 86_400_000;
/// A schedule that starts this long after its time is reported.
const LATE_MS: i64 = 5 * 60_000;

/// Who the worker works for.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Different at each start of the program.
    pub boot_id: String,
    /// Who sits at this computer; desktop notifications for others are left to their own.
    pub local_user: Option<i64>,
    pub limits: Limits,
}

/// The state between ticks.
#[derive(Debug)]
pub struct Worker {
    settings: Settings,
    matcher: Matcher,
    /// Wall clock and running time at the last tick, milliseconds.
    last: Option<(i64, i64)>,
    /// By how much the wall clock ran ahead since the start: what looks old may be new.
    ahead_ms: i64,
    cleaning: Cleaning,
}

/// What a tick leaves to its caller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tick {
    /// When to call again at the latest; in the past if work remains.
    pub next_due_ms: i64,
    /// Topics of screens that no event stands behind.
    pub topics: BTreeSet<String>,
}

impl Worker {
    pub fn new(settings: Settings) -> Self {
        Self {
            matcher: Matcher::new(settings.limits),
            settings,
            last: None,
            ahead_ms: 0,
            cleaning: Cleaning::default(),
        }
    }

    /// Does what there is to do. Errors: faults of the file; everything is tried again at the next tick.
    pub fn tick(
        &mut self,
        db: &Db,
        operations: &dyn Operations,
        notifier: Option<&dyn Notifier>,
    ) -> Result<Tick> {
        let until_us = db.clock().monotonic_us() + TICK_US;
        let now_ms = db.clock().now_ms();
        let mut tick = Tick::default();
        if self.last.is_none() {
            outbox::recover(db, &self.settings.boot_id)?;
        }
        let moved_ms = self.look_at_the_clock(db)?;
        // What is on its way out does not wait for automation that fails.
        let automated = self.automate(db, operations, until_us, moved_ms, &mut tick);
        let delivered = outbox::deliver(db, notifier, &self.settings.boot_id, self.settings.local_user)?;
        if delivered.sent + delivered.failed > 0 {
            tick.topics.extend(["notification".to_owned(), "outbox".to_owned()]);
        }
        if self.ahead_ms < DOUBTFUL_MS {
            self.cleaning.tick(db)?;
        }
        let more = automated?;
        tick.next_due_ms = if more || delivered.more { now_ms } else { next_due(db, now_ms)? };
        Ok(tick)
    }

    /// Schedules, matching and runs, for as long as a tick may take; whether more waits.
    fn automate(
        &mut self,
        db: &Db,
        operations: &dyn Operations,
        until_us: u64,
        moved_ms: i64,
        tick: &mut Tick,
    ) -> Result<bool> {
        let firing = workflows::fire_due(db, self.settings.limits)?;
        if !firing.fired.is_empty() || !firing.broken.is_empty() {
            tick.topics.extend(["workflow_run".to_owned(), "workflow".to_owned()]);
            report(db, &firing.fired, moved_ms)?;
            tick.topics.insert("notification".to_owned());
        }
        pause(db, firing.broken)?;
        let mut more = true;
        while more && db.clock().monotonic_us() < until_us {
            more = self.follow(db, operations, tick)?;
        }
        Ok(more)
    }

    /// One round of matching and running; whether more waits.
    fn follow(&mut self, db: &Db, operations: &dyn Operations, tick: &mut Tick) -> Result<bool> {
        let progress = consumers::advance(db, &mut self.matcher)?;
        if progress.held {
            tick.topics.insert("held".to_owned());
        }
        let started = self.matcher.take_started();
        let storms = self.matcher.take_storms();
        if !storms.is_empty() {
            tick.topics.insert("notification".to_owned());
        }
        pause(db, storms)?;
        let ran = workflows::run_pending(db, operations)?;
        if started > 0 || !ran.runs.is_empty() {
            tick.topics.extend(["workflow_run".to_owned(), "workflow".to_owned(), "outbox".to_owned()]);
            tick.topics.extend(ran.runs.iter().map(|id| format!("workflow_run:{id}")));
        }
        Ok(progress.behind || ran.more || !ran.runs.is_empty())
    }

    /// Notices sleep and a corrected clock; answers by how much the wall clock ran ahead.
    fn look_at_the_clock(&mut self, db: &Db) -> Result<i64> {
        let wall_ms = db.clock().now_ms();
        let running_ms = (db.clock().monotonic_us() / 1_000).cast_signed();
        let Some((last_wall, last_running)) = self.last.replace((wall_ms, running_ms)) else { return Ok(0) };
        let elapsed_ms = running_ms - last_running;
        let moved_ms = wall_ms - last_wall - elapsed_ms;
        self.ahead_ms += moved_ms;
        if moved_ms.abs() > JUMP_MS {
            db.maintain(Lane::Background, |conn| {
                conn.prepare_cached(sql::JUMP)?.execute(params![last_wall, wall_ms, elapsed_ms])?;
                if moved_ms > DOUBTFUL_MS {
                    outbox::hold_all(
                        conn,
                        "The computer's date jumped by more than a month. Check the date, then release this.",
                    )?;
                }
                Ok(())
            })?;
        }
        Ok(moved_ms)
    }
}

/// Switches workflows off because of what they did, and tells everybody.
fn pause(db: &Db, workflows: Vec<(i64, String)>) -> Result<()> {
    for (id, reason) in workflows {
        db.write(Lane::Background, &ChangeSpec::new("workflows.pause", Actor::System), |ctx| {
            workflows::pause(ctx, id, &reason)?;
            let name = title(ctx.conn(), Record::Workflow, id)?;
            let body = format!("“{name}” was switched off: {reason}");
            notifications::add(
                ctx.conn(),
                None,
                ("A workflow was switched off", &body),
                Some((Record::Workflow.name(), id)),
                ctx.now_ms,
            )
        })?;
    }
    Ok(())
}

/// Says once what ran late, after a sleep or while Onhand was closed.
fn report(db: &Db, fired: &[Fired], moved_ms: i64) -> Result<()> {
    let late: Vec<&Fired> = fired.iter().filter(|fired| fired.late_ms > LATE_MS).collect();
    if late.is_empty() {
        return Ok(());
    }
    let why = if moved_ms > JUMP_MS {
        "The computer slept or its clock was moved."
    } else {
        "Onhand was not running."
    };
    let names = late.iter().take(5).map(|fired| format!("“{}”", fired.name)).collect::<Vec<_>>().join(", ");
    let rest = if late.len() > 5 { format!(" and {} more", late.len() - 5) } else { String::new() };
    let body =
        format!("{why} These workflows were due in the meantime and started once, late: {names}{rest}.");
    let now_ms = db.clock().now_ms();
    db.maintain(Lane::Background, |conn| {
        notifications::add(conn, None, ("Onhand caught up", &body), None, now_ms)
    })
}

fn next_due(db: &Db, now_ms: i64) -> Result<i64> {
    db.read(Actor::System, |ctx| {
        let due = [workflows::next_due(ctx.conn())?, outbox::next_due(ctx.conn())?];
        Ok(due.into_iter().flatten().fold(now_ms + REST_MS, i64::min))
    })
}
