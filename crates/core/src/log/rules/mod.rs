//! What has to hold of a record that came back without its operation, through undo or out of the trash: the same that
//! the operations refuse, asked of the rows as they are afterwards. Its error takes the whole unit back.

mod sql;
#[cfg(test)]
mod tests;

use super::events;
use super::state;
use super::tables::{Record, TRACKED, Tracked};
use super::unit::none;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::WorkflowId;
use crate::phrases::{Phrase, say};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Checks a record of which these fields were put back. Errors: `conflict` with what to do first.
pub fn check(ctx: &Ctx<'_>, record: Record, id: i64, fields: &BTreeSet<String>) -> Result<()> {
    let conn = ctx.conn();
    let Some(table) = record.table() else { return Ok(()) };
    if record == Record::TicketStatus {
        states_stay_possible(conn)?;
    }
    if !state::lives(conn, record, id)? {
        return Ok(());
    }
    let put_back =
        |names: &[&str]| fields.contains("trashed_ms") || names.iter().any(|name| fields.contains(*name));
    let title = || events::title(conn, record, id);
    if put_back(&["name", "parent_id"]) && is_name_taken(conn, table, id)? {
        return Err(refusal(
            say("error.back.same_name").with("title", title()?),
            say("error.back.rename_first"),
        ));
    }
    if put_back(&["parent_id"])
        && table.fields.contains(&"parent_id")
        && conn.prepare_cached(&sql::above_itself(table))?.exists([id])?
    {
        return Err(refusal(
            say("error.back.under_itself").with("title", title()?),
            say("error.back.move_first"),
        ));
    }
    if let Some(word) = in_trash(conn, table, id, &|column| put_back(&[column]))? {
        return Err(refusal(
            say("error.back.word_in_trash").with("title", title()?).with("word", word),
            say("error.back.restore_first"),
        ));
    }
    match record {
        Record::Article if put_back(&["slug"]) && conn.prepare_cached(sql::SAME_SLUG)?.exists([id])? => {
            Err(refusal(
                say("error.back.same_address").with("title", title()?),
                say("error.back.readdress_first"),
            ))
        }
        Record::Deal
            if put_back(&["pipeline_id", "stage_id", "closed_ms"])
                && conn.prepare_cached(sql::MISPLACED_DEAL)?.exists([id])? =>
        {
            Err(refusal(say("error.back.deal_moved").with("title", title()?), say("error.back.move_deal")))
        }
        Record::Pipeline => pipeline(conn, id),
        Record::Workflow if put_back(&["enabled", "trigger", "conditions", "actions"]) => {
            match crate::workflows::blocking_problem(ctx, WorkflowId(id))? {
                Some(problem) => Err(refusal(
                    say("error.back.workflow").with("title", title()?).with("problem", problem),
                    say("error.back.workflow_first"),
                )),
                None => Ok(()),
            }
        }
        Record::Business
        | Record::User
        | Record::Team
        | Record::Tag
        | Record::Customer
        | Record::Interaction
        | Record::Task
        | Record::TicketStatus
        | Record::TicketPriority
        | Record::TicketCategory
        | Record::Ticket
        | Record::Deal
        | Record::ArticleCategory
        | Record::Article
        | Record::Workflow => Ok(()),
    }
}

/// Whether another live word has the same name; records that are no words may share one.
pub fn is_name_taken(conn: &Connection, table: &Tracked, id: i64) -> Result<bool> {
    if !table.record.is_word() || !table.untracked.contains(&"name_folded") {
        return Ok(false);
    }
    Ok(conn.prepare_cached(&sql::same_name(table))?.exists([id])?)
}

/// The name of a word in the trash that one of these columns of the record refers to.
fn in_trash(
    conn: &Connection,
    table: &Tracked,
    id: i64,
    asked: &dyn Fn(&str) -> bool,
) -> Result<Option<String>> {
    for (column, target) in words_of(conn, table)? {
        if asked(&column) {
            let found = conn
                .prepare_cached(&sql::trashed_target(table, &column, target))?
                .query_row([id], |row| row.get(0))
                .map(Some)
                .or_else(none)?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

/// The columns of a table that refer to words with a trash.
fn words_of(conn: &Connection, table: &Tracked) -> Result<Vec<(String, &'static Tracked)>> {
    let mut statement = conn.prepare_cached(super::sql::LINKS)?;
    let links = statement
        .query_map([table.table], |row| {
            Ok((row.get::<_, String>("column")?, row.get::<_, String>("target")?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let word = |name: &str| {
        TRACKED.iter().find(|known| known.table == name && known.record.is_word() && known.has_trash())
    };
    Ok(links.into_iter().filter_map(|(column, target)| Some((column, word(&target)?))).collect())
}

fn states_stay_possible(conn: &Connection) -> Result<()> {
    let lost: Option<String> =
        conn.prepare_cached(sql::LOST_STATE)?.query_row([], |row| row.get(0)).map(Some).or_else(none)?;
    lost.map_or(Ok(()), |state| {
        Err(refusal(say("error.back.no_status").with("state", state), say("error.back.status_first")))
    })
}

fn pipeline(conn: &Connection, id: i64) -> Result<()> {
    let kinds: i64 = conn.prepare_cached(sql::KINDS_OF_STAGES)?.query_row([id], |row| row.get(0))?;
    if kinds < 3 {
        return Err(refusal(say("error.back.stages"), say("error.back.stages_by_hand")));
    }
    if conn.prepare_cached(sql::MISPLACED_IN_PIPELINE)?.exists([id])? {
        return Err(refusal(say("error.back.outcome"), say("error.back.deals_first")));
    }
    Ok(())
}

fn refusal(message: Phrase, next: Phrase) -> Error {
    Error::new(Code::Conflict, message).hint(next)
}
