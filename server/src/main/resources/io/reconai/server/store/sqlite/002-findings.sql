-- Findings get a life of their own: first and last seen, states, history. The id is the engine's, the same in every scan.
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
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_by_severity ON findings (workspace_id, state, severity DESC, last_seen_at DESC, finding_id);
CREATE INDEX findings_by_asset ON findings (workspace_id, asset_id, state);
CREATE INDEX findings_by_scan ON findings (workspace_id, last_scan_id);

CREATE TABLE finding_changes (
  change_id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  finding_id TEXT NOT NULL,
  at TEXT NOT NULL,
  actor_type TEXT NOT NULL,
  actor_id TEXT,
  actor_email TEXT,
  from_state TEXT,
  to_state TEXT NOT NULL,
  reason TEXT,
  scan_id TEXT
) STRICT;
CREATE INDEX finding_changes_by_finding ON finding_changes (workspace_id, finding_id, change_id DESC);
CREATE INDEX finding_changes_by_scan ON finding_changes (workspace_id, scan_id) WHERE scan_id IS NOT NULL;

-- What earlier scans found. Nothing says yet how to look for it again, so that it ends only after the next look.
INSERT INTO findings
SELECT a.workspace_id, f.value ->> 'id', a.asset_id, a.asset_value, a.asset_type, a.parent_domain, a.risk_score,
  f.value ->> 'detector', f.value ->> 'check_id', f.value ->> 'category',
  CASE lower(f.value ->> 'severity') WHEN 'critical' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 WHEN 'low' THEN 1 ELSE 0 END,
  lower(f.value ->> 'confidence'), f.value ->> 'title', f.value ->> 'description', f.value ->> 'remediation',
  f.value ->> 'location', 'open', NULL, NULL, NULL, NULL, a.last_scanned_at, a.last_scanned_at, NULL, 0, NULL, NULL,
  a.last_scan_id, a.last_scan_id, a.evidence_id, json(f.value -> 'references'), json(f.value -> 'evidence'), '',
  lower((f.value ->> 'title') || char(10) || (f.value ->> 'location') || char(10) || (f.value ->> 'check_id')
    || char(10) || a.asset_value)
FROM assets a, json_each(a.verdict_document, '$.findings') f
WHERE true
ON CONFLICT DO NOTHING;
