-- The days between which the post of a collaboration is to go out: `2026-12-01/2026-12-14`, or the last day alone.

ALTER TABLE collaboration ADD COLUMN posting_window TEXT;
