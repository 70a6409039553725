-- Domains that were given their first keys; whoever removes the keys does not get new ones.
CREATE TABLE IF NOT EXISTS dkim_domain (
  domain_id BIGINT NOT NULL PRIMARY KEY,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT dkim_domain_domain FOREIGN KEY (domain_id) REFERENCES mail_domain (id) ON DELETE CASCADE
);
