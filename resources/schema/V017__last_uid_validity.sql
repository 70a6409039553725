-- The highest UIDVALIDITY that was ever given. It never goes back, whatever a clock says and however
-- many mailboxes are created within a second (docs/adr/0029).
CREATE TABLE IF NOT EXISTS last_uid_validity (
  id INTEGER NOT NULL PRIMARY KEY,
  given BIGINT NOT NULL
);

INSERT INTO last_uid_validity
  SELECT 1, (SELECT COALESCE(MAX(uid_validity), 0) FROM mailbox)
  FROM (VALUES (1)) AS one (id)
  WHERE NOT EXISTS (SELECT id FROM last_uid_validity);
