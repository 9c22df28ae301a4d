-- Requests with a key: whoever takes one over from a server that died makes what that one may have made already.
ALTER TABLE idempotent_answers ADD COLUMN seed TEXT NOT NULL DEFAULT '';

ALTER TABLE idempotent_answers ADD COLUMN served_since TEXT;

DELETE FROM idempotent_answers WHERE status IS NULL;
