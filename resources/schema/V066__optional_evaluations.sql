-- Of the messages of a row, how many are worth a report by themselves (docs/adr/0091); 0 for rows of earlier versions.
ALTER TABLE dmarc_evaluation ADD COLUMN IF NOT EXISTS ordinary BIGINT DEFAULT 0 NOT NULL;
