//! What follows from a creator's collaborations: the stage, the money, the days on which something happened or is due.
//!
//! Few of a million creators ever took part, so each of these is a list of those who did, `SELECT id, value`, and never a
//! question to every creator. Money follows the rules of [`crate::store::report`]: what the view `spend_item` shows, with
//! commission, and sales in the campaign's currency. A creator paid in two currencies has no sum of money.

use std::borrow::Cow;

use strum::IntoEnumIterator;

use crate::domain::collaboration::Stage;
use crate::domain::filter::Field;
use crate::store::amounts::PAYMENT_DUE;
use crate::store::stage::{HAS_RESULTS, IS_SETTLED, RUNS_RIGHT};

use super::decimals::{THOUSANDTHS, WHOLE};
use super::ranks::ranked;

/// The headline stage of a collaboration, as [`crate::domain::collaboration::Tracks::stage`] tells it, lower case.
pub(in crate::store) fn stage() -> String {
    format!(
        "CASE WHEN collaboration.decision NOT IN ('undecided', 'wait') \
           AND collaboration.money IN ('paid', 'nothing owed') AND NOT {RUNS_RIGHT} AND {IS_SETTLED} \
           THEN 'closed' \
         WHEN collaboration.content = 'missed' THEN 'missed' \
         WHEN collaboration.content IN ('posted', 'verified') THEN CASE WHEN {HAS_RESULTS} THEN 'results' ELSE 'posted' END \
         WHEN collaboration.product IN ('shipped', 'delivered', 'lost') THEN 'shipped' \
         ELSE CASE collaboration.outreach WHEN 'to contact' THEN 'shortlist' WHEN 'agreed' THEN 'agreed' \
           WHEN 'declined' THEN 'declined' WHEN 'no response' THEN 'declined' ELSE 'contacted' END END"
    )
}

/// The place of each creator's newest stage on the way from shortlist to closed.
pub(super) fn newest_stage() -> String {
    format!(
        "SELECT id, {} AS value FROM (SELECT collaboration.creator_id AS id, MAX(collaboration.id), {} AS stage FROM collaboration \
         GROUP BY collaboration.creator_id)",
        ranked("stage", Stage::iter().map(|stage| stage.word().to_lowercase())),
        stage()
    )
}

/// A sum of money of each creator who took part, NULL where it can't be known; nothing for other fields.
pub(super) fn money(field: Field) -> Option<String> {
    let value = match field {
        Field::Orders => return Some(format!("SELECT id, SUM(orders) AS value FROM ({}) GROUP BY id", booked())),
        Field::Spend => format!("TOTAL(spend) / {}", units()),
        Field::Sales => format!("TOTAL(net) / {}", units()),
        Field::Cpa => format!("TOTAL(spend) / {} / NULLIF(SUM(orders), 0)", units()),
        Field::Roas => "TOTAL(net) / NULLIF(TOTAL(spend), 0.0)".to_owned(),
        // Without the margin of one campaign there is no contribution of all.
        Field::Roi => "CASE WHEN COUNT(margin_bp) = COUNT(*) THEN \
                       100.0 * (TOTAL(net * margin_bp) / 10000.0 - TOTAL(spend)) / NULLIF(TOTAL(spend), 0.0) END"
            .to_owned(),
        _ => return None,
    };
    Some(format!(
        "SELECT id, CASE WHEN MIN(currency) = MAX(currency) THEN {value} END AS value FROM ({}) GROUP BY id",
        booked()
    ))
}

/// Each collaboration with what it cost and brought, in minor units of its campaign's currency.
fn booked() -> String {
    let sale = "FROM sale_order WHERE sale_order.collaboration_id = collaboration.id AND sale_order.state = 'sale' \
                AND sale_order.currency = campaign.currency";
    format!(
        "SELECT id, currency, margin_bp, orders, net, cost + ROUND(MAX(net, 0.0) * commission_bp / 10000.0) AS spend FROM ( \
         SELECT collaboration.creator_id AS id, campaign.currency, campaign.margin_bp, collaboration.commission_bp, \
         (SELECT COUNT(*) {sale}) AS orders, (SELECT TOTAL(sale_order.net_minor) {sale}) AS net, \
         (SELECT TOTAL(spend_item.amount_minor) FROM spend_item WHERE spend_item.collaboration_id = collaboration.id) AS cost \
         FROM collaboration JOIN batch ON batch.id = collaboration.batch_id \
         JOIN campaign ON campaign.id = batch.campaign_id)"
    )
}

