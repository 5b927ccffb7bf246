//! A tree in plain English, for the sentence that a workflow shows of itself.

use super::fields::{self, Field, Kind, Of};
use super::resolve::{Node, Path, Test};
use super::sql;
use super::types::{Combinator, Operator};
use crate::error::Result;
use crate::log::events;
use crate::log::tables::Record;
use crate::log::unit::none;
use crate::text;
use rusqlite::Connection;
use serde_json::Value;

/// What people call the thing with this id; nothing where it does not exist.
pub fn find_name(conn: &Connection, of: Of, id: i64) -> Result<Option<String>> {
    let record = match of {
        Of::User => Record::User,
        Of::Team => Record::Team,
        Of::Customer => Record::Customer,
        Of::TicketStatus => Record::TicketStatus,
        Of::TicketPriority => Record::TicketPriority,
        Of::TicketCategory => Record::TicketCategory,
        Of::Pipeline => Record::Pipeline,
        Of::ArticleCategory => Record::ArticleCategory,
        Of::Stage => {
            return Ok(conn
                .prepare_cached(sql::STAGE_NAME)?
                .query_row([id], |row| row.get(0))
                .map(Some)
                .or_else(none)?);
        }
    };
    Ok(Some(events::title(conn, record, id)?).filter(|name| !name.is_empty()))
}

/// The same with the id itself where nothing has it.
pub fn name_of(conn: &Connection, of: Of, id: i64) -> Result<String> {
    Ok(find_name(conn, of, id)?.unwrap_or_else(|| format!("#{id}")))
}

/// The tree as part of a sentence: "the status is Open and the customer's tags include VIP".
pub fn describe(conn: &Connection, root: Record, node: &Node) -> Result<String> {
    match node {
        Node::Group { combinator, not, nodes } => {
            let parts = nodes
                .iter()
                .map(|node| {
                    let text = describe(conn, root, node)?;
                    let bracket = matches!(node, Node::Group { nodes, not: false, .. } if nodes.len() > 1);
                    Ok(if bracket { format!("({text})") } else { text })
                })
                .collect::<Result<Vec<_>>>()?;
            let word = match combinator {
                Combinator::And => " and ",
                Combinator::Or => " or ",
            };
            let text = parts.join(word);
            Ok(if *not { format!("it is not true that ({text})") } else { text })
        }
        Node::Test(test) => leaf(conn, root, test),
    }
}

fn leaf(conn: &Connection, root: Record, test: &Test) -> Result<String> {
    let owner = match test.path {
        Path::Own => fields::of(root),
        Path::Link(at) => {
            fields::of(root).and_then(|subject| subject.links.get(at)).and_then(|link| fields::of(link.to))
        }
    };
    let Some(field) = owner.and_then(|owner| owner.fields.get(test.field)) else {
        return Ok(test.leaf.field.clone());
    };
    // What times are called ("last changed", "closed") stands for itself.
    let called = match field.kind {
        Kind::Instant => format!("“{}”", field.label),
        _ => field.label.to_owned(),
    };
    let whose = match (test.path, owner) {
        (Path::Link(_), Some(owner)) => format!("the {}'s {called}", owner.record.name()),
        (Path::Own | Path::Link(_), _) if field.kind == Kind::Instant => called,
        (Path::Own | Path::Link(_), _) => format!("the {called}"),
    };
    let value = values(conn, field, &test.leaf.value)?;
    Ok(match test.leaf.operator {
        Operator::IsYes | Operator::IsNo => {
            let not = if test.leaf.operator == Operator::IsNo { "it is not so that " } else { "" };
            let who = match (test.path, owner) {
                (Path::Link(_), Some(owner)) => format!("the {}", owner.record.name()),
                (Path::Own | Path::Link(_), _) => "it".to_owned(),
            };
            format!("{not}{who} {}", verb_like(field))
        }
        Operator::IsEmpty => format!("{whose} is empty"),
        Operator::HasValue => format!("{whose} is filled in"),
        Operator::Is | Operator::Equal | Operator::OneOf | Operator::AnyOf if field.kind == Kind::Tags => {
            format!("{whose} include {value}")
        }
        Operator::Is | Operator::Equal | Operator::OneOf | Operator::AnyOf => format!("{whose} is {value}"),
        Operator::NoneOf if field.kind == Kind::Tags => format!("{whose} do not include {value}"),
        Operator::IsNot | Operator::NotEqual | Operator::NoneOf => format!("{whose} is not {value}"),
        Operator::AllOf => format!("{whose} include all of {value}"),
        Operator::Contains => format!("{whose} contains {value}"),
        Operator::DoesNotContain => format!("{whose} does not contain {value}"),
        Operator::Starts => format!("{whose} starts with {value}"),
        Operator::Less => format!("{whose} is below {value}"),
        Operator::LessOrEqual => format!("{whose} is at most {value}"),
        Operator::Greater => format!("{whose} is above {value}"),
        Operator::GreaterOrEqual => format!("{whose} is at least {value}"),
        Operator::Between => format!("{whose} is between {value}"),
        Operator::InLastDays => format!("{whose} is in the last {value} days"),
        Operator::OlderThanDays => format!("{whose} is more than {value} days ago"),
        Operator::Before => format!("{whose} is before {value}"),
        Operator::After => format!("{whose} is after {value}"),
        Operator::Changed => format!("{whose} changed"),
        Operator::ChangedTo => format!("{whose} changed to {value}"),
        Operator::ChangedFrom => format!("{whose} changed from {value}"),
    })
}

fn verb_like(field: &Field) -> String {
    if field.label.starts_with("has ") || field.label.starts_with("needs ") {
        field.label.to_owned()
    } else {
        format!("is {}", field.label)
    }
}

/// A fixed word as people say it.
pub fn choice(word: &str) -> String {
    match word {
        "waiting_customer" => "waiting for the customer".to_owned(),
        "waiting_third_party" => "waiting for a third party".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A field's value, or several, with names and amounts in place of ids and numbers.
pub fn named(conn: &Connection, field: &Field, value: &Value) -> Result<Value> {
    Ok(match (field.kind, value) {
        (_, Value::Array(all)) => {
            Value::Array(all.iter().map(|one| named(conn, field, one)).collect::<Result<_>>()?)
        }
        (Kind::Ref(of), Value::Number(id)) => name_of(conn, of, id.as_i64().unwrap_or_default())?.into(),
        (Kind::Choice(_), Value::String(word)) => choice(word).into(),
        (_, Value::Number(minor)) if field.key == "value_minor" => {
            let currency = conn.prepare_cached(sql::CURRENCY)?.query_row([], |row| row.get::<_, String>(0));
            let currency = currency.map(Some).or_else(none)?.unwrap_or_default();
            text::money(minor.as_i64().unwrap_or_default(), &currency).trim_end().into()
        }
        (_, as_it_is) => as_it_is.clone(),
    })
}

fn values(conn: &Connection, field: &Field, value: &Value) -> Result<String> {
    let one = |value: &Value| -> Result<String> {
        Ok(match (field.kind, named(conn, field, value)?) {
            (Kind::Text | Kind::Tags, Value::String(text)) => format!("“{}”", text::shorten(&text, 60)),
            (Kind::Ref(_) | Kind::Choice(_), Value::String(name)) => name,
            (_, Value::String(word)) => word.replace('_', " "),
            (_, other) => other.to_string(),
        })
    };
    match value {
        Value::Array(all) => Ok(all.iter().map(one).collect::<Result<Vec<_>>>()?.join(if all.len() == 2 {
            " or "
        } else {
            ", "
        })),
        single => one(single),
    }
}
