//! A ticket's conversation: its messages and, between them, what happened to it.
//!
//! Two streams, messages and events, are merged from the newest backwards; the place of a page holds where each of them
//! ended, so that neither is ever counted through.

mod lines;
pub mod messages;
mod sql;

pub use lines::{EventLine, EventLineKind, TicketEvent};

use super::family;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::ids::TicketId;
use crate::log::events::{self, Event};
use crate::log::names::Names;
use crate::page::{self, Page};
use messages::TicketMessage;
use rusqlite::ToSql;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::LazyLock;

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetConversation {
    pub id: TicketId,
    #[serde(default)]
    pub limit: Option<u32>,
    /// Leads to what happened before the page that gave it.
    #[serde(default)]
    pub after: Option<String>,
}

impl GetConversation {
    /// The newest page.
    pub const fn of(id: TicketId) -> Self {
        Self { id, limit: None, after: None }
    }
}

/// One thing in a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Entry {
    Message(TicketMessage),
    Event(TicketEvent),
}

/// Where both streams go on: what comes next is older than these.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Place {
    message: (i64, i64),
    event: (i64, i64),
}

const TOP: Place = Place { message: (i64::MAX, i64::MAX), event: (i64::MAX, i64::MAX) };

/// `tickets.conversation`: the newest page first, each page oldest first; `after` leads to older ones.
///
/// A merged ticket answers with the conversation of the one that survives, which holds both. Errors: `not_found`, `invalid`.
pub fn conversation(ctx: &Ctx<'_>, args: GetConversation) -> Result<Page<Entry>> {
    let limit = page::limit(args.limit)?;
    let mut place = page::after::<Place>(args.after.as_deref())?.unwrap_or(TOP);
    let family = family(ctx, args.id)?;
    let mut messages = messages_before(ctx, &family, place, limit)?;
    let names = Names::new(ctx.conn());
    let mut events = events_before(&names, &family, place, limit)?;
    let mut items = VecDeque::with_capacity(limit.min(messages.len() + events.len()));
    while items.len() < limit {
        // Of one instant: the creation stands above the message that came with it, other events below theirs.
        let event_is_later = match (messages.front(), events.front()) {
            (None, None) => break,
            (Some(message), Some((event, _))) => {
                (event.at_ms, if lines::is_creation(event) { 0 } else { 2 }) > (message.at_ms, 1)
            }
            (None, Some(_)) => true,
            (Some(_), None) => false,
        };
        if event_is_later {
            let Some((event, found)) = events.pop_front() else { break };
            place.event = (event.at_ms, event.seq);
            items.push_front(Entry::Event(lines::entry(&names, &event, found)?));
        } else {
            let Some(message) = messages.pop_front() else { break };
            place.message = (message.at_ms, message.id.0);
            items.push_front(Entry::Message(message));
        }
    }
    let more = !messages.is_empty() || !events.is_empty();
    let next = if more { Some(serde_json::to_string(&place)?) } else { None };
    Ok(Page { items: items.into(), next })
}

static OF_ONE: LazyLock<String> = LazyLock::new(sql::messages_of_one);
static OF_FAMILY: LazyLock<String> = LazyLock::new(sql::messages_of_family);
static EVENTS_OF_ONE: LazyLock<String> =
    LazyLock::new(|| events::events_where(sql::EVENT_OF_ONE, sql::EVENT_ORDER_OF_ONE));
static EVENTS_OF_FAMILY: LazyLock<String> =
    LazyLock::new(|| events::events_where(sql::EVENT_OF_FAMILY, sql::EVENT_ORDER_OF_FAMILY));

/// One message more than the page, to see whether another follows.
fn messages_before(
    ctx: &Ctx<'_>,
    family: &[TicketId],
    place: Place,
    limit: usize,
) -> Result<VecDeque<TicketMessage>> {
    let (at, id) = place.message;
    let limit = limit as i64 + 1;
    let found = match family {
        [one] => {
            let mut statement = ctx.conn().prepare_cached(&OF_ONE)?;
            statement
                .query_map(rusqlite::params![one, at, id, limit], messages::row)?
                .collect::<rusqlite::Result<_>>()?
        }
        many => {
            let mut statement = ctx.conn().prepare_cached(&OF_FAMILY)?;
            let ids = serde_json::to_string(many)?;
            statement
                .query_map(rusqlite::params![ids, at, id, limit], messages::row)?
                .collect::<rusqlite::Result<_>>()?
        }
    };
    Ok(found)
}

/// Events that have something to show, one more than the page. Replies and notes show as messages, so most have nothing.
fn events_before(
    names: &Names<'_>,
    family: &[TicketId],
    place: Place,
    limit: usize,
) -> Result<VecDeque<(Event, Vec<EventLine>)>> {
    let (mut at, mut seq) = place.event;
    let mut found = VecDeque::new();
    let ids = if family.len() > 1 { serde_json::to_string(family)? } else { String::new() };
    loop {
        let batch = match family {
            [one] => events::select_by(names.conn(), &EVENTS_OF_ONE, &[one as &dyn ToSql, &seq])?,
            _ => events::select_by(names.conn(), &EVENTS_OF_FAMILY, &[&ids as &dyn ToSql, &seq, &at])?,
        };
        let Some(last) = batch.last() else { return Ok(found) };
        (at, seq) = (last.at_ms, last.seq);
        let whole = batch.len() < sql::EVENTS_AT_ONCE;
        for event in batch {
            let lines = lines::of(names, &event)?;
            if !lines.is_empty() {
                found.push_back((event, lines));
                if found.len() > limit {
                    return Ok(found);
                }
            }
        }
        if whole {
            return Ok(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;

    /// Both streams of a ticket follow an index in their order.
    #[test]
    fn a_conversation_is_read_in_order() {
        let desk = Desk::open();
        let events = format!(
            "SELECT e.seq FROM events e WHERE {} ORDER BY {}",
            sql::EVENT_OF_ONE,
            sql::EVENT_ORDER_OF_ONE
        );
        for text in [&*OF_ONE, &events] {
            let lines: Vec<String> = desk.read(|ctx| {
                let mut explained = ctx.conn().prepare(&format!("EXPLAIN QUERY PLAN {text}"))?;
                let bound = vec![1_i64; explained.parameter_count()];
                let lines = explained.query_map(rusqlite::params_from_iter(bound), |row| row.get(3))?;
                Ok(lines.collect::<rusqlite::Result<_>>()?)
            });
            for line in &lines {
                assert!(!line.contains("SCAN") && !line.contains("TEMP B-TREE"), "{lines:?}");
            }
        }
    }
}
