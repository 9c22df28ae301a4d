-- What a person can say about himself, and whether his address was shown to be his.
ALTER TABLE accounts ADD COLUMN email_verified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN photo_url TEXT;
-- Absent: the person's own.
ALTER TABLE accounts ADD COLUMN default_workspace_id TEXT;
ALTER TABLE accounts ADD COLUMN theme TEXT NOT NULL DEFAULT 'system';
ALTER TABLE accounts ADD COLUMN density TEXT NOT NULL DEFAULT 'comfortable';
ALTER TABLE accounts ADD COLUMN time_zone TEXT;
ALTER TABLE accounts ADD COLUMN email_digest INTEGER NOT NULL DEFAULT 1;

-- From where a sign-in was made, and when it was used last.
ALTER TABLE sessions ADD COLUMN last_used_at TEXT;
ALTER TABLE sessions ADD COLUMN ip TEXT;
ALTER TABLE sessions ADD COLUMN user_agent TEXT;

-- Links that were mailed and not yet followed, by the SHA-256 of their secret.
CREATE TABLE links (
  hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_subject ON links (purpose, subject);
CREATE INDEX links_by_end ON links (expires_at);

-- Mails that are still to be sent.
CREATE TABLE outbox (
  errand_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  details TEXT NOT NULL,
  tries INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  due_at TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_by_time ON outbox (due_at, errand_id);
CREATE INDEX invitations_by_address ON invitations (email_key);
