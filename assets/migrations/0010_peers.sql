-- Creators beside each other: whose rates are unlike those of all others. Derived, like what vetting found.

-- The logs of a creator's rates (likes / views, comments / likes, median views / followers), of those whose posts tell any.
CREATE TABLE creator_signals (
  creator_id   INTEGER PRIMARY KEY REFERENCES creator (id) ON DELETE CASCADE,
  like_rate    REAL,
  comment_rate REAL,
  reach        REAL
) STRICT;

-- The yardstick: what is usual of each signal, by its place among the columns above from 0 on.
CREATE TABLE usual_signal (
  place  INTEGER PRIMARY KEY,
  count  INTEGER NOT NULL,
  median REAL    NOT NULL,
  mad    REAL    NOT NULL
) STRICT;

-- When the yardstick was made, of how many creators, and how many of their signals came, changed or went since.
CREATE TABLE usual_pass (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  day     TEXT    NOT NULL,
  known   INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
INSERT INTO usual_pass (id, day, known, changed) VALUES (1, '', 0, 0);

CREATE TRIGGER usual_of_new_signals AFTER INSERT ON creator_signals BEGIN
  UPDATE usual_pass SET changed = changed + 1;
END;
CREATE TRIGGER usual_of_changed_signals AFTER UPDATE ON creator_signals BEGIN
  UPDATE usual_pass SET changed = changed + 1;
END;
CREATE TRIGGER usual_of_old_signals AFTER DELETE ON creator_signals BEGIN
  UPDATE usual_pass SET changed = changed + 1;
END;

-- Whoever has posts has its turn once more, for the signals.
UPDATE vetting_pass SET aged_to = 0;
