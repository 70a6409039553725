-- Mail of applications that is filed, or sent under a key: by which way it came, whether a copy is filed,
-- its Message-ID, and a digest of what was asked for.
ALTER TABLE submission ADD COLUMN IF NOT EXISTS via VARCHAR(20);
ALTER TABLE submission ADD COLUMN IF NOT EXISTS filed BOOLEAN DEFAULT TRUE NOT NULL;
ALTER TABLE submission ADD COLUMN IF NOT EXISTS message_id VARCHAR(1000);
ALTER TABLE submission ADD COLUMN IF NOT EXISTS digest VARCHAR(64);
