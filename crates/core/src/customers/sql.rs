//! SQL of customers and their contact points.

pub const GET: &str = "SELECT c.id, c.kind, c.name, c.status, c.source, c.owner_id, c.organisation_id, o.name AS organisation_name,
    c.job_title, c.about, c.street, c.postal_code, c.city, c.country, c.merged_into_id, c.created_ms, c.updated_ms, c.trashed_ms, c.rev
    FROM customers c LEFT JOIN v_customer_label o ON o.id = c.organisation_id WHERE c.id = ?1";
pub const INSERT: &str = "INSERT INTO customers (kind, name, name_folded, status, source, owner_id, organisation_id, job_title, about,
    street, postal_code, city, country, created_ms, updated_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)";
pub const UPDATE: &str = "UPDATE customers SET kind = ?2, name = ?3, name_folded = ?4, status = ?5, source = ?6, owner_id = ?7,
    organisation_id = ?8, job_title = ?9, about = ?10, street = ?11, postal_code = ?12, city = ?13, country = ?14 WHERE id = ?1";
pub const TRASH: &str = "UPDATE customers SET trashed_ms = ?2 WHERE id = ?1 AND trashed_ms IS NULL";
pub const EXISTS: &str = "SELECT 1 FROM customers WHERE id = ?1 AND trashed_ms IS NULL";
pub const POINTS: &str =
    "SELECT id, kind, label, value FROM contact_points WHERE customer_id = ?1 ORDER BY position, id";
pub const ADD_POINT: &str = "INSERT INTO contact_points (customer_id, kind, label, value, value_folded, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub const UPDATE_POINT: &str =
    "UPDATE contact_points SET kind = ?3, label = ?4, value = ?5, value_folded = ?6, position = ?7
    WHERE id = ?2 AND customer_id = ?1";
pub const DROP_POINTS: &str =
    "DELETE FROM contact_points WHERE customer_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))";
pub const BY_POINT: &str =
    "SELECT p.customer_id FROM contact_points p JOIN customers c ON c.id = p.customer_id
    WHERE p.kind = ?1 AND p.value_folded = ?2 AND c.trashed_ms IS NULL ORDER BY p.customer_id LIMIT 1";

pub const ROW: &str = "SELECT c.id, c.kind, c.name, c.name_folded, c.status, c.city, c.owner_id, c.created_ms,
    (SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = 'email' ORDER BY p.position LIMIT 1) AS email,
    (SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = 'phone' ORDER BY p.position LIMIT 1) AS phone,
    (SELECT json_group_array(t.name) FROM customer_tags l JOIN tags t ON t.id = l.tag_id WHERE l.customer_id = c.id) AS tags,
    (SELECT COUNT(*) FROM (SELECT 1 FROM tickets k INDEXED BY tickets_open_by_customer
      WHERE k.customer_id = c.id AND k.solved_ms IS NULL AND k.trashed_ms IS NULL LIMIT 1001)) AS open_tickets
    FROM customers c";
pub const LIVE: &str = "c.trashed_ms IS NULL AND c.merged_into_id IS NULL";

/// One set of ids, which is walked; several joined by OR would be asked about each customer there is.
pub const BEGINNING: &str = "c.id IN (
    SELECT id FROM customers WHERE name_folded >= ? AND name_folded < ? AND trashed_ms IS NULL AND merged_into_id IS NULL
    UNION SELECT customer_id FROM contact_points WHERE kind = 'email' AND value_folded >= ? AND value_folded < ?)";
pub const BEGINNING_OR_NUMBER: &str = "c.id IN (
    SELECT id FROM customers WHERE name_folded >= ? AND name_folded < ? AND trashed_ms IS NULL AND merged_into_id IS NULL
    UNION SELECT customer_id FROM contact_points WHERE kind = 'email' AND value_folded >= ? AND value_folded < ?
    UNION SELECT customer_id FROM contact_points WHERE kind = 'phone' AND value_folded >= ? AND value_folded < ?)";

/// Counts at most `COUNT_MAX + 1` rows.
pub fn count(filter: &str) -> String {
    format!("SELECT COUNT(*) FROM (SELECT 1 FROM customers c WHERE {filter} LIMIT 1001)")
}

