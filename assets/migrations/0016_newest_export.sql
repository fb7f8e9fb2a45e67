-- How new the kept state of an order is, in unix milliseconds: the last thing its row dates, and the last thing anything in
-- the same export dates. An older export then takes nothing back. Of orders that came before, their run is all that tells.

ALTER TABLE sale_order ADD COLUMN event_at INTEGER;
ALTER TABLE sale_order ADD COLUMN export_at INTEGER;

UPDATE sale_order SET export_at = newest.placed_at
  FROM (SELECT import_id, max(placed_at) AS placed_at FROM sale_order WHERE import_id IS NOT NULL GROUP BY import_id) AS newest
  WHERE sale_order.import_id = newest.import_id;
