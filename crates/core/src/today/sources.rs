//! Where Today's things come from, each told with the facts that brought it.

use super::types::{DueState, TodayAction, TodayGroupKey, TodayItem, TodayKind};
use super::{SOURCE_MAX, sql};
use crate::calendar;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::log::unit::none;
use crate::phrases::{Phrase, say};
use crate::sales::deals;
use crate::text::shorten;
use crate::tickets::priorities;
use rusqlite::{Row, params};
use serde_json::{Value, json};

/// How long a customer may wait before the ticket moves up to now.
const WAIT_MAX_MS: i64 = 4 * 3_600_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// How far back leads and failed runs are looked for, days.
const LEAD_DAYS: u32 = 90;
const RUN_DAYS: u32 = 7;

/// An item with its place: group, weight in it (lighter first), and the instant that breaks ties (earlier first).
pub struct Ranked {
    pub group: TodayGroupKey,
    pub weight: i64,
    pub at_ms: i64,
    pub item: TodayItem,
}

/// What all sources are asked with.
pub struct Asked<'a, 'c> {
    pub ctx: &'a Ctx<'c>,
    pub mine: Option<i64>,
}

impl Asked<'_, '_> {
    /// Tickets needing an answer: urgent ones now, others once the customer has waited long.
    pub fn tickets(&self) -> Result<Vec<Ranked>> {
        let mut levels = priorities::list(self.ctx, priorities::ListTicketPriorities {})?.items;
        levels.sort_by_key(|priority| -priority.level);
        let mut found = Vec::new();
        for priority in levels {
            let room = SOURCE_MAX - found.len() as i64;
            let mut statement = self.ctx.conn().prepare_cached(&sql::tickets())?;
            let rows = statement
                .query_map(params![priority.id, self.mine, room], |row| self.ticket(row, &priority))?;
            found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(found)
    }

    fn ticket(&self, row: &Row<'_>, priority: &priorities::TicketPriority) -> rusqlite::Result<Ranked> {
        let (id, since_ms): (i64, i64) = (row.get("id")?, row.get("needs_answer_ms")?);
        let number: i64 = row.get("number")?;
        let waited_ms = self.ctx.now_ms - since_ms;
        let urgent = priority.level >= priorities::URGENT;
        let written: i64 = row.get("written")?;
        let why = match (written > 1, priority.level > 2) {
            (false, false) => say("today.ticket.waits"),
            (false, true) => say("today.ticket.waits_important"),
            (true, false) => say("today.ticket.wrote"),
            (true, true) => say("today.ticket.wrote_important"),
        };
        let why = why
            .with("number", number)
            .with("waited", waited_ms)
            .with("times", written)
            .with("priority", priority.name.as_str());
        let group =
            if urgent || waited_ms >= WAIT_MAX_MS { TodayGroupKey::Now } else { TodayGroupKey::Later };
        Ok(Ranked {
            group,
            weight: if urgent { 0 } else { 30 - priority.level },
            at_ms: since_ms,
            item: TodayItem {
                key: format!("ticket {id}"),
                kind: TodayKind::Ticket,
                subject_type: "ticket",
                subject_id: id,
                title: Phrase::typed(row.get::<_, String>("subject")?),
                who: row.get::<_, Option<String>>("who")?.unwrap_or_default(),
                why,
                due_ms: Some(since_ms),
                due_state: DueState::None,
                action: action(say("today.ticket.action"), "tickets.reply", json!({ "id": id })),
            },
        })
    }

    /// Tasks overdue or due before tomorrow.
    pub fn tasks(&self) -> Result<Vec<Ranked>> {
        let mut statement = self.ctx.conn().prepare_cached(sql::TASKS)?;
        let rows =
            statement.query_map(params![self.tomorrow_ms(), self.mine, SOURCE_MAX], |row| self.task(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn task(&self, row: &Row<'_>) -> rusqlite::Result<Ranked> {
        let id: i64 = row.get("id")?;
        let due_ms: i64 = row.get::<_, Option<i64>>("due_ms")?.unwrap_or(self.ctx.now_ms);
        let today_ms = calendar::days_before_ms(self.ctx.now_ms, 0, self.ctx.zone);
        let late_days = calendar::days_between(due_ms, self.ctx.now_ms, self.ctx.zone);
        // A task due at midnight is meant for the day, not for its first minute.
        let (state, why) = if due_ms == today_ms {
            (DueState::Later, say("today.task.planned"))
        } else if late_days > 1 {
            (DueState::Late, say("today.task.late_days").with("days", late_days))
        } else if late_days == 1 {
            (DueState::Late, say("today.task.late_yesterday"))
        } else if due_ms < self.ctx.now_ms {
            (DueState::Late, say("today.task.late_at").with("clock", calendar::clock(due_ms, self.ctx.zone)))
        } else {
            let soon = if due_ms - self.ctx.now_ms <= HOUR_MS { DueState::Soon } else { DueState::Later };
            (soon, say("today.task.planned_at").with("clock", calendar::clock(due_ms, self.ctx.zone)))
        };
        let group = match state {
            DueState::Late | DueState::Soon => TodayGroupKey::Now,
            DueState::Later | DueState::None => TodayGroupKey::Later,
        };
        Ok(Ranked {
            group,
            weight: 10,
            at_ms: due_ms,
            item: TodayItem {
                key: format!("task {id}"),
                kind: TodayKind::Task,
                subject_type: "task",
                subject_id: id,
                title: Phrase::typed(row.get::<_, String>("title")?),
                who: row.get::<_, Option<String>>("who")?.unwrap_or_default(),
                why,
                due_ms: Some(due_ms),
                due_state: state,
                action: action(say("today.task.action"), "tasks.complete", json!({ "id": id })),
            },
        })
    }

    /// Deals past their stage's limit without a next step.
    pub fn deals(&self) -> Result<Vec<Ranked>> {
        let limits = deals::over_limits(self.ctx)?;
        let mut statement = self.ctx.conn().prepare_cached(sql::DEALS)?;
        let rows = statement.query_map(params![limits, self.mine, SOURCE_MAX], |row| self.deal(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn deal(&self, row: &Row<'_>) -> rusqlite::Result<Ranked> {
        let (id, title): (i64, String) = (row.get("id")?, row.get("title")?);
        let (entered_ms, limit): (i64, i64) = (row.get("stage_entered_ms")?, row.get("limit_days")?);
        let (stage, customer): (String, Option<i64>) = (row.get("stage_name")?, row.get("customer_id")?);
        let days = calendar::days_between(entered_ms, self.ctx.now_ms, self.ctx.zone);
        let due_ms =
            calendar::days_after_ms(entered_ms, u32::try_from(limit + 1).unwrap_or(1), self.ctx.zone);
        let step = format!("Follow up on {}", shorten(&title, 60));
        let args = json!({ "title": step, "deal_id": id, "customer_id": customer, "due_ms": self.tomorrow_ms() - 1 });
        Ok(Ranked {
            group: TodayGroupKey::Later,
            weight: 20,
            at_ms: due_ms,
            item: TodayItem {
                key: format!("deal {id}"),
                kind: TodayKind::Deal,
                subject_type: "deal",
                subject_id: id,
                title: Phrase::typed(title),
                who: row.get::<_, Option<String>>("who")?.unwrap_or_default(),
                why: say("today.deal.stands").with("days", days).with("stage", stage).with("limit", limit),
                due_ms: Some(due_ms),
                due_state: DueState::Late,
                action: action(say("today.deal.action"), "tasks.create", args),
            },
        })
    }

    /// Leads with whom nobody has spoken: now on their first day, then when there is time.
    pub fn leads(&self) -> Result<Vec<Ranked>> {
        let since_ms = calendar::days_before_ms(self.ctx.now_ms, LEAD_DAYS, self.ctx.zone);
        let mut statement = self.ctx.conn().prepare_cached(sql::LEADS)?;
        let rows = statement.query_map(params![since_ms, self.mine, SOURCE_MAX], |row| self.lead(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn lead(&self, row: &Row<'_>) -> rusqlite::Result<Ranked> {
        let (id, name): (i64, String) = (row.get("id")?, row.get("name")?);
        let created_ms: i64 = row.get("created_ms")?;
        let age_ms = self.ctx.now_ms - created_ms;
        let why = match row.get::<_, Option<String>>("source")? {
            Some(source) => say("today.lead.fresh_through").with("source", source),
            None => say("today.lead.fresh"),
        };
        let fresh = age_ms < DAY_MS;
        Ok(Ranked {
            group: if fresh { TodayGroupKey::Now } else { TodayGroupKey::WhenTime },
            weight: 15,
            // The newest lead is the warmest.
            at_ms: -created_ms,
            item: TodayItem {
                key: format!("lead {id}"),
                kind: TodayKind::Lead,
                subject_type: "customer",
                subject_id: id,
                title: say("today.lead.title").with("name", name.as_str()),
                who: name,
                why: why.with("age", age_ms),
                due_ms: Some(created_ms),
                due_state: DueState::None,
                action: action(
                    say("today.lead.action"),
                    "interactions.log",
                    json!({ "customer_id": id, "kind": "call", "direction": "outbound" }),
                ),
            },
        })
    }

    /// Workflows whose runs failed, each once with its newest failed run.
    pub fn runs(&self) -> Result<Vec<Ranked>> {
        let since_ms = calendar::days_before_ms(self.ctx.now_ms, RUN_DAYS, self.ctx.zone);
        let mut statement = self.ctx.conn().prepare_cached(sql::RUNS)?;
        let mut rows = statement.query(params![since_ms, SOURCE_MAX])?;
        let mut found: Vec<(i64, i64, Ranked)> = Vec::new();
        while let Some(row) = rows.next()? {
            let workflow: i64 = row.get("workflow_id")?;
            match found.iter_mut().find(|(known, ..)| *known == workflow) {
                Some((_, times, _)) => *times += 1,
                None => found.push((workflow, 1, run(row)?)),
            }
        }
        Ok(found
            .into_iter()
            .map(|(_, times, mut ranked)| {
                ranked.item.title = ranked.item.title.with("count", times);
                ranked
            })
            .collect())
    }

    /// The check of the file, while the newest one is one that failed.
    pub fn check(&self) -> Result<Option<Ranked>> {
        let mut statement = self.ctx.conn().prepare_cached(sql::CHECK)?;
        Ok(statement.query_row([], failed_check).map(Some).or_else(none)?)
    }

    /// The first instant of tomorrow.
    pub fn tomorrow_ms(&self) -> i64 {
        calendar::days_after_ms(self.ctx.now_ms, 1, self.ctx.zone)
    }
}

fn run(row: &Row<'_>) -> rusqlite::Result<Ranked> {
    let (id, started_ms): (i64, i64) = (row.get("id")?, row.get("started_ms")?);
    let name: String = row.get("name")?;
    let error: Option<String> = row.get("error")?;
    let why = error.map_or_else(|| say("today.run.stopped"), |error| Phrase::typed(shorten(&error, 200)));
    Ok(Ranked {
        group: TodayGroupKey::Later,
        weight: 40,
        at_ms: started_ms,
        item: TodayItem {
            key: format!("run {id}"),
            kind: TodayKind::Run,
            subject_type: "run",
            subject_id: id,
            title: say("today.run.title").with("name", name),
            who: String::new(),
            why,
            due_ms: Some(started_ms),
            due_state: DueState::None,
            action: action(say("today.run.action"), "workflows.retry", json!({ "id": id })),
        },
    })
}

fn failed_check(row: &Row<'_>) -> rusqlite::Result<Ranked> {
    let (id, finished_ms): (i64, i64) = (row.get("id")?, row.get("finished_ms")?);
    Ok(Ranked {
        group: TodayGroupKey::Now,
        // Before anything is written into a file that may be damaged.
        weight: -1,
        at_ms: finished_ms,
        item: TodayItem {
            key: format!("check {id}"),
            kind: TodayKind::Check,
            subject_type: "job",
            subject_id: id,
            title: say("today.check.title"),
            who: String::new(),
            why: say("today.check.why"),
            due_ms: Some(finished_ms),
            due_state: DueState::None,
            action: action(say("today.check.action"), "data.check", json!({})),
        },
    })
}

fn action(label: Phrase, operation: &'static str, args: Value) -> TodayAction {
    TodayAction { label, operation, args }
}
