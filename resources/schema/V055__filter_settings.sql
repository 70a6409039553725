-- What the server, domains and accounts want of incoming mail. scope: server, domain/NAME or
-- account/ID; a name without a row is as the next wider scope has it.
CREATE TABLE IF NOT EXISTS filter_setting (
  scope VARCHAR(300) NOT NULL,
  name VARCHAR(60) NOT NULL,
  setting VARCHAR(4000) NOT NULL,
  CONSTRAINT filter_setting_key PRIMARY KEY (scope, name)
);

-- Senders that are refused or trusted. pattern: an address, a domain or a network.
CREATE TABLE IF NOT EXISTS filter_sender (
  scope VARCHAR(300) NOT NULL,
  pattern VARCHAR(400) NOT NULL,
  allowed BOOLEAN NOT NULL,
  remark VARCHAR(400) NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT filter_sender_key PRIMARY KEY (scope, pattern)
);

-- Where mail of an account goes: the first rule that fits.
CREATE TABLE IF NOT EXISTS filter_rule (
  account_id BIGINT NOT NULL,
  place INTEGER NOT NULL,
  sender_pattern VARCHAR(1000) NOT NULL,
  author_pattern VARCHAR(1000) NOT NULL,
  verified_domain VARCHAR(255) NOT NULL,
  header_patterns VARCHAR(8000) NOT NULL,
  mailbox VARCHAR(1000) NOT NULL,
  forwarded BOOLEAN NOT NULL,
  list_domain VARCHAR(255) NOT NULL,
  rejects_mailbox VARCHAR(1000) NOT NULL,
  remark VARCHAR(1000) NOT NULL,
  CONSTRAINT filter_rule_key PRIMARY KEY (account_id, place),
  CONSTRAINT filter_rule_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
