-- Aggregate reports about what came of DMARC (docs/adr/0091): of which part of the day a row is, and whose the domain is.
ALTER TABLE dmarc_evaluation ADD COLUMN IF NOT EXISTS hour_no INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE dmarc_evaluation ADD COLUMN IF NOT EXISTS hours INTEGER DEFAULT 24 NOT NULL;
ALTER TABLE dmarc_evaluation ADD COLUMN IF NOT EXISTS organization VARCHAR(255) DEFAULT '' NOT NULL;
CREATE INDEX IF NOT EXISTS dmarc_evaluation_organization ON dmarc_evaluation (day_no, organization);

-- Reports that are done; sent: to how many addresses.
CREATE TABLE IF NOT EXISTS dmarc_report (
  domain VARCHAR(255) NOT NULL,
  day_no BIGINT NOT NULL,
  hour_no INTEGER NOT NULL,
  hours INTEGER NOT NULL,
  organization VARCHAR(255) NOT NULL,
  sent INTEGER NOT NULL,
  CONSTRAINT dmarc_report_key PRIMARY KEY (domain, day_no, hour_no, hours)
);
CREATE INDEX IF NOT EXISTS dmarc_report_organization ON dmarc_report (day_no, organization);
