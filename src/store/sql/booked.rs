//! What follows from a creator's collaborations: the stage, the money, the days on which something happened or is due.
//!
//! Few of a million creators ever took part, so each of these is a list of those who did, `SELECT id, value`, and never a
//! question to every creator. Money follows the rules of [`crate::store::report`]: what the view `spend_item` shows, with
//! commission, and sales in the campaign's currency. A creator paid in two currencies has no sum of money.

use std::borrow::Cow;

use chrono::NaiveDate;
use strum::IntoEnumIterator;

use crate::domain::collaboration::Stage;
use crate::domain::filter::Field;
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

/// Whose collaborations are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Among<'a> {
    /// Everybody's.
    All,
    /// Those of some creators. Their numbers stand in the question, so that SQLite carries them into the view `payable`.
    Some {
        /// The ids of the creators, written as a list.
        creators: &'a str,
        /// The ids of their collaborations.
        collaborations: &'a str,
    },
}

impl Among<'_> {
    /// The condition on a column that holds ids of creators, behind a `WHERE` or an `AND`.
    fn creators(self, joint: &str, column: &str) -> String {
        match self {
            Self::All => String::new(),
            Self::Some { creators, .. } => format!(" {joint} {column} IN ({creators})"),
        }
    }

    /// The condition on the collaborations of the view `payable`.
    fn payables(self) -> String {
        match self {
            Self::All => String::new(),
            Self::Some { collaborations, .. } => format!(" AND payable.collaboration_id IN ({collaborations})"),
        }
    }
}

/// The stage of each creator's newest collaboration, lower case.
pub(in crate::store) fn newest_stages(among: Among<'_>) -> String {
    format!(
        "SELECT collaboration.creator_id AS id, MAX(collaboration.id), {} AS stage FROM collaboration{} \
         GROUP BY collaboration.creator_id",
        stage(),
        among.creators("WHERE", "collaboration.creator_id")
    )
}

/// The place of each creator's newest stage on the way from shortlist to closed.
pub(super) fn newest_stage() -> String {
    format!(
        "SELECT id, {} AS value FROM ({})",
        ranked("stage", Stage::iter().map(|stage| stage.word().to_lowercase())),
        newest_stages(Among::All)
    )
}

/// A sum of money of each creator who took part, NULL where it can't be known; nothing for other fields.
pub(super) fn money(field: Field, today: NaiveDate) -> Option<String> {
    let booked = booked(Among::All);
    let value = match field {
        Field::Orders => return Some(format!("SELECT id, SUM(orders) AS value FROM ({booked}) GROUP BY id")),
        Field::Owed => {
            return Some(format!(
                "SELECT id, CASE WHEN MIN(currency) = MAX(currency) THEN SUM(minor) / {} END AS value FROM ({}) GROUP BY id",
                units(),
                owed(Among::All, today)
            ));
        }
        Field::Late => {
            return Some(format!(
                "SELECT id, CAST(julianday('{today}') - julianday(value) AS INTEGER) AS value FROM ({}) WHERE value < '{today}'",
                due(Among::All)
            ));
        }
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
        "SELECT id, CASE WHEN MIN(currency) = MAX(currency) THEN {value} END AS value FROM ({booked}) GROUP BY id"
    ))
}

/// Each collaboration with what it cost and brought, in minor units of its campaign's currency. Orders are never read: their sums by
/// day are.
pub(in crate::store) fn booked(among: Among<'_>) -> String {
    let sale = "FROM order_sum WHERE order_sum.collaboration_id = collaboration.id AND order_sum.state = 'sale' \
                AND order_sum.currency = campaign.currency";
    format!(
        "SELECT id, currency, margin_bp, orders, net, cost + ROUND(MAX(net, 0.0) * commission_bp / 10000.0) AS spend FROM ( \
         SELECT collaboration.creator_id AS id, campaign.currency, campaign.margin_bp, collaboration.commission_bp, \
         (SELECT IFNULL(SUM(order_sum.orders), 0) {sale}) AS orders, (SELECT TOTAL(order_sum.net_minor) {sale}) AS net, \
         (SELECT TOTAL(spend_item.amount_minor) FROM spend_item WHERE spend_item.collaboration_id = collaboration.id) AS cost \
         FROM collaboration JOIN batch ON batch.id = collaboration.batch_id \
         JOIN campaign ON campaign.id = batch.campaign_id{})",
        among.creators("WHERE", "collaboration.creator_id")
    )
}

/// What is left to be paid of each amount that is owed on a day: the creator did their part, as
/// [`crate::domain::Payable::is_owed`] tells it. What is only agreed is not owed yet.
pub(in crate::store) fn owed(among: Among<'_>, today: NaiveDate) -> String {
    format!(
        "SELECT collaboration.creator_id AS id, campaign.currency, payable.amount_minor - payable.paid_minor AS minor \
         FROM payable JOIN collaboration ON collaboration.id = payable.collaboration_id \
         JOIN batch ON batch.id = collaboration.batch_id JOIN campaign ON campaign.id = batch.campaign_id \
         WHERE payable.paid_minor < payable.amount_minor AND (payable.state = 'owed' OR payable.state = 'agreed' \
         AND (payable.start_on <= '{today}' OR payable.due_on < '{today}')){}",
        among.payables()
    )
}

