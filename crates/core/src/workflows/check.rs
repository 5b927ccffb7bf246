//! What keeps a workflow from being switched on, and what to look at before.

use super::types::{Action, Definition, Person, Trigger};
use super::{cron, cycles, sentence, settable, variables};
use crate::conditions::fields::{self, Kind};
use crate::conditions::{Problem, Purpose, resolve, words};
use crate::error::Result;
use crate::log::kinds;
use crate::log::state;
use crate::log::tables::Record;
use rusqlite::Connection;

/// Actions of one workflow, at most.
const ACTIONS_MAX: usize = 20;

/// Every problem, blocking ones first.
pub fn problems(conn: &Connection, id: i64, definition: &Definition) -> Result<Vec<Problem>> {
    let mut found = Vec::new();
    trigger(&definition.trigger, &mut found);
    let record = sentence::root(&definition.trigger);
    if let Some(tree) = &definition.conditions {
        match (record, &definition.trigger) {
            (Some(record), Trigger::Event { .. }) => {
                found.extend(resolve(record, tree, Purpose::Workflow).err().into_iter().flatten())
            }
            (Some(record), Trigger::Schedule { .. }) => {
                found.extend(resolve(record, tree, Purpose::List).err().into_iter().flatten())
            }
            (None, Trigger::Schedule { .. }) => {
                found.push(Problem::new("conditions", "This schedule starts once, for no record. Choose a kind of record, or remove the conditions."));
            }
            (None, Trigger::Event { .. }) => {}
        }
    }
    if definition.actions.is_empty() {
        found.push(Problem::new("actions", "Add at least one action."));
    }
    if definition.actions.len() > ACTIONS_MAX {
        found.push(Problem::new("actions", format!("Use at most {ACTIONS_MAX} actions.")));
    }
    for (place, step) in definition.actions.iter().enumerate() {
        action(conn, record, step, &format!("actions[{place}]"), &mut found)?;
    }
    if found.is_empty()
        && let Some(path) = cycles::back_to_itself(conn, id, definition)?
    {
        let through = if path.is_empty() {
            "by its own change".to_owned()
        } else {
            format!("through {}", path.join(", then "))
        };
        let text =
            format!("This can start itself again {through}. Onhand cuts the loop after one run per record.");
        found.push(Problem::warning("actions", text));
    }
    Ok(found)
}

fn trigger(trigger: &Trigger, found: &mut Vec<Problem>) {
    match trigger {
        Trigger::Event { kind } => {
            let known = sentence::root(trigger)
                .is_some_and(|record| kinds::offered(record).iter().any(|known| known == kind));
            if !known {
                found.push(Problem::new("trigger.kind", "Choose what starts it from the list."));
            }
        }
        Trigger::Schedule { cron, record } => {
            match cron::parse(cron) {
                Err(error) => found.push(Problem::new("trigger.cron", error.message)),
                Ok(pattern) if cron::next_after(&pattern, chrono_tz::UTC, 0).is_none() => {
                    found.push(Problem::new("trigger.cron", "This time never comes. Choose another."));
                }
                Ok(_) => {}
            }
            if record.as_deref().is_some_and(|name| Record::parse(name).and_then(fields::of).is_none()) {
                found.push(Problem::new("trigger.record", "Choose a kind of record from the list."));
            }
        }
    }
}

fn action(
    conn: &Connection,
    record: Option<Record>,
    action: &Action,
    path: &str,
    found: &mut Vec<Problem>,
) -> Result<()> {
    let has_customer = record == Some(Record::Customer)
        || record
            .and_then(fields::of)
            .is_some_and(|subject| subject.links.iter().any(|link| link.to == Record::Customer));
    match action {
        Action::AddTag { tag } | Action::RemoveTag { tag } => {
            if tag.trim().is_empty() {
                found.push(Problem::new(format!("{path}.tag"), "Write the name of the tag."));
            }
            if record != Some(Record::Ticket) && !has_customer {
                found.push(Problem::new(
                    path,
                    "Only tickets and customers carry tags. Choose another action.",
                ));
            }
        }
        Action::SetField { field, value } => match record.and_then(|record| settable::find(record, field)) {
            None => found
                .push(Problem::new(format!("{path}.field"), "Choose a field that can be set from the list.")),
            Some(settable) => {
                let missing = match (settable.field.kind, value.as_i64()) {
                    (Kind::Ref(of), Some(id)) => words::find_name(conn, of, id)?.is_none(),
                    _ => false,
                };
                let message = settable.refuse(value).or_else(|| {
                    missing.then(|| "This choice does not exist any more. Choose another.".to_owned())
                });
                found.extend(message.map(|message| Problem::new(format!("{path}.value"), message)));
            }
        },
        Action::CreateTask { title, assignee, .. } => {
            text(record, title, &format!("{path}.title"), found);
            if let Some(who) = assignee {
                person(conn, *who, &format!("{path}.assignee"), found)?;
            }
        }
        Action::CreateDeal { title, pipeline_id, stage_id, value_minor } => {
            text(record, title, &format!("{path}.title"), found);
            if let Some(id) = pipeline_id
                && !state::lives(conn, Record::Pipeline, id.0)?
            {
                found.push(Problem::new(
                    format!("{path}.pipeline_id"),
                    "This pipeline does not exist any more. Choose another.",
                ));
            }
            if let Some(id) = stage_id
                && words::find_name(conn, fields::Of::Stage, id.0)?.is_none()
            {
                found.push(Problem::new(
                    format!("{path}.stage_id"),
                    "This stage does not exist any more. Choose another.",
                ));
            }
            if value_minor.is_some_and(|value| value < 0) {
                found.push(Problem::new(
                    format!("{path}.value_minor"),
                    "A deal cannot be worth less than nothing.",
                ));
            }
        }
        Action::Notify { to, text: body } => {
            text(record, body, &format!("{path}.text"), found);
            person(conn, *to, &format!("{path}.to"), found)?;
        }
    }
    Ok(())
}

fn text(record: Option<Record>, body: &str, path: &str, found: &mut Vec<Problem>) {
    if body.trim().is_empty() {
        found.push(Problem::new(path, "Write a text."));
    }
    if body.chars().nth(2_000).is_some() {
        found.push(Problem::new(path, "Use at most 2,000 characters."));
    }
    if let Some(name) = variables::unknown(record, body) {
        let known: Vec<&str> = variables::of(record)
            .iter()
            .map(|(name, _)| *name)
            .chain(variables::ALWAYS.iter().copied())
            .collect();
        found.push(Problem::new(
            path,
            format!("There is nothing called “{name}” here. Use one of: {}.", known.join(", ")),
        ));
    }
}

fn person(conn: &Connection, who: Person, path: &str, found: &mut Vec<Problem>) -> Result<()> {
    if let Person::User(id) = who
        && !state::lives(conn, Record::User, id.0)?
    {
        found.push(Problem::new(path, "This person does not work here any more. Choose somebody else."));
    }
    Ok(())
}
