-- A webhook whose receiver does not answer is left alone for a while; what reports of others say is told
-- apart from what this server knows (docs/adr/0095).
ALTER TABLE webhook ADD COLUMN IF NOT EXISTS rests_until BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE webhook_call ADD COLUMN IF NOT EXISTS reported BOOLEAN DEFAULT FALSE NOT NULL;
CREATE INDEX IF NOT EXISTS webhook_call_page ON webhook_call (webhook_id, id);
