-- What domains say of TLS with their mail servers (RFC 8461), as long as it holds, and what their
-- servers offered when mail went there last. Times are milliseconds since 1970 (docs/adr/0065).
CREATE TABLE IF NOT EXISTS sts_policy (
  domain VARCHAR(255) NOT NULL PRIMARY KEY,
  record_id VARCHAR(32) NOT NULL,
  mode VARCHAR(8) NOT NULL,
  hosts VARCHAR(70000) NOT NULL,
  max_age BIGINT NOT NULL,
  fetched_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS sts_policy_fetched ON sts_policy (fetched_at);

CREATE TABLE IF NOT EXISTS domain_tls (
  domain VARCHAR(255) NOT NULL PRIMARY KEY,
  start_tls BOOLEAN NOT NULL,
  require_tls BOOLEAN NOT NULL,
  seen_at BIGINT NOT NULL
);
