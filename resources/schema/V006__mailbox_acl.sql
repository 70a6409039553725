-- What others than its owner may do with a mailbox (RFC 4314). Account 0 is everybody who can log
-- in. Negative rights are taken away from those that other rows give.
CREATE TABLE IF NOT EXISTS mailbox_acl (
  mailbox_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  negative BOOLEAN NOT NULL,
  rights VARCHAR(20) NOT NULL,
  CONSTRAINT mailbox_acl_pk PRIMARY KEY (mailbox_id, account_id, negative),
  CONSTRAINT mailbox_acl_mailbox FOREIGN KEY (mailbox_id) REFERENCES mailbox (id)
);

CREATE INDEX IF NOT EXISTS mailbox_acl_by_account ON mailbox_acl (account_id);
