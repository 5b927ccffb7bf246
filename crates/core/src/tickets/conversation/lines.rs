//! What an event says in a conversation: who or which rule did what, with the names that people know.

use super::sql;
use crate::error::Result;
use crate::log::events::Event;
use crate::log::names::Names;
use crate::log::state::{self, Key};
use crate::log::tables::Record;
use crate::log::unit::none;
use crate::wire::wire_enum;
use rusqlite::params;
use serde::Serialize;
use serde_json::Value;

wire_enum! {
    EventLineKind {
        Created = "created",
        Status = "status",
        Assignee = "assignee",
        Team = "team",
        Priority = "priority",
        Category = "category",
        Customer = "customer",
        Subject = "subject",
        TagAdded = "tag_added",
        TagRemoved = "tag_removed",
        MessageRemoved = "message_removed",
        FileRemoved = "file_removed",
        /// Another ticket was merged into this one.
        Merged = "merged",
        Trashed = "trashed",
        Restored = "restored",
    }
}
wire_enum! {
    ActorKind { User = "user", Workflow = "workflow", System = "system" }
}

/// One difference, as data for a sentence in any language.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct EventLine {
    pub kind: EventLineKind,
    /// The ticket's field, where it is one.
    pub field: Option<String>,
    /// What it was called before; absent where it was empty.
    pub before_label: Option<String>,
    pub after_label: Option<String>,
}

/// Something that happened to the ticket.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TicketEvent {
    pub seq: i64,
    pub at_ms: i64,
    /// `ticket.status_changed`
    pub kind: String,
    pub actor_name: String,
    pub actor_kind: ActorKind,
    pub lines: Vec<EventLine>,
    /// The lines as an English sentence.
    pub text: String,
}

pub(super) fn is_creation(event: &Event) -> bool {
    event.kind == "ticket.created"
}

/// The event with its lines and its sentence.
pub(super) fn entry(names: &Names<'_>, event: &Event, lines: Vec<EventLine>) -> Result<TicketEvent> {
    let actor_name = names.actor(&event.actor)?;
    let actor_kind = match event.actor.split(':').next() {
        Some("user") => ActorKind::User,
        Some("workflow") => ActorKind::Workflow,
        Some(_) | None => ActorKind::System,
    };
    let who =
        if actor_kind == ActorKind::Workflow { format!("Rule {actor_name}") } else { actor_name.clone() };
    let text = format!("{who} {}", lines.iter().map(phrase).collect::<Vec<_>>().join(", "));
    Ok(TicketEvent {
        seq: event.seq,
        at_ms: event.at_ms,
        kind: event.kind.clone(),
        actor_name,
        actor_kind,
        lines,
        text,
    })
}

/// What the event has to show; nothing for one that only added messages.
pub(super) fn of(names: &Names<'_>, event: &Event) -> Result<Vec<EventLine>> {
    if is_creation(event) {
        return Ok(vec![EventLine {
            kind: EventLineKind::Created,
            field: None,
            before_label: None,
            after_label: None,
        }]);
    }
    let mut lines = Vec::new();
    for (key, entry) in &event.changes {
        let Some(parsed) = Key::parse(state::renamed(key)) else { continue };
        let (before, after) = state::sides(entry);
        let line = match parsed {
            Key::Own(field) => own(names, event, field, (&before, &after))?,
            Key::Child { path, id } => child(names, event, (path, id), (&before, &after))?,
            Key::ChildField { .. } => None,
        };
        lines.extend(line);
    }
    Ok(lines)
}

fn own(
    names: &Names<'_>,
    event: &Event,
    field: &str,
    (before, after): (&Value, &Value),
) -> Result<Option<EventLine>> {
    use EventLineKind as Kind;
    let line = |kind, before_label, after_label| {
        Some(EventLine { kind, field: Some(field.to_owned()), before_label, after_label })
    };
    let titled = |kind, record| -> Result<Option<EventLine>> {
        Ok(line(kind, title(names, record, before)?, title(names, record, after)?))
    };
    match field {
        "status_id" => titled(Kind::Status, Record::TicketStatus),
        "priority_id" => titled(Kind::Priority, Record::TicketPriority),
        "category_id" => titled(Kind::Category, Record::TicketCategory),
        "team_id" => titled(Kind::Team, Record::Team),
        "assignee_id" => titled(Kind::Assignee, Record::User),
        "customer_id" => titled(Kind::Customer, Record::Customer),
        "subject" => Ok(line(Kind::Subject, words_of(before), words_of(after))),
        "trashed_ms" => Ok(line(if after.is_null() { Kind::Restored } else { Kind::Trashed }, None, None)),
        "merged_into_id" if !after.is_null() => {
            let merged = names.title(Record::Ticket, event.subject_id)?;
            Ok(line(Kind::Merged, Some(merged), title(names, Record::Ticket, after)?))
        }
        // Numbers, references and times that follow from other fields say nothing to a reader.
        _ => Ok(None),
    }
}

