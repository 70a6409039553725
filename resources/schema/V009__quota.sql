-- How much an account may have: null is the server's default, -1 is no limit.
ALTER TABLE account ADD COLUMN IF NOT EXISTS octet_limit BIGINT;
ALTER TABLE account ADD COLUMN IF NOT EXISTS message_limit BIGINT;
ALTER TABLE account ADD COLUMN IF NOT EXISTS mailbox_limit BIGINT;
