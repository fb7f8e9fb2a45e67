-- Which opening of the file this is: a word made anew whenever the file is opened for writing by nobody else. What lies beside
-- the file after a crash names the same word, so that a copy put over the file in between does not get changes that are not its
-- own. A table with one short row: its page never splits, so it can be read even from a file that was half written.
CREATE TABLE incarnation (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  word TEXT    NOT NULL
) STRICT;
