-- What is to be known of a typed task. Its lines that begin with '- ' are a check list; '- [x] ' begins those that are ticked.
ALTER TABLE task ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- What the file is called in the ids of its calendar events, so that the calendars of two files can stand side by side.
INSERT INTO memory (name, value) VALUES ('calendar', lower(hex(randomblob(8))));
