-- What one server at a time does for all: which one, and how often the duty has changed hands.
CREATE TABLE IF NOT EXISTS duty (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  server_id BIGINT NOT NULL,
  fence BIGINT NOT NULL
);
