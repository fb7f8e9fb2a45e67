-- Countries are kept by their codes. The steps of the history name the values they set and expect, so these change along.
UPDATE creator SET country = country_code(country) WHERE country <> '' AND country IS NOT country_code(country);
UPDATE undo_row SET sql = with_country_codes(sql) WHERE tbl = 'creator' AND sql IS NOT with_country_codes(sql);
