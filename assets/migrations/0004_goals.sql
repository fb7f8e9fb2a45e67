-- The day of the verdict, so that one can ask what was picked this week.
ALTER TABLE creator ADD COLUMN decided_on TEXT;
CREATE INDEX creator_picked_on ON creator (decided_on, followers) WHERE verdict = 'picked';

-- So many picks a week, from the week that begins on this monday until the next goal. 0 ends it.
CREATE TABLE weekly_goal (
  id     INTEGER PRIMARY KEY,
  week   TEXT    NOT NULL UNIQUE,
  wanted INTEGER NOT NULL CHECK (wanted >= 0),
  -- Of this size; of any when empty.
  tier   TEXT    NOT NULL DEFAULT '',
  -- Of this niche and what lies below it; of any without one.
  tag_id INTEGER REFERENCES tag (id) ON DELETE SET NULL,
  -- The weekday it ends on, 1 for monday to 7 for sunday.
  until  INTEGER NOT NULL CHECK (until BETWEEN 1 AND 7)
) STRICT;

-- What of the agenda a person ticked off or put off. The day it was due belongs to the key: with another one it is due anew.
CREATE TABLE agenda_mark (
  id         INTEGER PRIMARY KEY,
  kind       TEXT    NOT NULL,
  subject_id INTEGER NOT NULL,
  due_on     TEXT    NOT NULL,
  done_on    TEXT,
  until      TEXT,
  UNIQUE (kind, subject_id, due_on)
) STRICT;
