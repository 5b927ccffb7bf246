//! Every SQL statement of the log.

use super::tables::Tracked;

pub const TOUCHED: &str =
    "CREATE TEMP TABLE touched (n INTEGER PRIMARY KEY, t INTEGER NOT NULL, id INTEGER NOT NULL,
    before TEXT, UNIQUE (t, id))";
pub const TAKE_TOUCHED: &str = "SELECT t, id, before FROM temp.touched ORDER BY n";
pub const ANY_TOUCHED: &str = "SELECT 1 FROM temp.touched LIMIT 1";
pub const CLEAR_TOUCHED: &str = "DELETE FROM temp.touched";

pub const INSERT_CHANGE: &str =
    "INSERT INTO changes (operation, actor, label, started_ms, undoes, cause_seq, finished_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
pub const FINISH_CHANGE: &str = "UPDATE changes SET finished_ms = ?2 WHERE id = ?1";
/// At start nothing is at work, so what is unfinished was cut off: it ended with its last event.
pub const END_INTERRUPTED: &str = "UPDATE changes SET label = label || ' (interrupted)',
    finished_ms = COALESCE((SELECT recorded_ms FROM events WHERE change_id = changes.id ORDER BY seq DESC LIMIT 1), started_ms)
    WHERE finished_ms IS NULL";
pub const LABEL_CHANGE: &str = "UPDATE changes SET label = ?2 WHERE id = ?1";
pub const SET_UNDONE_BY: &str = "UPDATE changes SET undone_by = ?2 WHERE id = ?1";
pub const CHANGE: &str = "SELECT id, operation, actor, label, started_ms, finished_ms, undone_by, undoes FROM changes WHERE id = ?1";
pub const CAUSED_CHANGES: &str = "SELECT c.id, c.operation, c.actor, c.label, c.started_ms, c.finished_ms, c.undone_by, c.undoes
    FROM changes c WHERE c.undone_by IS NULL AND c.cause_seq IN (SELECT seq FROM events WHERE change_id = ?1) ORDER BY c.id";
pub const INSERT_EVENT: &str = "INSERT INTO events (recorded_ms, at_ms, claimed_ms, change_id, unit, actor, kind, subject_type,
    subject_id, changes, rev, cause_seq, depth) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
pub const LAST_AT: &str =
    "SELECT at_ms FROM events WHERE subject_type = ?1 AND subject_id = ?2 ORDER BY seq DESC LIMIT 1";
pub const LAST_RECORDED: &str = "SELECT recorded_ms FROM events ORDER BY seq DESC LIMIT 1";

/// Columns of [`super::events::Event`], in the order of its row mapper.
pub const EVENT_COLUMNS: &str =
    "e.seq, e.recorded_ms, e.at_ms, e.claimed_ms, e.change_id, e.unit, e.actor, e.kind, e.subject_type,
    e.subject_id, e.changes, e.rev, e.cause_seq, e.depth";

pub fn events_where(filter: &str, order: &str) -> String {
    format!("SELECT {EVENT_COLUMNS} FROM events e WHERE {filter} ORDER BY {order}")
}

pub const TIMELINE_INSERT: &str =
    "INSERT OR IGNORE INTO timeline (customer_id, at_ms, seq, subject_type, subject_id, kind)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
/// A finished run stands on the timeline of its subject's customer, under a number of its own: events have positive ones.
pub const TIMELINE_RUN: &str = "INSERT OR REPLACE INTO timeline (customer_id, at_ms, seq, subject_type, subject_id, kind)
    SELECT customer_id, started_ms, -id, 'run', id, 'run.' || status FROM (SELECT r.id, r.started_ms, r.status, CASE r.subject_type
      WHEN 'customer' THEN r.subject_id
      WHEN 'ticket' THEN (SELECT customer_id FROM tickets WHERE id = r.subject_id)
      WHEN 'deal' THEN (SELECT customer_id FROM deals WHERE id = r.subject_id)
      WHEN 'task' THEN (SELECT customer_id FROM tasks WHERE id = r.subject_id)
      WHEN 'interaction' THEN (SELECT customer_id FROM interactions WHERE id = r.subject_id) END AS customer_id
      FROM workflow_runs r WHERE r.id = ?1 AND r.status IN ('completed', 'failed')) WHERE customer_id IS NOT NULL";
