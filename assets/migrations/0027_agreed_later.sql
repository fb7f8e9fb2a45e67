-- What is to be paid, as before but for the clock of a usage right or a bonus: it starts at the later of the post (or whatever the
-- terms count from) and the day on which it was agreed. Nobody can be late with what was not agreed yet. A fee is agreed before the
-- post, also where that was noted later. A program other than Tenfold must give the function default_pay_terms to read this view.
DROP VIEW payable;
CREATE VIEW payable AS
  WITH terms AS (
    SELECT collaboration.id AS collaboration_id, collaboration.money, collaboration.commission_bp, campaign.currency,
      coalesce(nullif(collaboration.pay_terms, ''), nullif(creator.pay_terms, ''), default_pay_terms()) AS terms
    FROM collaboration JOIN creator ON creator.id = collaboration.creator_id JOIN batch ON batch.id = collaboration.batch_id
    JOIN campaign ON campaign.id = batch.campaign_id
  ),
  clock AS (
    SELECT cost_item.*, terms.money, terms.currency, iif(terms LIKE 'net %', CAST(substr(terms, 5) AS INTEGER), 0) AS days,
      CASE
        WHEN terms LIKE '%invoiced' THEN invoiced_on
        -- The last of what was promised and not missed.
        WHEN terms LIKE '%approved' THEN (
          SELECT iif(count(*) = count(coalesce(approved_on, post.posted_on)), max(coalesce(approved_on, post.posted_on)), NULL)
          FROM deliverable LEFT JOIN post ON post.id = deliverable.post_id
          WHERE deliverable.collaboration_id = cost_item.collaboration_id AND missed_on IS NULL)
        WHEN EXISTS (SELECT 1 FROM deliverable WHERE deliverable.collaboration_id = cost_item.collaboration_id) THEN (
          SELECT iif(count(*) = count(post.posted_on), max(post.posted_on), NULL)
          FROM deliverable LEFT JOIN post ON post.id = deliverable.post_id
          WHERE deliverable.collaboration_id = cost_item.collaboration_id AND missed_on IS NULL)
        ELSE (SELECT min(posted_on) FROM post WHERE post.collaboration_id = cost_item.collaboration_id)
      END AS clock_on,
      (SELECT ifnull(sum(CASE WHEN payment.settles_minor IS NOT NULL THEN payment.settles_minor
          WHEN payment.currency = terms.currency THEN payment.amount_minor END), 0)
        FROM payment WHERE payment.cost_item_id = cost_item.id AND payment.paid_on IS NOT NULL) AS settled_minor,
      (SELECT max(payment.paid_on) FROM payment WHERE payment.cost_item_id = cost_item.id) AS last_paid_on
    FROM cost_item JOIN terms ON terms.collaboration_id = cost_item.collaboration_id
    WHERE kind IN ('fee', 'rights', 'bonus') AND state <> 'released' AND amount_minor > 0
  ),
  begun AS (
    SELECT *, iif(kind = 'fee', started_on, max(started_on, ifnull(agreed_on, started_on))) AS begun_on
    FROM (SELECT *, coalesce(clock_on, iif(state = 'owed', ifnull(owed_on, day), NULL)) AS started_on FROM clock)
  ),
  monthly AS (
    SELECT terms.*, substr(order_sum.day, 1, 7) AS month, sum(order_sum.net_minor) AS net
    FROM terms JOIN order_sum ON order_sum.collaboration_id = terms.collaboration_id AND order_sum.currency = terms.currency
      AND order_sum.state = 'sale'
    WHERE terms.commission_bp > 0 GROUP BY terms.collaboration_id, month
  ),
  -- A share of all sales up to the month, so that the months add up to the share of the whole.
  share AS (
    SELECT collaboration_id, terms, month,
      CAST(round(max(0, sum(net) OVER months) * commission_bp / 10000.0) AS INTEGER) AS so_far
    FROM monthly WINDOW months AS (PARTITION BY collaboration_id ORDER BY month)
  ),
  earned AS (
    SELECT *, max(so_far) OVER (PARTITION BY collaboration_id ORDER BY month) AS most FROM share
  ),
  commission AS (
    SELECT collaboration_id, month, iif(terms LIKE 'net %', CAST(substr(terms, 5) AS INTEGER), 0) AS days,
      most - ifnull(lag(most) OVER (PARTITION BY collaboration_id ORDER BY month), 0) AS amount_minor,
      date(month || '-01', '+1 month', '-1 day') AS start_on,
      (SELECT ifnull(sum(ifnull(settles_minor, amount_minor)), 0) FROM payment
        WHERE payment.collaboration_id = earned.collaboration_id AND commission_month = month) AS settled_minor,
      (SELECT max(paid_on) FROM payment
        WHERE payment.collaboration_id = earned.collaboration_id AND commission_month = month) AS last_paid_on
    FROM earned
  )
  SELECT id, collaboration_id, kind, NULL AS month, amount_minor,
    iif(money = 'paid' AND state <> 'offered', 'paid', state) AS state,
    iif(state = 'paid' OR money = 'paid' AND state <> 'offered', amount_minor, min(settled_minor, amount_minor)) AS paid_minor,
    offered_on, agreed_on, invoice, invoiced_on,
    begun_on AS start_on, coalesce(due_on, date(begun_on, '+' || days || ' days')) AS due_on,
    coalesce(last_paid_on, paid_on, iif(state = 'paid', day, NULL)) AS paid_on, settled_minor, last_paid_on
  FROM begun
  UNION ALL
  SELECT NULL, collaboration_id, 'commission', month, amount_minor, iif(settled_minor >= amount_minor, 'paid', 'agreed'),
    min(settled_minor, amount_minor), NULL, NULL, '', NULL, start_on, date(start_on, '+' || days || ' days'), last_paid_on,
    settled_minor, last_paid_on
  FROM commission WHERE amount_minor > 0;
