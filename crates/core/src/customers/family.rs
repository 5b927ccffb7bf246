//! Merges are an overlay: a customer and those merged into it are one family.

use super::sql;
use crate::error::Result;
use crate::ids::CustomerId;
use crate::log::unit::none;
use rusqlite::Connection;

/// Everyone whose records count as this customer's, as a JSON array to bind into `json_each`.
///
/// Asking by a merged customer answers for the one that survives.
pub fn family(conn: &Connection, id: CustomerId) -> Result<String> {
    let survivor: Option<i64> =
        conn.prepare_cached(sql::SURVIVOR)?.query_row([id], |row| row.get(0)).map(Some).or_else(none)?;
    let mut statement = conn.prepare_cached(sql::FAMILY)?;
    let ids = statement.query_map([survivor.unwrap_or(id.0)], |row| row.get::<_, i64>(0))?;
    Ok(serde_json::to_string(&ids.collect::<rusqlite::Result<Vec<_>>>()?)?)
}
