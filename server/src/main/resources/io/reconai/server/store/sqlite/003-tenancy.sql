CREATE TABLE workspaces (
  workspace_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  personal INTEGER NOT NULL,
  plan TEXT NOT NULL,
  subscription_status TEXT NOT NULL,
  archived INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  api_calls INTEGER NOT NULL,
  scan_credits INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
  workspace_id TEXT NOT NULL REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  uid TEXT NOT NULL REFERENCES accounts (uid) ON DELETE CASCADE,
  role TEXT NOT NULL,
  joined_at TEXT NOT NULL,
  last_active_at TEXT NOT NULL,
  PRIMARY KEY (workspace_id, uid)
) STRICT;
CREATE INDEX members_by_uid ON members (uid);

-- Everybody who was here before gets a workspace of the same id, and is its owner.
INSERT INTO workspaces SELECT uid, coalesce(display_name, email), 1, 'free', 'active', 0, created_at, created_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+30 days'), 0, 0 FROM accounts;
INSERT INTO members SELECT uid, uid, 'owner', created_at, last_login FROM accounts;

-- The period whose credit a scan took; absent where it took none or gave it back.
ALTER TABLE scans ADD COLUMN credit_period TEXT;

CREATE TABLE api_usage_logs (
  workspace_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  token_id TEXT,
  method TEXT NOT NULL,
  route TEXT NOT NULL,
  status INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  timestamp TEXT NOT NULL
) STRICT;
CREATE INDEX api_usage_by_workspace ON api_usage_logs (workspace_id, timestamp);
CREATE INDEX api_usage_by_time ON api_usage_logs (timestamp);
