-- Which servers can work with this schema (docs/adr/0048): those that know the migration with this
-- number, or a later one. A migration that older ones do not survive raises it to its own number. One
-- row.
CREATE TABLE IF NOT EXISTS schema_compatibility (
  id INTEGER NOT NULL PRIMARY KEY,
  oldest INTEGER NOT NULL
);

INSERT INTO schema_compatibility (id, oldest)
  SELECT 1, 27 FROM (VALUES (0)) AS one (n)
  WHERE NOT EXISTS (SELECT 1 FROM schema_compatibility);
