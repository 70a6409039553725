-- The servers that share this database.
CREATE SEQUENCE node_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE node (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  version INTEGER NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT node_name UNIQUE (name)
);
