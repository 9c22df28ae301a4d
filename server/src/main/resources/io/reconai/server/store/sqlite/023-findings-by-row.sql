-- Findings are long: kept by their key, a page of the file held four at most, and each was found through a dozen of pages.
-- Kept by row they are found in half the time. Those of an asset lie side by side.
ALTER TABLE findings RENAME TO findings_by_key;
CREATE TABLE findings (
  workspace_id TEXT NOT NULL,
  finding_id TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  asset_value TEXT NOT NULL,
  asset_type TEXT NOT NULL,
  parent_domain TEXT NOT NULL,
  risk_score INTEGER NOT NULL,
  detector TEXT NOT NULL,
  type TEXT NOT NULL,
  category TEXT NOT NULL,
  severity INTEGER NOT NULL,
  confidence TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  remediation TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  accepted_until TEXT,
  assignee TEXT,
  note TEXT,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  fixed_at TEXT,
  reopened_count INTEGER NOT NULL,
  state_changed_at TEXT,
  state_changed_by TEXT,
  first_scan_id TEXT NOT NULL,
  last_scan_id TEXT NOT NULL,
  evidence_id TEXT NOT NULL,
  links TEXT NOT NULL,
  proofs TEXT NOT NULL,
  recheck TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (workspace_id, finding_id)
) STRICT;
INSERT INTO findings SELECT * FROM findings_by_key ORDER BY workspace_id, asset_id, finding_id;
DROP TABLE findings_by_key;
CREATE INDEX findings_by_severity ON findings (workspace_id, state, severity DESC, last_seen_at DESC, finding_id);
CREATE INDEX findings_by_asset ON findings (workspace_id, asset_id, state, finding_id);
CREATE INDEX findings_by_scan ON findings (workspace_id, last_scan_id);
CREATE INDEX findings_open_by_type ON findings (workspace_id, type, asset_id)
  WHERE state IN ('open', 'acknowledged');
CREATE INDEX findings_open_latest
  ON findings (workspace_id, first_seen_at DESC, severity DESC, finding_id, asset_id)
  WHERE state IN ('open', 'acknowledged');
CREATE INDEX findings_open_worst
  ON findings (workspace_id, severity DESC, last_seen_at DESC, finding_id, asset_id, state)
  WHERE state IN ('open', 'acknowledged');
CREATE INDEX findings_accepted ON findings (workspace_id, accepted_until, asset_id, state) WHERE state = 'accepted';
