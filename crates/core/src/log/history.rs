//! Any record as of any moment: its present row, walked backwards through its events.

use super::events::{Event, kind_named, select};
use super::state::{self, Key, State};
use super::tables::Record;
use crate::ctx::Ctx;
use crate::error::Result;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AsOf {
    /// The kind of record: `ticket`, `customer` …
    #[serde(rename = "type")]
    pub record: String,
    pub id: i64,
    /// The moment, by when things happened.
    pub at_ms: i64,
}

/// A record at a moment.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Past {
    pub existed: bool,
    /// Fields by stable key, child rows under `path[id]`; empty when it did not exist.
    #[schema(value_type = Object)]
    pub record: Map<String, Value>,
}

/// `records.as_of`: the record as it was at `at_ms`. Errors: `invalid` for an unknown kind, `not_found`.
pub fn as_of(ctx: &Ctx<'_>, args: AsOf) -> Result<Past> {
    let record = kind_named(&args.record).map_err(|error| error.field("type"))?;
    let events = select(
        ctx.conn(),
        "e.subject_type = ?1 AND e.subject_id = ?2",
        "e.seq DESC",
        &[&record.name(), &args.id],
    )?;
    if events.is_empty()
        && record.table().is_none_or(|table| state::row(ctx.conn(), table, args.id).ok().flatten().is_none())
    {
        return Err(crate::error::Error::not_found("error.gone.record"));
    }
    let state =
        walk_back(ctx.conn(), record, args.id, events.iter().take_while(|event| event.at_ms > args.at_ms))?;
    Ok(match state {
        Some(state) => Past { existed: true, record: state.into_iter().collect() },
        None => Past { existed: false, record: Map::new() },
    })
}

/// Takes events (newest first) back from the present state.
pub fn walk_back<'e>(
    conn: &Connection,
    record: Record,
    id: i64,
    events: impl Iterator<Item = &'e Event>,
) -> Result<Option<State>> {
    let mut state = state::present(conn, record, id)?;
    for event in events {
        state = step_back(state, event);
    }
    Ok(state)
}

/// The state before one event.
pub fn step_back(state: Option<State>, event: &Event) -> Option<State> {
    match event.kind.rsplit_once('.').map(|(_, verb)| verb) {
        Some("created") => None,
        Some("purged") => {
            let mut before = State::new();
            for (key, entry) in &event.changes {
                if let Some(key) = Key::parse(state::renamed(key)) {
                    key.write(&mut before, state::sides(entry).0);
                }
            }
            Some(before)
        }
        _ => {
            let mut before = state.unwrap_or_default();
            for (key, entry) in &event.changes {
                if let Some(key) = Key::parse(state::renamed(key)) {
                    key.write(&mut before, state::sides(entry).0);
                }
            }
            Some(before)
        }
    }
}
