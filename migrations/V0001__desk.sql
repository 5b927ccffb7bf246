-- The desk: customers, tickets, sales, knowledge, workflows, and the log that explains every row.
-- Instants are `*_ms` (UTC milliseconds), calendar dates `*_on`, money `*_minor` with a currency.
-- crates/core/src/log/tables.rs says of each table whether it is tracked, derived or operational.

-- ── The business and its people ─────────────────────────────────────────────────────────────
CREATE TABLE business (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id = 1),
  name TEXT NOT NULL, zone TEXT NOT NULL, currency TEXT NOT NULL, locale TEXT NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, email TEXT,
  role TEXT NOT NULL CHECK (role IN ('owner','admin','agent','viewer','customer')),
  active INTEGER NOT NULL DEFAULT 1,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;

CREATE TABLE teams (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, name_folded TEXT NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX teams_trashed ON teams (trashed_ms, id) WHERE trashed_ms IS NOT NULL;
CREATE INDEX teams_by_name ON teams (name_folded);

CREATE TABLE team_members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  UNIQUE (team_id, user_id)
) STRICT;
CREATE INDEX team_members_by_user ON team_members (user_id);

CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, name_folded TEXT NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX tags_by_name ON tags (name_folded);

-- ── Customers ───────────────────────────────────────────────────────────────────────────────
CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('person','organisation')),
  name TEXT NOT NULL, name_folded TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('lead','active','churned')),
  source TEXT, owner_id INTEGER REFERENCES users (id),
  organisation_id INTEGER REFERENCES customers (id), job_title TEXT, about TEXT,
  street TEXT, postal_code TEXT, city TEXT, country TEXT,
  merged_into_id INTEGER REFERENCES customers (id),
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX customers_by_name ON customers (name_folded, id) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX customers_by_status_name ON customers (status, name_folded, id) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX customers_by_status_created ON customers (status, created_ms DESC, id DESC) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX customers_by_created ON customers (created_ms, id) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX customers_by_owner ON customers (owner_id, name_folded, id) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX customers_by_organisation ON customers (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX customers_merged ON customers (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX customers_trashed ON customers (trashed_ms, id) WHERE trashed_ms IS NOT NULL;

CREATE TABLE contact_points (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('email','phone','web')),
  label TEXT, value TEXT NOT NULL, value_folded TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_points_by_customer ON contact_points (customer_id, position);
CREATE INDEX contact_points_by_value ON contact_points (kind, value_folded);

CREATE TABLE customer_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  UNIQUE (customer_id, tag_id)
) STRICT;
CREATE INDEX customer_tags_by_tag ON customer_tags (tag_id, customer_id);

CREATE TABLE interactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('call','email','sms','meeting','note')),
  direction TEXT CHECK (direction IN ('inbound','outbound')),
  subject TEXT, body TEXT, at_ms INTEGER NOT NULL, duration_s INTEGER,
  user_id INTEGER REFERENCES users (id),
  ticket_id INTEGER REFERENCES tickets (id) ON DELETE SET NULL,
  deal_id INTEGER REFERENCES deals (id) ON DELETE SET NULL,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX interactions_by_customer ON interactions (customer_id, at_ms) WHERE trashed_ms IS NULL;
CREATE INDEX interactions_trashed ON interactions (trashed_ms, id) WHERE trashed_ms IS NOT NULL;

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL, body TEXT, kind TEXT NOT NULL CHECK (kind IN ('todo','call','email')),
  customer_id INTEGER REFERENCES customers (id) ON DELETE CASCADE,
  ticket_id INTEGER REFERENCES tickets (id) ON DELETE CASCADE,
  deal_id INTEGER REFERENCES deals (id) ON DELETE CASCADE,
  assignee_id INTEGER REFERENCES users (id),
  due_ms INTEGER, done_ms INTEGER,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
