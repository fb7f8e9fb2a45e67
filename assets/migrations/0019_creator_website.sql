-- Where a text fact of a creator comes from, for the facts that keep it; without an import it was typed. Figures have
-- figure_source, where only what differs from the creator's own source stands; here stands every source that is known.
CREATE TABLE fact_source (
  id         INTEGER PRIMARY KEY,
  creator_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  fact       TEXT    NOT NULL,
  day        TEXT    NOT NULL,
  import_id  INTEGER REFERENCES import_run (id) ON DELETE SET NULL,
  import_row INTEGER,
  UNIQUE (creator_id, fact)
) STRICT;

-- A site of the creator's own, with its scheme.
ALTER TABLE creator ADD COLUMN website TEXT NOT NULL DEFAULT '';
