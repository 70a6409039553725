-- What the sender declared by BODY: 7bit, 8bitmime or binarymime.
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS body VARCHAR(12) DEFAULT '7bit' NOT NULL;
