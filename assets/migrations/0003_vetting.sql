-- How a creator was found (`hashtag`, `#ad`, `brand`); which one stands in found_via.
ALTER TABLE creator ADD COLUMN found_by TEXT NOT NULL DEFAULT '';
-- Past sponsored posts that a person looked at, and how many of them said so; nothing where nobody looked.
ALTER TABLE creator ADD COLUMN sponsored_seen INTEGER CHECK (sponsored_seen >= 0);
ALTER TABLE creator ADD COLUMN sponsored_disclosed INTEGER CHECK (sponsored_disclosed BETWEEN 0 AND sponsored_seen);

-- Who watches a creator: the share of each part of the audience, by country, age or gender.
CREATE TABLE audience_share (
  id         INTEGER PRIMARY KEY,
  creator_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  facet      TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  share_bp   INTEGER NOT NULL CHECK (share_bp BETWEEN 0 AND 10000),
  UNIQUE (creator_id, facet, key)
) STRICT;

-- Below: what follows from the facts, worked out by the program and never undone. A creator without any has no row.

CREATE TABLE creator_vetting (
  creator_id INTEGER PRIMARY KEY REFERENCES creator (id) ON DELETE CASCADE,
  -- The fit, 0 to 100, and the share of the facts it rests on, in percent.
  score      INTEGER,
  coverage   INTEGER NOT NULL,
  -- Warning signs as bits, and those of them that are red.
  flags      INTEGER NOT NULL,
  red        INTEGER NOT NULL,
  -- Reactions per view, percent.
  er_views   REAL,
  -- Growth of the followers in 30 days, percent, and whether that is rising.
  growth     REAL,
  rising     INTEGER NOT NULL
) STRICT;
CREATE INDEX creator_vetting_score ON creator_vetting (score) WHERE score IS NOT NULL;
CREATE INDEX creator_vetting_growth ON creator_vetting (growth, rising) WHERE growth IS NOT NULL;
CREATE INDEX creator_vetting_flags ON creator_vetting (flags, red) WHERE flags <> 0;

-- How far the working out has come: all creators up to done_to go by the basis (what is looked for, by which rules), and
-- those with posts up to aged_to are of the day.
CREATE TABLE vetting_pass (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  basis   TEXT    NOT NULL,
  day     TEXT    NOT NULL,
  done_to INTEGER NOT NULL,
  aged_to INTEGER NOT NULL
) STRICT;
INSERT INTO vetting_pass (id, basis, day, done_to, aged_to) VALUES (1, '', '', 0, 0);

-- Creators whose facts changed since they were worked out.
CREATE TABLE vetting_due (
  creator_id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER vetting_of_creator
AFTER UPDATE OF followers, stats_on, price_minor, price_currency, sponsored_seen, sponsored_disclosed ON creator BEGIN
  INSERT INTO vetting_due VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
-- New creators take the numbers of the last ones that went: nothing above the largest is done.
CREATE TRIGGER vetting_of_gone AFTER DELETE ON creator WHEN OLD.id <= (SELECT done_to FROM vetting_pass) BEGIN
  UPDATE vetting_pass SET done_to = min(done_to, (SELECT ifnull(max(id), 0) FROM creator));
END;
-- Creators and tags that come are noted by triggers of the writer's own, so that lists being imported need not pay for it.
CREATE TRIGGER vetting_of_old_tag
AFTER DELETE ON creator_tag WHEN OLD.creator_id <= (SELECT done_to FROM vetting_pass) BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_moved_tag AFTER UPDATE ON creator_tag BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id), (NEW.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_tag AFTER UPDATE OF name, is_niche ON tag BEGIN
  INSERT INTO vetting_due SELECT creator_id FROM creator_tag WHERE tag_id = NEW.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_new_post AFTER INSERT ON post BEGIN
  INSERT INTO vetting_due VALUES (NEW.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_changed_post AFTER UPDATE OF creator_id, posted_on ON post BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id), (NEW.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_old_post AFTER DELETE ON post BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_new_reading AFTER INSERT ON reading BEGIN
  INSERT INTO vetting_due SELECT creator_id FROM post WHERE id = NEW.post_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_changed_reading AFTER UPDATE ON reading BEGIN
  INSERT INTO vetting_due SELECT creator_id FROM post WHERE id IN (OLD.post_id, NEW.post_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_old_reading AFTER DELETE ON reading BEGIN
  INSERT INTO vetting_due SELECT creator_id FROM post WHERE id = OLD.post_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_new_followers AFTER INSERT ON creator_reading BEGIN
  INSERT INTO vetting_due VALUES (NEW.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_changed_followers AFTER UPDATE ON creator_reading BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id), (NEW.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_old_followers AFTER DELETE ON creator_reading BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_new_audience AFTER INSERT ON audience_share BEGIN
  INSERT INTO vetting_due VALUES (NEW.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_changed_audience AFTER UPDATE ON audience_share BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id), (NEW.creator_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER vetting_of_old_audience AFTER DELETE ON audience_share BEGIN
  INSERT INTO vetting_due VALUES (OLD.creator_id) ON CONFLICT DO NOTHING;
END;