-- Open tasks by due date, those without one last: the expression is the one the lists sort by.
CREATE INDEX tasks_open ON tasks (COALESCE(due_ms, 253402300800000), id) WHERE done_ms IS NULL AND trashed_ms IS NULL;
CREATE INDEX tasks_open_by_assignee ON tasks (assignee_id, COALESCE(due_ms, 253402300800000), id) WHERE done_ms IS NULL AND trashed_ms IS NULL;
CREATE INDEX tasks_open_by_deal ON tasks (deal_id, COALESCE(due_ms, 253402300800000), id) WHERE done_ms IS NULL AND trashed_ms IS NULL;
CREATE INDEX tasks_done ON tasks (done_ms DESC, id DESC) WHERE done_ms IS NOT NULL AND trashed_ms IS NULL;
CREATE INDEX tasks_by_customer ON tasks (customer_id, done_ms, due_ms) WHERE trashed_ms IS NULL;
CREATE INDEX tasks_by_ticket ON tasks (ticket_id, done_ms, due_ms) WHERE trashed_ms IS NULL;
CREATE INDEX tasks_by_deal ON tasks (deal_id, done_ms, due_ms) WHERE trashed_ms IS NULL;
CREATE INDEX tasks_trashed ON tasks (trashed_ms, id) WHERE trashed_ms IS NOT NULL;

-- ── Tickets ─────────────────────────────────────────────────────────────────────────────────
CREATE TABLE ticket_statuses (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, name_folded TEXT NOT NULL, colour TEXT, position INTEGER NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('new','open','waiting_customer','waiting_third_party','on_hold','solved','closed')),
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE TABLE ticket_priorities (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, name_folded TEXT NOT NULL, level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4), position INTEGER NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE TABLE ticket_categories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, name_folded TEXT NOT NULL, parent_id INTEGER REFERENCES ticket_categories (id),
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;

CREATE INDEX ticket_statuses_by_category ON ticket_statuses (category, position, id) WHERE trashed_ms IS NULL;
CREATE INDEX ticket_statuses_by_name ON ticket_statuses (name_folded, id) WHERE trashed_ms IS NULL;
CREATE INDEX ticket_statuses_in_order ON ticket_statuses (position, id) WHERE trashed_ms IS NULL;
CREATE INDEX ticket_priorities_by_name ON ticket_priorities (name_folded, id) WHERE trashed_ms IS NULL;
CREATE INDEX ticket_priorities_in_order ON ticket_priorities (position, id) WHERE trashed_ms IS NULL;
CREATE INDEX ticket_categories_by_name ON ticket_categories (name_folded, id) WHERE trashed_ms IS NULL;

-- state, needs_answer_ms, last_message_ms and solved_ms are projections kept by the unit of work.
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE, subject TEXT NOT NULL,
  status_id INTEGER NOT NULL REFERENCES ticket_statuses (id),
  priority_id INTEGER NOT NULL REFERENCES ticket_priorities (id),
  category_id INTEGER REFERENCES ticket_categories (id),
  team_id INTEGER REFERENCES teams (id), assignee_id INTEGER REFERENCES users (id),
  customer_id INTEGER REFERENCES customers (id),
  channel TEXT NOT NULL, external_ref TEXT,
  merged_into_id INTEGER REFERENCES tickets (id),
  state TEXT NOT NULL, needs_answer_ms INTEGER, last_message_ms INTEGER, solved_ms INTEGER,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
