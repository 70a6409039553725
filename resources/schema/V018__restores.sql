-- Noticing that the database was restored from a backup (docs/adr/0030). Each server counts a mark
-- up, here and in a file beside the messages: a file that is ahead tells of a database gone back.
CREATE TABLE IF NOT EXISTS server_mark (
  node_id BIGINT NOT NULL PRIMARY KEY,
  mark BIGINT NOT NULL,
  marked_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS restore_count (
  id INTEGER NOT NULL PRIMARY KEY,
  restores BIGINT NOT NULL
);

INSERT INTO restore_count
  SELECT 1, 0
  FROM (VALUES (1)) AS one (id)
  WHERE NOT EXISTS (SELECT id FROM restore_count);

-- No message gets a lower UID from now on; after a restore, lower ones may have been seen by clients.
ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS uid_floor BIGINT DEFAULT 1 NOT NULL;
