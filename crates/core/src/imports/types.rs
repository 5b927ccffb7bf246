//! What goes in and out of imports.

use crate::ids::UploadId;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

wire_enum! {
    ImportKind {
        /// People and organisations, one per row.
        Contacts = "contacts",
        /// Knowledge: title and text.
        Articles = "articles",
        /// Tickets as a log: one row per change of a ticket, oldest first; tickets may alternate.
        TicketsLog = "tickets-log",
    }
}

/// How the columns of a file are to be read. Every part is optional where the headers speak for themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The name under which the source's keys are remembered; the file's name unless given.
    #[serde(default)]
    pub source: Option<String>,
    /// Field of Onhand → column of the file.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Values that mean "nothing", such as `?` or `N/A`.
    #[serde(default)]
    pub empty: Vec<String>,
    /// chrono's format of instants, such as `%d/%m/%Y %H:%M`; ISO 8601 unless given.
    #[serde(default)]
    pub date_format: Option<String>,
    /// IANA zone of those instants; the business's unless given.
    #[serde(default)]
    pub zone: Option<String>,
    /// Words of the source for priorities → level 1 (low) to 4 (urgent).
    #[serde(default)]
    pub priorities: BTreeMap<String, i64>,
    /// Words of the source for statuses → our category.
    #[serde(default)]
    pub statuses: BTreeMap<String, String>,
    /// A subject for tickets that have none: text with `{column}` in it.
    #[serde(default)]
    pub subject: Option<String>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RehearseImport {
    /// The uploaded file.
    pub upload_id: UploadId,
    pub kind: ImportKind,
    #[serde(default)]
    pub mapping: Option<Mapping>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartImport {
    pub upload_id: UploadId,
    pub kind: ImportKind,
    #[serde(default)]
    pub mapping: Option<Mapping>,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListImports {
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// A row that could not be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Reject {
    /// Line of the data, the header being line 1.
    pub row: u64,
    pub message: String,
    pub values: Vec<String>,
}

/// What an import did, or a rehearsal says it would do.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
pub struct ImportReport {
    pub rows: i64,
    /// Records made.
    pub created: i64,
    /// Rows that changed a record that was there.
    pub updated: i64,
    /// Rows that say nothing new.
    pub unchanged: i64,
    pub rejected: i64,
    /// The first of the rejected rows.
    pub rejects: Vec<Reject>,
    /// All of them as a file: whether `GET /imports/{id}/rejects` has one. The command line writes it itself.
    pub rejects_upload_id: Option<UploadId>,
    pub columns: Vec<String>,
    /// The name under which the source's keys are remembered.
    pub source: String,
    /// The mapping in use, completed from the headers.
    pub mapping: Mapping,
    /// The first rows as they were read, by field.
    #[schema(value_type = Vec<Object>)]
    pub sample: Vec<BTreeMap<String, String>>,
}
