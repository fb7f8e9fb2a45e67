-- Words of notes are found as those of profiles are, and whoever has stars without asking everybody.

-- Triggers of the program's own connection do this now: a list that is being imported does without them.
DROP TRIGGER search_stale_insert;
DROP TRIGGER search_stale_update;

-- Notes belong to what the index of words knows.
INSERT INTO search_stale (id)
  SELECT DISTINCT creator_id FROM note WHERE creator_id <= (SELECT filled_to FROM search_fill)
  ON CONFLICT (id) DO NOTHING;

-- The few who are rated.
CREATE INDEX creator_rated ON creator (rating) WHERE rating > 0;
