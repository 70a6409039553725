-- A RENAME of a tree of so many mailboxes that it takes several transactions (docs/adr/0058): the row
-- is there until the last of them, so that another server, or the next start, can finish it.
CREATE TABLE IF NOT EXISTS mailbox_rename (
  account_id BIGINT NOT NULL PRIMARY KEY,
  old_name VARCHAR(1000) NOT NULL,
  new_name VARCHAR(1000) NOT NULL
);

-- Accounts that were deleted left their row behind; an account's id is never given again.
DELETE FROM account_change WHERE account_id NOT IN (SELECT id FROM account);
