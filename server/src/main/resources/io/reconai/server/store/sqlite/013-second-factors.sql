-- Secrets are sealed with a key that is not in the store; of recovery codes there are hashes only.
CREATE TABLE second_factors (
  uid TEXT PRIMARY KEY REFERENCES accounts (uid) ON DELETE CASCADE,
  secret TEXT NOT NULL,
  confirmed_at TEXT,
  last_step INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_codes (
  uid TEXT NOT NULL REFERENCES second_factors (uid) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  PRIMARY KEY (uid, hash)
) STRICT, WITHOUT ROWID;
