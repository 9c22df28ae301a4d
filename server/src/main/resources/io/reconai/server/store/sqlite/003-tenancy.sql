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

CREATE TABLE api_tokens (
  token_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES accounts (uid) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  last_used_at TEXT,
  last_used_ip TEXT
) STRICT;
CREATE INDEX api_tokens_by_workspace ON api_tokens (workspace_id, created_at DESC);

CREATE TABLE invitations (
  invitation_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  role TEXT NOT NULL,
  message TEXT,
  hash TEXT NOT NULL UNIQUE,
  invited_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  UNIQUE (workspace_id, email_key)
) STRICT;

-- What was answered to a request with an Idempotency-Key; no status while it is being served.
CREATE TABLE idempotent_answers (
  workspace_id TEXT NOT NULL,
  uid TEXT NOT NULL,
  request TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  began_at TEXT NOT NULL,
  status INTEGER,
  location TEXT,
  answer TEXT,
  PRIMARY KEY (workspace_id, uid, request, idempotency_key)
) STRICT;
CREATE INDEX idempotent_answers_by_time ON idempotent_answers (began_at);

CREATE TABLE audit_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  audit_id TEXT NOT NULL UNIQUE,
  workspace_id TEXT NOT NULL,
  at TEXT NOT NULL,
  actor_type TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_email TEXT,
  action TEXT NOT NULL,
  target_type TEXT NOT NULL,
  target_id TEXT NOT NULL,
  target_label TEXT NOT NULL,
  changes TEXT NOT NULL,
  ip TEXT NOT NULL,
  user_agent TEXT,
  request_id TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_by_workspace ON audit_log (workspace_id, sequence DESC);
-- Append only.
CREATE TRIGGER audit_log_keeps BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_log_stays BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'append only'); END;
