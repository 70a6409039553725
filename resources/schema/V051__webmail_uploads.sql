-- Files that were added to mails which are being written; forgotten after some days.
CREATE SEQUENCE IF NOT EXISTS upload_id START WITH 1 INCREMENT BY 1;
CREATE TABLE IF NOT EXISTS upload (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  content_id BIGINT NOT NULL,
  name VARCHAR(400) NOT NULL,
  media_type VARCHAR(255) NOT NULL,
  octets BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS upload_account ON upload (account_id, created_at);
