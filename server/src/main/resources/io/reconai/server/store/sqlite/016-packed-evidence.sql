-- The newest evidence and what was judged of it are kept compressed, as that of scans is; what can be counted of it is written beside it by the
-- program, which has it at hand, where triggers had to read it again and again.
DROP TRIGGER assets_added;
DROP TRIGGER assets_looked_at_again;
DROP VIEW facts_seen;
ALTER TABLE assets ADD COLUMN evidence BLOB NOT NULL DEFAULT x'';
ALTER TABLE assets ADD COLUMN verdict BLOB NOT NULL DEFAULT x'';
UPDATE assets SET evidence = packed(evidence_document), verdict = packed(verdict_document);
ALTER TABLE assets DROP COLUMN evidence_document;
ALTER TABLE assets DROP COLUMN verdict_document;

-- A semicolon at the end of a line ends a statement of this file: inside a trigger it stands at the beginning.
CREATE TRIGGER assets_added AFTER INSERT ON assets BEGIN
  INSERT INTO asset_levels VALUES (NEW.asset_id, NEW.risk_level, NEW.last_scanned_at)
  ; INSERT INTO asset_history
    VALUES (NEW.asset_id, NEW.last_scan_id, NEW.workspace_id, NEW.last_scanned_at, NEW.row_document)
    ON CONFLICT DO UPDATE SET at = excluded.at, row_document = excluded.row_document
  ; END;

CREATE TRIGGER assets_looked_at_again AFTER UPDATE OF verdict ON assets BEGIN
  INSERT INTO asset_levels VALUES (NEW.asset_id, NEW.risk_level, NEW.last_scanned_at)
    ON CONFLICT (asset_id) DO UPDATE SET risk_level = excluded.risk_level, since = excluded.since
      WHERE asset_levels.risk_level <> excluded.risk_level
  ; INSERT INTO asset_history
    VALUES (NEW.asset_id, NEW.last_scan_id, NEW.workspace_id, NEW.last_scanned_at, NEW.row_document)
    ON CONFLICT DO UPDATE SET at = excluded.at, row_document = excluded.row_document
  ; END;
