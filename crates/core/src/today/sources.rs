//! Where Today's things come from, each told with the facts that brought it.

use super::types::{DueState, TodayAction, TodayGroupKey, TodayItem, TodayKind};
use super::{SOURCE_MAX, sql};
use crate::calendar;
use crate::ctx::Ctx;
use crate::error::Result;
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
        let mut why = format!("#{number} has waited {} for an answer", calendar::span(waited_ms));
        match row.get::<_, i64>("written")? {
            0 | 1 => {}
            times => why.push_str(&format!("; the customer wrote {times} times since")),
        }
        let urgent = priority.level >= priorities::URGENT;
        if priority.level > 2 {
            why.push_str(&format!("; priority {}", priority.name));
        }
        why.push('.');
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
                title: row.get("subject")?,
                who: row.get::<_, Option<String>>("who")?.unwrap_or_default(),
                why,
                due_ms: Some(since_ms),
                due_state: DueState::None,
                action: action("Reply", "tickets.reply", json!({ "id": id })),
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
            (DueState::Later, "Planned for today.".to_owned())
        } else if late_days > 1 {
            (DueState::Late, format!("It was due {late_days} days ago."))
        } else if late_days == 1 {
            (DueState::Late, "It was due yesterday.".to_owned())
        } else if due_ms < self.ctx.now_ms {
            (DueState::Late, format!("It was due at {}.", calendar::clock(due_ms, self.ctx.zone)))
        } else {
            let soon = if due_ms - self.ctx.now_ms <= HOUR_MS { DueState::Soon } else { DueState::Later };
            (soon, format!("Planned for today at {}.", calendar::clock(due_ms, self.ctx.zone)))
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
                title: row.get("title")?,
                who: row.get::<_, Option<String>>("who")?.unwrap_or_default(),
                why,
                due_ms: Some(due_ms),
                due_state: state,
                action: action("Mark done", "tasks.complete", json!({ "id": id })),
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
                title,
                who: row.get::<_, Option<String>>("who")?.unwrap_or_default(),
                why: format!("{days} days in “{stage}”; your limit is {limit} and no next step is planned."),
                due_ms: Some(due_ms),
                due_state: DueState::Late,
                action: action("Plan next step", "tasks.create", args),
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
        let way = row
            .get::<_, Option<String>>("source")?
            .map(|source| format!(" through {source}"))
            .unwrap_or_default();
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
                title: format!("New lead: {name}"),
                who: name,
                why: format!(
                    "Came in{way} {} ago and nobody has spoken with them yet.",
                    calendar::span(age_ms)
                ),
                due_ms: Some(created_ms),
                due_state: DueState::None,
                action: action(
                    "Call",
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
                ranked.item.who = if times == 1 { "1 run".to_owned() } else { format!("{times} runs") };
                ranked
            })
            .collect())
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
    let why =
        error.map_or_else(|| "The last run stopped before its end.".to_owned(), |error| shorten(&error, 200));
    Ok(Ranked {
        group: TodayGroupKey::Later,
        weight: 40,
        at_ms: started_ms,
        item: TodayItem {
            key: format!("run {id}"),
            kind: TodayKind::Run,
            subject_type: "run",
            subject_id: id,
            title: format!("“{name}” failed"),
            who: String::new(),
            why,
            due_ms: Some(started_ms),
            due_state: DueState::None,
            action: action("Try again", "workflows.retry", json!({ "id": id })),
        },
    })
}

fn action(label: &str, operation: &'static str, args: Value) -> TodayAction {
    TodayAction { label: label.to_owned(), operation, args }
}
