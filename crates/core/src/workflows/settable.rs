//! Which fields a workflow may set, and through which operation it does so.

use crate::conditions::fields::{self, Field, Kind};
use crate::log::tables::Record;
use serde_json::{Value, json};

/// A field that can be set.
#[derive(Debug, Clone, Copy)]
pub struct Settable {
    /// The record that holds it: the run's own, or its customer.
    pub record: Record,
    pub of_customer: bool,
    pub field: &'static Field,
    /// Whether it may be cleared.
    pub optional: bool,
}

/// Per kind of record: fields that always hold something, and fields that may be empty.
const fn keys(record: Record) -> (&'static [&'static str], &'static [&'static str]) {
    match record {
        Record::Customer => (&["status"], &["owner_id", "source", "job_title", "city", "country"]),
        Record::Ticket => {
            (&["subject", "status_id", "priority_id"], &["category_id", "team_id", "assignee_id"])
        }
        Record::Deal => (&["title", "stage_id", "value_minor"], &["owner_id", "expected_close_on"]),
        Record::Task => (&["title"], &["assignee_id"]),
        Record::Article => (&[], &["category_id"]),
        Record::Business
        | Record::User
        | Record::Team
        | Record::Tag
        | Record::Interaction
        | Record::TicketStatus
        | Record::TicketPriority
        | Record::TicketCategory
        | Record::Pipeline
        | Record::ArticleCategory
        | Record::Workflow => (&[], &[]),
    }
}

/// Every field that a workflow about this kind of record may set, as it is named in an action.
pub fn all(record: Record) -> Vec<(String, Settable)> {
    let mut found = own(record, false);
    if fields::of(record).is_some_and(|subject| subject.links.iter().any(|link| link.to == Record::Customer))
    {
        found.extend(own(Record::Customer, true));
    }
    found
}

fn own(record: Record, of_customer: bool) -> Vec<(String, Settable)> {
    let (always, optional) = keys(record);
    let Some(subject) = fields::of(record) else { return Vec::new() };
    let known = |key: &&str| subject.fields.iter().find(|field| field.key == *key);
    let named =
        |field: &Field| if of_customer { format!("customer.{}", field.key) } else { field.key.to_owned() };
    let each = |keys: &[&str], optional: bool| {
        keys.iter()
            .filter_map(known)
            .map(|field| (named(field), Settable { record, of_customer, field, optional }))
            .collect::<Vec<_>>()
    };
    each(always, false).into_iter().chain(each(optional, true)).collect()
}

/// The field of this name.
pub fn find(record: Record, name: &str) -> Option<Settable> {
    all(record).into_iter().find(|(known, _)| known == name).map(|(_, settable)| settable)
}

impl Settable {
    /// What is wrong with a value, in words.
    pub fn refuse(&self, value: &Value) -> Option<String> {
        if value.is_null() {
            return (!self.optional).then(|| format!("Choose a value for {}.", self.field.label));
        }
        match self.field.kind {
            Kind::Choice(words) if !value.as_str().is_some_and(|word| words.contains(&word)) => {
                Some(format!("Choose from: {}.", words.join(", ")))
            }
            Kind::Ref(_) if !value.is_i64() => Some("Choose from the list.".to_owned()),
            Kind::Number if !value.is_i64() => Some("Write a whole number.".to_owned()),
            Kind::Text if value.as_str().is_none_or(|text| text.trim().is_empty()) => {
                Some("Write a text.".to_owned())
            }
            Kind::Date if value.as_str().is_none_or(|text| crate::calendar::parse_date(text).is_none()) => {
                Some("Write the date as year-month-day, such as 2026-11-20.".to_owned())
            }
            Kind::Choice(_)
            | Kind::Ref(_)
            | Kind::Number
            | Kind::Text
            | Kind::Date
            | Kind::Tags
            | Kind::YesNo
            | Kind::Instant => None,
        }
    }

    /// The operation that sets it, with its arguments.
    pub fn call(&self, id: i64, value: &Value) -> (&'static str, Value) {
        let key = self.field.key;
        match self.record {
            Record::Deal if key == "stage_id" => ("deals.move", json!({ "id": id, key: value })),
            Record::Deal => ("deals.update", json!({ "id": id, key: value })),
            Record::Ticket => ("tickets.update", json!({ "id": id, key: value })),
            Record::Task => ("tasks.update", json!({ "id": id, key: value })),
            Record::Article => ("articles.update", json!({ "id": id, key: value })),
            Record::Customer
            | Record::Business
            | Record::User
            | Record::Team
            | Record::Tag
            | Record::Interaction
            | Record::TicketStatus
            | Record::TicketPriority
            | Record::TicketCategory
            | Record::Pipeline
            | Record::ArticleCategory
            | Record::Workflow => ("customers.update", json!({ "id": id, key: value })),
        }
    }
}
