-- What a person decides about results, and the sums that results are made from.

-- How tracked orders of a campaign are read. Shares in basis points.
CREATE TABLE terms (
  id                INTEGER PRIMARY KEY,
  campaign_id       INTEGER NOT NULL UNIQUE REFERENCES campaign (id) ON DELETE CASCADE,
  leak_low_bp       INTEGER NOT NULL DEFAULT 0 CHECK (leak_low_bp BETWEEN 0 AND 10000),
  leak_high_bp      INTEGER NOT NULL DEFAULT 0 CHECK (leak_high_bp BETWEEN leak_low_bp AND 10000),
  halo_low_bp       INTEGER NOT NULL DEFAULT 0 CHECK (halo_low_bp >= 0),
  halo_high_bp      INTEGER NOT NULL DEFAULT 0 CHECK (halo_high_bp >= halo_low_bp),
  next_budget_minor INTEGER CHECK (next_budget_minor >= 0)
) STRICT;

-- What a person thinks of a creator's part in a campaign: the leak of their codes, and whether they are wanted in the next batch.
CREATE TABLE creator_terms (
  id           INTEGER PRIMARY KEY,
  campaign_id  INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  creator_id   INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  choice       TEXT    NOT NULL DEFAULT 'open' CHECK (choice IN ('open', 'pinned', 'excluded')),
  leak_low_bp  INTEGER CHECK (leak_low_bp BETWEEN 0 AND 10000),
  leak_high_bp INTEGER CHECK (leak_high_bp BETWEEN leak_low_bp AND 10000),
  UNIQUE (campaign_id, creator_id)
) STRICT;
CREATE INDEX creator_terms_creator ON creator_terms (creator_id);

-- Whose the orders are that carry both codes (folded, in alphabetical order; a family with its star).
CREATE TABLE settled_codes (
  id        INTEGER PRIMARY KEY,
  first     TEXT    NOT NULL,
  second    TEXT    NOT NULL,
  winner_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  UNIQUE (first, second)
) STRICT;
CREATE INDEX settled_codes_winner ON settled_codes (winner_id);

-- The few orders with several codes.
CREATE INDEX sale_order_stacked ON sale_order (placed_on) WHERE instr(codes, ' + ') > 0;

-- Finds the largest order of a day without reading orders.
CREATE INDEX sale_order_owner ON sale_order (collaboration_id, state, currency, placed_on, net_minor);
DROP INDEX sale_order_collaboration;

-- The orders of a day that have owner, currency and state in common, summed. Derived: the triggers below keep it, nothing else
-- writes it, and undo does not record it. Nobody's orders stand under 0.
-- Squares are REAL, for the sum of squared minor units leaves 64 bits with a few large orders. Whole numbers stay exact up to
-- 2^53, beyond it the error is one part in 10^16; a day without orders is deleted, so that no remainder stays.
CREATE TABLE order_sum (
  collaboration_id INTEGER NOT NULL,
  currency         TEXT    NOT NULL,
  state            TEXT    NOT NULL,
  day              TEXT    NOT NULL,
  orders           INTEGER NOT NULL,
  net_minor        INTEGER NOT NULL,
  squares          REAL    NOT NULL,
  largest_minor    INTEGER NOT NULL,
  PRIMARY KEY (collaboration_id, currency, state, day)
) STRICT, WITHOUT ROWID;

INSERT INTO order_sum
  SELECT ifnull(collaboration_id, 0), currency, state, placed_on, count(*), sum(net_minor), total(1.0 * net_minor * net_minor),
    max(net_minor)
  FROM sale_order GROUP BY 1, 2, 3, 4;

CREATE TRIGGER order_sum_insert AFTER INSERT ON sale_order BEGIN
  INSERT INTO order_sum VALUES (ifnull(NEW.collaboration_id, 0), NEW.currency, NEW.state, NEW.placed_on, 1, NEW.net_minor,
    1.0 * NEW.net_minor * NEW.net_minor, NEW.net_minor)
  ON CONFLICT DO UPDATE SET orders = orders + 1, net_minor = net_minor + excluded.net_minor,
    squares = squares + excluded.squares, largest_minor = max(largest_minor, excluded.largest_minor);
END;

CREATE TRIGGER order_sum_delete AFTER DELETE ON sale_order BEGIN
  UPDATE order_sum SET orders = orders - 1, net_minor = net_minor - OLD.net_minor,
    squares = max(squares - 1.0 * OLD.net_minor * OLD.net_minor, 0.0),
    largest_minor = ifnull((SELECT max(net_minor) FROM sale_order WHERE collaboration_id IS OLD.collaboration_id
      AND state = OLD.state AND currency = OLD.currency AND placed_on = OLD.placed_on), 0)
  WHERE collaboration_id = ifnull(OLD.collaboration_id, 0) AND currency = OLD.currency AND state = OLD.state AND day = OLD.placed_on;
  DELETE FROM order_sum WHERE collaboration_id = ifnull(OLD.collaboration_id, 0) AND currency = OLD.currency
    AND state = OLD.state AND day = OLD.placed_on AND orders = 0;
END;

CREATE TRIGGER order_sum_update AFTER UPDATE OF collaboration_id, currency, state, placed_on, net_minor ON sale_order
WHEN (OLD.collaboration_id, OLD.currency, OLD.state, OLD.placed_on, OLD.net_minor)
  IS NOT (NEW.collaboration_id, NEW.currency, NEW.state, NEW.placed_on, NEW.net_minor)
BEGIN
  UPDATE order_sum SET orders = orders - 1, net_minor = net_minor - OLD.net_minor,
    squares = max(squares - 1.0 * OLD.net_minor * OLD.net_minor, 0.0),
    largest_minor = ifnull((SELECT max(net_minor) FROM sale_order WHERE collaboration_id IS OLD.collaboration_id
      AND state = OLD.state AND currency = OLD.currency AND placed_on = OLD.placed_on), 0)
  WHERE collaboration_id = ifnull(OLD.collaboration_id, 0) AND currency = OLD.currency AND state = OLD.state AND day = OLD.placed_on;
  DELETE FROM order_sum WHERE collaboration_id = ifnull(OLD.collaboration_id, 0) AND currency = OLD.currency
    AND state = OLD.state AND day = OLD.placed_on AND orders = 0;
  INSERT INTO order_sum VALUES (ifnull(NEW.collaboration_id, 0), NEW.currency, NEW.state, NEW.placed_on, 1, NEW.net_minor,
    1.0 * NEW.net_minor * NEW.net_minor, NEW.net_minor)
  ON CONFLICT DO UPDATE SET orders = orders + 1, net_minor = net_minor + excluded.net_minor,
    squares = squares + excluded.squares, largest_minor = max(largest_minor, excluded.largest_minor);
END;
