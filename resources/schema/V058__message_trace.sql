-- What happened to messages (docs/adr/0085). A row is what happened to one message for one recipient within a moment.
-- id: milliseconds since 1970 in the upper bits, so that rows are in the order of time without another index.
-- *_key: the first 64 bits of the SHA-256 of a text, by which it is found; an index of numbers is smaller.
-- session_key has no index: a session is short, and each index costs every message (docs/adr/0085).
CREATE TABLE IF NOT EXISTS message_trace (
  id BIGINT NOT NULL PRIMARY KEY,
  order_key BIGINT NOT NULL,
  session_key BIGINT NOT NULL,
  client_key BIGINT NOT NULL,
  sender_key BIGINT NOT NULL,
  sender_domain_key BIGINT NOT NULL,
  recipient_key BIGINT NOT NULL,
  recipient_domain_key BIGINT NOT NULL,
  message_id_key BIGINT NOT NULL,
  entry VARCHAR(18000) NOT NULL
);
CREATE INDEX IF NOT EXISTS message_trace_order ON message_trace (order_key, id);
CREATE INDEX IF NOT EXISTS message_trace_client ON message_trace (client_key, id);
CREATE INDEX IF NOT EXISTS message_trace_sender ON message_trace (sender_key, id);
CREATE INDEX IF NOT EXISTS message_trace_sender_domain ON message_trace (sender_domain_key, id);
CREATE INDEX IF NOT EXISTS message_trace_recipient ON message_trace (recipient_key, id);
CREATE INDEX IF NOT EXISTS message_trace_recipient_domain ON message_trace (recipient_domain_key, id);
CREATE INDEX IF NOT EXISTS message_trace_message_id ON message_trace (message_id_key, id);
