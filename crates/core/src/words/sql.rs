//! SQL of words: who names one, moving those to another, and taking it out of use.

use super::kinds::WordKind;
use super::places::Place;

/// The columns of table `?1` that point to table `?2`, and whether they may be empty.
pub const POINTERS: &str = "SELECT f.\"from\" AS \"column\", c.\"notnull\" AS is_needed
    FROM pragma_foreign_key_list(?1) f JOIN pragma_table_info(?1) c ON c.name = f.\"from\"
    WHERE f.\"table\" = ?2 ORDER BY f.\"from\"";

/// Rows that name the word, wherever they are: lists leave out the trash, this does not.
pub fn users(place: &Place) -> String {
    format!("SELECT id FROM {} WHERE {} = ?1 ORDER BY id", place.table.table, place.column)
}

pub fn count(place: &Place) -> String {
    format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM {} WHERE {} = ?1 LIMIT 1001)",
        place.table.table, place.column
    )
}

pub fn last_id(place: &Place) -> String {
    format!("SELECT COALESCE(MAX(id), 0) FROM {}", place.table.table)
}

/// `?1` → `?2` in the rows of the list `?3`.
pub fn rename(place: &Place) -> String {
    format!(
        "UPDATE {} SET {column} = ?2 WHERE id IN (SELECT value FROM json_each(?3)) AND {column} = ?1",
        place.table.table,
        column = place.column
    )
}

/// The owners of links in the list `?1` get a link to `?2` too.
pub fn link_too(place: &Place, owner: &str) -> String {
    format!(
        "INSERT INTO {table} ({owner}, {column}) SELECT {owner}, ?2 FROM {table}
         WHERE id IN (SELECT value FROM json_each(?1)) ON CONFLICT DO NOTHING",
        table = place.table.table,
        column = place.column
    )
}

/// Links to `?1` in the list `?2` go.
pub fn unlink(place: &Place) -> String {
    format!(
        "DELETE FROM {} WHERE id IN (SELECT value FROM json_each(?2)) AND {} = ?1",
        place.table.table, place.column
    )
}

/// What a word outside the trash is called; a stage is in the trash with its pipeline.
pub fn name(kind: WordKind) -> String {
    match kind {
        WordKind::Stage => {
            "SELECT s.name FROM stages s JOIN pipelines p ON p.id = s.pipeline_id WHERE s.id = ?1 AND p.trashed_ms IS NULL"
                .to_owned()
        }
        kind => format!("SELECT name FROM {} WHERE id = ?1 AND trashed_ms IS NULL", kind.table()),
    }
}

pub fn trash(kind: WordKind) -> String {
    format!("UPDATE {} SET trashed_ms = ?2 WHERE id = ?1", kind.table())
}

/// The words below one.
pub fn below(kind: WordKind) -> String {
    format!("SELECT COUNT(*) FROM {} WHERE parent_id = ?1 AND trashed_ms IS NULL", kind.table())
}

/// They move to where it stands.
pub fn move_up(kind: WordKind) -> String {
    format!(
        "UPDATE {0} SET parent_id = (SELECT w.parent_id FROM {0} w WHERE w.id = ?1) WHERE parent_id = ?1",
        kind.table()
    )
}

/// A word below `?1` whose name is taken where it would move to.
pub const TAKEN_ABOVE: &str =
    "SELECT c.name FROM ticket_categories c JOIN ticket_categories o ON o.name_folded = c.name_folded
    WHERE c.parent_id = ?1 AND c.trashed_ms IS NULL AND o.trashed_ms IS NULL AND o.id <> ?1 AND o.id <> c.id
      AND o.parent_id IS (SELECT w.parent_id FROM ticket_categories w WHERE w.id = ?1) LIMIT 1";
pub const STAGES_OF: &str = "SELECT id FROM stages WHERE pipeline_id = ?1";
