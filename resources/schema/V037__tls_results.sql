-- How TLS with other servers went, for reports (RFC 8460): sessions that went alike on one day (of
-- UTC, in days since 1970). The id is a digest of all but the number of sessions.
CREATE TABLE IF NOT EXISTS tls_result (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  day_no BIGINT NOT NULL,
  policy_domain VARCHAR(255) NOT NULL,
  policy_type VARCHAR(20) NOT NULL,
  policy_text VARCHAR(70000) NOT NULL,
  policy_hosts VARCHAR(70000) NOT NULL,
  result_type VARCHAR(40) NOT NULL,
  reason VARCHAR(500) NOT NULL,
  sent_from VARCHAR(45) NOT NULL,
  host VARCHAR(255) NOT NULL,
  sent_to VARCHAR(45) NOT NULL,
  sessions BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS tls_result_day ON tls_result (day_no, policy_domain);
