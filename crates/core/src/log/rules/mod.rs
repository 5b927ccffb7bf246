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
            format!("There is another “{}” now.", title()?),
            "Rename that one first, then try again.",
        ));
    }
    if put_back(&["parent_id"])
        && table.fields.contains(&"parent_id")
        && conn.prepare_cached(&sql::above_itself(table))?.exists([id])?
    {
        return Err(refusal(
            format!("“{}” would stand under itself, because it was moved since.", title()?),
            "Move one of the categories first, then try again.",
        ));
    }
    if let Some(word) = in_trash(conn, table, id, &|column| put_back(&[column]))? {
        return Err(refusal(
            format!("“{}” would belong to “{word}”, which is in the trash.", title()?),
            "Take that out of the trash or undo its deletion first.",
        ));
    }
    match record {
        Record::Article if put_back(&["slug"]) && conn.prepare_cached(sql::SAME_SLUG)?.exists([id])? => {
            Err(refusal(
                format!("Another article has the address of “{}” now.", title()?),
                "Give that one another address first.",
            ))
        }
        Record::Deal
            if put_back(&["pipeline_id", "stage_id", "closed_ms"])
                && conn.prepare_cached(sql::MISPLACED_DEAL)?.exists([id])? =>
        {
            Err(refusal(
                format!("“{}” was moved since, so its pipeline and its stage would not agree.", title()?),
                "Move the deal by hand.",
            ))
        }
        Record::Pipeline => pipeline(conn, id),
        Record::Workflow if put_back(&["enabled", "trigger", "conditions", "actions"]) => {
            match crate::workflows::blocking_problem(ctx, WorkflowId(id))? {
                Some(problem) => Err(refusal(
                    format!("“{}” would be switched on and could not work: {problem}", title()?),
                    "Bring back what it needs first, or set the workflow up again.",
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
        Err(refusal(
            format!("No status would stand for {state} tickets any more."),
            "Add another status of that kind first.",
        ))
    })
}

fn pipeline(conn: &Connection, id: i64) -> Result<()> {
    let kinds: i64 = conn.prepare_cached(sql::KINDS_OF_STAGES)?.query_row([id], |row| row.get(0))?;
    if kinds < 3 {
        return Err(refusal(
            "The pipeline would lack an open stage, one for won deals or one for lost ones.".to_owned(),
            "Change its stages by hand.",
        ));
    }
    if conn.prepare_cached(sql::MISPLACED_IN_PIPELINE)?.exists([id])? {
        return Err(refusal(
            "A stage would stand for an outcome that the deals in it do not have.".to_owned(),
            "Move its deals to another stage first.",
        ));
    }
    Ok(())
}

fn refusal(message: String, next: &str) -> Error {
    Error::new(Code::Conflict, message).hint(next)
}
