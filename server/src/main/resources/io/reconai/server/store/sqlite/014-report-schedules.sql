-- Reports that come by mail by themselves. `run_from` is when one may be taken; `held` lists errands that wait until
-- they are let go.
CREATE TABLE report_schedules (
  schedule_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  document TEXT NOT NULL,
  next_at TEXT,
  asked_at TEXT,
  run_from TEXT,
  sent_at TEXT,
  held TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX report_schedules_by_workspace ON report_schedules (workspace_id, created_at);
CREATE INDEX report_schedules_due ON report_schedules (run_from) WHERE run_from IS NOT NULL;
