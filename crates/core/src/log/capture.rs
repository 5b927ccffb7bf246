//! TEMP triggers that note, once per unit, each touched tracked row with its value before.
//!
//! They are generated from [`super::tables::TRACKED`], live only on the writing connection, and see cascades too.
//! They also raise `rev` (and `updated_ms`) of the record, so that no statement can forget to.

use super::tables::{TRACKED, Tracked};
use crate::error::Result;
use rusqlite::{Connection, functions::FunctionFlags};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The instant that `updated_ms` takes during the present unit, shared with the SQL function `onhand_at_ms()`.
#[derive(Debug, Clone, Default)]
pub struct Moment(Arc<AtomicI64>);

impl Moment {
    pub fn set(&self, at_ms: i64) {
        self.0.store(at_ms, Ordering::Relaxed);
    }
}

/// Installs the capture on a writing connection.
pub fn install(conn: &Connection, moment: &Moment) -> Result<()> {
    let shared = moment.clone();
    conn.create_scalar_function("onhand_at_ms", 0, FunctionFlags::SQLITE_UTF8, move |_| {
        Ok(shared.0.load(Ordering::Relaxed))
    })?;
    conn.execute_batch(super::sql::TOUCHED)?;
    for (number, table) in TRACKED.iter().enumerate() {
        conn.execute_batch(&super::sql::capture_triggers((number, table), record_table(number, table)))?;
    }
    Ok(())
}

/// The table whose `rev` a change of this table raises: its own, or its owner's.
fn record_table(number: usize, table: &'static Tracked) -> (usize, &'static Tracked) {
    let record =
        TRACKED.iter().enumerate().find(|(_, known)| known.record == table.record && known.owner.is_none());
    record.unwrap_or((number, table))
}
