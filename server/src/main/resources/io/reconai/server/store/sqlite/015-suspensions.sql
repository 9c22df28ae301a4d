-- People (by uid) and workspaces (by id) that the operator has shut out.
CREATE TABLE suspensions (
  subject TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  suspended_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
