//! Performing one action of a run: texts rendered, people found, and the operation called that a person would call.

use super::types::{Action, Definition, NamedPerson, Person};
use super::{settable, variables};
use crate::conditions::Moment;
use crate::conditions::memory::{Loader, Seen};
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::ChangeId;
use crate::log::tables::Record;
use crate::operations::Operations;
use crate::outbox;
use crate::text;
use chrono::NaiveTime;
use serde_json::{Map, Value, json};

/// The run whose action is performed.
#[derive(Debug)]
pub struct Performing<'r> {
    pub run: i64,
    /// Place of the action, from 0.
    pub place: usize,
    pub definition: &'r Definition,
    pub subject: Option<(Record, i64)>,
    /// The change whose undoing takes waiting effects with it.
    pub cause: Option<ChangeId>,
}

/// Does one action inside the present unit. Errors: those of the operation it calls.
pub fn perform(
    ctx: &Ctx<'_>,
    operations: &dyn Operations,
    what: &Performing<'_>,
    action: &Action,
) -> Result<()> {
    let mut loader = Loader::new(ctx.conn(), Moment::of(ctx));
    let seen = match what.subject {
        Some((record, id)) => loader.now(record, id)?,
        None => Seen::nothing(),
    };
    let record = what.subject.map(|(record, _)| record);
    let mut render =
        |text: &str| variables::render(ctx.conn(), &mut loader, &seen, (record, &what.definition.name), text);
    match action {
        Action::AddTag { tag } => tag_change(ctx, operations, what, &seen, tag, true),
        Action::RemoveTag { tag } => tag_change(ctx, operations, what, &seen, tag, false),
        Action::SetField { field, value } => {
            let found = record.and_then(|record| settable::find(record, field));
            let found = found.ok_or_else(|| {
                Error::invalid("field", format!("“{field}” cannot be set here. Choose another field."))
            })?;
            let id = if found.of_customer { seen.link("customer") } else { what.subject.map(|(_, id)| id) };
            let id = id.ok_or_else(|| {
                Error::new(
                    Code::NotFound,
                    "This record has no customer, so nothing could be set. Add one and start again.",
                )
            })?;
            let (operation, args) = found.call(id, value);
            operations.perform(ctx, operation, args).map(|_| ())
        }
        Action::CreateTask { title, due_in_days, assignee } => {
            let mut args = Map::new();
            args.insert("title".to_owned(), text::shorten(&render(title)?, text::LINE_MAX - 1).into());
            links(what, &seen, &mut args);
            let person =
                assignee.and_then(|who| user(who, record, &mut loader, &seen).transpose()).transpose()?;
            args.insert("assignee_id".to_owned(), json!(person));
            if let Some(days) = due_in_days {
                let at = Moment::of(ctx);
                let five = NaiveTime::from_hms_opt(17, 0, 0).unwrap_or(NaiveTime::MIN);
                args.insert("due_ms".to_owned(), at.at(at.days_ago(-i64::from(*days)), five).into());
            }
            operations.perform(ctx, "tasks.create", Value::Object(args)).map(|_| ())
        }
        Action::CreateDeal { title, pipeline_id, stage_id, value_minor } => {
            let mut args = Map::new();
            args.insert("title".to_owned(), text::shorten(&render(title)?, text::LINE_MAX - 1).into());
            if let Some(customer) = customer(what, &seen) {
                args.insert("customer_id".to_owned(), customer.into());
            }
            for (name, value) in [
                ("pipeline_id", pipeline_id.map(|id| id.0)),
                ("stage_id", stage_id.map(|id| id.0)),
                ("value_minor", *value_minor),
            ] {
                if let Some(value) = value {
                    args.insert(name.to_owned(), value.into());
                }
            }
            operations.perform(ctx, "deals.create", Value::Object(args)).map(|_| ())
        }
        Action::Notify { to, text } => {
            let body = render(text)?;
            let note = outbox::Note {
                user_id: user(*to, record, &mut loader, &seen)?,
                title: what.definition.name.clone(),
                body,
                subject: what.subject,
            };
            outbox::notify(ctx, &format!("run:{}:{}", what.run, what.place), &note, what.cause)
        }
    }
}

