-- Lists of findings, the worst first, and assets by their worst finding: both read from this alone. A column of the
-- condition has to be in the index too, or each row is read for it.
DROP INDEX findings_open_by_severity;
CREATE INDEX findings_open_worst
  ON findings (workspace_id, severity DESC, last_seen_at DESC, finding_id, asset_id, state)
  WHERE state IN ('open', 'acknowledged');
-- Each list asks first what was accepted until now.
CREATE INDEX findings_accepted ON findings (workspace_id, accepted_until, asset_id, state) WHERE state = 'accepted';
-- What the usual list is filtered by is in the index that has its order.
DROP INDEX assets_by_risk;
CREATE INDEX assets_by_risk
  ON assets (workspace_id, risk_score DESC, asset_id, state, risk_level, open_findings);
