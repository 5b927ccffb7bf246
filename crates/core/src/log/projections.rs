//! Columns that follow from other rows of the same record, brought up to date in the unit that touched it.

use super::sql;
use super::tables::Record;
use super::unit::none;
use crate::error::Result;
use rusqlite::{Connection, params};

/// Recomputes what depends on the record; says whether anything was written. Runs for operations, imports and undo alike,
/// before the difference is taken.
pub fn bring_up_to_date(conn: &Connection, record: Record, id: i64) -> Result<bool> {
    match record {
        Record::Ticket => ticket(conn, id),
        Record::TicketStatus => Ok(conn.prepare_cached(sql::PROJECT_STATUS)?.execute([id])? > 0),
        Record::Business
        | Record::User
        | Record::Team
        | Record::Tag
        | Record::Customer
        | Record::Interaction
        | Record::Task
        | Record::TicketPriority
        | Record::TicketCategory
        | Record::Pipeline
        | Record::Deal
        | Record::ArticleCategory
        | Record::Article
        | Record::Workflow => Ok(false),
    }
}

/// A ticket's projections as they stand, and what they follow from.
struct Projected {
    state: String,
    needs_answer_ms: Option<i64>,
    last_message_ms: Option<i64>,
    solved_ms: Option<i64>,
    created_ms: i64,
    category: String,
}

/// A ticket's state, since when it waits for us, its last message, when it was solved.
fn ticket(conn: &Connection, id: i64) -> Result<bool> {
    let found = conn.prepare_cached(sql::TICKET_PROJECTED)?.query_row([id], |row| {
        Ok(Projected {
            state: row.get(0)?,
            needs_answer_ms: row.get(1)?,
            last_message_ms: row.get(2)?,
            solved_ms: row.get(3)?,
            created_ms: row.get(4)?,
            category: row.get(5)?,
        })
    });
    let Some(now) = found.map(Some).or_else(none)? else { return Ok(false) };
    let (last_message_ms, waits_since_ms) = spoken(conn, id, &now)?;
    let mut written = false;
    if now.state != now.category {
        written = true;
        conn.prepare_cached(sql::SET_STATE)?.execute(params![id, now.category])?;
    }
    if now.needs_answer_ms != waits_since_ms {
        written = true;
        conn.prepare_cached(sql::SET_SPOKEN)?.execute(params![id, waits_since_ms, last_message_ms])?;
    } else if now.last_message_ms != last_message_ms {
        written = true;
        conn.prepare_cached(sql::SET_LAST_MESSAGE)?.execute(params![id, last_message_ms])?;
    }
    let solved = matches!(now.category.as_str(), "solved" | "closed");
    if solved != now.solved_ms.is_some() {
        written = true;
        let statement = if solved { sql::SET_SOLVED } else { sql::CLEAR_SOLVED };
        conn.prepare_cached(statement)?.execute([id])?;
    }
    Ok(written)
}

/// When something was last said, and since when the customer waits.
///
/// A ticket needs an answer while it is new or open and the customer spoke last; the oldest unanswered public message
/// of the customer since our last public one is the start, or the ticket's creation while nobody of us spoke.
fn spoken(conn: &Connection, id: i64, now: &Projected) -> Result<(Option<i64>, Option<i64>)> {
    let may_wait = matches!(now.category.as_str(), "new" | "open");
    let mut statement = conn.prepare_cached(sql::MESSAGES_BACKWARDS)?;
    let mut messages = statement.query([id])?;
    let (mut last_ms, mut oldest_ms) = (None, None);
    while let Some(message) = messages.next()? {
        let at_ms: i64 = message.get(0)?;
        last_ms = last_ms.or(Some(at_ms));
        if !may_wait {
            return Ok((last_ms, None));
        }
        let (public, ours): (bool, bool) = (message.get(1)?, message.get(2)?);
        if public && ours {
            return Ok((last_ms, oldest_ms));
        }
        if public {
            oldest_ms = Some(at_ms);
        }
    }
    Ok((last_ms, may_wait.then_some(oldest_ms.unwrap_or(now.created_ms))))
}
