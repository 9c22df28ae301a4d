-- Domains of a workspace: how their ownership stands, and when they are scanned by themselves.
-- check_from, run_from: from when on a worker may take the next look or run; moved ahead while one has it.
CREATE TABLE domains (
  domain_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  added_at TEXT NOT NULL,
  verified_at TEXT,
  verification_method TEXT,
  last_checked_at TEXT,
  failed_at TEXT,
  check_from TEXT,
  monitored INTEGER NOT NULL,
  schedule TEXT,
  planned_at TEXT,
  next_run_at TEXT,
  run_from TEXT,
  scheduled_scan_id TEXT,
  UNIQUE (workspace_id, domain)
) STRICT;
CREATE INDEX domains_to_check ON domains (check_from) WHERE check_from IS NOT NULL;
CREATE INDEX domains_to_run ON domains (run_from) WHERE run_from IS NOT NULL;
CREATE INDEX scans_by_domain ON scans (workspace_id, domain, created_at DESC);

-- What proves a name in a workspace. Stays when the domain is removed: the record may be in its zone for long.
CREATE TABLE domain_challenges (
  workspace_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  challenge TEXT NOT NULL,
  PRIMARY KEY (workspace_id, domain)
) STRICT, WITHOUT ROWID;

-- What was scanned before is listed.
INSERT INTO domains (domain_id, workspace_id, domain, added_at, monitored)
  SELECT 'dom_' || lower(hex(randomblob(13))), workspace_id, domain, min(created_at), 0 FROM scans
    GROUP BY workspace_id, domain;
INSERT INTO domain_challenges SELECT workspace_id, domain, lower(hex(randomblob(20))) FROM domains;
