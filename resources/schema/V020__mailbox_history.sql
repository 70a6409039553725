-- How often the history of mailboxes was cut (changes folded into a snapshot, or a deleted mailbox
-- cleared), and until when (milliseconds since 1970) it is not to be, because somebody reads all of
-- it in portions (docs/adr/0033). One row.
CREATE TABLE IF NOT EXISTS mailbox_history (
  id INTEGER NOT NULL PRIMARY KEY,
  cuts BIGINT NOT NULL,
  kept_until BIGINT NOT NULL
);

INSERT INTO mailbox_history (id, cuts, kept_until)
  SELECT 1, 0, 0 FROM (VALUES (0)) AS one (n)
  WHERE NOT EXISTS (SELECT 1 FROM mailbox_history);
