//! Columns that follow from other rows of the same record, brought up to date in the unit that touched it.

use super::sql;
use super::tables::Record;
use crate::error::Result;
use rusqlite::Connection;

/// Recomputes what depends on the record. Runs for operations, imports and undo alike, before the difference is taken.
pub fn bring_up_to_date(conn: &Connection, record: Record, id: i64) -> Result<()> {
    match record {
        Record::Ticket => {
            conn.prepare_cached(sql::PROJECT_TICKET)?.execute([id])?;
        }
        Record::TicketStatus => {
            conn.prepare_cached(sql::PROJECT_STATUS)?.execute([id])?;
        }
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
        | Record::Workflow => {}
    }
    Ok(())
}