/// How many minor units make one unit of the one currency of a group.
fn units() -> String {
    format!(
        "CASE WHEN MIN(currency) IN ('{}') THEN 1.0 WHEN MIN(currency) IN ('{}') THEN 1000.0 ELSE 100.0 END",
        WHOLE.join("', '"),
        THOUSANDTHS.join("', '")
    )
}

/// A day of each creator to whom something happened or for whom something is due; nothing for other fields.
pub(super) fn day(field: Field) -> Option<Cow<'static, str>> {
    Some(Cow::Borrowed(match field {
        Field::Posted => {
            "SELECT post.creator_id AS id, MAX(post.posted_on) AS value FROM post WHERE post.posted_on IS NOT NULL \
             GROUP BY post.creator_id"
        }
        Field::Paid => {
            "SELECT collaboration.creator_id AS id, MAX(payment.paid_on) AS value FROM payment \
             JOIN collaboration ON collaboration.id = payment.collaboration_id WHERE payment.paid_on IS NOT NULL \
             GROUP BY collaboration.creator_id"
        }
        // The last one of several collaborations.
        Field::Contacted => {
            "SELECT creator_id AS id, MAX(contacted_on) AS value FROM collaboration WHERE contacted_on IS NOT NULL \
             GROUP BY creator_id"
        }
        Field::Replied => {
            "SELECT creator_id AS id, MAX(replied_on) AS value FROM collaboration WHERE replied_on IS NOT NULL \
             GROUP BY creator_id"
        }
        Field::Shipped => {
            "SELECT creator_id AS id, MAX(shipped_on) AS value FROM collaboration WHERE shipped_on IS NOT NULL \
             GROUP BY creator_id"
        }
        // The first of what is still to be paid or done.
        Field::Due => {
            return Some(Cow::Owned(format!(
                "SELECT id, MIN(day) AS value FROM ( \
                 SELECT collaboration.creator_id AS id, {PAYMENT_DUE} AS day FROM payment \
                 JOIN collaboration ON collaboration.id = payment.collaboration_id WHERE payment.paid_on IS NULL \
                 UNION ALL SELECT COALESCE(task.creator_id, collaboration.creator_id), task.due_on FROM task \
                 LEFT JOIN collaboration ON collaboration.id = task.collaboration_id WHERE task.done_on IS NULL \
                 ) WHERE id IS NOT NULL AND day IS NOT NULL GROUP BY id"
            )));
        }
        // The last of their posts, of what was written down about them, of messages and parcels, of their sales and of
        // what they were paid.
        Field::Last => {
            "SELECT id, MAX(day) AS value FROM ( \
             SELECT post.creator_id AS id, post.posted_on AS day FROM post \
             UNION ALL SELECT note.creator_id, date(note.written_at / 1000, 'unixepoch') FROM note \
             UNION ALL SELECT collaboration.creator_id, sale_order.placed_on FROM sale_order \
             JOIN collaboration ON collaboration.id = sale_order.collaboration_id WHERE sale_order.state = 'sale' \
             UNION ALL SELECT collaboration.creator_id, payment.paid_on FROM payment \
             JOIN collaboration ON collaboration.id = payment.collaboration_id \
             UNION ALL SELECT creator_id, MAX(COALESCE(contacted_on, ''), COALESCE(replied_on, ''), COALESCE(shipped_on, '')) \
             FROM collaboration \
             ) WHERE day <> '' GROUP BY id"
        }
        _ => return None,
    }))
}

/// Creators to whom something is owed: a fee or a right that is agreed and not paid, or a payment without its day.
pub(super) const OWED: &str = "SELECT collaboration.creator_id FROM collaboration \
     WHERE collaboration.money IN ('invoiced', 'due', 'overdue', 'part paid') \
     OR collaboration.money <> 'paid' AND EXISTS (SELECT 1 FROM cost_item WHERE cost_item.collaboration_id = collaboration.id \
       AND cost_item.kind IN ('fee', 'rights') AND cost_item.state IN ('agreed', 'owed') AND cost_item.amount_minor > 0) \
     UNION ALL SELECT collaboration.creator_id FROM payment \
     JOIN collaboration ON collaboration.id = payment.collaboration_id WHERE payment.paid_on IS NULL";

/// Creators who were paid at least once.
pub(super) const PAID: &str = "SELECT collaboration.creator_id FROM collaboration WHERE collaboration.money = 'paid' \
     UNION ALL SELECT collaboration.creator_id FROM payment \
     JOIN collaboration ON collaboration.id = payment.collaboration_id WHERE payment.paid_on IS NOT NULL";

/// Creators of whom a post was seen to say that it is an advertisement.
pub(super) const DISCLOSED: &str =
    "SELECT collaboration.creator_id FROM collaboration WHERE collaboration.content = 'verified'";
