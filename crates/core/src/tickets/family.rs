//! Merges are an overlay: a ticket and those merged into it are one family.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::TicketId;

/// The tickets whose messages and events are this one's, itself first.
///
/// Asking by a merged ticket answers for the one that survives. Errors: `not_found`.
pub fn family(ctx: &Ctx<'_>, id: TicketId) -> Result<Vec<TicketId>> {
    let mut statement = ctx.conn().prepare_cached(sql::FAMILY)?;
    let family: Vec<TicketId> =
        statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if family.is_empty() { Err(Error::not_found("error.gone.ticket")) } else { Ok(family) }
}
