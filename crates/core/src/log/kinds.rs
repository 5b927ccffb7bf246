//! What an event is called: record and verb, decided from the difference alone.
//!
//! One event may hold several differences (a reply that also solves). The kind names the weightiest; a workflow that
//! listens to another of them finds it through [`matches`].

use super::delta::RowDelta;
use super::tables::Record;
use serde_json::{Map, Value};

/// A verb and how to recognise it from the keys of an event's changes.
pub struct Verb {
    pub name: &'static str,
    fields: &'static [&'static str],
}

const fn verb(name: &'static str, fields: &'static [&'static str]) -> Verb {
    Verb { name, fields }
}

const MERGED: Verb = verb("merged", &["merged_into_id"]);
const TAGGED: Verb = verb("tagged", &["tags["]);
const TICKET: &[Verb] = &[
    MERGED,
    verb("replied", &[]),
    verb("noted", &[]),
    verb("status_changed", &["status_id"]),
    verb("assigned", &["assignee_id", "team_id"]),
    verb("priority_changed", &["priority_id"]),
    TAGGED,
];
const CUSTOMER: &[Verb] =
    &[MERGED, verb("status_changed", &["status"]), verb("assigned", &["owner_id"]), TAGGED];
const DEAL: &[Verb] =
    &[verb("moved", &["stage_id"]), verb("assigned", &["owner_id"]), verb("value_changed", &["value_minor"])];
const TASK: &[Verb] = &[verb("completed", &[]), verb("reopened", &[]), verb("assigned", &["assignee_id"])];
const ARTICLE: &[Verb] = &[verb("published", &[]), verb("archived", &[])];
const WORKFLOW: &[Verb] = &[verb("enabled", &[]), verb("disabled", &[])];

/// The verbs of a record besides created, purged, trashed and restored, weightiest first; `updated` is what remains.
pub const fn verbs(record: Record) -> &'static [Verb] {
    match record {
        Record::Ticket => TICKET,
        Record::Customer => CUSTOMER,
        Record::Deal => DEAL,
        Record::Task => TASK,
        Record::Article => ARTICLE,
        Record::Workflow => WORKFLOW,
        Record::Business
        | Record::User
        | Record::Team
        | Record::Tag
        | Record::Interaction
        | Record::TicketStatus
        | Record::TicketPriority
        | Record::TicketCategory
        | Record::Pipeline
        | Record::ArticleCategory => &[],
    }
}

/// The event's verb, from the rows that the unit changed in one record.
pub fn verb_of(record: Record, rows: &[RowDelta]) -> &'static str {
    if let Some(own) = rows.iter().find(|row| row.is_record()) {
        match (&own.before, &own.after) {
            (None, _) => return "created",
            (_, None) => return "purged",
            (Some(_), Some(_)) if own.changed("trashed_ms") => {
                return if own.now("trashed_ms").is_some_and(|v| !v.is_null()) {
                    "trashed"
                } else {
                    "restored"
                };
            }
            (Some(_), Some(_)) => {}
        }
    }
    verbs(record)
        .iter()
        .find(|verb| from_rows(verb.name, rows) || verb.fields.iter().any(|field| touched(field, rows)))
        .map_or("updated", |verb| verb.name)
}

fn touched(field: &str, rows: &[RowDelta]) -> bool {
    match field.strip_suffix('[') {
        Some(path) => rows.iter().any(|row| row.table.owner.is_some_and(|owner| owner.path == path)),
        None => rows.iter().any(|row| row.is_record() && row.changed(field)),
    }
}

/// Verbs that depend on values, not only on which field changed.
fn from_rows(verb: &str, rows: &[RowDelta]) -> bool {
    let new_message = |kind: &str| {
        rows.iter().any(|row| {
            row.table.table == "messages"
                && row.before.is_none()
                && row.now("kind").and_then(Value::as_str) == Some(kind)
        })
    };
    let became = |field: &str, value: &Value| {
        rows.iter().any(|row| row.is_record() && row.changed(field) && row.now(field) == Some(value))
    };
    match verb {
        "replied" => new_message("public"),
        "noted" => new_message("note"),
        "completed" => {
            rows.iter().any(|row| row.changed("done_ms") && row.now("done_ms").is_some_and(|v| !v.is_null()))
        }
        "reopened" => became("done_ms", &Value::Null),
        "published" => became("status", &Value::from("published")),
        "archived" => became("status", &Value::from("archived")),
        "enabled" => became("enabled", &Value::from(1)),
        "disabled" => became("enabled", &Value::from(0)),
        _ => false,
    }
}

/// Whether an event of `kind` with these changes is also what a listener to `wanted` waits for.
pub fn matches(kind: &str, changes: Option<&Map<String, Value>>, wanted: &str) -> bool {
    if kind == wanted {
        return true;
    }
    let (Some((record, verb)), Some((of, _)), Some(changes)) =
        (wanted.split_once('.'), kind.split_once('.'), changes)
    else {
        return false;
    };
    record == of
        && Record::parse(record).is_some_and(|record| {
            verbs(record).iter().find(|known| known.name == verb).is_some_and(|known| {
                known.fields.iter().any(|field| {
                    if field.ends_with('[') {
                        changes.keys().any(|key| key.starts_with(field))
                    } else {
                        changes.contains_key(*field)
                    }
                })
            })
        })
}

/// The kinds that something people, workflows or forms do brings about, so that a workflow may wait for them. The
/// business stays, people are switched off instead, and nothing merges records yet.
pub fn offered(record: Record) -> Vec<String> {
    let deletable = !matches!(record, Record::Business | Record::User);
    let shown = super::trash::KINDS.contains(&record);
    let happens = |verb: &str| match verb {
        "merged" => false,
        "trashed" => deletable,
        "restored" | "purged" => shown,
        // Tags are made by use and stay as they are; the business is there from the beginning.
        "updated" => record != Record::Tag,
        "created" => record != Record::Business,
        _ => true,
    };
    all(record)
        .into_iter()
        .filter(|kind| kind.split_once('.').is_some_and(|(_, verb)| happens(verb)))
        .collect()
}

/// Every kind that can occur for a record, for vocabularies and exports.
pub fn all(record: Record) -> Vec<String> {
    let own = verbs(record).iter().map(|verb| verb.name);
    let general = ["created", "updated", "trashed", "restored", "purged"];
    general.into_iter().chain(own).map(|verb| format!("{}.{verb}", record.name())).collect()
}