pub const RUNS_ABOUT: &str =
    "SELECT id, started_ms FROM workflow_runs WHERE subject_type = ?1 AND subject_id = ?2";
pub const TIMELINE_LEAVE: &str = "DELETE FROM timeline WHERE customer_id = ?1 AND at_ms = ?2 AND seq = ?3";
pub const TIMELINE_EVENTS: &str =
    "SELECT seq, at_ms, kind FROM events WHERE subject_type = ?1 AND subject_id = ?2 ORDER BY seq";
/// The same without what was taken back, and without the taking back: what was undone is as if it had not been, and what
/// was redone stands where it was done first. A record that is there was made, and what an undo had to leave stands. The
/// sign before the change keeps SQLite from walking all that an undo of an import did.
pub const TIMELINE_STANDING: &str = "SELECT e.seq, e.at_ms, e.kind FROM events e JOIN changes c ON c.id = e.change_id
    WHERE e.subject_type = ?1 AND e.subject_id = ?2 AND (e.kind LIKE '%.created' OR (c.undoes IS NULL AND (c.undone_by IS NULL OR NOT EXISTS (SELECT 1 FROM events u
      WHERE u.subject_type = ?1 AND u.subject_id = ?2 AND +u.change_id = c.undone_by)))) ORDER BY e.seq";
pub const TOUCHED_BY: &str =
    "SELECT 1 FROM events WHERE subject_type = ?1 AND subject_id = ?2 AND +change_id = ?3 LIMIT 1";
pub const TIMELINE_OF_CHANGE: &str =
    "SELECT seq, at_ms, kind, subject_type, subject_id FROM events WHERE change_id = ?1 ORDER BY seq";
pub const INTERACTION_AT: &str = "SELECT at_ms FROM interactions WHERE id = ?1";

/// What a ticket's projections say and what they follow from.
pub const TICKET_PROJECTED: &str =
    "SELECT t.state, t.needs_answer_ms, t.last_message_ms, t.solved_ms, t.created_ms, s.category
    FROM tickets t JOIN ticket_statuses s ON s.id = t.status_id WHERE t.id = ?1";
/// A ticket's messages, the latest first.
pub const MESSAGES_BACKWARDS: &str = "SELECT at_ms, kind = 'public', side = 'agent' FROM messages WHERE ticket_id = ?1 ORDER BY at_ms DESC, id DESC";
// Not one statement for all: whatever an UPDATE names, every index that holds it is written, changed or not. None holds
// the last message.
pub const SET_STATE: &str = "UPDATE tickets SET state = ?2 WHERE id = ?1";
pub const SET_SPOKEN: &str = "UPDATE tickets SET needs_answer_ms = ?2, last_message_ms = ?3 WHERE id = ?1";
pub const SET_LAST_MESSAGE: &str = "UPDATE tickets SET last_message_ms = ?2 WHERE id = ?1";
pub const SET_SOLVED: &str = "UPDATE tickets SET solved_ms = onhand_at_ms() WHERE id = ?1";
pub const CLEAR_SOLVED: &str = "UPDATE tickets SET solved_ms = NULL WHERE id = ?1";
/// A change of a status's category moves every ticket that has the status; the same rules as for one ticket, all at once.
pub const PROJECT_STATUS: &str = "UPDATE tickets SET
    state = (SELECT category FROM ticket_statuses WHERE id = tickets.status_id),
    needs_answer_ms = CASE
      WHEN (SELECT category FROM ticket_statuses WHERE id = tickets.status_id) NOT IN ('new', 'open') THEN NULL
      WHEN EXISTS (SELECT 1 FROM messages WHERE ticket_id = tickets.id AND kind = 'public' AND side = 'agent') THEN
        (SELECT MIN(at_ms) FROM messages WHERE ticket_id = tickets.id AND kind = 'public' AND side = 'customer'
           AND (at_ms, id) > (SELECT at_ms, id FROM messages WHERE ticket_id = tickets.id AND kind = 'public' AND side = 'agent'
                              ORDER BY at_ms DESC, id DESC LIMIT 1))
      ELSE COALESCE((SELECT MIN(at_ms) FROM messages WHERE ticket_id = tickets.id AND kind = 'public'), created_ms) END,
    solved_ms = CASE
      WHEN (SELECT category FROM ticket_statuses WHERE id = tickets.status_id) NOT IN ('solved', 'closed') THEN NULL
      ELSE COALESCE(solved_ms, onhand_at_ms()) END
    WHERE status_id = ?1 AND state <> (SELECT category FROM ticket_statuses WHERE id = ?1)";

