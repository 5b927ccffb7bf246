//! Every table of the file, declared once: tracked by the log, derived from it, or operational.
//!
//! A table that is missing here, or a tracked table with a column that is neither a field nor untracked,
//! fails a test, so that no row can ever change without the log knowing.

pub use super::record::Record;

/// Where a child row stands in its owner: `contact_points[4].value` of customer 12.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// The column that holds the owner's id; always the first field.
    pub column: &'static str,
    pub path: &'static str,
}

/// A table whose every change is an event.
#[derive(Debug, Clone, Copy)]
pub struct Tracked {
    pub table: &'static str,
    /// The record itself, or for child rows the record that owns them.
    pub record: Record,
    pub owner: Option<Owner>,
    pub fields: &'static [&'static str],
    /// Bookkeeping and projections: recomputed, never logged.
    pub untracked: &'static [&'static str],
}

impl Tracked {
    /// Whether the record keeps `updated_ms` beside `rev`.
    pub fn has_updated_ms(&self) -> bool {
        self.untracked.contains(&"updated_ms")
    }

    pub fn has_trash(&self) -> bool {
        self.fields.contains(&"trashed_ms")
    }

    /// Whether a row says nothing but that two records belong together, as a tag on a ticket.
    pub fn is_link(&self) -> bool {
        self.owner.is_some() && self.fields.len() == 2
    }

    pub fn position_of(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|name| *name == field)
    }
}

const REV: &[&str] = &["rev", "created_ms"];
const FOLDED: &[&str] = &["name_folded", "rev", "created_ms"];

const fn record(
    table: &'static str,
    record: Record,
    fields: &'static [&'static str],
    untracked: &'static [&'static str],
) -> Tracked {
    Tracked { table, record, owner: None, fields, untracked }
}

const fn child(
    table: &'static str,
    (owner, column, path): (Record, &'static str, &'static str),
    fields: &'static [&'static str],
    untracked: &'static [&'static str],
) -> Tracked {
    Tracked { table, record: owner, owner: Some(Owner { column, path }), fields, untracked }
}