-- Every list of the screen walks one of these in its order; solved_ms IS NULL says open, cheaper than five states.
-- Those that counts read end with the columns of their own condition: SQLite looks at the row for them otherwise.
CREATE INDEX tickets_live_newest ON tickets (created_ms DESC, id DESC, trashed_ms, merged_into_id) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_live_updated ON tickets (updated_ms DESC, id DESC) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_open_newest ON tickets (created_ms DESC, id DESC, solved_ms, trashed_ms, merged_into_id) WHERE solved_ms IS NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_open_updated ON tickets (updated_ms DESC, id DESC) WHERE solved_ms IS NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_status ON tickets (status_id, created_ms DESC, id DESC) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_status_priority ON tickets (status_id, priority_id, created_ms DESC, id DESC) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_priority ON tickets (priority_id, created_ms DESC, id DESC) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_state ON tickets (state, created_ms DESC, id DESC, trashed_ms, merged_into_id) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_waiting ON tickets (created_ms DESC, id DESC, state, trashed_ms, merged_into_id) WHERE state IN ('waiting_customer', 'waiting_third_party') AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_needing_by_priority ON tickets (priority_id, needs_answer_ms, id) WHERE needs_answer_ms IS NOT NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_assignee ON tickets (assignee_id, created_ms DESC, id DESC) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_open_by_assignee ON tickets (assignee_id, created_ms DESC, id DESC, solved_ms, trashed_ms, merged_into_id) WHERE solved_ms IS NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_open_by_assignee_updated ON tickets (assignee_id, updated_ms DESC, id DESC) WHERE solved_ms IS NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_team ON tickets (team_id, created_ms DESC, id DESC) WHERE trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_open_by_team ON tickets (team_id, created_ms DESC, id DESC, solved_ms, trashed_ms, merged_into_id) WHERE solved_ms IS NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_customer ON tickets (customer_id, created_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX tickets_by_customer_updated ON tickets (customer_id, updated_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX tickets_needing_answer ON tickets (needs_answer_ms, id, trashed_ms, merged_into_id) WHERE needs_answer_ms IS NOT NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_needing_by_assignee ON tickets (assignee_id, needs_answer_ms, id) WHERE needs_answer_ms IS NOT NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_needing_by_team ON tickets (team_id, needs_answer_ms, id) WHERE needs_answer_ms IS NOT NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_solved ON tickets (solved_ms DESC, id DESC, trashed_ms, merged_into_id) WHERE solved_ms IS NOT NULL AND trashed_ms IS NULL AND merged_into_id IS NULL;
CREATE INDEX tickets_by_ref ON tickets (external_ref) WHERE external_ref IS NOT NULL;
CREATE INDEX tickets_merged ON tickets (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX tickets_trashed ON tickets (trashed_ms, id) WHERE trashed_ms IS NOT NULL;

CREATE TABLE ticket_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  UNIQUE (ticket_id, tag_id)
) STRICT;
CREATE INDEX ticket_tags_by_tag ON ticket_tags (tag_id, ticket_id);

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('public','note')),
  side TEXT NOT NULL CHECK (side IN ('customer','agent')),
  user_id INTEGER REFERENCES users (id), customer_id INTEGER REFERENCES customers (id),
  channel TEXT NOT NULL, format TEXT NOT NULL CHECK (format IN ('text','markdown')), source TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_ticket ON messages (ticket_id, at_ms, id);

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  -- Deferred: undo puts rows back in any order.
  message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
  blob_id INTEGER NOT NULL REFERENCES blobs (id)
) STRICT;
CREATE INDEX attachments_by_ticket ON attachments (ticket_id);
CREATE INDEX attachments_by_message ON attachments (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE blobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE, size_bytes INTEGER NOT NULL, created_ms INTEGER NOT NULL,
  -- All its chunks are there.
  complete INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE blob_chunks (
  blob_id INTEGER NOT NULL REFERENCES blobs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (blob_id, position)
) STRICT, WITHOUT ROWID;
-- A file that was sent but does not belong to a message yet.
CREATE TABLE uploads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
  blob_id INTEGER NOT NULL REFERENCES blobs (id), actor TEXT NOT NULL, created_ms INTEGER NOT NULL
) STRICT;

-- ── Sales ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE pipelines (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, position INTEGER NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX pipelines_trashed ON pipelines (trashed_ms, id) WHERE trashed_ms IS NOT NULL;
CREATE TABLE stages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline_id INTEGER NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
  name TEXT NOT NULL, probability_pct INTEGER NOT NULL CHECK (probability_pct BETWEEN 0 AND 100),
  position INTEGER NOT NULL, limit_days INTEGER, kind TEXT NOT NULL CHECK (kind IN ('open','won','lost'))
) STRICT;
CREATE INDEX stages_by_pipeline ON stages (pipeline_id, position);

