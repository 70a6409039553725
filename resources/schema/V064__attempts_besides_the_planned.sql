-- When the next attempt was planned, where a host has asked for one before it (ETRN); else 0. docs/adr/0090.
ALTER TABLE outgoing_message ADD COLUMN IF NOT EXISTS planned_at BIGINT DEFAULT 0 NOT NULL;
