//! The statements of each tracked table, put together once: writing one out costs as much as running it.

use super::sql;
use super::tables::{Record, TRACKED, Tracked};
use std::sync::LazyLock;

/// What is asked of a table all the time.
pub struct OfTable {
    /// The row as the triggers note it.
    pub row_now: String,
    /// The owner of a child row.
    pub owner_now: String,
    /// The revision of the record itself.
    pub rev: String,
    pub title: String,
    pub lives: String,
    /// The customer on whose page the record stands, while it is not in the trash.
    pub customer: String,
}

static OF_TABLES: LazyLock<Vec<OfTable>> = LazyLock::new(|| {
    TRACKED
        .iter()
        .map(|table| OfTable {
            row_now: sql::row_now(table),
            owner_now: sql::owner_now(table),
            rev: sql::rev(table),
            title: sql::title(table, title_column(table.record)),
            lives: sql::lives(table),
            customer: sql::customer(table),
        })
        .collect()
});

/// The statements of this table; nothing for one that is not tracked.
pub fn of(table: &Tracked) -> Option<&'static OfTable> {
    OF_TABLES.get(TRACKED.iter().position(|known| known.table == table.table)?)
}

/// The statements of a kind of record.
pub fn of_record(record: Record) -> Option<&'static OfTable> {
    record.table().and_then(of)
}

/// What a person calls a record of this kind.
const fn title_column(record: Record) -> &'static str {
    match record {
        Record::Ticket => "'#' || number || ' ' || subject",
        Record::Task | Record::Deal | Record::Article => "title",
        Record::Interaction => "COALESCE(subject, kind)",
        Record::Business
        | Record::User
        | Record::Team
        | Record::Tag
        | Record::Customer
        | Record::TicketStatus
        | Record::TicketPriority
        | Record::TicketCategory
        | Record::Pipeline
        | Record::ArticleCategory
        | Record::Workflow => "name",
    }
}
