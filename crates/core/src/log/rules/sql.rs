//! What must not be found after a value was put back.

use crate::log::tables::Tracked;

/// Another live record of the same name, beside it where the names form a tree.
pub fn same_name(table: &Tracked) -> String {
    let beside = if table.fields.contains(&"parent_id") { " AND o.parent_id IS r.parent_id" } else { "" };
    format!(
        "SELECT 1 FROM {0} r JOIN {0} o ON o.name_folded = r.name_folded AND o.id <> r.id{beside}
         WHERE r.id = ?1 AND o.trashed_ms IS NULL LIMIT 1",
        table.table
    )
}

/// The record above itself. `UNION` ends where the walk comes round.
pub fn above_itself(table: &Tracked) -> String {
    format!(
        "WITH RECURSIVE up (id) AS (SELECT parent_id FROM {0} WHERE id = ?1
           UNION SELECT c.parent_id FROM up JOIN {0} c ON c.id = up.id WHERE c.parent_id IS NOT NULL)
         SELECT 1 FROM up WHERE id = ?1 LIMIT 1",
        table.table
    )
}

/// What a field refers to, where that lies in the trash.
pub fn trashed_target(table: &Tracked, column: &str, target: &Tracked) -> String {
    format!(
        "SELECT w.name FROM {} r JOIN {} w ON w.id = r.{column} WHERE r.id = ?1 AND w.trashed_ms IS NOT NULL",
        table.table, target.table
    )
}

pub const SAME_SLUG: &str =
    "SELECT 1 FROM articles r JOIN articles o ON o.slug = r.slug AND o.id <> r.id WHERE r.id = ?1 LIMIT 1";
/// A state that no status stands for any more, though every ticket passes it.
pub const LOST_STATE: &str =
    "SELECT column1 FROM (VALUES ('new'), ('open'), ('solved'), ('closed')) WHERE NOT EXISTS
    (SELECT 1 FROM ticket_statuses s WHERE s.category = column1 AND s.trashed_ms IS NULL) LIMIT 1";
/// A deal is open exactly while its stage is, and its stage is one of its pipeline.
pub const MISPLACED_DEAL: &str = "SELECT 1 FROM deals d JOIN stages s ON s.id = d.stage_id
    WHERE d.id = ?1 AND (s.pipeline_id <> d.pipeline_id OR (d.closed_ms IS NULL) <> (s.kind = 'open'))";
pub const MISPLACED_IN_PIPELINE: &str = "SELECT 1 FROM stages s JOIN deals d ON d.stage_id = s.id
    WHERE s.pipeline_id = ?1 AND d.trashed_ms IS NULL AND (d.closed_ms IS NULL) <> (s.kind = 'open') LIMIT 1";
pub const KINDS_OF_STAGES: &str = "SELECT COUNT(DISTINCT kind) FROM stages WHERE pipeline_id = ?1";
