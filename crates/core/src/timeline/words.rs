//! Telling a row of the timeline in words.

use super::sql;
use super::types::TimelineItem;
use crate::ctx::Ctx;
use crate::customers::CustomerStatus;
use crate::error::Result;
use crate::interactions::{Direction, InteractionKind};
use crate::log::events;
use crate::log::tables::Record;
use crate::log::unit::none;
use crate::markdown;
use crate::phrases::{Phrase, say};
use crate::text::shorten;
use rusqlite::Row;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Characters of a text that the timeline shows.
const TEXT: usize = 280;

/// Tells rows; asks for each name once per page.
pub struct Teller<'t, 'c> {
    ctx: &'t Ctx<'c>,
    actors: HashMap<String, String>,
    statuses: HashMap<i64, String>,
    stages: HashMap<i64, String>,
}

/// What a row says.
struct Told {
    title: Phrase,
    detail: Option<Phrase>,
    text: Option<String>,
    state: Option<String>,
    amount: Option<(i64, String)>,
}

/// A title alone; the rest is added where there is more to say.
fn told(title: Phrase) -> Told {
    Told { title, detail: None, text: None, state: None, amount: None }
}

impl<'t, 'c> Teller<'t, 'c> {
    pub fn new(ctx: &'t Ctx<'c>) -> Self {
        Self { ctx, actors: HashMap::new(), statuses: HashMap::new(), stages: HashMap::new() }
    }

    pub fn tell(&mut self, row: &Row<'_>) -> Result<TimelineItem> {
        let kind: String = row.get("kind")?;
        let actor_name = match row.get::<_, Option<String>>("actor")? {
            Some(actor) => self.actor(&actor)?,
            None => "Onhand".to_owned(),
        };
        let (record, verb) = kind.split_once('.').unwrap_or((&kind, ""));
        let told = match record {
            "interaction" => interaction(row, &actor_name)?,
            "ticket" => self.ticket(row, verb, &actor_name)?,
            "deal" => self.deal(row, verb)?,
            "task" => Told {
                detail: Some(say("timeline.task_done").with("actor", actor_name.as_str())),
                state: Some(if row.get("x_done")? { "done" } else { "open" }.to_owned()),
                ..told(Phrase::typed(row.get::<_, Option<String>>("x_title")?.unwrap_or_default()))
            },
            "run" => run(row)?,
            _ => customer(row, verb)?,
        };
        let (amount_minor, currency) = told.amount.unzip();
        Ok(TimelineItem {
            seq: row.get("seq")?,
            at_ms: row.get("at_ms")?,
            subject_type: row.get("subject_type")?,
            subject_id: row.get("subject_id")?,
            title: told.title,
            detail: told.detail,
            text: told.text.map(|text| shorten(&text, TEXT)).filter(|text| !text.is_empty()),
            actor_name,
            amount_minor,
            currency,
            state: told.state,
            kind,
        })
    }

    fn ticket(&mut self, row: &Row<'_>, verb: &str, actor: &str) -> Result<Told> {
        let number: i64 = row.get::<_, Option<i64>>("k_number")?.unwrap_or_default();
        let subject: String = row.get::<_, Option<String>>("k_subject")?.unwrap_or_default();
        let state = row.get("k_state")?;
        let changes = changes(row)?;
        Ok(match verb {
            "replied" => {
                let (from_customer, text) = self.message(&changes)?;
                let title = if from_customer {
                    say("timeline.wrote").with("name", customer_name(row)?)
                } else {
                    say("timeline.answered").with("actor", actor)
                };
                let detail = say("timeline.ticket").with("number", number).with("subject", subject);
                Told { detail: Some(detail), text, state, ..told(title) }
            }
            "status_changed" => {
                let (before, after) = sides(&changes, "status_id");
                let moved = say("timeline.ticket_status")
                    .with("number", number)
                    .with("before", self.status(before)?)
                    .with("after", self.status(after)?);
                Told { detail: Some(moved), state, ..told(Phrase::typed(subject)) }
            }
            "merged" => Told {
                detail: Some(say("timeline.ticket_merged").with("number", number)),
                state,
                ..told(Phrase::typed(subject))
            },
            _ => Told {
                detail: Some(say("timeline.ticket_number").with("number", number)),
                text: row.get::<_, Option<String>>("opening")?.map(in_words),
                state,
                ..told(Phrase::typed(subject))
            },
        })
    }

    fn deal(&mut self, row: &Row<'_>, verb: &str) -> Result<Told> {
        let detail = if verb == "moved" {
            let (before, after) = sides(&changes(row)?, "stage_id");
            say("timeline.deal_moved").with("before", self.stage(before)?).with("after", self.stage(after)?)
        } else {
            say("timeline.deal_new")
        };
        let value: Option<i64> = row.get("d_value_minor")?;
        let currency: Option<String> = row.get("d_currency")?;
        Ok(Told {
            detail: Some(detail),
            state: row.get("s_kind")?,
            amount: value.filter(|value| *value != 0).zip(currency),
            ..told(Phrase::typed(row.get::<_, Option<String>>("d_title")?.unwrap_or_default()))
        })
    }

