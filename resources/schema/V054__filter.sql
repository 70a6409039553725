-- Messages that came from elsewhere: from whom, and to which mailbox they were meant to go. filed: 0
-- there, 1 among the rejects, 2 to the junk.
CREATE TABLE IF NOT EXISTS arrival (
  account_id BIGINT NOT NULL,
  content_id BIGINT NOT NULL,
  delivery_id VARCHAR(40) NOT NULL,
  mailbox_id BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  filed SMALLINT NOT NULL,
  message_digest BIGINT NOT NULL,
  facts VARCHAR(4000) NOT NULL,
  CONSTRAINT arrival_key PRIMARY KEY (account_id, content_id, delivery_id),
  CONSTRAINT arrival_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS arrival_received ON arrival (received_at);
CREATE INDEX IF NOT EXISTS arrival_message ON arrival (account_id, message_digest);

-- What users have said of messages, by a flag or a move. junk_words: digests of what they say.
CREATE TABLE IF NOT EXISTS judged_message (
  account_id BIGINT NOT NULL,
  content_id BIGINT NOT NULL,
  junk BOOLEAN NOT NULL,
  judged_at BIGINT NOT NULL,
  mailbox_id BIGINT NOT NULL,
  uid BIGINT NOT NULL,
  gone_at BIGINT,
  junk_words ${binary} NOT NULL,
  CONSTRAINT judged_message_key PRIMARY KEY (account_id, content_id),
  CONSTRAINT judged_message_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS judged_message_latest ON judged_message (account_id, judged_at);
CREATE INDEX IF NOT EXISTS judged_message_at ON judged_message (judged_at);
CREATE INDEX IF NOT EXISTS judged_message_place ON judged_message (mailbox_id, uid);
CREATE INDEX IF NOT EXISTS judged_message_gone ON judged_message (gone_at);

-- The judged messages by which senders are known again: the latest of each signal, packed.
CREATE TABLE IF NOT EXISTS sender_history (
  account_id BIGINT NOT NULL,
  mailbox_id BIGINT NOT NULL,
  kind SMALLINT NOT NULL,
  signal BIGINT NOT NULL,
  latest BIGINT NOT NULL,
  messages ${binary} NOT NULL,
  CONSTRAINT sender_history_key PRIMARY KEY (account_id, mailbox_id, kind, signal),
  CONSTRAINT sender_history_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS sender_history_latest ON sender_history (latest);

-- To whom accounts have written: digests of addresses, domains and organizations.
CREATE TABLE IF NOT EXISTS correspondent (
  account_id BIGINT NOT NULL,
  whom BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  CONSTRAINT correspondent_key PRIMARY KEY (account_id, whom),
  CONSTRAINT correspondent_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS correspondent_written ON correspondent (written_at);
