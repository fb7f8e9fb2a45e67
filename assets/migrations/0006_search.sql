-- Finding words among a million creators, and one narrow index that every other question is answered from.

-- All that a filter or an order asks of a creator, in one index: neither ever reads the rows themselves.
DROP INDEX creator_figures;
CREATE INDEX creator_facts ON creator (followers, er, views, price_minor, price_currency, rating, added_on, verdict,
  country, language, reason, snoozed_until, stats_on);
-- The few with an address, and who has the same one.
CREATE INDEX creator_email ON creator (email COLLATE NOCASE) WHERE email <> '';

-- The days of the posts beside their creators.
DROP INDEX post_creator;
CREATE INDEX post_creator ON post (creator_id, posted_on);

-- Which three letters in a row stand in creator.search. It only finds candidates, which are then looked at, so it may know
-- too much, but never too little. It is filled in idle moments; who is not in it yet is found by reading on.
CREATE VIRTUAL TABLE creator_search USING fts5 (search, content = '', contentless_delete = 1, detail = 'none',
  tokenize = 'trigram case_sensitive 1');

-- Creators up to this id are in it,
CREATE TABLE search_fill (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  filled_to INTEGER NOT NULL
) STRICT;
INSERT INTO search_fill (id, filled_to) VALUES (1, 0);

-- except for these, whose texts have changed since.
CREATE TABLE search_stale (
  id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER search_stale_insert AFTER INSERT ON creator
WHEN NEW.id <= (SELECT filled_to FROM search_fill) BEGIN
  INSERT INTO search_stale (id) VALUES (NEW.id) ON CONFLICT (id) DO NOTHING;
END;
CREATE TRIGGER search_stale_update AFTER UPDATE OF search ON creator
WHEN NEW.search <> OLD.search AND NEW.id <= (SELECT filled_to FROM search_fill) BEGIN
  INSERT INTO search_stale (id) VALUES (NEW.id) ON CONFLICT (id) DO NOTHING;
END;
