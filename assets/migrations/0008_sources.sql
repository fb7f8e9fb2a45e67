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
-- No join: with one, the plan hangs on the bound id, and SQLite makes it anew for every creator of an import.
CREATE VIEW newest_followers AS
  SELECT id AS creator_id,
    coalesce((SELECT day FROM figure_source WHERE creator_id = creator.id AND figure = 'followers'), stats_on, added_on) AS day,
    followers,
    iif(EXISTS (SELECT 1 FROM figure_source WHERE creator_id = creator.id AND figure = 'followers'),
      (SELECT import_id FROM figure_source WHERE creator_id = creator.id AND figure = 'followers'), import_id) AS import_id
  FROM creator WHERE followers IS NOT NULL;
