-- MT-PRIORITY (RFC 6710): which of the messages that are due goes first; -9 to 9.
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS priority INTEGER DEFAULT 0 NOT NULL;
