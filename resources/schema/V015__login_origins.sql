-- From which network an account has logged in, and on which day last (days since 1970-01-01).
CREATE TABLE IF NOT EXISTS login_origin (
  id VARCHAR(80) PRIMARY KEY,
  account_id BIGINT NOT NULL,
  seen_day BIGINT NOT NULL,
  CONSTRAINT login_origin_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS login_origin_by_account ON login_origin (account_id);

-- Rows that are updated to make transactions of all servers follow each other.
CREATE TABLE IF NOT EXISTS turn (
  name VARCHAR(64) PRIMARY KEY,
  taken BIGINT NOT NULL
);

INSERT INTO turn (name, taken)
  SELECT 'administrators', 0 FROM (VALUES (0)) AS one (n)
  WHERE NOT EXISTS (SELECT 1 FROM turn WHERE name = 'administrators');
