-- What came of DMARC for incoming mail, by day (since 1970) and kind: for aggregate reports (RFC 7489 §7.2). id: the digest of the rest.
CREATE TABLE IF NOT EXISTS dmarc_evaluation (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  day_no BIGINT NOT NULL,
  domain VARCHAR(255) NOT NULL,
  policy VARCHAR(1000) NOT NULL,
  source VARCHAR(64) NOT NULL,
  disposition VARCHAR(16) NOT NULL,
  reason VARCHAR(500) NOT NULL,
  dkim BOOLEAN NOT NULL,
  spf BOOLEAN NOT NULL,
  author VARCHAR(255) NOT NULL,
  sender VARCHAR(255) NOT NULL,
  signatures VARCHAR(2000) NOT NULL,
  spf_result VARCHAR(300) NOT NULL,
  messages BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS dmarc_evaluation_day ON dmarc_evaluation (day_no, domain);
