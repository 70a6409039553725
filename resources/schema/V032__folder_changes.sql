-- What has become of the mailboxes of accounts, one row for each change, with a number that ascends
-- in each account (docs/adr/0054). kind: 1 created, 2 renamed, 3 deleted, 4 subscribed, 5
-- unsubscribed. Subscriptions have no mailbox. name is that after the change.
CREATE TABLE IF NOT EXISTS folder_change (
  account_id BIGINT NOT NULL,
  folder_no BIGINT NOT NULL,
  kind SMALLINT NOT NULL,
  mailbox_id BIGINT,
  name VARCHAR(500) NOT NULL,
  former_name VARCHAR(500),
  changed_at BIGINT NOT NULL,
  CONSTRAINT folder_change_pk PRIMARY KEY (account_id, folder_no)
);

-- The last number that was given, in the row of INBOX.
ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS folder_no BIGINT DEFAULT 0 NOT NULL;

-- A server that knows nothing of the log would leave its changes out.
UPDATE schema_compatibility SET oldest = 32;
