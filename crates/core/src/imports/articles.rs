//! Articles from CSV or JSON lines: a title and a text each, published at once.

use super::rows::Row;
use super::run::{Importer, Known, Outcome, chain, keep, known};
use super::sql;
use super::types::Mapping;
use crate::articles::{self, CreateArticle, UpdateArticle};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::text;
use std::collections::BTreeMap;

/// Our field and the column names under which it is usually found, folded.
const NAMES: &[(&str, &[&str])] = &[
    ("title", &["title", "question", "subject", "name"]),
    ("body", &["body", "text", "answer", "content"]),
    ("key", &["key", "_id", "id", "slug"]),
];

pub struct Articles {
    source: String,
    mapping: Mapping,
}

impl Articles {
    pub const fn new(source: String, mapping: Mapping) -> Self {
        Self { source, mapping }
    }

    fn value<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        row.get(self.mapping.columns.get(field)?).filter(|value| !value.is_empty())
    }

    /// Errors: `invalid` when title or text is missing.
    fn read<'r>(&self, row: &'r Row) -> Result<(&'r str, &'r str)> {
        let title = self.value(row, "title").ok_or_else(|| {
            Error::invalid("title", "This row has no title. Fill one in, or leave the row out.")
        })?;
        let body = self.value(row, "body").ok_or_else(|| {
            Error::invalid("body", "This row has no text. Fill one in, or leave the row out.")
        })?;
        text::body("body", body)?;
        Ok((title, body))
    }

    fn key(&self, row: &Row) -> String {
        self.value(row, "key").map_or_else(|| chain("", row), str::to_owned)
    }
}

impl Importer for Articles {
    fn prepare(&mut self, headers: &[String]) -> Result<Mapping> {
        for (field, names) in NAMES {
            if !self.mapping.columns.contains_key(*field) {
                let found =
                    names.iter().find_map(|name| headers.iter().find(|header| text::fold(header) == **name));
                if let Some(header) = found {
                    self.mapping.columns.insert((*field).to_owned(), header.clone());
                }
            }
        }
        for needed in ["title", "body"] {
            if !self.mapping.columns.contains_key(needed) {
                return Err(Error::invalid(
                    "columns",
                    format!(
                        "No column looks like a {needed}. The columns are: {}. Say which is which.",
                        headers.join(", ")
                    ),
                ));
            }
        }
        Ok(self.mapping.clone())
    }

    fn rehearse(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<Outcome> {
        self.read(row)?;
        Ok(match known(ctx.conn(), &self.source, &self.key(row), sql::LIVE_ARTICLE)? {
            None => Outcome::Created,
            Some(known) if known.digest == chain("", row) => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
        })
    }

    fn units(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<usize> {
        Ok(usize::from(self.rehearse(ctx, row)? != Outcome::Unchanged))
    }

    fn perform(&mut self, ctx: &Ctx<'_>, row: &Row, _unit: usize) -> Result<Outcome> {
        let (title, body) = self.read(row)?;
        let title: String = title.chars().take(text::LINE_MAX).collect();
        let key = self.key(row);
        let (id, outcome) = match known(ctx.conn(), &self.source, &key, sql::LIVE_ARTICLE)? {
            Some(known) => {
                let args: UpdateArticle = serde_json::from_value(
                    serde_json::json!({ "id": known.record, "title": title, "body": body }),
                )?;
                (articles::update(ctx, args)?.id, Outcome::Updated)
            }
            None => {
                let args: CreateArticle = serde_json::from_value(
                    serde_json::json!({ "title": title, "body": body, "status": "published" }),
                )?;
                (articles::create(ctx, args)?.id, Outcome::Created)
            }
        };
        keep(ctx, &self.source, &key, &Known { record: id.0, digest: chain("", row), rows: 1 })?;
        Ok(outcome)
    }

    fn taken_back(&mut self, _row: &Row) {}

    fn show(&self, row: &Row) -> BTreeMap<String, String> {
        self.mapping
            .columns
            .keys()
            .filter_map(|field| Some((field.clone(), text::shorten(self.value(row, field)?, 200))))
            .collect()
    }
}
