-- Reports of others are forgotten by when they came, summed by their time, and counted for each reporter. docs/adr/0086.
CREATE INDEX IF NOT EXISTS received_report_received ON received_report (received_at);
CREATE INDEX IF NOT EXISTS received_report_begin ON received_report (begin_at);
CREATE INDEX IF NOT EXISTS received_report_reporter ON received_report (reporter, received_at);
