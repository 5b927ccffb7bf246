//! SQL of pipelines, their stages, and the figures of a board.

pub const PIPELINES: &str = "SELECT p.id, p.name, p.position, p.rev,
    COALESCE((SELECT SUM(d.value_minor) FROM stages s JOIN deals d ON d.stage_id = s.id
      WHERE s.pipeline_id = p.id AND s.kind = 'open' AND d.currency = ?1 AND d.trashed_ms IS NULL), 0) AS open_minor,
    (SELECT COUNT(*) FROM stages s JOIN deals d ON d.stage_id = s.id
      WHERE s.pipeline_id = p.id AND s.kind = 'open' AND d.currency <> ?1 AND d.trashed_ms IS NULL) AS other_currencies
    FROM pipelines p WHERE p.trashed_ms IS NULL AND (?2 IS NULL OR p.id = ?2) ORDER BY p.position, p.id";
pub const INSERT: &str = "INSERT INTO pipelines (name, position, created_ms)
    VALUES (?1, (SELECT COALESCE(MAX(position), 0) + 1 FROM pipelines), ?2)";
pub const UPDATE: &str = "UPDATE pipelines SET name = ?2, position = ?3 WHERE id = ?1";
pub const FIRST: &str = "SELECT id FROM pipelines WHERE trashed_ms IS NULL ORDER BY position, id LIMIT 1";

pub const OTHER_PIPELINE: &str = "SELECT 1 FROM pipelines WHERE id <> ?1 AND trashed_ms IS NULL LIMIT 1";
/// Deals of the list `?3` from pipeline `?1` to `?2`: each into the stage of its name, else the first of its meaning.
pub const MOVE_DEALS: &str = "UPDATE deals SET pipeline_id = ?2, stage_id = (
      SELECT n.id FROM stages o JOIN stages n ON n.kind = o.kind AND n.pipeline_id = ?2
      WHERE o.id = deals.stage_id ORDER BY n.name <> o.name, n.position, n.id LIMIT 1)
    WHERE id IN (SELECT value FROM json_each(?3)) AND pipeline_id = ?1";

pub const STAGE_COLUMNS: &str =
    "s.id, s.name, s.probability_pct, s.position, s.limit_days, s.kind, s.pipeline_id";
pub const ADD_STAGE: &str =
    "INSERT INTO stages (pipeline_id, name, probability_pct, position, limit_days, kind)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub const UPDATE_STAGE: &str =
    "UPDATE stages SET name = ?3, probability_pct = ?4, position = ?5, limit_days = ?6, kind = ?7
    WHERE id = ?2 AND pipeline_id = ?1";
pub const DROP_STAGE: &str = "DELETE FROM stages WHERE id = ?1";
/// Every deal of a stage, those in the trash apart.
pub const DEALS_IN: &str = "SELECT COUNT(*) FILTER (WHERE trashed_ms IS NULL) AS live, COUNT(*) AS every FROM deals WHERE stage_id = ?1";

pub fn stages(filter: &str) -> String {
    format!(
        "SELECT {STAGE_COLUMNS} FROM stages s JOIN pipelines p ON p.id = s.pipeline_id
         WHERE p.trashed_ms IS NULL AND {filter} ORDER BY s.pipeline_id, s.position, s.id"
    )
}

/// Figures of one column; the business's currency is bound last.
pub fn card_counts(currency: usize) -> String {
    format!(
        "SELECT COUNT(*) AS every, COALESCE(SUM(d.value_minor) FILTER (WHERE d.currency = ?{currency}), 0) AS sum_minor,
         COUNT(*) FILTER (WHERE d.currency <> ?{currency}) AS other_currencies FROM deals d"
    )
}
pub const OVER_LIMIT: &str = "SELECT COUNT(*) FROM deals d";
pub const WIN_RATE: &str = "SELECT COUNT(*) FILTER (WHERE s.kind = 'won') AS won, COUNT(*) AS closed
    FROM deals d JOIN stages s ON s.id = d.stage_id";
