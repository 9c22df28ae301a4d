-- Alerts: what happened, who has read it, by which channels it leaves, and what became of that.
CREATE TABLE alerts (
  alert_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  event TEXT NOT NULL,
  severity INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX alerts_by_time ON alerts (workspace_id, created_at DESC, alert_id);
CREATE INDEX alerts_by_age ON alerts (created_at);
CREATE TABLE alert_reads (
  workspace_id TEXT NOT NULL,
  uid TEXT NOT NULL,
  alert_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, uid, alert_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_reads_by_alert ON alert_reads (alert_id);

CREATE TABLE alert_setups (
  workspace_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE alert_channels (
  channel_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX alert_channels_by_workspace ON alert_channels (workspace_id, created_at);
CREATE TABLE alert_rules (
  rule_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX alert_rules_by_workspace ON alert_rules (workspace_id, created_at);

CREATE TABLE alert_notices (
  notice_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  alert_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  due_at TEXT NOT NULL,
  made_at TEXT NOT NULL,
  delivery_id TEXT
) STRICT;
CREATE INDEX alert_notices_waiting ON alert_notices (due_at, workspace_id, rule_id, channel_id)
  WHERE delivery_id IS NULL;
CREATE TABLE alert_deliveries (
  delivery_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  rule_id TEXT,
  status TEXT NOT NULL,
  tries INTEGER NOT NULL,
  lease INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  next_try_at TEXT,
  ended_at TEXT,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX alert_deliveries_by_channel ON alert_deliveries (workspace_id, channel_id, created_at DESC, delivery_id);
CREATE INDEX alert_deliveries_due ON alert_deliveries (next_try_at) WHERE status = 'pending';
CREATE INDEX alert_deliveries_by_age ON alert_deliveries (created_at);

-- Scans whose news are still to be told; written with their last word.
CREATE TABLE scan_news (
  scan_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  due_at TEXT NOT NULL
) STRICT;
-- Which scan did not find an asset any more.
CREATE TABLE assets_gone (
  workspace_id TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, scan_id, asset_id)
) STRICT, WITHOUT ROWID;

-- When a proof of ownership ended of which nobody was told yet.
ALTER TABLE domains ADD COLUMN lost_at TEXT;
CREATE INDEX domains_lost ON domains (lost_at) WHERE lost_at IS NOT NULL;
