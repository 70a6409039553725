-- Which commit wrote a row: a random number of the writer's, by which it knows its own rows when
-- the connection broke during the commit. Rows of before have none.
ALTER TABLE mailbox_log ADD COLUMN IF NOT EXISTS batch BIGINT;
