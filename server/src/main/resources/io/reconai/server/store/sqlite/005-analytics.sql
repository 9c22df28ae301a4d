-- What a workspace looked like at the end of each day; the empty domain stands for the whole workspace.
CREATE TABLE daily_snapshots (
  workspace_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  day TEXT NOT NULL,
  assets INTEGER NOT NULL,
  risk_sum INTEGER NOT NULL,
  findings_info INTEGER NOT NULL,
  findings_low INTEGER NOT NULL,
  findings_medium INTEGER NOT NULL,
  findings_high INTEGER NOT NULL,
  findings_critical INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, domain, day)
) STRICT, WITHOUT ROWID;

-- What can be counted of an asset's newest evidence, apart from the documents, which are long.
-- kind: port (detail: its service), technology (detail: its version), asn (detail: its name), country.
CREATE TABLE asset_facts (
  asset_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (asset_id, kind, value, detail)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_facts_by_kind ON asset_facts (workspace_id, kind, value);

-- Since when an asset has its level.
CREATE TABLE asset_levels (
  asset_id TEXT PRIMARY KEY,
  risk_level TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An asset as each scan saw it.
CREATE TABLE asset_history (
  asset_id TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  at TEXT NOT NULL,
  row_document TEXT NOT NULL,
  PRIMARY KEY (asset_id, scan_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_history_by_time ON asset_history (asset_id, at DESC);

CREATE VIEW facts_seen (asset_id, workspace_id, kind, value, detail) AS
  SELECT a.asset_id, a.workspace_id, 'port', p.value,
      coalesce((SELECT json_extract(o.value, '$.service') FROM json_each(a.evidence_document, '$.ports') o
        WHERE json_extract(o.value, '$.port') = p.value AND json_extract(o.value, '$.service') <> '' LIMIT 1), '')
    FROM assets a, json_each(a.row_document, '$.open_ports') p
  UNION ALL SELECT a.asset_id, a.workspace_id, 'technology', json_extract(t.value, '$.name'),
      coalesce(json_extract(t.value, '$.version'), '')
    FROM assets a, json_each(a.verdict_document, '$.technologies') t
  UNION ALL SELECT a.asset_id, a.workspace_id, 'asn', n.value, json_extract(h.value, '$.announcement.as_name')
    FROM assets a, json_each(a.evidence_document, '$.addresses') h, json_each(h.value, '$.announcement.asns') n
  UNION ALL SELECT a.asset_id, a.workspace_id, 'country',
      coalesce(nullif(json_extract(h.value, '$.location.country'), ''),
        json_extract(h.value, '$.announcement.country')), ''
    FROM assets a, json_each(a.evidence_document, '$.addresses') h
    WHERE coalesce(nullif(json_extract(h.value, '$.location.country'), ''),
        json_extract(h.value, '$.announcement.country'), '') <> '';

INSERT OR IGNORE INTO asset_facts (asset_id, workspace_id, kind, value, detail)
  SELECT asset_id, workspace_id, kind, CAST(value AS TEXT), coalesce(detail, '') FROM facts_seen
    WHERE value IS NOT NULL;
INSERT INTO asset_levels (asset_id, risk_level, since) SELECT asset_id, risk_level, last_scanned_at FROM assets;
INSERT INTO asset_history (asset_id, scan_id, workspace_id, at, row_document)
  SELECT asset_id, last_scan_id, workspace_id, last_scanned_at, row_document FROM assets;

-- A semicolon at the end of a line ends a statement of this file: inside a trigger it stands at the beginning.
CREATE TRIGGER assets_added AFTER INSERT ON assets BEGIN
  INSERT INTO asset_facts (asset_id, workspace_id, kind, value, detail)
    SELECT asset_id, workspace_id, kind, CAST(value AS TEXT), coalesce(detail, '') FROM facts_seen
      WHERE asset_id = NEW.asset_id AND value IS NOT NULL ON CONFLICT DO NOTHING
  ; INSERT INTO asset_levels VALUES (NEW.asset_id, NEW.risk_level, NEW.last_scanned_at)
  ; INSERT INTO asset_history
    VALUES (NEW.asset_id, NEW.last_scan_id, NEW.workspace_id, NEW.last_scanned_at, NEW.row_document)
    ON CONFLICT DO UPDATE SET at = excluded.at, row_document = excluded.row_document
  ; END;

CREATE TRIGGER assets_looked_at_again AFTER UPDATE OF verdict_document ON assets BEGIN
  DELETE FROM asset_facts WHERE asset_id = NEW.asset_id AND (kind, value, detail) NOT IN
    (SELECT kind, CAST(value AS TEXT), coalesce(detail, '') FROM facts_seen
      WHERE asset_id = NEW.asset_id AND value IS NOT NULL)
  ; INSERT INTO asset_facts (asset_id, workspace_id, kind, value, detail)
    SELECT asset_id, workspace_id, kind, CAST(value AS TEXT), coalesce(detail, '') FROM facts_seen
      WHERE asset_id = NEW.asset_id AND value IS NOT NULL ON CONFLICT DO NOTHING
  ; INSERT INTO asset_levels VALUES (NEW.asset_id, NEW.risk_level, NEW.last_scanned_at)
    ON CONFLICT (asset_id) DO UPDATE SET risk_level = excluded.risk_level, since = excluded.since
      WHERE asset_levels.risk_level <> excluded.risk_level
  ; INSERT INTO asset_history
    VALUES (NEW.asset_id, NEW.last_scan_id, NEW.workspace_id, NEW.last_scanned_at, NEW.row_document)
    ON CONFLICT DO UPDATE SET at = excluded.at, row_document = excluded.row_document
  ; END;

CREATE TRIGGER assets_deleted AFTER DELETE ON assets BEGIN
  DELETE FROM asset_facts WHERE asset_id = OLD.asset_id
  ; DELETE FROM asset_levels WHERE asset_id = OLD.asset_id
  ; DELETE FROM asset_history WHERE asset_id = OLD.asset_id
  ; END;