    /// The message that an event added: whether the customer wrote it, and how it begins.
    fn message(&self, changes: &Map<String, Value>) -> Result<(bool, Option<String>)> {
        let id = changes
            .keys()
            .find_map(|key| key.strip_prefix("messages[")?.strip_suffix(']')?.parse::<i64>().ok());
        let Some(id) = id else { return Ok((false, None)) };
        let mut statement = self.ctx.conn().prepare_cached(sql::MESSAGE)?;
        let found = statement
            .query_row([id], |row| Ok((row.get::<_, String>("side")? == "customer", row.get("opening")?)));
        let found = found.map(|(side, opening): (bool, Option<String>)| (side, opening.map(in_words)));
        Ok(found.map(Some).or_else(none)?.unwrap_or((false, None)))
    }

    fn actor(&mut self, actor: &str) -> Result<String> {
        if let Some(name) = self.actors.get(actor) {
            return Ok(name.clone());
        }
        let name = events::actor_name(self.ctx.conn(), actor)?;
        self.actors.insert(actor.to_owned(), name.clone());
        Ok(name)
    }

    fn status(&mut self, id: i64) -> Result<String> {
        if let Some(name) = self.statuses.get(&id) {
            return Ok(name.clone());
        }
        let name = events::title(self.ctx.conn(), Record::TicketStatus, id)?;
        self.statuses.insert(id, name.clone());
        Ok(name)
    }

    fn stage(&mut self, id: i64) -> Result<String> {
        if let Some(name) = self.stages.get(&id) {
            return Ok(name.clone());
        }
        let found = self
            .ctx
            .conn()
            .prepare_cached(sql::STAGE)?
            .query_row([id], |row| row.get(0))
            .map(Some)
            .or_else(none)?;
        let name: String = found.unwrap_or_else(|| "…".to_owned());
        self.stages.insert(id, name.clone());
        Ok(name)
    }
}

fn interaction(row: &Row<'_>, actor: &str) -> Result<Told> {
    let kind: Option<InteractionKind> = row.get("i_kind")?;
    let direction: Option<Direction> = row.get("i_direction")?;
    let name = customer_name(row)?;
    let inbound = direction == Some(Direction::Inbound);
    let kind = kind.unwrap_or(InteractionKind::Note);
    let title = match kind {
        InteractionKind::Call if inbound => say("timeline.called_in"),
        InteractionKind::Call => say("timeline.called_out"),
        InteractionKind::Email if inbound => say("timeline.email_in"),
        InteractionKind::Email => say("timeline.email_out"),
        InteractionKind::Sms if inbound => say("timeline.sms_in"),
        InteractionKind::Sms => say("timeline.sms_out"),
        InteractionKind::Meeting => say("timeline.met"),
        InteractionKind::Note => say("timeline.note"),
    };
    let minutes =
        row.get::<_, Option<i64>>("i_duration_s")?.map(|seconds| (seconds + 30) / 60).filter(|n| *n > 0);
    let detail = match minutes {
        Some(minutes) => say("timeline.logged_minutes").with("minutes", minutes),
        None => say("timeline.logged"),
    };
    let said: Vec<String> =
        [row.get::<_, Option<String>>("i_subject")?, row.get("i_body")?].into_iter().flatten().collect();
    let text = (!said.is_empty()).then(|| said.join(": "));
    Ok(Told {
        detail: Some(detail.with("actor", actor)),
        text,
        state: Some(kind.word().to_owned()),
        ..told(title.with("name", name))
    })
}

/// What somebody said, without markup.
fn in_words(source: String) -> String {
    markdown::words(&source).into_owned()
}

fn run(row: &Row<'_>) -> Result<Told> {
    // Long-gone runs are forgotten by the engine; the line stays.
    let title = row.get::<_, Option<String>>("w_name")?.map_or_else(|| say("timeline.ran"), Phrase::typed);
    Ok(Told {
        detail: Some(say("timeline.run").with("number", row.get::<_, i64>("subject_id")?)),
        text: row.get("r_error")?,
        state: row.get("r_status")?,
        ..told(title)
    })
}

fn customer(row: &Row<'_>, verb: &str) -> Result<Told> {
    let title = match verb {
        "status_changed" => {
            let changes = changes(row)?;
            let after = changes.get("status").and_then(|entry| entry.get("after")).and_then(Value::as_str);
            match CustomerStatus::ALL.iter().find(|status| Some(status.word()) == after) {
                Some(CustomerStatus::Lead) => say("timeline.customer_lead"),
                Some(CustomerStatus::Churned) => say("timeline.customer_churned"),
                Some(CustomerStatus::Active) | None => say("timeline.customer_active"),
            }
        }
        "merged" => say("timeline.customer_merged"),
        _ => say("timeline.customer_added"),
    };
    Ok(told(title.with("name", customer_name(row)?)))
}

fn customer_name(row: &Row<'_>) -> Result<String> {
    Ok(row.get::<_, Option<String>>("customer_name")?.unwrap_or_default())
}

fn changes(row: &Row<'_>) -> Result<Map<String, Value>> {
    let text: Option<String> = row.get("changes")?;
    Ok(text.map_or_else(|| Ok(Map::new()), |text| serde_json::from_str(&text))?)
}

/// The ids on both sides of a changed reference; 0 where there was none.
fn sides(changes: &Map<String, Value>, field: &str) -> (i64, i64) {
    let side = |name: &str| {
        changes.get(field).and_then(|entry| entry.get(name)).and_then(Value::as_i64).unwrap_or_default()
    };
    (side("before"), side("after"))
}
