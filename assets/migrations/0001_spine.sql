-- Every table a person's work lives in. Instants are unix milliseconds UTC, days are TEXT YYYY-MM-DD, money is INTEGER
-- minor units beside its currency. Each table has an id, so that one undo mechanism serves all of them.

CREATE TABLE import_run (
  id           INTEGER PRIMARY KEY,
  file         TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  content_hash TEXT    NOT NULL,
  ran_at       INTEGER NOT NULL,
  rows         INTEGER NOT NULL DEFAULT 0,
  added        INTEGER NOT NULL DEFAULT 0,
  updated      INTEGER NOT NULL DEFAULT 0,
  unchanged    INTEGER NOT NULL DEFAULT 0,
  rejected     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE creator (
  id             INTEGER PRIMARY KEY,
  platform       TEXT    NOT NULL DEFAULT 'tiktok',
  handle         TEXT    NOT NULL,
  name           TEXT    NOT NULL DEFAULT '',
  followers      INTEGER CHECK (followers >= 0),
  er             REAL,
  views          INTEGER CHECK (views >= 0),
  price_minor    INTEGER,
  price_currency TEXT    NOT NULL DEFAULT 'USD',
  country        TEXT    NOT NULL DEFAULT '',
  language       TEXT    NOT NULL DEFAULT '',
  email          TEXT    NOT NULL DEFAULT '',
  bio            TEXT    NOT NULL DEFAULT '',
  found_via      TEXT    NOT NULL DEFAULT '',
  verdict        TEXT    NOT NULL DEFAULT 'new',
  reason         TEXT    NOT NULL DEFAULT '',
  snoozed_until  TEXT,
  rating         INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
  -- Where the figures come from: the run that last brought them and its row, or nothing when typed.
  import_id      INTEGER REFERENCES import_run (id) ON DELETE SET NULL,
  import_row     INTEGER,
  stats_on       TEXT,
  -- Handle, name and profile text folded, for finding words.
  search         TEXT    NOT NULL DEFAULT '',
  added_on       TEXT    NOT NULL,
  updated_at     INTEGER NOT NULL,
  UNIQUE (platform, handle)
) STRICT;
CREATE INDEX creator_followers ON creator (followers);
CREATE INDEX creator_verdict ON creator (verdict);

-- A figure of a creator on a day, kept when a newer one replaces it.
CREATE TABLE creator_reading (
  id         INTEGER PRIMARY KEY,
  creator_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  day        TEXT    NOT NULL,
  followers  INTEGER,
  import_id  INTEGER REFERENCES import_run (id) ON DELETE SET NULL,
  UNIQUE (creator_id, day)
) STRICT;

-- Niches and tags are one mechanism; parents are written with a slash.
CREATE TABLE tag (
  id       INTEGER PRIMARY KEY,
  name     TEXT    NOT NULL,
  folded   TEXT    NOT NULL UNIQUE,
  is_niche INTEGER NOT NULL DEFAULT 1 CHECK (is_niche IN (0, 1))
) STRICT;

CREATE TABLE creator_tag (
  id         INTEGER PRIMARY KEY,
  creator_id INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  tag_id     INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  UNIQUE (creator_id, tag_id)
) STRICT;
CREATE INDEX creator_tag_tag ON creator_tag (tag_id, creator_id);

CREATE TABLE campaign (
  id             INTEGER PRIMARY KEY,
  name           TEXT    NOT NULL,
  folded         TEXT    NOT NULL UNIQUE,
  product        TEXT    NOT NULL DEFAULT '',
  question       TEXT    NOT NULL DEFAULT '',
  goal           TEXT    NOT NULL DEFAULT 'conversions',
  currency       TEXT    NOT NULL,
  budget_minor   INTEGER,
  margin_bp      INTEGER CHECK (margin_bp BETWEEN 1 AND 10000),
  target_roas_e4 INTEGER CHECK (target_roas_e4 > 0),
  brief          TEXT    NOT NULL DEFAULT '',
  starts_on      TEXT,
  ends_on        TEXT,
  updated_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE campaign_niche (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  tag_id      INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  UNIQUE (campaign_id, tag_id)
) STRICT;

CREATE TABLE batch (
  id           INTEGER PRIMARY KEY,
  campaign_id  INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  name         TEXT    NOT NULL,
  folded       TEXT    NOT NULL,
  status       TEXT    NOT NULL DEFAULT 'planned',
  success_rule TEXT    NOT NULL DEFAULT '',
  starts_on    TEXT,
  ends_on      TEXT,
  updated_at   INTEGER NOT NULL,
  UNIQUE (campaign_id, folded)
) STRICT;

CREATE TABLE collaboration (
  id            INTEGER PRIMARY KEY,
  batch_id      INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
  creator_id    INTEGER NOT NULL REFERENCES creator (id),
  outreach      TEXT    NOT NULL DEFAULT 'to contact',
  follow_ups    INTEGER NOT NULL DEFAULT 0,
  product       TEXT    NOT NULL DEFAULT 'not needed',
  carrier       TEXT    NOT NULL DEFAULT '',
  tracking      TEXT    NOT NULL DEFAULT '',
  content       TEXT    NOT NULL DEFAULT 'brief to send',
  rights        TEXT    NOT NULL DEFAULT 'none',
  money         TEXT    NOT NULL DEFAULT 'nothing owed',
  decision      TEXT    NOT NULL DEFAULT 'undecided',
  commission_bp INTEGER NOT NULL DEFAULT 0 CHECK (commission_bp BETWEEN 0 AND 10000),
  updated_at    INTEGER NOT NULL,
  UNIQUE (batch_id, creator_id)
) STRICT;
CREATE INDEX collaboration_creator ON collaboration (creator_id);

CREATE TABLE cost_item (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER NOT NULL REFERENCES collaboration (id) ON DELETE CASCADE,
  kind             TEXT    NOT NULL,
  amount_minor     INTEGER NOT NULL,
  state            TEXT    NOT NULL,
  day              TEXT    NOT NULL,
  note             TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX cost_item_collaboration ON cost_item (collaboration_id, kind);

-- One video or photo; a creator's own posts have no collaboration.
CREATE TABLE post (
  id               INTEGER PRIMARY KEY,
  creator_id       INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  collaboration_id INTEGER REFERENCES collaboration (id) ON DELETE CASCADE,
  url              TEXT    NOT NULL DEFAULT '',
  posted_on        TEXT,
  caption          TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX post_creator ON post (creator_id);
CREATE INDEX post_collaboration ON post (collaboration_id);

CREATE TABLE reading (
  id        INTEGER PRIMARY KEY,
  post_id   INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  day       TEXT    NOT NULL,
  views     INTEGER CHECK (views >= 0),
  likes     INTEGER CHECK (likes >= 0),
  comments  INTEGER CHECK (comments >= 0),
  shares    INTEGER CHECK (shares >= 0),
  saves     INTEGER CHECK (saves >= 0),
  import_id INTEGER REFERENCES import_run (id) ON DELETE SET NULL,
  UNIQUE (post_id, day)
) STRICT;

-- A creator may own several codes, and use one in several collaborations.
CREATE TABLE code (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER NOT NULL REFERENCES collaboration (id) ON DELETE CASCADE,
  code             TEXT    NOT NULL,
  folded           TEXT    NOT NULL,
  UNIQUE (folded, collaboration_id)
) STRICT;
CREATE INDEX code_collaboration ON code (collaboration_id);

CREATE TABLE link (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER NOT NULL REFERENCES collaboration (id) ON DELETE CASCADE,
  url              TEXT    NOT NULL,
  -- The part an order repeats: utm_content, else utm_campaign, folded.
  mark             TEXT    NOT NULL DEFAULT '',
  UNIQUE (collaboration_id, url)
) STRICT;
CREATE INDEX link_mark ON link (mark);

CREATE TABLE click_reading (
  id         INTEGER PRIMARY KEY,
  link_id    INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
  day        TEXT    NOT NULL,
  clicks     INTEGER NOT NULL CHECK (clicks >= 0),
  is_running INTEGER NOT NULL DEFAULT 0 CHECK (is_running IN (0, 1)),
  UNIQUE (link_id, day, is_running)
) STRICT;

-- A sale from a shop export. Net is kept beside its parts, because every sum asks for it.
CREATE TABLE sale_order (
  id               INTEGER PRIMARY KEY,
  source           TEXT    NOT NULL,
  shop             TEXT    NOT NULL DEFAULT '',
  external_id      TEXT    NOT NULL,
  name             TEXT    NOT NULL DEFAULT '',
  placed_at        INTEGER NOT NULL,
  placed_on        TEXT    NOT NULL,
  currency         TEXT    NOT NULL,
  total_minor      INTEGER NOT NULL,
  discount_minor   INTEGER NOT NULL DEFAULT 0,
  tax_minor        INTEGER NOT NULL DEFAULT 0,
  shipping_minor   INTEGER NOT NULL DEFAULT 0,
  refunded_minor   INTEGER NOT NULL DEFAULT 0,
  net_minor        INTEGER NOT NULL,
  state            TEXT    NOT NULL,
  status           TEXT    NOT NULL DEFAULT '',
  codes            TEXT    NOT NULL DEFAULT '',
  utm              TEXT    NOT NULL DEFAULT '',
  -- Whose sale it is, and by what: code, link, person, or nobody.
  collaboration_id INTEGER REFERENCES collaboration (id) ON DELETE SET NULL,
  attributed_by    TEXT    NOT NULL DEFAULT 'nobody',
  import_id        INTEGER REFERENCES import_run (id) ON DELETE SET NULL,
  UNIQUE (source, shop, external_id)
) STRICT;
CREATE INDEX sale_order_collaboration ON sale_order (collaboration_id, state);
CREATE INDEX sale_order_day ON sale_order (placed_on);

CREATE TABLE order_code (
  id       INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES sale_order (id) ON DELETE CASCADE,
  folded   TEXT    NOT NULL,
  UNIQUE (order_id, folded)
) STRICT;
CREATE INDEX order_code_folded ON order_code (folded);

CREATE TABLE payment (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER NOT NULL REFERENCES collaboration (id) ON DELETE CASCADE,
  amount_minor     INTEGER NOT NULL,
  currency         TEXT    NOT NULL,
  net_days         INTEGER NOT NULL DEFAULT 15,
  agreed_on        TEXT,
  invoiced_on      TEXT,
  due_on           TEXT,
  paid_on          TEXT,
  method           TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX payment_collaboration ON payment (collaboration_id);

CREATE TABLE rights (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER NOT NULL REFERENCES collaboration (id) ON DELETE CASCADE,
  kind             TEXT    NOT NULL,
  starts_on        TEXT,
  ends_on          TEXT,
  price_minor      INTEGER,
  detail           TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX rights_collaboration ON rights (collaboration_id);

CREATE TABLE task (
  id               INTEGER PRIMARY KEY,
  collaboration_id INTEGER REFERENCES collaboration (id) ON DELETE CASCADE,
  creator_id       INTEGER REFERENCES creator (id) ON DELETE CASCADE,
  kind             TEXT    NOT NULL,
  title            TEXT    NOT NULL,
  due_on           TEXT    NOT NULL,
  done_on          TEXT
) STRICT;
CREATE INDEX task_due ON task (due_on) WHERE done_on IS NULL;

-- Notes a person makes, and messages exchanged.
CREATE TABLE note (
  id               INTEGER PRIMARY KEY,
  creator_id       INTEGER NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  collaboration_id INTEGER REFERENCES collaboration (id) ON DELETE SET NULL,
  kind             TEXT    NOT NULL DEFAULT 'note',
  text             TEXT    NOT NULL,
  folded           TEXT    NOT NULL,
  written_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX note_creator ON note (creator_id);

CREATE TABLE saved_view (
  id       INTEGER PRIMARY KEY,
  name     TEXT    NOT NULL UNIQUE,
  filter   TEXT    NOT NULL,
  sort     TEXT    NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Choices that belong to the file (which batch is current, that it is a demo), undoable like all else.
CREATE TABLE setting (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

-- Below: the program's own memory, never undone.

-- Where the screens were left: cursor, sort, filter.
CREATE TABLE memory (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE undo_op (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  label   TEXT    NOT NULL,
  made_at INTEGER NOT NULL,
  -- open while its steps are being written, then done or undone; dropped when only its rows wait to be swept.
  state   TEXT    NOT NULL CHECK (state IN ('open', 'done', 'undone', 'dropped')),
  -- Which creator, campaign or batch to show again after taking it back.
  place   TEXT    NOT NULL DEFAULT '',
  -- Whether the inverse of an insert is kept as its id only, as imports do.
  compact INTEGER NOT NULL DEFAULT 0 CHECK (compact IN (0, 1)),
  -- How many rows of undo_row belong to it, once closed.
  steps   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The inverse of each row change of an operation; without sql the inverse is deleting the row.
CREATE TABLE undo_row (
  id     INTEGER PRIMARY KEY,
  op_id  INTEGER NOT NULL,
  tbl    TEXT    NOT NULL,
  row_id INTEGER NOT NULL,
  sql    TEXT
) STRICT;
CREATE INDEX undo_row_op ON undo_row (op_id);
