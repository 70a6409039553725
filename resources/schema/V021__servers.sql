-- Each start of a server is a row here, with a number of its own, so that two servers of one name are
-- two. beat grows as long as it lives; facts is what it tells of itself. Times are milliseconds since
-- 1970 by the database's clock, to be shown: they decide nothing.
CREATE TABLE IF NOT EXISTS server (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  build VARCHAR(60) NOT NULL,
  state VARCHAR(10) NOT NULL,
  beat BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  facts VARCHAR(4000) NOT NULL
);
