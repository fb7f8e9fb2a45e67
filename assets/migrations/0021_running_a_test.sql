-- Running a test: steps with their days, deliverables, what is to be paid and by when, rules made of parts, and conversions
-- that are no sale.

-- A step of a track, with its day. The days of the first message, the first answer, the parcel and the post have homes of their
-- own; every other step is kept here, and each follow-up once more.
CREATE TABLE step (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER NOT NULL REFERENCES collaboration (id) ON DELETE CASCADE,
  track            TEXT    NOT NULL,
  word             TEXT    NOT NULL,
  day              TEXT    NOT NULL
) STRICT;
CREATE INDEX step_collaboration ON step (collaboration_id, day);

-- What was promised: a video, a story, a live. A post of a collaboration that nobody promised has none.
CREATE TABLE deliverable (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER NOT NULL REFERENCES collaboration (id) ON DELETE CASCADE,
  kind             TEXT    NOT NULL DEFAULT 'video',
  -- organic, polished, or not known.
  style            TEXT    NOT NULL DEFAULT '',
  due_on           TEXT,
  draft_on         TEXT,
  feedback_rounds  INTEGER NOT NULL DEFAULT 0 CHECK (feedback_rounds >= 0),
  changes_on       TEXT,
  approved_on      TEXT,
  missed_on        TEXT,
  -- The post that kept the promise.
  post_id          INTEGER UNIQUE REFERENCES post (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX deliverable_collaboration ON deliverable (collaboration_id);

-- Parcel and terms.
ALTER TABLE collaboration ADD COLUMN item TEXT NOT NULL DEFAULT '';
ALTER TABLE collaboration ADD COLUMN delivered_on TEXT;
ALTER TABLE collaboration ADD COLUMN lost_on TEXT;
-- 'net 15 from posted'; empty: those of the creator, else of the program.
ALTER TABLE collaboration ADD COLUMN pay_terms TEXT NOT NULL DEFAULT '';
ALTER TABLE creator ADD COLUMN pay_terms TEXT NOT NULL DEFAULT '';
ALTER TABLE creator ADD COLUMN pay_method TEXT NOT NULL DEFAULT '';
ALTER TABLE creator ADD COLUMN w9_on TEXT;

-- An amount for a creator is what is to be paid: with its invoice, and a due date where one was typed.
ALTER TABLE cost_item ADD COLUMN invoice TEXT NOT NULL DEFAULT '';
ALTER TABLE cost_item ADD COLUMN invoiced_on TEXT;
ALTER TABLE cost_item ADD COLUMN due_on TEXT;

-- A payment is money that left, on `paid_on`: for an amount, or for the commission of a month. One in another currency says how
-- much of the amount it settles, in minor units of the campaign's currency.
ALTER TABLE payment ADD COLUMN cost_item_id INTEGER REFERENCES cost_item (id) ON DELETE SET NULL;
ALTER TABLE payment ADD COLUMN commission_month TEXT;
ALTER TABLE payment ADD COLUMN settles_minor INTEGER;
ALTER TABLE payment ADD COLUMN reference TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN import_id INTEGER REFERENCES import_run (id) ON DELETE SET NULL;
CREATE INDEX payment_cost_item ON payment (cost_item_id);
-- Lines of a ledger that were never paid: what they said of invoice and due date goes to the amount they stood for.
UPDATE cost_item SET (invoiced_on, due_on) = (
    SELECT payment.invoiced_on, ifnull(payment.due_on, date(payment.invoiced_on, '+' || payment.net_days || ' days'))
    FROM payment WHERE payment.collaboration_id = cost_item.collaboration_id ORDER BY payment.paid_on IS NOT NULL, payment.id LIMIT 1)
  WHERE kind = 'fee' AND EXISTS (SELECT 1 FROM payment WHERE payment.collaboration_id = cost_item.collaboration_id);
UPDATE payment SET cost_item_id = (
    SELECT cost_item.id FROM cost_item WHERE cost_item.collaboration_id = payment.collaboration_id AND cost_item.kind = 'fee'
    ORDER BY cost_item.id LIMIT 1)
  WHERE paid_on IS NOT NULL;

-- A rate typed once: how much of `into_currency` one unit of `currency` is, times a million.
CREATE TABLE exchange_rate (
  id            INTEGER PRIMARY KEY,
  currency      TEXT    NOT NULL,
  into_currency TEXT    NOT NULL,
  day           TEXT    NOT NULL,
  rate_e6       INTEGER NOT NULL CHECK (rate_e6 > 0),
  UNIQUE (currency, into_currency, day)
) STRICT;

-- The parts of a success rule: at least so many creators reach a level of a measure, on at least so many orders. Without a level
-- the target of the campaign counts; without a measure `success_rule` is a note that nothing judges.
ALTER TABLE batch ADD COLUMN rule_creators INTEGER CHECK (rule_creators > 0);
ALTER TABLE batch ADD COLUMN rule_measure TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN rule_level_e4 INTEGER CHECK (rule_level_e4 > 0);
ALTER TABLE batch ADD COLUMN rule_orders INTEGER CHECK (rule_orders > 0);

-- Days from a parcel to a post, and what counts as a conversion: orders, or sign-ups, leads, installs of a value each.
ALTER TABLE campaign ADD COLUMN lead_days INTEGER CHECK (lead_days >= 0);
ALTER TABLE campaign ADD COLUMN counts TEXT NOT NULL DEFAULT 'orders';
ALTER TABLE campaign ADD COLUMN conversion_minor INTEGER CHECK (conversion_minor > 0);

ALTER TABLE click_reading ADD COLUMN import_id INTEGER REFERENCES import_run (id) ON DELETE SET NULL;
