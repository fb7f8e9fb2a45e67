-- Where a step of the history came from: 'window 1764398400000' (when that window was opened, unix milliseconds), 'import' with the
-- same, 'command set', 'demo'. Empty for steps made before this was noted.
ALTER TABLE undo_op ADD COLUMN origin TEXT NOT NULL DEFAULT '';
-- The older step that this one undid while later steps stayed. It is undone as long as this one is done and not undone itself.
ALTER TABLE undo_op ADD COLUMN undoes INTEGER;
