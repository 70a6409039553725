-- How much an account may have: null is the server's default, -1 is no limit.
ALTER TABLE account ADD COLUMN octet_limit BIGINT;
ALTER TABLE account ADD COLUMN message_limit BIGINT;
ALTER TABLE account ADD COLUMN mailbox_limit BIGINT;
