-- Keys by which applications use the API in the name of an account; of the secret there is a digest only.
CREATE SEQUENCE IF NOT EXISTS api_key_id START WITH 1 INCREMENT BY 1;
CREATE TABLE IF NOT EXISTS api_key (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  secret_digest VARCHAR(64) NOT NULL,
  scopes VARCHAR(100) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  used_at BIGINT,
  CONSTRAINT api_key_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS api_key_of_account ON api_key (account_id);
