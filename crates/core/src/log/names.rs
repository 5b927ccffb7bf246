//! What people call the records and actors that one answer is about; each is looked up once.

use super::events;
use super::tables::Record;
use crate::error::Result;
use rusqlite::Connection;
use std::cell::RefCell;

/// Names met so far. An answer meets few different ones, so a list beats a map.
pub struct Names<'c> {
    conn: &'c Connection,
    titles: RefCell<Vec<((Record, i64), String)>>,
}

impl<'c> Names<'c> {
    pub const fn new(conn: &'c Connection) -> Self {
        Self { conn, titles: RefCell::new(Vec::new()) }
    }

    pub const fn conn(&self) -> &'c Connection {
        self.conn
    }

    /// What a person calls the record; nothing where it is gone.
    pub fn title(&self, record: Record, id: i64) -> Result<String> {
        let key = (record, id);
        if let Some((_, title)) = self.titles.borrow().iter().find(|(known, _)| *known == key) {
            return Ok(title.clone());
        }
        let title = events::title(self.conn, record, id)?;
        self.titles.borrow_mut().push((key, title.clone()));
        Ok(title)
    }

    /// The name behind `user:3` or `workflow:8`.
    pub fn actor(&self, actor: &str) -> Result<String> {
        events::actor(actor)
            .map_or_else(|| Ok(events::NOBODY.to_owned()), |(record, id)| self.title(record, id))
    }
}
