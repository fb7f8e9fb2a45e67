-- The indexes that a large import has put away, with the statements that make them again. Empty but while one runs.
CREATE TABLE index_away (
  name TEXT PRIMARY KEY,
  sql  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
