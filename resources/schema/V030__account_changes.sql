-- Changes of mailboxes in the order of their account (docs/adr/0053): a number that ascends in each
-- account, over all its mailboxes. Rows of before have none.
ALTER TABLE mailbox_log ADD COLUMN IF NOT EXISTS account_id BIGINT;

ALTER TABLE mailbox_log ADD COLUMN IF NOT EXISTS change_no BIGINT;

CREATE UNIQUE INDEX IF NOT EXISTS mailbox_log_change ON mailbox_log (account_id, change_no);

-- The highest number that the mailboxes which an account has deleted had in their logs.
CREATE TABLE IF NOT EXISTS account_change (
  account_id BIGINT NOT NULL PRIMARY KEY,
  given BIGINT NOT NULL
);

-- A server that knows nothing of the numbers would leave its changes out.
UPDATE schema_compatibility SET oldest = 30;