fn child(
    names: &Names<'_>,
    event: &Event,
    (path, id): (&str, i64),
    (before, after): (&Value, &Value),
) -> Result<Option<EventLine>> {
    let line = |kind, before_label, after_label| EventLine {
        kind,
        field: Some(path.to_owned()),
        before_label,
        after_label,
    };
    let removed = after.is_null();
    match path {
        "tags" if removed => {
            let name = title(names, Record::Tag, before.get("tag_id").unwrap_or(&Value::Null))?;
            Ok(Some(line(EventLineKind::TagRemoved, name, None)))
        }
        "tags" => Ok(Some(line(EventLineKind::TagAdded, None, tag_of(names, event, id)?))),
        "messages" if removed => {
            let source = before.get("source").and_then(Value::as_str).unwrap_or_default();
            Ok(Some(line(EventLineKind::MessageRemoved, Some(crate::text::shorten(source, 80)), None)))
        }
        "attachments" if removed => {
            Ok(Some(line(EventLineKind::FileRemoved, before.get("name").and_then(words_of), None)))
        }
        _ => Ok(None),
    }
}

/// The name behind an id; nothing where the field is empty.
fn title(names: &Names<'_>, record: Record, id: &Value) -> Result<Option<String>> {
    id.as_i64().map(|id| names.title(record, id)).transpose()
}

fn words_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The log keeps of an added row its fingerprint only; the row itself, or the event that removed it, has the tag.
fn tag_of(names: &Names<'_>, event: &Event, link: i64) -> Result<Option<String>> {
    let present: Option<i64> = names
        .conn()
        .prepare_cached(sql::TAG_OF_LINK)?
        .query_row([link], |row| row.get(0))
        .map(Some)
        .or_else(none)?;
    let tag = match present {
        Some(tag) => Some(tag),
        None => {
            let path = format!("$.\"tags[{link}]\".before.tag_id");
            let bound = params![event.subject_id, event.seq, format!("\"tags[{link}]\""), path];
            names
                .conn()
                .prepare_cached(sql::TAG_OF_REMOVED_LINK)?
                .query_row(bound, |row| row.get(0))
                .map(Some)
                .or_else(none)?
        }
    };
    tag.map(|tag| names.title(Record::Tag, tag)).transpose()
}

fn phrase(line: &EventLine) -> String {
    use EventLineKind as Kind;
    let before = line.before_label.as_deref();
    let after = line.after_label.as_deref();
    let changed = |what: &str| match (before, after) {
        (Some(before), Some(after)) => format!("changed the {what} from {before} to {after}"),
        (None, Some(after)) => format!("set the {what} to {after}"),
        (Some(before), None) => format!("removed the {what} {before}"),
        (None, None) => format!("changed the {what}"),
    };
    match line.kind {
        Kind::Created => "created the ticket".to_owned(),
        Kind::Status => changed("status"),
        Kind::Assignee => match after {
            Some(after) => format!("assigned it to {after}"),
            None => format!("took it from {}", before.unwrap_or("nobody")),
        },
        Kind::Team => changed("team"),
        Kind::Priority => changed("priority"),
        Kind::Category => changed("category"),
        Kind::Customer => changed("customer"),
        Kind::Subject => changed("subject"),
        Kind::TagAdded => format!("added the tag {}", after.unwrap_or_default()),
        Kind::TagRemoved => format!("removed the tag {}", before.unwrap_or_default()),
        Kind::MessageRemoved => "took back a message".to_owned(),
        Kind::FileRemoved => format!("removed the file {}", before.unwrap_or_default()),
        Kind::Merged => format!("merged {} into {}", before.unwrap_or_default(), after.unwrap_or_default()),
        Kind::Trashed => "moved it to the trash".to_owned(),
        Kind::Restored => "took it out of the trash".to_owned(),
    }
}
