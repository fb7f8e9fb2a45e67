-- What is to be known of a typed task. Its lines that begin with '- ' are a check list; '- [x] ' begins those that are ticked.
ALTER TABLE task ADD COLUMN note TEXT NOT NULL DEFAULT '';
