-- What MAIL and RCPT said besides the addresses, as EnvelopeText writes it; empty in rows of earlier
-- builds, of which utf8 and body say all.
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS mail_options VARCHAR(8000) DEFAULT '' NOT NULL;
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS recipient_options VARCHAR(8000) DEFAULT '' NOT NULL;
