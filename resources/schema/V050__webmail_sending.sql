-- Mail that people have sent from pages: what waits for its moment, and for ten days what was sent,
-- so that nothing is sent twice.
CREATE SEQUENCE IF NOT EXISTS submission_id START WITH 1 INCREMENT BY 1;
CREATE TABLE IF NOT EXISTS submission (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  login VARCHAR(400) NOT NULL,
  client_id VARCHAR(64) NOT NULL,
  client_address VARCHAR(64) NOT NULL,
  state VARCHAR(10) NOT NULL,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  content_id BIGINT NOT NULL,
  copy_id BIGINT NOT NULL,
  delivery VARCHAR(400000) NOT NULL,
  draft_mailbox BIGINT,
  draft_uid BIGINT,
  original_mailbox BIGINT,
  original_uid BIGINT,
  forwarded BOOLEAN DEFAULT FALSE NOT NULL,
  UNIQUE (account_id, client_id)
);
CREATE INDEX IF NOT EXISTS submission_due ON submission (state, due_at);
