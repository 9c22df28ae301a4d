-- Several processes on one file: who runs a scan, until when, and under which number, which grows with each taker.
ALTER TABLE scans ADD COLUMN lease_owner TEXT;
ALTER TABLE scans ADD COLUMN lease_until TEXT;
ALTER TABLE scans ADD COLUMN lease_number INTEGER NOT NULL DEFAULT 0;
-- Somebody wants it stopped; whoever runs it looks.
ALTER TABLE scans ADD COLUMN cancel_asked INTEGER NOT NULL DEFAULT 0;
-- Other things that one process has at a time, such as a turn at an address.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX leases_by_owner ON leases (owner);
