-- By what reports of other servers name a message: its Message-ID and the ENVID of MAIL.
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS message_id VARCHAR(255);
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS envelope_id VARCHAR(100);
CREATE INDEX IF NOT EXISTS outgoing_message_message_id ON outgoing_message (message_id);
CREATE INDEX IF NOT EXISTS outgoing_message_envelope_id ON outgoing_message (envelope_id);
