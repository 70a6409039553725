-- Mailboxes. The messages of a mailbox are the fold of its log (docs/adr/0001).

CREATE SEQUENCE IF NOT EXISTS mailbox_id START WITH 10 INCREMENT BY 10;

CREATE TABLE IF NOT EXISTS mailbox (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  name VARCHAR(500) NOT NULL,
  uid_validity BIGINT NOT NULL,
  special_use VARCHAR(10),
  CONSTRAINT mailbox_name UNIQUE (account_id, name)
);

CREATE TABLE IF NOT EXISTS subscription (
  account_id BIGINT NOT NULL,
  name VARCHAR(500) NOT NULL,
  CONSTRAINT subscription_pk PRIMARY KEY (account_id, name)
);

-- One row for each change of a mailbox, covering a whole set of messages.
CREATE TABLE IF NOT EXISTS mailbox_log (
  mailbox_id BIGINT NOT NULL,
  mod_seq BIGINT NOT NULL,
  kind SMALLINT NOT NULL,
  body ${binary} NOT NULL,
  CONSTRAINT mailbox_log_pk PRIMARY KEY (mailbox_id, mod_seq),
  CONSTRAINT mailbox_log_mailbox FOREIGN KEY (mailbox_id) REFERENCES mailbox (id)
);

-- The state of a mailbox at a mod-sequence, so that the fold stays short.
CREATE TABLE IF NOT EXISTS mailbox_snapshot (
  mailbox_id BIGINT NOT NULL PRIMARY KEY,
  mod_seq BIGINT NOT NULL,
  body ${binary} NOT NULL,
  CONSTRAINT mailbox_snapshot_mailbox FOREIGN KEY (mailbox_id) REFERENCES mailbox (id)
);

-- Which deliveries have reached which account, so that a repeated one changes nothing.
CREATE TABLE IF NOT EXISTS delivered (
  delivery_id VARCHAR(40) NOT NULL,
  account_id BIGINT NOT NULL,
  delivered_at BIGINT NOT NULL,
  CONSTRAINT delivered_pk PRIMARY KEY (delivery_id, account_id)
);

CREATE INDEX IF NOT EXISTS delivered_at ON delivered (delivered_at);
