-- Messages of large copies: written in parts, each with a commit of its own, before one row of a log
-- refers to all of them (docs/adr/0032). What no row refers to is deleted after a day.
CREATE TABLE IF NOT EXISTS mailbox_parcel (
  id BIGINT NOT NULL,
  part INTEGER NOT NULL,
  mailbox_id BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  body ${binary} NOT NULL,
  CONSTRAINT mailbox_parcel_pk PRIMARY KEY (id, part)
);

CREATE INDEX IF NOT EXISTS mailbox_parcel_written_at ON mailbox_parcel (written_at);
