-- A batch that a tracker brought along runs without a rule fixed before it began, and says so. Its rule may be set once, with
-- the day of that.

ALTER TABLE batch ADD COLUMN imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1));
ALTER TABLE batch ADD COLUMN rule_set_on TEXT;

-- A person cannot start a batch without a rule and an end date.
UPDATE batch SET imported = 1 WHERE status <> 'planned' AND success_rule = '' AND ends_on IS NULL;
