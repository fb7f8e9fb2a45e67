-- Figures of a creator that come from elsewhere than the rest: the creator's own source is import_id, import_row and stats_on.
-- Without an import a figure is typed.
CREATE TABLE figure_source (
  id         INTEGER PRIMARY KEY,
  creator_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  figure     TEXT    NOT NULL CHECK (figure IN ('followers', 'er', 'views', 'price')),
  -- The day the figure is of.
  day        TEXT    NOT NULL,
  import_id  INTEGER REFERENCES import_run (id) ON DELETE SET NULL,
  import_row INTEGER,
  UNIQUE (creator_id, figure)
) STRICT;

-- The newest followers of whoever has any, with their day and import: the only place that says which day that is.
CREATE VIEW newest_followers AS
  SELECT creator.id AS creator_id, coalesce(figure_source.day, creator.stats_on, creator.added_on) AS day, creator.followers,
    iif(figure_source.id IS NULL, creator.import_id, figure_source.import_id) AS import_id
  FROM creator LEFT JOIN figure_source ON figure_source.creator_id = creator.id AND figure_source.figure = 'followers'
  WHERE creator.followers IS NOT NULL;