CREATE TABLE deals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL, title_folded TEXT NOT NULL,
  customer_id INTEGER REFERENCES customers (id),
  pipeline_id INTEGER NOT NULL REFERENCES pipelines (id), stage_id INTEGER NOT NULL REFERENCES stages (id),
  value_minor INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL,
  owner_id INTEGER REFERENCES users (id), expected_close_on TEXT,
  stage_entered_ms INTEGER NOT NULL, closed_ms INTEGER, lost_reason TEXT,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
-- A deal is open exactly while closed_ms is absent. trashed_ms stands in an index so that sums need no row.
CREATE INDEX deals_newest ON deals (stage_entered_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX deals_open ON deals (stage_entered_ms DESC, id DESC) WHERE closed_ms IS NULL AND trashed_ms IS NULL;
CREATE INDEX deals_open_by_owner ON deals (owner_id, stage_entered_ms DESC, id DESC) WHERE closed_ms IS NULL AND trashed_ms IS NULL;
CREATE INDEX deals_by_stage ON deals (stage_id, stage_entered_ms DESC, id DESC, trashed_ms) WHERE trashed_ms IS NULL;
CREATE INDEX deals_by_stage_value ON deals (stage_id, currency, value_minor, trashed_ms) WHERE trashed_ms IS NULL;
CREATE INDEX deals_by_customer ON deals (customer_id, stage_entered_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX deals_by_owner ON deals (owner_id, stage_id, stage_entered_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX deals_by_closed ON deals (pipeline_id, closed_ms, stage_id, trashed_ms) WHERE closed_ms IS NOT NULL AND trashed_ms IS NULL;
CREATE INDEX deals_trashed ON deals (trashed_ms, id) WHERE trashed_ms IS NOT NULL;

-- ── Knowledge ───────────────────────────────────────────────────────────────────────────────
CREATE TABLE article_categories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, parent_id INTEGER REFERENCES article_categories (id), position INTEGER NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX article_categories_trashed ON article_categories (trashed_ms, id) WHERE trashed_ms IS NOT NULL;
CREATE INDEX article_categories_by_parent ON article_categories (parent_id, position);
CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL, slug TEXT NOT NULL, body TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft','published','archived')),
  category_id INTEGER REFERENCES article_categories (id), author_id INTEGER REFERENCES users (id),
  external_ref TEXT, published_ms INTEGER,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX articles_by_slug ON articles (slug);
CREATE INDEX articles_newest ON articles (updated_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX articles_by_status ON articles (status, updated_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX articles_by_category ON articles (category_id, updated_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX articles_by_ref ON articles (external_ref) WHERE external_ref IS NOT NULL;
CREATE INDEX articles_trashed ON articles (trashed_ms, id) WHERE trashed_ms IS NOT NULL;

-- ── Workflows ───────────────────────────────────────────────────────────────────────────────
CREATE TABLE workflows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, enabled INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL,
  trigger TEXT NOT NULL, conditions TEXT, actions TEXT NOT NULL,
  -- Why Onhand itself switched it off; cleared when a person switches it on again.
  paused_reason TEXT,
  rev INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, trashed_ms INTEGER
) STRICT;
CREATE INDEX workflows_trashed ON workflows (trashed_ms, id) WHERE trashed_ms IS NOT NULL;
CREATE INDEX workflows_enabled ON workflows (position, id) WHERE enabled = 1 AND trashed_ms IS NULL;
CREATE INDEX workflows_live ON workflows (position, id) WHERE trashed_ms IS NULL;

-- What a workflow was at each of its revisions that ever started; runs keep to the one they began with.
CREATE TABLE workflow_versions (
  workflow_id INTEGER NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  version INTEGER NOT NULL, definition TEXT NOT NULL,
  PRIMARY KEY (workflow_id, version)
) STRICT, WITHOUT ROWID;

-- One row per time a workflow met an event (or a schedule fell due); the unique keys make each start happen once.
CREATE TABLE workflow_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workflow_id INTEGER NOT NULL REFERENCES workflows (id), version INTEGER NOT NULL,
  start_key TEXT NOT NULL UNIQUE, event_seq INTEGER, root_seq INTEGER, depth INTEGER NOT NULL DEFAULT 0,
  subject_type TEXT, subject_id INTEGER,
  status TEXT NOT NULL CHECK (status IN ('pending','completed','failed','skipped')),
  explanation TEXT, error TEXT,
  scheduled_ms INTEGER, started_ms INTEGER NOT NULL, finished_ms INTEGER
) STRICT;
CREATE INDEX workflow_runs_newest ON workflow_runs (workflow_id, id DESC);
CREATE INDEX workflow_runs_failed ON workflow_runs (workflow_id) WHERE status = 'failed';
CREATE INDEX workflow_runs_pending ON workflow_runs (id) WHERE status = 'pending';
CREATE INDEX workflow_runs_by_status ON workflow_runs (status, id DESC);
CREATE INDEX workflow_runs_by_subject ON workflow_runs (subject_type, subject_id, id DESC);
CREATE INDEX workflow_runs_by_root ON workflow_runs (root_seq, workflow_id);

CREATE TABLE workflow_steps (
  run_id INTEGER NOT NULL REFERENCES workflow_runs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('done','failed')),
  title TEXT NOT NULL, error TEXT, change_id INTEGER, finished_ms INTEGER NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX workflow_steps_by_change ON workflow_steps (change_id) WHERE change_id IS NOT NULL;

-- The next time each schedule falls due; a fire row can exist once per occurrence.
CREATE TABLE workflow_schedules (
  workflow_id INTEGER PRIMARY KEY REFERENCES workflows (id) ON DELETE CASCADE,
  next_ms INTEGER NOT NULL, last_fire_ms INTEGER, definition TEXT NOT NULL
) STRICT;
CREATE INDEX workflow_schedules_due ON workflow_schedules (next_ms);

-- ── The log ─────────────────────────────────────────────────────────────────────────────────
CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation TEXT NOT NULL, actor TEXT NOT NULL, label TEXT,
  started_ms INTEGER NOT NULL, finished_ms INTEGER,
  undone_by INTEGER REFERENCES changes (id), undoes INTEGER REFERENCES changes (id),
  cause_seq INTEGER
) STRICT;
CREATE INDEX changes_by_actor ON changes (actor, id);
CREATE INDEX changes_unfinished ON changes (id) WHERE finished_ms IS NULL;

CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  recorded_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL, claimed_ms INTEGER,
  change_id INTEGER NOT NULL REFERENCES changes (id), unit INTEGER NOT NULL,
  actor TEXT NOT NULL, kind TEXT NOT NULL,
  subject_type TEXT NOT NULL, subject_id INTEGER NOT NULL,
  changes TEXT, rev INTEGER, cause_seq INTEGER, depth INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX events_by_subject ON events (subject_type, subject_id, seq);
CREATE INDEX events_by_change ON events (change_id, seq);

CREATE TABLE timeline (
  customer_id INTEGER NOT NULL, at_ms INTEGER NOT NULL, seq INTEGER NOT NULL,
  subject_type TEXT NOT NULL, subject_id INTEGER NOT NULL, kind TEXT NOT NULL,
  PRIMARY KEY (customer_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_by_subject ON timeline (subject_type, subject_id);

-- ── Operational: what keeps the program running, not what the business knows ─────────────────
CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  installation_id TEXT NOT NULL, created_ms INTEGER NOT NULL, restored_ms INTEGER,
  clean_shutdown INTEGER NOT NULL DEFAULT 1, last_check_ms INTEGER, last_backup_ms INTEGER, started INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE consumers (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- A subject whose event a consumer could not digest: its later events wait here until a person decides.
CREATE TABLE held_events (
  consumer TEXT NOT NULL, seq INTEGER NOT NULL, subject_type TEXT NOT NULL, subject_id INTEGER NOT NULL,
  attempts INTEGER NOT NULL, error TEXT NOT NULL, released INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (consumer, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_events_by_subject ON held_events (consumer, subject_type, subject_id);
-- Times at which the wall clock moved without the time having passed: sleep, a corrected clock.
CREATE TABLE clock_jumps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, elapsed_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  effect_key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, payload TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting','sending','sent','failed','held','cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0, next_attempt_ms INTEGER NOT NULL, boot_id TEXT,
  change_id INTEGER, error TEXT, created_ms INTEGER NOT NULL, sent_ms INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (next_attempt_ms) WHERE status = 'waiting';
CREATE INDEX outbox_by_status ON outbox (status, id);
CREATE INDEX outbox_by_change ON outbox (change_id) WHERE change_id IS NOT NULL;
CREATE TABLE notifications (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER, title TEXT NOT NULL, body TEXT NOT NULL, subject_type TEXT, subject_id INTEGER,
  created_ms INTEGER NOT NULL, read_ms INTEGER
) STRICT;
CREATE INDEX notifications_newest ON notifications (user_id, id DESC);
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id),
  created_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sign_in_links (
  token_hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency_keys (
  actor TEXT NOT NULL, key TEXT NOT NULL, operation TEXT NOT NULL, request_hash TEXT NOT NULL,
  response TEXT NOT NULL, change_id INTEGER, created_ms INTEGER NOT NULL,
  PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_ms);
CREATE TABLE drafts (
  user_id INTEGER NOT NULL, ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('reply','note')), text TEXT NOT NULL, saved_ms INTEGER NOT NULL,
  PRIMARY KEY (user_id, ticket_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_ticket ON drafts (ticket_id);
CREATE TABLE ticket_reads (
  user_id INTEGER NOT NULL, ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE, read_ms INTEGER NOT NULL,
  PRIMARY KEY (user_id, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_reads_by_ticket ON ticket_reads (ticket_id);
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, title TEXT NOT NULL, args TEXT NOT NULL, actor TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting','running','done','failed','cancelled','interrupted')),
  done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0, message TEXT,
  change_id INTEGER, result TEXT, started_ms INTEGER NOT NULL, finished_ms INTEGER
) STRICT;
CREATE TABLE import_records (
  source TEXT NOT NULL, key TEXT NOT NULL, record_id INTEGER NOT NULL, change_id INTEGER NOT NULL,
  digest TEXT NOT NULL, rows INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_records_by_change ON import_records (change_id);

-- Labels that other features may join.
CREATE VIEW v_customer_label AS SELECT id, name, kind FROM customers;
CREATE VIEW v_user_label AS SELECT id, name FROM users;
CREATE VIEW v_team_label AS SELECT id, name FROM teams WHERE trashed_ms IS NULL;
-- What is still to do, in the order of the index: by due date, without one last.
CREATE VIEW v_open_task AS SELECT id, title, kind, due_ms, customer_id, ticket_id, deal_id, assignee_id,
  COALESCE(due_ms, 253402300800000) AS due_order FROM tasks WHERE done_ms IS NULL AND trashed_ms IS NULL;
CREATE VIEW v_ticket_label AS SELECT id, number, subject, state, customer_id FROM tickets;
CREATE VIEW v_deal_label AS SELECT id, title, value_minor, currency, stage_id, customer_id FROM deals;
CREATE VIEW v_stage_label AS SELECT id, name, kind, limit_days FROM stages;
CREATE VIEW v_task_label AS SELECT id, title, customer_id FROM tasks;
