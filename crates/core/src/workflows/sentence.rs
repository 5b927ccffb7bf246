//! A workflow in plain English.

use super::types::{Action, Definition, NamedPerson, Person, Trigger};
use super::{cron, settable};
use crate::conditions::fields::Kind;
use crate::conditions::{Purpose, resolve, words};
use crate::error::Result;
use crate::log::events;
use crate::log::tables::Record;
use crate::text;
use rusqlite::Connection;
use serde_json::Value;

/// "When a ticket is created and its priority is Urgent, add the tag “Rush” and notify the owner."
pub fn sentence(conn: &Connection, definition: &Definition) -> Result<String> {
    let record = root(&definition.trigger);
    let mut said = match &definition.trigger {
        Trigger::Event { kind } => format!("When {}", lower(&kind_label(kind))),
        Trigger::Schedule { cron, record } => {
            let when = cron::describe(cron);
            match record {
                Some(record) => format!("{when}, for each {}", record.replace('_', " ")),
                None => when,
            }
        }
    };
    if let (Some(tree), Some(record)) = (&definition.conditions, record) {
        said.push_str(match &definition.trigger {
            Trigger::Event { .. } => " and ",
            Trigger::Schedule { .. } => " where ",
        });
        said.push_str(&match resolve(record, tree, Purpose::Workflow) {
            Ok(node) => words::describe(conn, record, &node)?,
            Err(_) => "conditions that need attention hold".to_owned(),
        });
    }
    let actions =
        definition.actions.iter().map(|action| phrase(conn, record, action)).collect::<Result<Vec<_>>>()?;
    let done = match actions.split_last() {
        None => "do nothing yet".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{}, then {last}", first.join(", ")),
    };
    Ok(format!("{said}, {done}."))
}

/// The kind of record that a workflow is about.
pub fn root(trigger: &Trigger) -> Option<Record> {
    match trigger {
        Trigger::Event { kind } => kind.split_once('.').and_then(|(record, _)| Record::parse(record)),
        Trigger::Schedule { record, .. } => record.as_deref().and_then(Record::parse),
    }
}

/// "A ticket is created", for `ticket.created`.
pub fn kind_label(kind: &str) -> String {
    let Some((record, verb)) = kind.split_once('.') else { return kind.to_owned() };
    let what = record.replace('_', " ");
    let article = if what.starts_with(['a', 'e', 'i', 'o']) { "An" } else { "A" };
    let done = match verb {
        "created" => "is created",
        "updated" => "changes",
        "trashed" => "goes to the trash",
        "restored" => "comes back from the trash",
        "purged" => "is deleted for good",
        "merged" => "is merged into another",
        "replied" => "gets a reply",
        "noted" => "gets a note",
        "status_changed" => "changes status",
        "priority_changed" => "changes priority",
        "value_changed" => "changes value",
        "assigned" => "is assigned",
        "tagged" => "changes tags",
        "moved" => "moves to another stage",
        "completed" => "is done",
        "reopened" => "is opened again",
        "published" => "is published",
        "archived" => "is archived",
        "enabled" => "is switched on",
        "disabled" => "is switched off",
        other => return format!("{article} {what}: {}", other.replace('_', " ")),
    };
    format!("{article} {what} {done}")
}

fn phrase(conn: &Connection, record: Option<Record>, action: &Action) -> Result<String> {
    Ok(match action {
        Action::AddTag { tag } => format!("add the tag “{}”", text::shorten(tag, 60)),
        Action::RemoveTag { tag } => format!("remove the tag “{}”", text::shorten(tag, 60)),
        Action::SetField { field, value } => {
            let found = record.and_then(|record| settable::find(record, field));
            let label = found.map_or_else(
                || field.clone(),
                |it| {
                    if it.of_customer {
                        format!("customer's {}", it.field.label)
                    } else {
                        it.field.label.to_owned()
                    }
                },
            );
            match value {
                Value::Null => format!("clear the {label}"),
                value => format!("set the {label} to {}", shown(conn, found.map(|it| it.field.kind), value)?),
            }
        }
        Action::CreateTask { title, due_in_days, assignee } => {
            let due = match due_in_days {
                None => String::new(),
                Some(0) => " due today".to_owned(),
                Some(1) => " due tomorrow".to_owned(),
                Some(days) => format!(" due in {days} days"),
            };
            let who = assignee
                .map(|who| person(conn, who))
                .transpose()?
                .map(|who| format!(" for {who}"))
                .unwrap_or_default();
            format!("create the task “{}”{who}{due}", text::shorten(title, 60))
        }
        Action::CreateDeal { title, .. } => format!("create the deal “{}”", text::shorten(title, 60)),
        Action::Notify { to, .. } => format!("notify {}", person(conn, *to)?),
    })
}

fn shown(conn: &Connection, kind: Option<Kind>, value: &Value) -> Result<String> {
    Ok(match (kind, value) {
        (Some(Kind::Ref(of)), Value::Number(id)) => {
            words::name_of(conn, of, id.as_i64().unwrap_or_default())?
        }
        (Some(Kind::Choice(_)), Value::String(word)) => words::choice(word),
        (_, Value::String(text)) => format!("“{}”", text::shorten(text, 60)),
        (_, other) => other.to_string(),
    })
}

fn person(conn: &Connection, who: Person) -> Result<String> {
    Ok(match who {
        Person::Named(NamedPerson::Owner) => "the owner".to_owned(),
        Person::Named(NamedPerson::Assignee) => "the assignee".to_owned(),
        Person::User(id) => Some(events::title(conn, Record::User, id.0)?)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "somebody".to_owned()),
    })
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
