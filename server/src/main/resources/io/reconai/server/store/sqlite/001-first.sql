CREATE TABLE accounts (
  uid TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  display_name TEXT,
  created_at TEXT NOT NULL,
  last_login TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
  session_id TEXT PRIMARY KEY,
  uid TEXT NOT NULL REFERENCES accounts (uid) ON DELETE CASCADE,
  secret_hash TEXT NOT NULL,
  csrf TEXT NOT NULL,
  created_at TEXT NOT NULL,
  rotated_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_uid ON sessions (uid);

CREATE TABLE scans (
  scan_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  scan_status TEXT NOT NULL,
  scan_type TEXT NOT NULL,
  mode TEXT NOT NULL,
  created_at TEXT NOT NULL,
  completed_at TEXT,
  assets_discovered INTEGER NOT NULL,
  duration_seconds REAL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX scans_by_time ON scans (workspace_id, created_at DESC, scan_id);
-- One scan of a domain at a time, whoever asks at the same moment.
CREATE UNIQUE INDEX scans_one_at_a_time ON scans (workspace_id, domain) WHERE scan_status IN ('pending', 'running');

CREATE TABLE assets (
  asset_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  asset_value TEXT NOT NULL,
  asset_type TEXT NOT NULL,
  parent_domain TEXT NOT NULL,
  risk_score INTEGER NOT NULL,
  risk_level TEXT NOT NULL,
  state TEXT NOT NULL,
  open_findings INTEGER NOT NULL,
  http_status INTEGER,
  ssl_cert_expiry TEXT,
  discovered_at TEXT NOT NULL,
  last_scanned_at TEXT NOT NULL,
  first_scan_id TEXT NOT NULL,
  last_scan_id TEXT NOT NULL,
  evidence_id TEXT NOT NULL,
  words TEXT NOT NULL,
  row_document TEXT NOT NULL,
  verdict_document TEXT NOT NULL,
  evidence_document TEXT NOT NULL,
  UNIQUE (workspace_id, asset_value)
) STRICT;
CREATE INDEX assets_by_risk ON assets (workspace_id, risk_score DESC, asset_id);
CREATE INDEX assets_by_domain ON assets (workspace_id, parent_domain, last_scan_id);
