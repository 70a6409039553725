-- What administrators see and change of the outgoing queue.
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS account_id BIGINT;
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS held BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS history VARCHAR(8000) DEFAULT '' NOT NULL;
CREATE INDEX IF NOT EXISTS outgoing_message_created ON outgoing_message (state, created_at);
CREATE INDEX IF NOT EXISTS outgoing_message_domain ON outgoing_message (domain, state);

-- Messages that match wait until they are released; what is NULL matches all.
CREATE SEQUENCE IF NOT EXISTS hold_rule_id START WITH 1 INCREMENT BY 1;
CREATE TABLE IF NOT EXISTS hold_rule (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT,
  sender_domain VARCHAR(255),
  recipient_domain VARCHAR(255),
  created_at BIGINT NOT NULL
);