/// A customer and all that were merged into it.
pub const FAMILY: &str =
    "SELECT id FROM customers WHERE id = ?1 UNION ALL SELECT id FROM customers WHERE merged_into_id = ?1";
pub const SURVIVOR: &str = "SELECT COALESCE(merged_into_id, id) FROM customers WHERE id = ?1";

pub const OPEN_TICKETS: &str =
    "SELECT COUNT(*) FROM (SELECT 1 FROM tickets INDEXED BY tickets_open_by_customer WHERE customer_id IN (SELECT value FROM json_each(?1))
    AND solved_ms IS NULL AND trashed_ms IS NULL AND merged_into_id IS NULL LIMIT 1001)";
pub const DEALS: &str = "SELECT COUNT(*) FILTER (WHERE s.kind = 'open') AS open, COALESCE(SUM(d.value_minor) FILTER (WHERE s.kind = 'open'), 0) AS open_minor,
    COALESCE(SUM(d.value_minor) FILTER (WHERE s.kind = 'won'), 0) AS won_minor
    FROM deals d JOIN stages s ON s.id = d.stage_id WHERE d.customer_id IN (SELECT value FROM json_each(?1)) AND d.trashed_ms IS NULL AND d.currency = ?2";
pub const LAST_INTERACTION: &str =
    "SELECT at_ms, kind FROM interactions WHERE customer_id IN (SELECT value FROM json_each(?1))
    AND trashed_ms IS NULL AND kind <> 'note' ORDER BY at_ms DESC LIMIT 1";
/// Backwards along each one's timeline, which ends at the first message; one that was taken back is none, and one that
/// was put back counts from when it was said.
pub const LAST_MESSAGE: &str = "SELECT MAX(at_ms) FROM (SELECT (SELECT
    MIN(l.at_ms, COALESCE((SELECT t.last_message_ms FROM tickets t WHERE t.id = l.subject_id), l.at_ms)) FROM timeline l
    WHERE l.customer_id = f.value AND l.kind IN ('ticket.created', 'ticket.replied')
    AND (SELECT c.undone_by FROM events e JOIN changes c ON c.id = e.change_id WHERE e.seq = l.seq) IS NULL
    ORDER BY l.at_ms DESC LIMIT 1) AS at_ms FROM json_each(?1) f)";
pub const OPEN_TASKS: &str =
    "SELECT COUNT(*) FROM (SELECT 1 FROM tasks WHERE customer_id IN (SELECT value FROM json_each(?1))
    AND done_ms IS NULL AND trashed_ms IS NULL LIMIT 1001)";
pub const PEOPLE: &str = "SELECT c.id, c.name, c.job_title,
    (SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = 'email' ORDER BY p.position LIMIT 1) AS email,
    (SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = 'phone' ORDER BY p.position LIMIT 1) AS phone
    FROM customers c WHERE c.organisation_id = ?1 AND c.trashed_ms IS NULL AND c.merged_into_id IS NULL ORDER BY c.name_folded LIMIT 20";

/// What waits on a customer, each over the family.
pub const WAITING_TICKET: &str = "SELECT id, number, subject, needs_answer_ms FROM tickets INDEXED BY tickets_open_by_customer WHERE customer_id IN (SELECT value FROM json_each(?1))
    AND needs_answer_ms IS NOT NULL AND solved_ms IS NULL AND trashed_ms IS NULL AND merged_into_id IS NULL ORDER BY +needs_answer_ms, id LIMIT 1";
pub const NEXT_TASK: &str =
    "SELECT id, title, kind, due_ms FROM v_open_task WHERE customer_id IN (SELECT value FROM json_each(?1))
    ORDER BY +due_order, id LIMIT 1";
/// The deal that has stood longest without a next step.
pub const IDLE_DEAL: &str = "SELECT d.id, d.title, d.stage_entered_ms, s.name AS stage_name FROM deals d JOIN v_stage_label s ON s.id = d.stage_id
    WHERE d.customer_id IN (SELECT value FROM json_each(?1)) AND d.closed_ms IS NULL AND d.trashed_ms IS NULL
    AND NOT EXISTS (SELECT 1 FROM v_open_task t WHERE t.deal_id = d.id) ORDER BY +d.stage_entered_ms, d.id LIMIT 1";