/// What the step is called in the log of the run.
pub fn title(action: &Action) -> String {
    match action {
        Action::AddTag { tag } => format!("Add tag “{tag}”"),
        Action::RemoveTag { tag } => format!("Remove tag “{tag}”"),
        Action::SetField { field, .. } => {
            format!("Set {}", field.trim_end_matches("_id").replace(['.', '_'], " "))
        }
        Action::CreateTask { title, .. } => format!("Create task “{}”", text::shorten(title, 60)),
        Action::CreateDeal { title, .. } => format!("Create deal “{}”", text::shorten(title, 60)),
        Action::Notify { text, .. } => format!("Notify “{}”", text::shorten(text, 60)),
    }
}

/// Tags hang on tickets and customers; for everything else its customer is meant.
fn tag_change(
    ctx: &Ctx<'_>,
    operations: &dyn Operations,
    what: &Performing<'_>,
    seen: &Seen<'_>,
    tag: &str,
    add: bool,
) -> Result<()> {
    let (feature, id) = match what.subject {
        Some((Record::Ticket, id)) => ("tickets", Some(id)),
        Some(_) => ("customers", customer(what, seen)),
        None => ("customers", None),
    };
    let id = id.ok_or_else(|| {
        Error::new(
            Code::NotFound,
            "There is nothing here that can carry a tag. Add a customer and start again.",
        )
    })?;
    let now = operations.perform(ctx, &format!("{feature}.get"), json!({ "id": id }))?;
    let mut tags: Vec<String> = match now.get("tags") {
        Some(tags) => serde_json::from_value(tags.clone())?,
        None => Vec::new(),
    };
    let folded = text::fold(tag);
    let has = tags.iter().any(|name| text::fold(name) == folded);
    if has == add {
        return Ok(());
    }
    if add {
        tags.push(tag.to_owned());
    } else {
        tags.retain(|name| text::fold(name) != folded);
    }
    operations.perform(ctx, &format!("{feature}.update"), json!({ "id": id, "tags": tags })).map(|_| ())
}

fn customer(what: &Performing<'_>, seen: &Seen<'_>) -> Option<i64> {
    match what.subject {
        Some((Record::Customer, id)) => Some(id),
        Some(_) | None => seen.link("customer"),
    }
}

/// The records that a task made here belongs to.
fn links(what: &Performing<'_>, seen: &Seen<'_>, args: &mut Map<String, Value>) {
    if let Some(customer) = customer(what, seen) {
        args.insert("customer_id".to_owned(), customer.into());
    }
    match what.subject {
        Some((Record::Ticket, id)) => {
            args.insert("ticket_id".to_owned(), id.into());
        }
        Some((Record::Deal, id)) => {
            args.insert("deal_id".to_owned(), id.into());
        }
        Some(_) | None => {}
    }
}

/// Who is meant: the assignee or owner of the record, else the owner of its customer; nobody means everybody.
fn user(
    who: Person,
    record: Option<Record>,
    loader: &mut Loader<'_>,
    seen: &Seen<'_>,
) -> Result<Option<i64>> {
    let fields: &[&str] = match who {
        Person::User(id) => return Ok(Some(id.0)),
        Person::Named(NamedPerson::Assignee) => {
            &["assignee_id", "owner_id", "author_id", "customer.owner_id"]
        }
        Person::Named(NamedPerson::Owner) if record == Some(Record::Ticket) => {
            &["customer.owner_id", "assignee_id"]
        }
        Person::Named(NamedPerson::Owner) => &["owner_id", "author_id", "customer.owner_id", "assignee_id"],
    };
    for field in fields {
        if let Some(id) = loader.value(field, seen)?.and_then(|(_, cell)| cell.json().as_i64()) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
