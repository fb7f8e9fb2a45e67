-- An amount is offered, agreed, owed, paid or released, and one rule says which amounts are spend.

-- The day of each change of an amount, where it is known; `day` is the day of its present state.
ALTER TABLE cost_item ADD COLUMN offered_on TEXT;
ALTER TABLE cost_item ADD COLUMN agreed_on TEXT;
ALTER TABLE cost_item ADD COLUMN owed_on TEXT;
ALTER TABLE cost_item ADD COLUMN paid_on TEXT;
ALTER TABLE cost_item ADD COLUMN released_on TEXT;

-- The rule of spend: agreed, owed or paid; and goods and shipping once the parcel left, unless they were released.
-- The domain has the same rule as `AmountState::counts`; a test holds both together. Its day is the first on which it counted.
CREATE VIEW spend_item AS
  SELECT cost_item.id, cost_item.collaboration_id, cost_item.kind, cost_item.amount_minor, cost_item.state,
    coalesce(cost_item.agreed_on, cost_item.owed_on, cost_item.paid_on, cost_item.day) AS day
  FROM cost_item JOIN collaboration ON collaboration.id = cost_item.collaboration_id
  WHERE cost_item.state IN ('agreed', 'owed', 'paid')
    OR cost_item.kind IN ('product', 'shipping') AND cost_item.state <> 'released'
      AND collaboration.product IN ('shipped', 'delivered', 'lost');

-- The word that replaces 'spent', for each amount the history knows: goods and shipping are paid, a fee is paid where a
-- payment was, all else is agreed. An amount has one word in all its steps, so that each step still finds what it changes.
CREATE TEMP TABLE spent_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL);
INSERT INTO spent_word
  SELECT id, CASE
    WHEN kind IN ('product', 'shipping') THEN 'paid'
    WHEN kind = 'fee' AND EXISTS (SELECT 1 FROM payment
      WHERE payment.collaboration_id = cost_item.collaboration_id AND payment.paid_on IS NOT NULL) THEN 'paid'
    ELSE 'agreed' END
  FROM cost_item;
INSERT INTO spent_word
  SELECT DISTINCT row_id, 'paid' FROM undo_row WHERE tbl = 'cost_item'
    AND (sql LIKE 'INSERT INTO cost_item (%, ''product'', %' OR sql LIKE 'INSERT INTO cost_item (%, ''shipping'', %')
  ON CONFLICT (id) DO NOTHING;

UPDATE cost_item SET state = CASE state
    WHEN 'planned' THEN 'offered'
    WHEN 'committed' THEN 'agreed'
    ELSE (SELECT word FROM spent_word WHERE spent_word.id = cost_item.id) END
  WHERE state IN ('planned', 'committed', 'spent');
UPDATE cost_item SET offered_on = CASE state WHEN 'offered' THEN day END, agreed_on = CASE state WHEN 'agreed' THEN day END,
  paid_on = CASE state WHEN 'paid' THEN day END;

-- Steps of the history name the states they found and left. A quote inside of a text is doubled there, so that only the
-- state itself is met.
UPDATE undo_row SET sql = replace(replace(replace(sql,
    'state = ' || quote(old), 'state = ' || quote(new)),
    'state IS ' || quote(old), 'state IS ' || quote(new)),
    ', ' || quote(old) || ', ''', ', ' || quote(new) || ', ''')
  FROM (SELECT 'planned' AS old, 'offered' AS new)
  WHERE tbl = 'cost_item' AND instr(sql, quote(old)) > 0;
UPDATE undo_row SET sql = replace(replace(replace(sql,
    'state = ' || quote(old), 'state = ' || quote(new)),
    'state IS ' || quote(old), 'state IS ' || quote(new)),
    ', ' || quote(old) || ', ''', ', ' || quote(new) || ', ''')
  FROM (SELECT 'committed' AS old, 'agreed' AS new)
  WHERE tbl = 'cost_item' AND instr(sql, quote(old)) > 0;
UPDATE undo_row SET sql = replace(replace(replace(sql,
    'state = ' || quote(old), 'state = ' || quote(new)),
    'state IS ' || quote(old), 'state IS ' || quote(new)),
    ', ' || quote(old) || ', ''', ', ' || quote(new) || ', ''')
  FROM (SELECT changed.id AS step, 'spent' AS old, ifnull(word, 'agreed') AS new FROM undo_row AS changed
    LEFT JOIN spent_word ON spent_word.id = changed.row_id WHERE changed.tbl = 'cost_item')
  WHERE undo_row.id = step AND instr(sql, quote(old)) > 0;

-- Imports marked creators as paid who never were: paid is taken back where no payment is, in the file and in the steps of
-- its history. A step that brings a payment back brings back a creator who was paid.
CREATE TEMP TABLE with_payment (id INTEGER PRIMARY KEY);
INSERT INTO with_payment
  SELECT collaboration_id FROM payment
  UNION SELECT CAST(substr(sql, instr(sql, start) + length(start)) AS INTEGER)
    FROM (SELECT sql, 'VALUES (' || row_id || ', ' AS start FROM undo_row WHERE tbl = 'payment') WHERE instr(sql, start) > 0
  UNION SELECT CAST(substr(sql, instr(sql, start) + length(start)) AS INTEGER)
    FROM (SELECT sql, ' collaboration_id = ' AS start FROM undo_row WHERE tbl = 'payment') WHERE instr(sql, start) > 0;
CREATE TEMP TABLE paid_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL);
INSERT INTO paid_word
  SELECT id, iif(EXISTS (SELECT 1 FROM cost_item WHERE collaboration_id = collaboration.id AND kind = 'fee'
    AND amount_minor > 0 AND state <> 'offered'), 'agreed', 'nothing owed')
  FROM collaboration WHERE id NOT IN (SELECT id FROM with_payment);
INSERT INTO paid_word
  SELECT DISTINCT row_id, 'agreed' FROM undo_row WHERE tbl = 'collaboration'
    AND row_id NOT IN (SELECT id FROM collaboration) AND row_id NOT IN (SELECT id FROM with_payment);

-- How many, to be said once.
INSERT INTO memory (name, value)
  SELECT 'paid_reset', count(*) FROM collaboration WHERE money = 'paid' AND id IN (SELECT id FROM paid_word)
  HAVING count(*) > 0;
UPDATE collaboration SET money = (SELECT word FROM paid_word WHERE paid_word.id = collaboration.id)
  WHERE money = 'paid' AND id IN (SELECT id FROM paid_word);
UPDATE undo_row SET sql = replace(replace(sql, 'money = ''paid''', 'money = ' || quote(word)),
    'money IS ''paid''', 'money IS ' || quote(word))
  FROM paid_word
  WHERE tbl = 'collaboration' AND paid_word.id = row_id AND instr(sql, '''paid''') > 0;
-- A collaboration that was removed: rights, money and decision stand side by side.
UPDATE undo_row SET sql = replace(sql, old, new)
  FROM (SELECT paid_word.id AS of_row, quote(rights.column1) || ', ''paid'', ' || quote(decision.column1) AS old,
      quote(rights.column1) || ', ' || quote(word) || ', ' || quote(decision.column1) AS new
    FROM paid_word, (VALUES ('none'), ('asked'), ('granted'), ('expired')) AS rights,
      (VALUES ('undecided'), ('scale'), ('retest'), ('wait'), ('drop')) AS decision)
  WHERE tbl = 'collaboration' AND row_id = of_row AND sql LIKE 'INSERT INTO collaboration %' AND instr(sql, old) > 0;

DROP TABLE temp.spent_word;
DROP TABLE temp.with_payment;
DROP TABLE temp.paid_word;
