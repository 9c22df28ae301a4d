-- The list by the end of certificates has those without one last: an index that leaves them out cannot give its order.
DROP INDEX assets_by_certificate;
CREATE INDEX assets_by_certificate ON assets (workspace_id, ssl_cert_expiry, asset_id);
