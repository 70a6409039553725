-- What accounts may send: null is the server's default, -1 is no limit.
CREATE TABLE IF NOT EXISTS submission_setting (
  account_id BIGINT NOT NULL PRIMARY KEY,
  messages_per_day BIGINT,
  new_recipients_per_day BIGINT,
  unique_sender BOOLEAN DEFAULT FALSE NOT NULL,
  CONSTRAINT submission_setting_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

-- How much an account has sent, by the hour since 1970.
CREATE TABLE IF NOT EXISTS sent_hour (
  account_id BIGINT NOT NULL,
  hour_number BIGINT NOT NULL,
  messages BIGINT NOT NULL,
  new_recipients BIGINT NOT NULL,
  CONSTRAINT sent_hour_key PRIMARY KEY (account_id, hour_number),
  CONSTRAINT sent_hour_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

-- To whom an account has written before: 64 bits of a digest of the address.
CREATE TABLE IF NOT EXISTS known_recipient (
  account_id BIGINT NOT NULL,
  recipient BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  CONSTRAINT known_recipient_key PRIMARY KEY (account_id, recipient),
  CONSTRAINT known_recipient_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS known_recipient_used ON known_recipient (account_id, used_at);

-- Who may write in the name of another account: kind AS or ON_BEHALF.
CREATE SEQUENCE IF NOT EXISTS sending_grant_id START WITH 1 INCREMENT BY 1;
CREATE TABLE IF NOT EXISTS sending_grant (
  id BIGINT NOT NULL PRIMARY KEY,
  owner_id BIGINT NOT NULL,
  delegate_id BIGINT NOT NULL,
  kind VARCHAR(10) NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT sending_grant_once UNIQUE (owner_id, delegate_id),
  CONSTRAINT sending_grant_owner FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT sending_grant_delegate FOREIGN KEY (delegate_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS sending_grant_of_delegate ON sending_grant (delegate_id);
