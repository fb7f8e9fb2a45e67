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
