-- Indexes for what walked a whole table: undo looks for what a change set off, lists of deals by owner and of closed
-- deals, open tickets of a customer.
CREATE INDEX changes_by_cause ON changes (cause_seq) WHERE cause_seq IS NOT NULL;
CREATE INDEX deals_newest_by_owner ON deals (owner_id, stage_entered_ms DESC, id DESC) WHERE trashed_ms IS NULL;
CREATE INDEX deals_closed ON deals (stage_entered_ms DESC, id DESC) WHERE closed_ms IS NOT NULL AND trashed_ms IS NULL;
CREATE INDEX tickets_open_by_customer ON tickets (customer_id, solved_ms, trashed_ms) WHERE solved_ms IS NULL AND trashed_ms IS NULL;
