-- The page of an asset as its newest look gave it, for as long as the program that worked it out is the one that runs.
CREATE TABLE asset_looks (
  asset_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  program TEXT NOT NULL,
  look BLOB NOT NULL
);
CREATE TRIGGER asset_looks_forgotten AFTER DELETE ON assets BEGIN
  DELETE FROM asset_looks WHERE asset_id = OLD.asset_id
  ; END;
