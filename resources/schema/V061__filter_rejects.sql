-- What lies among the rejects is looked for by its age.
CREATE INDEX IF NOT EXISTS arrival_filed ON arrival (filed, received_at);