fn list(columns: &[&str], prefix: &str) -> String {
    columns.iter().map(|column| format!("{prefix}{column}")).collect::<Vec<_>>().join(", ")
}

/// The triggers of one tracked table; the numbers are its place in `TRACKED` and that of the record it belongs to.
pub fn capture_triggers(
    (number, table): (usize, &Tracked),
    (record_number, record): (usize, &Tracked),
) -> String {
    let Tracked { table: name, .. } = table;
    let before = list(table.fields, "OLD.");
    let differs =
        table.fields.iter().map(|f| format!("OLD.{f} IS NOT NEW.{f}")).collect::<Vec<_>>().join(" OR ");
    let columns = list(table.fields, "");
    // A record that is new in this unit ends it with its first revision, whatever else the unit did to it. The time is
    // written only where it differs, once per unit: every index that holds it is written with it, and a ticket has four.
    let raise = |row: &str, id: &str| {
        let one = |set: &str, only: &str| {
            format!(
                "UPDATE {} SET rev = rev + 1{set} WHERE id = {row}.{id}{only} AND NOT EXISTS
                   (SELECT 1 FROM touched WHERE t = {record_number} AND id = {row}.{id} AND before IS NULL);",
                record.table
            )
        };
        if record.has_updated_ms() {
            let same = one("", " AND updated_ms = onhand_at_ms()");
            let later = one(", updated_ms = onhand_at_ms()", " AND updated_ms <> onhand_at_ms()");
            same + " " + &later
        } else {
            one("", "")
        }
    };
    let note = |row: &str, before: &str| {
        format!(
            "INSERT INTO touched (t, id, before) VALUES ({number}, {row}.id, {before}) ON CONFLICT (t, id) DO NOTHING;"
        )
    };
    // A record's own row starts with rev 1 and ends with its last row; only child rows raise their owner's.
    let child = |row: &str| table.owner.map_or_else(String::new, |owner| raise(row, owner.column));
    let updated_row = raise("NEW", table.owner.map_or("id", |owner| owner.column));
    format!(
        "CREATE TEMP TRIGGER note_insert_{name} AFTER INSERT ON main.{name} BEGIN {} {} END;
         CREATE TEMP TRIGGER note_update_{name} AFTER UPDATE OF {columns} ON main.{name} WHEN {differs} BEGIN {} {} END;
         CREATE TEMP TRIGGER note_delete_{name} AFTER DELETE ON main.{name} BEGIN {} {} END;",
        note("NEW", "NULL"),
        child("NEW"),
        note("NEW", &format!("json_array({before})")),
        updated_row,
        note("OLD", &format!("json_array({before})")),
        child("OLD"),
    )
}

/// The present value of a tracked row, as the triggers note it.
pub fn row_now(table: &Tracked) -> String {
    format!("SELECT json_array({}) FROM {} WHERE id = ?1", list(table.fields, ""), table.table)
}

/// The owner of a child row; a record is its own.
pub fn owner_now(table: &Tracked) -> String {
    format!("SELECT {} FROM {} WHERE id = ?1", table.owner.map_or("id", |owner| owner.column), table.table)
}

/// The customer whose record this is, while it is not in the trash; nothing for records that have none.
pub fn customer(table: &Tracked) -> String {
    let column = match table.table {
        "customers" => "id",
        _ if table.fields.contains(&"customer_id") => "customer_id",
        _ => "NULL",
    };
    let trash = if table.has_trash() { " AND trashed_ms IS NULL" } else { "" };
    format!("SELECT {column} FROM {} WHERE id = ?1{trash}", table.table)
}

/// The child rows of a record with their ids.
pub fn children_now(table: &Tracked) -> String {
    let owner = table.owner.map_or("id", |owner| owner.column);
    format!(
        "SELECT id, json_array({}) FROM {} WHERE {owner} = ?1 ORDER BY id",
        list(table.fields, ""),
        table.table
    )
}