/// The first day on which something of each creator is due and still open: a payment, a task, or a post that was promised.
pub(in crate::store) fn due(among: Among<'_>) -> String {
    // A post that is awaited: both sides agreed, nothing is decided yet, and the batch was started.
    const AWAITED: &str = "(collaboration.outreach = 'agreed' OR collaboration.content IN ('posted', 'verified')) \
         AND collaboration.decision IN ('undecided', 'wait') AND EXISTS \
         (SELECT 1 FROM batch WHERE batch.id = collaboration.batch_id AND batch.status <> 'planned')";
    let creator = among.creators("AND", "collaboration.creator_id");
    let payables = among.payables();
    let anyone = among.creators("AND", "COALESCE(task.creator_id, collaboration.creator_id)");
    format!(
        "SELECT id, MIN(day) AS value FROM ( \
         SELECT collaboration.creator_id AS id, payable.due_on AS day FROM payable \
         JOIN collaboration ON collaboration.id = payable.collaboration_id \
         WHERE payable.state IN ('agreed', 'owed') AND payable.paid_minor < payable.amount_minor{payables} \
         UNION ALL SELECT COALESCE(task.creator_id, collaboration.creator_id), task.due_on FROM task \
         LEFT JOIN collaboration ON collaboration.id = task.collaboration_id WHERE task.done_on IS NULL{anyone} \
         UNION ALL SELECT collaboration.creator_id, COALESCE(deliverable.due_on, SUBSTR(collaboration.posting_window, -10)) \
         FROM deliverable JOIN collaboration ON collaboration.id = deliverable.collaboration_id \
         WHERE deliverable.missed_on IS NULL AND deliverable.post_id IS NULL AND {AWAITED}{creator} \
         UNION ALL SELECT collaboration.creator_id, SUBSTR(collaboration.posting_window, -10) FROM collaboration \
         WHERE collaboration.content NOT IN ('posted', 'verified', 'missed') AND {AWAITED} AND NOT EXISTS \
         (SELECT 1 FROM deliverable WHERE deliverable.collaboration_id = collaboration.id){creator} \
         ) WHERE id IS NOT NULL AND day IS NOT NULL GROUP BY id"
    )
}

/// The newest of the days on which the talk of a collaboration began.
pub(in crate::store) fn contacted(among: Among<'_>) -> String {
    format!(
        "SELECT creator_id AS id, MAX(contacted_on) AS value FROM collaboration WHERE contacted_on IS NOT NULL{} \
         GROUP BY creator_id",
        among.creators("AND", "creator_id")
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
    let sql = match field {
        // The last one of several collaborations.
        Field::Contacted => return Some(contacted(Among::All).into()),
        Field::Due => return Some(due(Among::All).into()),
        Field::Posted => {
            "SELECT post.creator_id AS id, MAX(post.posted_on) AS value FROM post WHERE post.posted_on IS NOT NULL \
             GROUP BY post.creator_id"
        }
        Field::Paid => {
            "SELECT collaboration.creator_id AS id, MAX(payment.paid_on) AS value FROM payment \
             JOIN collaboration ON collaboration.id = payment.collaboration_id WHERE payment.paid_on IS NOT NULL \
             GROUP BY collaboration.creator_id"
        }
        Field::Replied => {
            "SELECT creator_id AS id, MAX(replied_on) AS value FROM collaboration WHERE replied_on IS NOT NULL \
             GROUP BY creator_id"
        }
        Field::Shipped => {
            "SELECT creator_id AS id, MAX(shipped_on) AS value FROM collaboration WHERE shipped_on IS NOT NULL \
             GROUP BY creator_id"
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
    };
    Some(sql.into())
}

/// Creators who are still to be paid something: an amount or a commission that is agreed and not paid, or one that a list says is
/// open without saying how much.
pub(super) const OWED: &str = "SELECT collaboration.creator_id FROM collaboration \
     WHERE collaboration.money IN ('invoiced', 'due', 'overdue', 'part paid') \
     UNION ALL SELECT collaboration.creator_id FROM payable JOIN collaboration ON collaboration.id = payable.collaboration_id \
     WHERE payable.state IN ('agreed', 'owed') AND payable.paid_minor < payable.amount_minor";

/// Creators who were paid at least once.
pub(super) const PAID: &str = "SELECT collaboration.creator_id FROM collaboration WHERE collaboration.money = 'paid' \
     UNION ALL SELECT collaboration.creator_id FROM payment \
     JOIN collaboration ON collaboration.id = payment.collaboration_id WHERE payment.paid_on IS NOT NULL";

/// Creators of whom a post was seen to say that it is an advertisement.
pub(super) const DISCLOSED: &str =
    "SELECT collaboration.creator_id FROM collaboration WHERE collaboration.content = 'verified'";
