-- With what URLs are made valid that give access to messages (URLAUTH, RFC 4467): a key for each mailbox of a user.
CREATE TABLE IF NOT EXISTS url_key (
  account_id BIGINT NOT NULL,
  mailbox_id BIGINT NOT NULL,
  secret VARCHAR(64) NOT NULL,
  CONSTRAINT url_key_key PRIMARY KEY (account_id, mailbox_id),
  CONSTRAINT url_key_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
