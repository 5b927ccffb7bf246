//! SQL of statuses, priorities and categories.

pub const STATUS_COLUMNS: &str = "id, name, colour, position, category, rev";
pub const INSERT_STATUS: &str =
    "INSERT INTO ticket_statuses (name, name_folded, colour, position, category, created_ms)
    VALUES (?1, ?2, ?3, COALESCE(?4, (SELECT COALESCE(MAX(position), 0) + 1 FROM ticket_statuses)), ?5, ?6)";
pub const UPDATE_STATUS: &str = "UPDATE ticket_statuses SET name = ?2, name_folded = ?3, colour = ?4, position = ?5, category = ?6 WHERE id = ?1";
pub const FIRST_STATUS: &str =
    "SELECT id FROM ticket_statuses WHERE category = ?1 AND trashed_ms IS NULL ORDER BY position, id LIMIT 1";
pub const STATUS_NAMED: &str =
    "SELECT id FROM ticket_statuses WHERE name_folded = ?1 AND trashed_ms IS NULL ORDER BY id LIMIT 1";
pub const STATUS_USABLE: &str = "SELECT 1 FROM ticket_statuses WHERE id = ?1 AND trashed_ms IS NULL";
pub const OTHERS_IN_CATEGORY: &str =
    "SELECT 1 FROM ticket_statuses WHERE category = ?1 AND id <> ?2 AND trashed_ms IS NULL LIMIT 1";

pub fn statuses(filter: &str) -> String {
    format!(
        "SELECT {STATUS_COLUMNS} FROM ticket_statuses WHERE trashed_ms IS NULL AND {filter} ORDER BY position, id"
    )
}

pub const PRIORITY_COLUMNS: &str = "id, name, level, position, rev";
pub const INSERT_PRIORITY: &str =
    "INSERT INTO ticket_priorities (name, name_folded, level, position, created_ms)
    VALUES (?1, ?2, ?3, COALESCE(?4, (SELECT COALESCE(MAX(position), 0) + 1 FROM ticket_priorities)), ?5)";
pub const UPDATE_PRIORITY: &str =
    "UPDATE ticket_priorities SET name = ?2, name_folded = ?3, level = ?4, position = ?5 WHERE id = ?1";
/// The priority whose level is nearest to the wanted one.
pub const NEAREST_PRIORITY: &str = "SELECT id FROM ticket_priorities WHERE trashed_ms IS NULL ORDER BY ABS(level - ?1), position, id LIMIT 1";
pub const PRIORITY_AT: &str =
    "SELECT id FROM ticket_priorities WHERE level = ?1 AND trashed_ms IS NULL ORDER BY position, id LIMIT 1";
pub const OTHER_PRIORITY: &str =
    "SELECT 1 FROM ticket_priorities WHERE id <> ?1 AND trashed_ms IS NULL LIMIT 1";
pub const PRIORITY_NAMED: &str =
    "SELECT id FROM ticket_priorities WHERE name_folded = ?1 AND trashed_ms IS NULL ORDER BY id LIMIT 1";
pub const PRIORITY_USABLE: &str = "SELECT 1 FROM ticket_priorities WHERE id = ?1 AND trashed_ms IS NULL";

pub fn priorities(filter: &str) -> String {
    format!(
        "SELECT {PRIORITY_COLUMNS} FROM ticket_priorities WHERE trashed_ms IS NULL AND {filter} ORDER BY position, id"
    )
}

pub const CATEGORY_COLUMNS: &str = "id, name, parent_id, rev";
pub const INSERT_CATEGORY: &str =
    "INSERT INTO ticket_categories (name, name_folded, parent_id, created_ms) VALUES (?1, ?2, ?3, ?4)";
pub const UPDATE_CATEGORY: &str =
    "UPDATE ticket_categories SET name = ?2, name_folded = ?3, parent_id = ?4 WHERE id = ?1";
pub const CATEGORY_NAMED: &str = "SELECT id FROM ticket_categories WHERE name_folded = ?1 AND parent_id IS ?2 AND trashed_ms IS NULL ORDER BY id LIMIT 1";
pub const CATEGORY_USABLE: &str = "SELECT 1 FROM ticket_categories WHERE id = ?1 AND trashed_ms IS NULL";
/// Whether `?2` stands below `?1` or is it.
pub const CATEGORY_BELOW: &str = "WITH RECURSIVE up (id, parent_id) AS (
      SELECT id, parent_id FROM ticket_categories WHERE id = ?2
      UNION SELECT c.id, c.parent_id FROM ticket_categories c JOIN up ON c.id = up.parent_id)
    SELECT 1 FROM up WHERE id = ?1 LIMIT 1";

pub fn categories(filter: &str) -> String {
    format!(
        "SELECT {CATEGORY_COLUMNS} FROM ticket_categories WHERE trashed_ms IS NULL AND {filter} ORDER BY name_folded, id"
    )
}
