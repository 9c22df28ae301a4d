-- What the first page adds up, kept with every asset that comes, changes or goes: so it takes the same time for ten
-- assets and for a hundred thousand.
CREATE TABLE standings (
  workspace_id TEXT NOT NULL,
  parent_domain TEXT NOT NULL,
  asset_type TEXT NOT NULL,
  risk_level TEXT NOT NULL,
  assets INTEGER NOT NULL,
  risk_sum INTEGER NOT NULL,
  findings_info INTEGER NOT NULL,
  findings_low INTEGER NOT NULL,
  findings_medium INTEGER NOT NULL,
  findings_high INTEGER NOT NULL,
  findings_critical INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, parent_domain, asset_type, risk_level)
) STRICT, WITHOUT ROWID;

-- What each asset adds. Whatever is put into this view is added to the sums; with -1 in `times`, taken from them.
CREATE VIEW standings_of_assets (workspace_id, parent_domain, asset_type, risk_level, times, risk_score, findings) AS
  SELECT workspace_id, parent_domain, asset_type, risk_level, 1, risk_score,
      row_document -> '$.open_findings_by_severity'
    FROM assets WHERE state = 'active';

INSERT INTO standings
  SELECT workspace_id, parent_domain, asset_type, risk_level, sum(times), sum(risk_score),
      sum(coalesce(findings ->> '$.info', 0)), sum(coalesce(findings ->> '$.low', 0)),
      sum(coalesce(findings ->> '$.medium', 0)), sum(coalesce(findings ->> '$.high', 0)),
      sum(coalesce(findings ->> '$.critical', 0))
    FROM standings_of_assets GROUP BY 1, 2, 3, 4;

-- A semicolon at the end of a line ends a statement of this file: inside a trigger it stands at the beginning.
CREATE TRIGGER standings_add INSTEAD OF INSERT ON standings_of_assets BEGIN
  INSERT INTO standings VALUES (NEW.workspace_id, NEW.parent_domain, NEW.asset_type, NEW.risk_level, NEW.times,
      NEW.times * NEW.risk_score,
      NEW.times * coalesce(NEW.findings ->> '$.info', 0), NEW.times * coalesce(NEW.findings ->> '$.low', 0),
      NEW.times * coalesce(NEW.findings ->> '$.medium', 0), NEW.times * coalesce(NEW.findings ->> '$.high', 0),
      NEW.times * coalesce(NEW.findings ->> '$.critical', 0))
    ON CONFLICT DO UPDATE SET assets = assets + excluded.assets, risk_sum = risk_sum + excluded.risk_sum,
      findings_info = findings_info + excluded.findings_info, findings_low = findings_low + excluded.findings_low,
      findings_medium = findings_medium + excluded.findings_medium,
      findings_high = findings_high + excluded.findings_high,
      findings_critical = findings_critical + excluded.findings_critical
  ; DELETE FROM standings WHERE workspace_id = NEW.workspace_id AND parent_domain = NEW.parent_domain
      AND asset_type = NEW.asset_type AND risk_level = NEW.risk_level AND assets = 0
  ; END;

CREATE TRIGGER assets_stand AFTER INSERT ON assets WHEN NEW.state = 'active' BEGIN
  INSERT INTO standings_of_assets VALUES (NEW.workspace_id, NEW.parent_domain, NEW.asset_type, NEW.risk_level, 1,
      NEW.risk_score, NEW.row_document -> '$.open_findings_by_severity')
  ; END;

CREATE TRIGGER assets_stood BEFORE UPDATE OF parent_domain, asset_type, risk_level, risk_score, state, row_document
  ON assets WHEN OLD.state = 'active' BEGIN
  INSERT INTO standings_of_assets VALUES (OLD.workspace_id, OLD.parent_domain, OLD.asset_type, OLD.risk_level, -1,
      OLD.risk_score, OLD.row_document -> '$.open_findings_by_severity')
  ; END;

CREATE TRIGGER assets_stand_anew AFTER UPDATE OF parent_domain, asset_type, risk_level, risk_score, state, row_document
  ON assets WHEN NEW.state = 'active' BEGIN
  INSERT INTO standings_of_assets VALUES (NEW.workspace_id, NEW.parent_domain, NEW.asset_type, NEW.risk_level, 1,
      NEW.risk_score, NEW.row_document -> '$.open_findings_by_severity')
  ; END;

CREATE TRIGGER assets_fall AFTER DELETE ON assets WHEN OLD.state = 'active' BEGIN
  INSERT INTO standings_of_assets VALUES (OLD.workspace_id, OLD.parent_domain, OLD.asset_type, OLD.risk_level, -1,
      OLD.risk_score, OLD.row_document -> '$.open_findings_by_severity')
  ; END;

-- How many became critical of late is counted among the critical alone.
CREATE INDEX assets_critical ON assets (workspace_id, parent_domain, asset_id)
  WHERE state = 'active' AND risk_level = 'critical';