/// All rows of a table, for hashes and checks.
pub fn every_row(table: &Tracked) -> String {
    format!("SELECT id, json_array({}) FROM {} ORDER BY id", list(table.fields, ""), table.table)
}

/// All child rows whose owner is not in the trash.
pub fn every_live_row(table: &Tracked) -> String {
    let fields = list(table.fields, "x.");
    match (table.owner, table.record.table()) {
        (Some(owner), Some(record)) if record.has_trash() => format!(
            "SELECT x.id, json_array({fields}) FROM {} x JOIN {} o ON o.id = x.{} WHERE o.trashed_ms IS NULL ORDER BY x.id",
            table.table, record.table, owner.column
        ),
        _ if table.has_trash() => {
            format!(
                "SELECT x.id, json_array({fields}) FROM {} x WHERE x.trashed_ms IS NULL ORDER BY x.id",
                table.table
            )
        }
        _ => every_row(table),
    }
}

/// Records with a history whose row is missing although no event says that it was deleted.
pub fn vanished(table: &Tracked) -> String {
    format!(
        "SELECT e.subject_id FROM events e WHERE e.subject_type = ?1 AND e.kind NOT LIKE '%.purged'
           AND NOT EXISTS (SELECT 1 FROM {} r WHERE r.id = e.subject_id)
           AND e.seq = (SELECT MAX(l.seq) FROM events l WHERE l.subject_type = e.subject_type AND l.subject_id = e.subject_id)
         ORDER BY e.subject_id LIMIT ?2",
        table.table
    )
}

pub fn set_field(table: &Tracked, field: &str) -> String {
    format!("UPDATE {} SET {field} = ?2 WHERE id = ?1", table.table)
}

pub fn delete_row(table: &Tracked) -> String {
    format!("DELETE FROM {} WHERE id = ?1", table.table)
}

/// Puts a deleted child row back under its own id; bookkeeping columns follow from the values.
pub fn insert_row(table: &Tracked) -> String {
    let derived: Vec<&str> = table.untracked.to_vec();
    let values = (0..table.fields.len()).map(|n| format!("?{}", n + 2)).collect::<Vec<_>>();
    let extra = derived.iter().map(|column| format!(", {column}")).collect::<String>();
    let blanks = derived.iter().map(|_| ", ''").collect::<String>();
    format!(
        "INSERT INTO {} (id, {}{extra}) VALUES (?1, {}{blanks})",
        table.table,
        list(table.fields, ""),
        values.join(", ")
    )
}

/// Folded copies, written again after a value came back through undo or a restore.
pub fn set_folded(table: &str, folded: &str) -> String {
    format!("UPDATE {table} SET {folded} = ?2 WHERE id = ?1")
}

pub fn ids(table: &Tracked) -> String {
    format!("SELECT id FROM {} WHERE id > ?1 ORDER BY id LIMIT 500", table.table)
}

/// What a person would call the record.
pub fn title(record: &Tracked, column: &str) -> String {
    format!("SELECT {column} FROM {} WHERE id = ?1", record.table)
}

/// Where the columns of a table point.
pub const LINKS: &str =
    "SELECT \"from\" AS \"column\", \"table\" AS target, on_delete FROM pragma_foreign_key_list(?1)";

pub fn is_there(table: &str) -> String {
    format!("SELECT 1 FROM {table} WHERE id = ?1")
}

/// A row that points to another one, unless its record was touched by a change.
pub fn points_to(table: &Tracked, column: &str, record: &Tracked) -> String {
    let owner = table.owner.map_or("id", |owner| owner.column);
    format!(
        "SELECT 1 FROM {} x WHERE x.{column} = ?1 AND NOT EXISTS (SELECT 1 FROM events e
         WHERE e.subject_type = '{}' AND e.subject_id = x.{owner} AND e.change_id = ?2) LIMIT 1",
        table.table,
        record.record.name()
    )
}

/// A row outside the trash that points to another one, unless its record was touched by a change.
pub fn live_user(table: &Tracked, column: &str, record: &Tracked) -> String {
    let join = match table.owner {
        Some(owner) => format!("JOIN {} o ON o.id = x.{}", record.table, owner.column),
        None => String::new(),
    };
    let row = if table.owner.is_some() { "o" } else { "x" };
    // The conditions of the lists, so that their indexes serve here.
    let live = ["trashed_ms", "merged_into_id"]
        .into_iter()
        .filter(|field| record.fields.contains(field))
        .map(|field| format!(" AND {row}.{field} IS NULL"))
        .collect::<String>();
    format!(
        "SELECT 1 FROM {} x {join} WHERE x.{column} = ?1{live} AND NOT EXISTS (SELECT 1 FROM events e
         WHERE e.subject_type = '{}' AND e.subject_id = {row}.id AND e.change_id = ?2) LIMIT 1",
        table.table,
        record.record.name()
    )
}