/// Tracked tables, owners before their children and referenced records before those that refer to them.
pub const TRACKED: &[Tracked] = &[
    record("business", Record::Business, &["name", "zone", "currency", "locale"], &["rev"]),
    record("users", Record::User, &["name", "email", "role", "active", "trashed_ms"], REV),
    record("teams", Record::Team, &["name", "trashed_ms"], FOLDED),
    child("team_members", (Record::Team, "team_id", "members"), &["team_id", "user_id"], &[]),
    record("tags", Record::Tag, &["name", "trashed_ms"], FOLDED),
    record(
        "customers",
        Record::Customer,
        &[
            "kind",
            "name",
            "status",
            "source",
            "owner_id",
            "organisation_id",
            "job_title",
            "about",
            "street",
            "postal_code",
            "city",
            "country",
            "merged_into_id",
            "trashed_ms",
        ],
        &["name_folded", "rev", "created_ms", "updated_ms"],
    ),
    child(
        "contact_points",
        (Record::Customer, "customer_id", "contact_points"),
        &["customer_id", "kind", "label", "value", "position"],
        &["value_folded"],
    ),
    child("customer_tags", (Record::Customer, "customer_id", "tags"), &["customer_id", "tag_id"], &[]),
    record(
        "ticket_statuses",
        Record::TicketStatus,
        &["name", "colour", "position", "category", "trashed_ms"],
        FOLDED,
    ),
    record("ticket_priorities", Record::TicketPriority, &["name", "level", "position", "trashed_ms"], FOLDED),
    record("ticket_categories", Record::TicketCategory, &["name", "parent_id", "trashed_ms"], FOLDED),
    record(
        "tickets",
        Record::Ticket,
        &[
            "number",
            "subject",
            "status_id",
            "priority_id",
            "category_id",
            "team_id",
            "assignee_id",
            "customer_id",
            "channel",
            "external_ref",
            "solved_ms",
            "merged_into_id",
            "trashed_ms",
        ],
        &["state", "needs_answer_ms", "last_message_ms", "rev", "created_ms", "updated_ms"],
    ),
    child("ticket_tags", (Record::Ticket, "ticket_id", "tags"), &["ticket_id", "tag_id"], &[]),
    child(
        "messages",
        (Record::Ticket, "ticket_id", "messages"),
        &["ticket_id", "kind", "side", "user_id", "customer_id", "channel", "format", "source", "at_ms"],
        &[],
    ),
    child(
        "attachments",
        (Record::Ticket, "ticket_id", "attachments"),
        &["ticket_id", "message_id", "name", "media_type", "size_bytes", "blob_id"],
        &[],
    ),
    record("pipelines", Record::Pipeline, &["name", "position", "trashed_ms"], REV),
    child(
        "stages",
        (Record::Pipeline, "pipeline_id", "stages"),
        &["pipeline_id", "name", "probability_pct", "position", "limit_days", "kind"],
        &[],
    ),
    record(
        "deals",
        Record::Deal,
        &[
            "title",
            "customer_id",
            "pipeline_id",
            "stage_id",
            "value_minor",
            "currency",
            "owner_id",
            "expected_close_on",
            "stage_entered_ms",
            "closed_ms",
            "lost_reason",
            "trashed_ms",
        ],
        &["title_folded", "rev", "created_ms", "updated_ms"],
    ),
    record(
        "interactions",
        Record::Interaction,
        &[
            "customer_id",
            "kind",
            "direction",
            "subject",
            "body",
            "at_ms",
            "duration_s",
            "user_id",
            "ticket_id",
            "deal_id",
            "trashed_ms",
        ],
        REV,
    ),
    record(
        "tasks",
        Record::Task,
        &[
            "title",
            "body",
            "kind",
            "customer_id",
            "ticket_id",
            "deal_id",
            "assignee_id",
            "due_ms",
            "done_ms",
            "trashed_ms",
        ],
        REV,
    ),
    record(
        "article_categories",
        Record::ArticleCategory,
        &["name", "parent_id", "position", "trashed_ms"],
        REV,
    ),
    record(
        "articles",
        Record::Article,
        &[
            "title",
            "slug",
            "body",
            "status",
            "category_id",
            "author_id",
            "external_ref",
            "published_ms",
            "trashed_ms",
        ],
        &["rev", "created_ms", "updated_ms"],
    ),
    record(
        "workflows",
        Record::Workflow,
        &["name", "enabled", "position", "trigger", "conditions", "actions", "paused_reason", "trashed_ms"],
        REV,
    ),
];

/// Tables that a named consumer or the unit of work can rebuild from the log and the tracked rows.
pub const DERIVED: &[(&str, &str)] = &[("timeline", "log::timeline")];

/// Tables that keep the program running; the business's history does not depend on them.
pub const OPERATIONAL: &[&str] = &[
    "changes",
    "events",
    "blobs",
    "blob_chunks",
    "uploads",
    "workflow_versions",
    "workflow_runs",
    "workflow_steps",
    "workflow_schedules",
    "clock_jumps",
    "installation",
    "counters",
    "consumers",
    "held_events",
    "outbox",
    "notifications",
    "sessions",
    "sign_in_links",
    "idempotency_keys",
    "drafts",
    "ticket_reads",
    "jobs",
    "import_records",
    "refinery_schema_history",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_of_every_table_is_declared() {
        let conn = crate::db::migrated_in_memory().unwrap();
        let mut tables = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            .unwrap();
        let found: BTreeSet<String> =
            tables.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        let declared: BTreeSet<String> = TRACKED
            .iter()
            .map(|t| t.table)
            .chain(DERIVED.iter().map(|(name, _)| *name))
            .chain(OPERATIONAL.iter().copied())
            .map(str::to_owned)
            .collect();
        assert_eq!(found, declared);
        for table in TRACKED {
            let columns: BTreeSet<String> = conn
                .prepare(&format!("SELECT name FROM pragma_table_info('{}') WHERE name <> 'id'", table.table))
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .collect::<rusqlite::Result<_>>()
                .unwrap();
            let known: BTreeSet<String> =
                table.fields.iter().chain(table.untracked).map(|name| (*name).to_owned()).collect();
            assert_eq!(columns, known, "{}", table.table);
            if let Some(owner) = table.owner {
                assert_eq!(table.fields.first().copied(), Some(owner.column), "{}", table.table);
            }
        }
    }
}
