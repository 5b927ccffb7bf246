//! Whether a record that another one is about to refer to is there and not in the trash.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::log::{state, tables::Record};

/// Lets a reference through. Errors: `invalid` on `field` when the record is gone.
pub fn check(ctx: &Ctx<'_>, field: &str, record: Record, id: Option<i64>) -> Result<()> {
    match id {
        Some(id) if !state::lives(ctx.conn(), record, id)? => {
            let name = record.name().replace('_', " ");
            Err(Error::invalid(field, format!("This {name} does not exist any more. Choose another.")))
        }
        Some(_) | None => Ok(()),
    }
}

/// The same where the reference changes; one that stays is not asked about again.
pub fn check_new(
    ctx: &Ctx<'_>,
    field: &str,
    record: Record,
    (id, present): (Option<i64>, Option<i64>),
) -> Result<()> {
    if id == present { Ok(()) } else { check(ctx, field, record, id) }
}
