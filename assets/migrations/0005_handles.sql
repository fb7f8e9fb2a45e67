-- Earlier handles of a creator: whoever is named by one is still found, and a merge keeps the name that it gives up.
CREATE TABLE handle_history (
  id         INTEGER PRIMARY KEY,
  creator_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  platform   TEXT    NOT NULL,
  handle     TEXT    NOT NULL,
  -- The last day on which it was theirs, as far as anybody noticed.
  until_on   TEXT    NOT NULL,
  UNIQUE (handle, platform, creator_id)
) STRICT;
CREATE INDEX handle_history_creator ON handle_history (creator_id);

-- Until now a rename left only a note: "Was @mia on tiktok until 2026-03-11."
INSERT INTO handle_history (creator_id, platform, handle, until_on)
  SELECT creator_id, rtrim(substr(text, instr(text, ' on ') + 4, instr(text, ' until ') - instr(text, ' on ') - 4)),
         substr(text, 6, instr(text, ' on ') - 6), substr(text, instr(text, ' until ') + 7, 10)
  FROM note WHERE kind = 'rename' AND text LIKE 'Was @% on % until ____-__-__.'
  ON CONFLICT (handle, platform, creator_id) DO UPDATE SET until_on = max(until_on, excluded.until_on);

-- Two creators that look alike and of whom a person said that they stay two: other people, or one person on two platforms.
CREATE TABLE settled_pair (
  id      INTEGER PRIMARY KEY,
  low_id  INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  high_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  is_same INTEGER NOT NULL DEFAULT 0 CHECK (is_same IN (0, 1)),
  UNIQUE (low_id, high_id),
  CHECK (low_id < high_id)
) STRICT;
CREATE INDEX settled_pair_high ON settled_pair (high_id);
