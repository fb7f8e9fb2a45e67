-- Whoever was picked on a day counts for the goal of that week, whatever is decided about them later.
CREATE TABLE pick (
  id         INTEGER PRIMARY KEY,
  creator_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  day        TEXT    NOT NULL,
  -- As they were known that day: whoever grows was small when they were picked.
  followers  INTEGER,
  UNIQUE (creator_id, day)
) STRICT;
CREATE INDEX pick_day ON pick (day, creator_id);
INSERT INTO pick (creator_id, day, followers)
  SELECT id, decided_on, followers FROM creator WHERE verdict = 'picked' AND decided_on IS NOT NULL;

DROP INDEX creator_picked_on;
CREATE INDEX creator_decided ON creator (decided_on) WHERE decided_on IS NOT NULL;
