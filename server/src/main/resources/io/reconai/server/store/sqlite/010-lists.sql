-- For the orders that lists are offered in: each is found without reading the assets themselves.
CREATE INDEX assets_by_status ON assets (workspace_id, http_status, asset_id);
CREATE INDEX assets_by_type ON assets (workspace_id, asset_type, asset_id);
CREATE INDEX assets_by_open_findings ON assets (workspace_id, open_findings, asset_id);
