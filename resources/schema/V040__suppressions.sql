-- Addresses to which an account's mail failed. suppressed: nothing goes there any more; otherwise
-- the row counts failures in a row. No key of account: what is settled must never fail for it.
CREATE SEQUENCE IF NOT EXISTS suppression_id START WITH 1 INCREMENT BY 1;
CREATE TABLE IF NOT EXISTS suppression (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  base_address VARCHAR(400) NOT NULL,
  address VARCHAR(400) NOT NULL,
  suppressed BOOLEAN NOT NULL,
  failures INTEGER NOT NULL,
  manual BOOLEAN NOT NULL,
  reason VARCHAR(500) NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT suppression_address UNIQUE (account_id, base_address)
);
