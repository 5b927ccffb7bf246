//! SQL of the business, users, teams and tags.

pub const BUSINESS: &str = "SELECT name, zone, currency, locale, rev FROM business WHERE id = 1";
pub const INSERT_BUSINESS: &str =
    "INSERT INTO business (id, name, zone, currency, locale) VALUES (1, ?1, ?2, ?3, ?4)";
pub const UPDATE_BUSINESS: &str =
    "UPDATE business SET name = ?1, zone = ?2, currency = ?3, locale = ?4 WHERE id = 1";
pub const STARTED: &str = "SELECT started FROM installation WHERE id = 1";
pub const SET_STARTED: &str = "UPDATE installation SET started = 1 WHERE id = 1";

pub const USER_COLUMNS: &str = "id, name, email, role, active, rev";
pub const INSERT_USER: &str = "INSERT INTO users (name, email, role, created_ms) VALUES (?1, ?2, ?3, ?4)";
pub const UPDATE_USER: &str = "UPDATE users SET name = ?2, email = ?3, role = ?4, active = ?5 WHERE id = ?1";
pub const FIRST_OWNER: &str =
    "SELECT id FROM users WHERE role = 'owner' AND active = 1 AND trashed_ms IS NULL ORDER BY id LIMIT 1";

pub const BRING_OWNER_BACK: &str = "UPDATE users SET active = 1, trashed_ms = NULL WHERE id = (SELECT MIN(id) FROM users WHERE role = 'owner')";

pub fn users(filter: &str) -> String {
    format!("SELECT {USER_COLUMNS} FROM users WHERE trashed_ms IS NULL AND {filter} ORDER BY id")
}

pub const TEAMS: &str = "SELECT t.id, t.name, t.rev,
    (SELECT json_group_array(user_id) FROM team_members m WHERE m.team_id = t.id) AS member_ids
    FROM teams t WHERE t.trashed_ms IS NULL AND (?1 IS NULL OR t.id = ?1) ORDER BY t.name_folded, t.id";
pub const TEAM_NAMED: &str = "SELECT id FROM teams WHERE name_folded = ?1 AND trashed_ms IS NULL";
pub const INSERT_TEAM: &str = "INSERT INTO teams (name, name_folded, created_ms) VALUES (?1, ?2, ?3)";
pub const UPDATE_TEAM: &str = "UPDATE teams SET name = ?2, name_folded = ?3 WHERE id = ?1";
pub const ADD_MEMBER: &str =
    "INSERT INTO team_members (team_id, user_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
pub const DROP_MEMBERS: &str =
    "DELETE FROM team_members WHERE team_id = ?1 AND user_id NOT IN (SELECT value FROM json_each(?2))";

pub const TAGS: &str = "SELECT id, name FROM tags WHERE trashed_ms IS NULL ORDER BY name_folded, id";
pub const TAG_NAMED: &str = "SELECT id FROM tags WHERE name_folded = ?1 AND trashed_ms IS NULL";
pub const INSERT_TAG: &str = "INSERT INTO tags (name, name_folded, created_ms) VALUES (?1, ?2, ?3)";

/// The link tables of tags: (table, owner's column).
pub fn tags_of(table: &str, owner: &str) -> String {
    format!(
        "SELECT t.name FROM {table} l JOIN tags t ON t.id = l.tag_id WHERE l.{owner} = ?1 AND t.trashed_ms IS NULL ORDER BY l.id"
    )
}
pub fn add_tag(table: &str, owner: &str) -> String {
    format!("INSERT INTO {table} ({owner}, tag_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
}
pub fn drop_tags(table: &str, owner: &str) -> String {
    format!("DELETE FROM {table} WHERE {owner} = ?1 AND tag_id NOT IN (SELECT value FROM json_each(?2))")
}
pub fn drop_tag(table: &str, owner: &str) -> String {
    format!("DELETE FROM {table} WHERE {owner} = ?1 AND tag_id = ?2")
}

pub const FORGET_LINKS: &str = "DELETE FROM sign_in_links WHERE expires_ms <= ?1";
pub const INSERT_LINK: &str =
    "INSERT INTO sign_in_links (token_hash, user_id, expires_ms) VALUES (?1, ?2, ?3)";
pub const TAKE_LINK: &str =
    "DELETE FROM sign_in_links WHERE token_hash = ?1 AND expires_ms > ?2 RETURNING user_id";
pub const INSERT_SESSION: &str =
    "INSERT INTO sessions (token_hash, user_id, created_ms, seen_ms, expires_ms) VALUES (?1, ?2, ?3, ?3, ?4)";
pub const SESSION: &str =
    "SELECT user_id, expires_ms FROM sessions WHERE token_hash = ?1 AND expires_ms > ?2";
pub const USED_SESSION: &str =
    "UPDATE sessions SET seen_ms = ?2, expires_ms = ?3 WHERE token_hash = ?1 AND expires_ms > ?2";
pub const FORGET_SESSIONS: &str = "DELETE FROM sessions WHERE expires_ms <= ?1";
pub const END_SESSION: &str = "DELETE FROM sessions WHERE token_hash = ?1";
pub const USER_NAMED: &str =
    "SELECT id FROM users WHERE name = ?1 AND trashed_ms IS NULL ORDER BY id LIMIT 1";
