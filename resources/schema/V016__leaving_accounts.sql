-- An account that is being deleted: nobody reaches it any more, and its mailboxes go step by step.
ALTER TABLE account ADD COLUMN IF NOT EXISTS leaving BOOLEAN DEFAULT FALSE NOT NULL;
