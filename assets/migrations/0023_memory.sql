-- What you remember of working with a creator: whether you would book them again, and since when they are an ambassador.

-- 'yes', 'no', or empty where nobody said.
ALTER TABLE collaboration ADD COLUMN book_again TEXT NOT NULL DEFAULT '';
ALTER TABLE creator ADD COLUMN ambassador_on TEXT;
