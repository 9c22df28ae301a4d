-- What the first page adds up is read from these alone, without the rows.
CREATE INDEX assets_by_standing
  ON assets (workspace_id, state, parent_domain, asset_type, risk_level, risk_score, asset_id);
CREATE INDEX findings_open_latest
  ON findings (workspace_id, first_seen_at DESC, severity DESC, finding_id, asset_id)
  WHERE state IN ('open', 'acknowledged');
