-- What people say of an asset, apart from what scans say: a rescan leaves it as it is.
CREATE TABLE asset_remarks (
  asset_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  tags TEXT NOT NULL,
  owner TEXT,
  rescan_enabled INTEGER NOT NULL,
  scan_frequency_hours INTEGER,
  next_scan_at TEXT,
  notes TEXT
) STRICT;
CREATE INDEX asset_remarks_due ON asset_remarks (next_scan_at) WHERE next_scan_at IS NOT NULL;
CREATE TABLE asset_tags (
  workspace_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, tag, asset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_tags_by_asset ON asset_tags (asset_id);

-- Addresses as hexadecimal digits after their version, so that a network is a range (AddressKey).
CREATE TABLE asset_addresses (
  workspace_id TEXT NOT NULL,
  address TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, address, asset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_addresses_by_asset ON asset_addresses (asset_id);
INSERT OR IGNORE INTO asset_addresses
  SELECT a.workspace_id, address_key(ip.value), a.asset_id FROM assets a, json_each(a.row_document, '$.ip_addresses') ip
    WHERE address_key(ip.value) IS NOT NULL;

-- What each scan saw of each host, compressed, and how the scan ended.
CREATE TABLE scan_evidence (
  scan_id TEXT NOT NULL,
  host TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  document BLOB NOT NULL,
  PRIMARY KEY (scan_id, host)
) STRICT;
CREATE INDEX scan_evidence_by_workspace ON scan_evidence (workspace_id);
CREATE TABLE scan_reports (
  scan_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

-- What a replay that was not applied made of hosts.
CREATE TABLE replayed_assets (
  scan_id TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  row_document TEXT NOT NULL,
  PRIMARY KEY (scan_id, asset_id)
) STRICT, WITHOUT ROWID;

-- Assets as each scan saw them, in the columns that filters and lists use.
CREATE VIEW scan_assets AS
  SELECT scan_id, asset_id, workspace_id, row_document, row_document ->> '$.asset_value' AS asset_value,
    row_document ->> '$.asset_type' AS asset_type, row_document ->> '$.parent_domain' AS parent_domain,
    row_document ->> '$.risk_score' AS risk_score, row_document ->> '$.risk_level' AS risk_level,
    row_document ->> '$.state' AS state, row_document ->> '$.open_findings' AS open_findings,
    row_document ->> '$.http_status' AS http_status, row_document ->> '$.ssl_cert_expiry' AS ssl_cert_expiry,
    row_document ->> '$.discovered_at' AS discovered_at, row_document ->> '$.last_scanned_at' AS last_scanned_at,
    lower(concat_ws(char(10), row_document ->> '$.asset_value', row_document ->> '$.ip_addresses',
      row_document ->> '$.technologies', row_document ->> '$.title', row_document ->> '$.server_header')) AS words
    FROM (SELECT scan_id, asset_id, workspace_id, row_document FROM asset_history
      UNION ALL SELECT scan_id, asset_id, workspace_id, row_document FROM replayed_assets);

-- For filters: each reads no more than what fits.
CREATE INDEX IF NOT EXISTS assets_by_discovery ON assets (workspace_id, discovered_at);
CREATE INDEX IF NOT EXISTS assets_by_last_scan ON assets (workspace_id, last_scanned_at);
CREATE INDEX IF NOT EXISTS assets_by_certificate ON assets (workspace_id, ssl_cert_expiry)
  WHERE ssl_cert_expiry IS NOT NULL;
CREATE INDEX findings_open_by_type ON findings (workspace_id, type, asset_id)
  WHERE state IN ('open', 'acknowledged');
CREATE INDEX findings_open_by_severity ON findings (workspace_id, severity, asset_id)
  WHERE state IN ('open', 'acknowledged');
CREATE INDEX asset_history_by_scan ON asset_history (workspace_id, scan_id, asset_id);

CREATE TRIGGER assets_forgotten AFTER DELETE ON assets BEGIN
  DELETE FROM asset_remarks WHERE asset_id = OLD.asset_id
  ; DELETE FROM asset_tags WHERE asset_id = OLD.asset_id
  ; DELETE FROM asset_addresses WHERE asset_id = OLD.asset_id
  ; END;
