-- Annotations of mailboxes and of the server. A row belongs to the account that set it, or, when it
-- is shared, to the owner of the mailbox; what is shared of the server belongs to account 0.
-- mailbox_id 0 is the server. octets is the length of name and value together.
CREATE TABLE IF NOT EXISTS annotation (
  account_id BIGINT NOT NULL,
  mailbox_id BIGINT NOT NULL,
  entry VARCHAR(500) NOT NULL,
  body ${binary} NOT NULL,
  octets INTEGER NOT NULL,
  modified_at BIGINT NOT NULL,
  CONSTRAINT annotation_pk PRIMARY KEY (account_id, mailbox_id, entry)
);

CREATE INDEX IF NOT EXISTS annotation_mailbox ON annotation (mailbox_id);
