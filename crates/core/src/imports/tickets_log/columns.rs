//! What a row says: which column fills which field, how its times are written, what stands for nothing.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::imports::rows::Row;
use crate::imports::types::Mapping;
use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Fields that a mapping may name. `key` and `at` are needed.
const FIELDS: &[&str] = &[
    "key",
    "at",
    "opened_at",
    "status",
    "priority",
    "category",
    "team",
    "assignee",
    "requester",
    "channel",
    "subject",
];

/// How the rows of this log are read.
pub struct Columns {
    pub mapping: Mapping,
    zone: Option<Tz>,
}

impl Columns {
    pub const fn new(mapping: Mapping) -> Self {
        Self { mapping, zone: None }
    }

    /// Finds the fields that the headers name by themselves. Errors: `invalid` when a needed one has no column.
    pub fn complete(&mut self, headers: &[String]) -> Result<Mapping> {
        for field in FIELDS {
            if !self.mapping.columns.contains_key(*field) && headers.iter().any(|header| header == field) {
                self.mapping.columns.insert((*field).to_owned(), (*field).to_owned());
            }
        }
        for needed in ["key", "at"] {
            let column = self.mapping.columns.get(needed);
            if column.is_none_or(|column| !headers.contains(column)) {
                return Err(Error::invalid(
                    "columns",
                    format!(
                        "The mapping must say which column is “{needed}”. The columns are: {}.",
                        headers.join(", ")
                    ),
                ));
            }
        }
        self.zone = match &self.mapping.zone {
            Some(name) => Some(name.parse().map_err(|_| {
                Error::invalid("zone", format!("{name} is not a time zone. Use one like Europe/London."))
            })?),
            None => None,
        };
        Ok(self.mapping.clone())
    }

    /// The value of a field; nothing where the row has none.
    pub fn value<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        let column = self.mapping.columns.get(field)?;
        row.get(column)
            .filter(|value| !value.is_empty() && !self.mapping.empty.iter().any(|empty| empty == value))
    }

    /// An instant of the row, UTC milliseconds. Errors: `invalid` naming the value.
    pub fn instant(&self, ctx: &Ctx<'_>, row: &Row, field: &str) -> Result<Option<i64>> {
        let Some(text) = self.value(row, field) else { return Ok(None) };
        let wrong = || {
            Error::invalid(
                field,
                format!(
                    "“{text}” is not a date of the form the mapping says. Correct the row or the date_format."
                ),
            )
        };
        let Some(format) = &self.mapping.date_format else {
            return chrono::DateTime::parse_from_rfc3339(text)
                .map(|at| Some(at.timestamp_millis()))
                .map_err(|_| wrong());
        };
        let local = NaiveDateTime::parse_from_str(text, format).map_err(|_| wrong())?;
        // A repeated local time is its first occurrence; one that the clocks skipped is the first instant after it.
        let at = match self.zone.unwrap_or(ctx.zone).from_local_datetime(&local) {
            chrono::LocalResult::Single(at) | chrono::LocalResult::Ambiguous(at, _) => at.timestamp_millis(),
            chrono::LocalResult::None => {
                let later = local + chrono::Duration::hours(1);
                self.zone
                    .unwrap_or(ctx.zone)
                    .from_local_datetime(&later)
                    .earliest()
                    .ok_or_else(wrong)?
                    .timestamp_millis()
            }
        };
        Ok(Some(at))
    }

    /// Which ticket the row is about. Errors: `invalid`.
    pub fn key(&self, row: &Row) -> Result<String> {
        self.value(row, "key").map(str::to_owned).ok_or_else(|| {
            Error::invalid("key", "This row does not say which ticket it is about. Fill in its number.")
        })
    }

    /// Checks everything of a row that can be wrong.
    pub fn examine(&self, ctx: &Ctx<'_>, row: &Row) -> Result<(String, i64)> {
        let key = self.key(row)?;
        let at = self.instant(ctx, row, "at")?.ok_or_else(|| {
            Error::invalid("at", "This row does not say when it happened. Fill in its time.")
        })?;
        self.instant(ctx, row, "opened_at")?;
        Ok((key, at))
    }

    /// The row's own subject, or one made by the mapping's template.
    pub fn subject(&self, row: &Row) -> String {
        if let Some(subject) = self.value(row, "subject") {
            return subject.to_owned();
        }
        let template = self.mapping.subject.clone().unwrap_or_default();
        let filled = row.headers().iter().fold(template, |text, header| {
            let place = format!("{{{header}}}");
            if text.contains(&place) {
                text.replace(&place, row.get(header).unwrap_or_default())
            } else {
                text
            }
        });
        if filled.trim().is_empty() { self.value(row, "key").unwrap_or("Ticket").to_owned() } else { filled }
    }

    /// The fields that a person wants to see in the sample.
    pub fn show(&self, row: &Row) -> BTreeMap<String, String> {
        self.mapping
            .columns
            .keys()
            .filter_map(|field| Some((field.clone(), self.value(row, field)?.to_owned())))
            .collect()
    }
}
