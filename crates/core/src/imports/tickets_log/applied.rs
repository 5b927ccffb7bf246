//! How far each ticket of the log was read, and what earlier imports made of it.

use super::names::Said;
use crate::error::{Error, Result};
use crate::ids::TicketId;
use crate::imports::rows::Row;
use crate::imports::run::{Known, chain};

/// A ticket of the log, as far as its rows were read.
pub struct Read {
    pub stands: Stands,
    /// Rows of it that earlier imports applied, and their digest.
    applied: i64,
    applied_digest: Option<String>,
    /// Rows of it read from this file.
    read: i64,
    digest: String,
    /// What this file says of the rows applied earlier is not what they were.
    differs: bool,
}

/// What was made of a ticket and what its last row said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stands {
    pub ticket: Option<TicketId>,
    pub said: Option<Said>,
}

impl Read {
    /// A ticket that this file has not spoken of yet.
    pub fn after(earlier: Option<Known>) -> Self {
        let ticket = earlier.as_ref().map(|known| TicketId(known.record));
        Self {
            stands: Stands { ticket, said: None },
            applied: earlier.as_ref().map_or(0, |known| known.rows),
            applied_digest: earlier.map(|known| known.digest),
            read: 0,
            digest: String::new(),
            differs: false,
        }
    }

    /// What a later import has to know of it, once there is a ticket.
    pub fn known(&self) -> Option<Known> {
        let record = self.stands.ticket?.0;
        Some(Known { record, digest: self.digest.clone(), rows: self.read })
    }

    /// Whether the row that was counted last is the first there ever was.
    pub const fn is_first(&self) -> bool {
        self.applied == 0 && self.read == 1
    }

    /// Counts the row; says whether an earlier import applied it already. Errors: `invalid` when history differs.
    pub fn was_applied(&mut self, row: &Row) -> Result<bool> {
        self.read += 1;
        self.digest = chain(&self.digest, row);
        if self.read == self.applied {
            self.differs = self.applied_digest.take().is_some_and(|digest| digest != self.digest);
        }
        if self.differs {
            return Err(Error::invalid(
                "key",
                "The history of this ticket differs from what was imported before, so its new rows were left out. Undo the earlier import first.",
            ));
        }
        Ok(self.read <= self.applied)
    }
}
