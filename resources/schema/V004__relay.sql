-- The outgoing queue: a row for each recipient of a message that goes to another server.
CREATE SEQUENCE IF NOT EXISTS outgoing_message_id START WITH 50 INCREMENT BY 50;

CREATE TABLE IF NOT EXISTS outgoing_message (
  id BIGINT NOT NULL PRIMARY KEY,
  delivery_id VARCHAR(40) NOT NULL,
  content_id BIGINT NOT NULL,
  size BIGINT NOT NULL,
  sender VARCHAR(500),
  recipient VARCHAR(500) NOT NULL,
  domain VARCHAR(255) NOT NULL,
  utf8 BOOLEAN NOT NULL,
  state VARCHAR(10) NOT NULL,
  attempts INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  last_attempt_at BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  announced_at BIGINT NOT NULL,
  claim VARCHAR(60),
  claimed_until BIGINT NOT NULL,
  last_code INTEGER NOT NULL,
  last_status VARCHAR(12) NOT NULL,
  last_text VARCHAR(500) NOT NULL,
  last_host VARCHAR(255) NOT NULL,
  CONSTRAINT outgoing_message_once UNIQUE (delivery_id, recipient)
);

CREATE INDEX IF NOT EXISTS outgoing_message_due ON outgoing_message (state, next_attempt_at);
CREATE INDEX IF NOT EXISTS outgoing_message_claim ON outgoing_message (claim);
