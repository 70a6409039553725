-- Freeing the octets of messages that nobody refers to (docs/adr/0007). One row: who does it now,
-- and what the last run brought. Times are milliseconds since 1970.
CREATE TABLE IF NOT EXISTS content_sweep (
  id INTEGER NOT NULL PRIMARY KEY,
  content_owner VARCHAR(40),
  claim VARCHAR(60),
  claimed_until BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  keep_seconds BIGINT NOT NULL,
  outcome VARCHAR(20) NOT NULL,
  segments BIGINT NOT NULL,
  deleted BIGINT NOT NULL,
  rewritten BIGINT NOT NULL,
  damaged BIGINT NOT NULL,
  missing BIGINT NOT NULL,
  freed_octets BIGINT NOT NULL,
  live_octets BIGINT NOT NULL,
  dead_octets BIGINT NOT NULL
);

INSERT INTO content_sweep
  SELECT 1, NULL, NULL, 0, 0, 0, 0, 'NEVER', 0, 0, 0, 0, 0, 0, 0, 0
  FROM (VALUES (1)) AS one (id)
  WHERE NOT EXISTS (SELECT id FROM content_sweep);

-- Which records of a segment were referred to in any mark since a moment. stored is what the file
-- takes of the disk, live what these records do, as far as that was looked at (else -1).
CREATE TABLE IF NOT EXISTS content_mark (
  segment INTEGER NOT NULL PRIMARY KEY,
  since BIGINT NOT NULL,
  offsets ${binary} NOT NULL,
  stored BIGINT NOT NULL,
  live BIGINT NOT NULL
);
