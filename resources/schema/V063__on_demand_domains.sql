-- Domains of others whose mail waits here until the host of an account fetches it
-- (docs/adr/0090).
CREATE TABLE IF NOT EXISTS on_demand_domain (
  name VARCHAR(255) NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT on_demand_domain_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS on_demand_domain_by_account ON on_demand_domain (account_id);

-- A server that knows nothing of them would refuse mail for these domains, or send it at once.
UPDATE schema_compatibility SET oldest = 63;
