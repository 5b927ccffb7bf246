//! Words in double braces that a text of a workflow may carry, such as `{{customer}}`.
//!
//! They are replaced once, from left to right; what a value contains is never read as a variable again.

use crate::conditions::cell::Cell;
use crate::conditions::fields::Kind;
use crate::conditions::memory::{Loader, Seen};
use crate::conditions::words;
use crate::error::Result;
use crate::log::tables::Record;
use crate::text;
use rusqlite::Connection;

/// Stands where the record has nothing to say.
const NOTHING: &str = "—";

/// What each kind of record offers: the variable and the field it shows.
pub const fn of(record: Option<Record>) -> &'static [(&'static str, &'static str)] {
    match record {
        Some(Record::Ticket) => &[
            ("number", "number"),
            ("subject", "subject"),
            ("customer", "customer.name"),
            ("status", "status_id"),
            ("priority", "priority_id"),
            ("category", "category_id"),
            ("team", "team_id"),
            ("assignee", "assignee_id"),
        ],
        Some(Record::Customer) => &[
            ("customer", "name"),
            ("subject", "name"),
            ("status", "status"),
            ("owner", "owner_id"),
            ("city", "city"),
        ],
        Some(Record::Deal) => &[
            ("title", "title"),
            ("subject", "title"),
            ("customer", "customer.name"),
            ("stage", "stage_id"),
            ("owner", "owner_id"),
            ("value", "value_minor"),
        ],
        Some(Record::Task) => &[
            ("title", "title"),
            ("subject", "title"),
            ("customer", "customer.name"),
            ("assignee", "assignee_id"),
        ],
        Some(Record::Article) => &[("title", "title"), ("subject", "title"), ("status", "status")],
        Some(Record::Interaction) => {
            &[("subject", "subject"), ("kind", "kind"), ("customer", "customer.name")]
        }
        Some(
            Record::Business
            | Record::User
            | Record::Team
            | Record::Tag
            | Record::TicketStatus
            | Record::TicketPriority
            | Record::TicketCategory
            | Record::Pipeline
            | Record::ArticleCategory
            | Record::Workflow,
        )
        | None => &[],
    }
}

/// Offered for every workflow.
pub const ALWAYS: &[&str] = &["workflow"];

/// The first variable in the text that there is not.
pub fn unknown(record: Option<Record>, text: &str) -> Option<String> {
    pieces(text).into_iter().find_map(|piece| match piece {
        Piece::Variable(name)
            if !ALWAYS.contains(&name) && !of(record).iter().any(|(known, _)| *known == name) =>
        {
            Some(name.to_owned())
        }
        Piece::Variable(_) | Piece::Text(_) => None,
    })
}

/// The text with every variable replaced.
pub fn render(
    conn: &Connection,
    loader: &mut Loader<'_>,
    seen: &Seen<'_>,
    (record, workflow): (Option<Record>, &str),
    text: &str,
) -> Result<String> {
    let mut out = String::with_capacity(text.len() + 32);
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Variable("workflow") => out.push_str(workflow),
            Piece::Variable(name) => {
                let path = of(record).iter().find(|(known, _)| *known == name).map(|(_, path)| *path);
                let value = match path {
                    Some(path) => shown(conn, loader, seen, path)?,
                    None => None,
                };
                out.push_str(value.as_deref().unwrap_or(NOTHING));
            }
        }
    }
    Ok(out)
}

fn shown(conn: &Connection, loader: &mut Loader<'_>, seen: &Seen<'_>, path: &str) -> Result<Option<String>> {
    let Some((field, cell)) = loader.value(path, seen)? else { return Ok(None) };
    Ok(match (field.kind, cell) {
        (_, Cell::Null) => None,
        (Kind::Ref(of), Cell::Int(id)) => Some(words::name_of(conn, of, id)?),
        (_, Cell::Int(minor)) if path == "value_minor" => {
            let currency =
                loader.value("currency", seen)?.and_then(|(_, cell)| cell.json().as_str().map(str::to_owned));
            Some(text::money(minor, &currency.unwrap_or_default()))
        }
        (_, Cell::Int(number)) => Some(number.to_string()),
        (Kind::Choice(_), Cell::Text { raw, .. }) => Some(words::choice(&raw)),
        (_, Cell::Text { raw, .. }) => Some(raw).filter(|raw| !raw.is_empty()),
    })
}

enum Piece<'t> {
    Text(&'t str),
    Variable(&'t str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        found.push(Piece::Text(before));
        found.push(Piece::Variable(name.trim()));
        rest = behind;
    }
    found.push(Piece::Text(rest));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_and_strange_braces_stay_text() {
        assert_eq!(
            unknown(Some(Record::Ticket), "Ticket {{number}} of {{ customer }} by {{workflow}}"),
            None
        );
        assert_eq!(unknown(Some(Record::Ticket), "{{colour}}").as_deref(), Some("colour"));
        assert_eq!(unknown(None, "{{ open {{"), None);
    }
}
