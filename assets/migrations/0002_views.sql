-- The columns of a view as the screen writes them; empty for those of the list itself.
ALTER TABLE saved_view ADD COLUMN columns TEXT NOT NULL DEFAULT '';

-- What triage leaves behind, one key away from the first day on. A person may rename, change and delete them.
INSERT INTO saved_view (name, filter, sort, position) VALUES
  ('To triage', 'status:new', '', 1),
  ('Shortlist', 'status:picked', '', 2),
  ('Rejected', 'status:rejected', '', 3)
  ON CONFLICT (name) DO NOTHING;