/// The kinds of records among the first events of a change.
pub const KINDS_OF_CHANGE: &str =
    "SELECT DISTINCT subject_type FROM (SELECT subject_type FROM events WHERE change_id = ?1 LIMIT 1001)";
/// The operation at the beginning of a chain of undos.
pub const FIRST_OPERATION: &str = "WITH RECURSIVE up (id, undoes, operation) AS (
      SELECT id, undoes, operation FROM changes WHERE id = ?1
      UNION SELECT c.id, c.undoes, c.operation FROM up JOIN changes c ON c.id = up.undoes)
    SELECT operation FROM up WHERE undoes IS NULL";
/// The undo of a change, where it took back what that did to this record.
pub const UNDONE_BY: &str =
    "SELECT c.undone_by FROM changes c WHERE c.id = ?1 AND EXISTS (SELECT 1 FROM events u
    WHERE u.subject_type = ?2 AND u.subject_id = ?3 AND +u.change_id = c.undone_by)";
pub const SET_UNDOES: &str = "UPDATE changes SET undoes = ?2 WHERE id = ?1";
/// Effects that wait for the undo window are dropped with the change that asked for them.
pub const CANCEL_OUTBOX: &str = "UPDATE outbox SET status = 'cancelled', error = 'What it told of was undone.' WHERE change_id = ?1 AND status IN ('waiting', 'held')";
/// A later event of the record that still stands and belongs to no undo.
pub const TOUCHED_SINCE: &str = "SELECT e.seq FROM events e JOIN changes c ON c.id = e.change_id
    WHERE e.subject_type = ?1 AND e.subject_id = ?2 AND e.seq > ?3 AND e.change_id <> ?4
      AND c.undone_by IS NULL AND c.undoes IS NULL LIMIT 1";
pub const CHANGES: &str =
    "SELECT id, operation, actor, label, started_ms, finished_ms, undone_by, undoes FROM changes
    WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
/// Walks back through everybody's as far as `?4`: an index would cost every write more than this list is worth.
pub const CHANGES_OF: &str =
    "SELECT id, operation, actor, label, started_ms, finished_ms, undone_by, undoes FROM changes
    WHERE actor = ?3 AND id < ?1 AND id >= ?4 ORDER BY id DESC LIMIT ?2";
pub const LAST_CHANGE: &str = "SELECT COALESCE(MAX(id), 0) FROM changes";

pub fn rev(table: &Tracked) -> String {
    format!("SELECT rev FROM {} WHERE id = ?1", table.table)
}
/// What changed in a record after a revision.
pub const CHANGED_SINCE: &str =
    "SELECT changes, actor FROM events WHERE subject_type = ?1 AND subject_id = ?2 AND rev > ?3
    AND changes IS NOT NULL ORDER BY seq DESC";

/// Whether a record is there and not in the trash.
pub fn lives(table: &Tracked) -> String {
    let trash = if table.has_trash() { " AND trashed_ms IS NULL" } else { "" };
    format!("SELECT 1 FROM {} WHERE id = ?1{trash}", table.table)
}

/// What lies in the trash of a table before a place, the latest first.
pub fn trash(table: &Tracked) -> String {
    format!(
        "SELECT id, trashed_ms FROM {} WHERE trashed_ms IS NOT NULL AND (trashed_ms, id) < (?1, ?2) ORDER BY trashed_ms DESC, id DESC LIMIT ?3",
        table.table
    )
}
pub const WHO_TRASHED: &str = "SELECT actor FROM events WHERE subject_type = ?1 AND subject_id = ?2 AND kind = subject_type || '.trashed'
    ORDER BY seq DESC LIMIT 1";
pub const EVENTS_OF_CHANGE: &str =
    "SELECT COUNT(*) FROM (SELECT 1 FROM events WHERE change_id = ?1 LIMIT 1001)";
