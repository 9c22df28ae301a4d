-- How a workspace stands with payment; none for those that never bought anything.
-- changes_at: when the plan changes next by itself.
CREATE TABLE billing (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  customer_id TEXT,
  standing TEXT NOT NULL,
  changes_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX billing_by_customer ON billing (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX billing_by_time ON billing (changes_at) WHERE changes_at IS NOT NULL;

-- Events of Stripe's that were taken. Those without an event_type are not shown.
CREATE TABLE billing_events (
  stripe_event_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  event_id TEXT,
  event_type TEXT,
  amount INTEGER,
  currency TEXT,
  description TEXT,
  status TEXT,
  invoice_url TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX billing_events_by_workspace ON billing_events (workspace_id, at DESC) WHERE event_type IS NOT NULL;
