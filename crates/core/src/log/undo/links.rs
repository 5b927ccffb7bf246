//! Which rows point to which: what undo must neither tear nor leave pointing to nothing.

use crate::error::Result;
use crate::ids::ChangeId;
use crate::log::events::Event;
use crate::log::sql;
use crate::log::state::{Key, sides};
use crate::log::tables::{Record, TRACKED, Tracked};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A tracked column that points to another table.
struct Link {
    table: &'static Tracked,
    column: String,
    target: String,
    /// The row that points keeps the other one from being deleted.
    holds: bool,
}

/// The links of the file.
pub struct Links {
    links: Vec<Link>,
    /// Records touched by this change do not count as users of anything: they are about to be taken back themselves.
    apart_from: Option<ChangeId>,
    /// Rows that come back with the same change, by table.
    returning: BTreeSet<(&'static str, i64)>,
}

impl Links {
    /// Every user counts.
    pub fn of_all(conn: &Connection) -> Result<Self> {
        let mut links = Vec::new();
        for table in TRACKED {
            let mut statement = conn.prepare_cached(sql::LINKS)?;
            let mut rows = statement.query([table.table])?;
            while let Some(row) = rows.next()? {
                let on_delete: String = row.get("on_delete")?;
                links.push(Link {
                    table,
                    column: row.get("column")?,
                    target: row.get("target")?,
                    holds: matches!(on_delete.as_str(), "NO ACTION" | "RESTRICT"),
                });
            }
        }
        Ok(Self { links, apart_from: None, returning: BTreeSet::new() })
    }

    /// Only users count that the change did not touch, and what it removed counts as being there: how things stand while
    /// these events are taken back.
    pub fn of_others(conn: &Connection, change: ChangeId, events: &[Event]) -> Result<Self> {
        let returning = events.iter().flat_map(returning).collect();
        Ok(Self { apart_from: Some(change), returning, ..Self::of_all(conn)? })
    }

    /// The table whose row is gone for good that a column would point to.
    pub fn dangles(&self, conn: &Connection, table: &Tracked, column: &str, id: i64) -> Result<Option<&str>> {
        let link = self.links.iter().find(|link| link.table.table == table.table && link.column == column);
        Ok(match link {
            Some(link)
                if !self.returning.contains(&(link.target.as_str(), id))
                    && !conn.prepare_cached(&sql::is_there(&link.target))?.exists([id])? =>
            {
                Some(link.target.as_str())
            }
            Some(_) | None => None,
        })
    }

    /// Whether a row cannot be deleted because another one points to it.
    pub fn is_held(&self, conn: &Connection, table: &Tracked, id: i64) -> Result<bool> {
        for link in self.links.iter().filter(|link| link.holds && link.target == table.table) {
            let Some(record) = link.table.record.table() else { continue };
            let statement = sql::points_to(link.table, &link.column, record);
            if conn.prepare_cached(&statement)?.exists(params![id, self.apart_from])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a record outside the trash uses this one as a word: carries the tag, has the status.
    pub fn is_used(&self, conn: &Connection, table: &Tracked, id: i64) -> Result<bool> {
        let users = self.links.iter().filter(|link| link.target == table.table);
        // Its own parts, such as the stages of a pipeline, are no users.
        let part = |link: &Link| link.table.owner.is_some_and(|owner| owner.column == link.column);
        for link in users.filter(|link| !part(link)) {
            let Some(record) = link.table.record.table() else { continue };
            let statement = sql::live_user(link.table, &link.column, record);
            if conn.prepare_cached(&statement)?.exists(params![id, self.apart_from])? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The child rows that taking back this event brings back.
fn returning(event: &Event) -> Vec<(&'static str, i64)> {
    let Some(record) = Record::parse(&event.subject_type) else { return Vec::new() };
    let rows = event.changes.iter().filter(|(_, entry)| sides(entry).0.is_object());
    rows.filter_map(|(key, _)| match Key::parse(key) {
        Some(Key::Child { path, id }) => Some((record.child(path)?.table, id)),
        _ => None,
    })
    .collect()
}
