-- Where a parcel to a creator goes, and the days of a collaboration before its post.

ALTER TABLE creator ADD COLUMN address TEXT NOT NULL DEFAULT '';
-- The few of whom it is known.
CREATE INDEX creator_address ON creator (id) WHERE address <> '';

ALTER TABLE collaboration ADD COLUMN contacted_on TEXT;
ALTER TABLE collaboration ADD COLUMN replied_on TEXT;
ALTER TABLE collaboration ADD COLUMN shipped_on TEXT;
