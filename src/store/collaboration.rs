//! Everything about one collaboration: where it stands, what was promised, paid and allowed, and what happened.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use super::row::{CREATOR_WIDTH, creator_cols, creator_row, day};
use super::sources::day_of;
use super::{cards, collaboration_facts, deliverables, payables, report};
use crate::domain::collaboration::{Content, Outreach, Product, Stage, Tracks};
use crate::domain::deliverable::{Progress, Style};
use crate::domain::milestone::Track;
use crate::domain::next_step::LEAD_DAYS;
use crate::domain::payable::{Payable, Purpose};
use crate::domain::rights::Right;
use crate::domain::{
    AmountId, AmountState, BatchId, Budget, Cadence, CollaborationFields, CollaborationId, DeliverableKind, PayableId,
    PostId, RightId,
};
use crate::error::Result;
use crate::proto::collaboration::{AmountDays, CollaborationPage, DeliverableRow, LogRow, Logged, Paid};
use crate::proto::collaboration_change::Which;
use crate::proto::post::ReadingRecord;

/// The most notes one page shows.
const NOTES: i64 = 200;

/// Returns everything about a collaboration as it is on a day, or nothing when it is gone. All of it is read as it stands at one
/// moment.
pub fn page(
    conn: &Connection,
    id: CollaborationId,
    today: NaiveDate,
    cadence: &Cadence,
) -> Result<Option<CollaborationPage>> {
    let _state = if conn.is_autocommit() { Some(conn.unchecked_transaction()?) } else { None };
    let Some(mut page) = head(conn, id)? else { return Ok(None) };
    page.fields = collaboration_facts::form(conn, id)?;
    page.siblings = siblings(conn, page.batch)?;
    page.budget =
        report::results(conn, Some(page.campaign))?.first().map(|campaign| campaign.budget).unwrap_or_default();
    page.deliverables = promised(conn, id)?;
    page.payments = payments(conn, id)?;
    page.rights = rights(conn, id)?;
    let Some(card) = cards::cards(conn, cards::Which::One(id), cadence, today)?.pop() else { return Ok(None) };
    (page.stage, page.tracks, page.open) = (card.stage, card.tracks, card.open);
    let payables = payables::of(conn, id, today)?;
    page.amounts = amounts(conn, id, &payables)?;
    page.commissions = commissions(payables, today);
    let commission = page.fields.commission.unwrap_or(0);
    page.commission_minor = report::commission(page.revenue_minor, commission);
    page.log = log(conn, &page, today)?;
    page.creator_notes = creator_notes(conn, &page)?;
    Ok(Some(page))
}

fn head(conn: &Connection, id: CollaborationId) -> Result<Option<CollaborationPage>> {
    let cols = creator_cols();
    let sql = format!(
        "SELECT {cols}, batch.id, campaign.id, batch.name, campaign.name, campaign.currency, ifnull(campaign.lead_days, {LEAD_DAYS}),
           coalesce(nullif(collaboration.pay_terms, ''), nullif(creator.pay_terms, ''), default_pay_terms()),
           (SELECT count(*) FROM sale_order WHERE collaboration_id = ?1 AND state = 'sale' AND sale_order.currency = campaign.currency),
           (SELECT ifnull(sum(net_minor), 0) FROM sale_order
             WHERE collaboration_id = ?1 AND state = 'sale' AND sale_order.currency = campaign.currency) FROM collaboration JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id
           JOIN creator ON creator.id = creator_id WHERE collaboration.id = ?1"
    );
    let at = |after: usize| CREATOR_WIDTH + after;
    let read = |row: &Row<'_>| {
        Ok(CollaborationPage {
            id,
            batch: row.get(at(0))?,
            campaign: row.get(at(1))?,
            creator: creator_row(row)?,
            batch_name: row.get(at(2))?,
            campaign_name: row.get(at(3))?,
            currency: row.get(at(4))?,
            budget: Budget::default(),
            siblings: Vec::new(),
            stage: Stage::Shortlist,
            tracks: Tracks::default(),
            open: Vec::new(),
            fields: CollaborationFields::default(),
            lead_days: row.get(at(5))?,
            pay_terms: row.get(at(6))?,
            deliverables: Vec::new(),
            amounts: Vec::new(),
            payments: Vec::new(),
            rights: Vec::new(),
            orders: row.get(at(7))?,
            revenue_minor: row.get(at(8))?,
            commission_minor: 0,
            commissions: Vec::new(),
            log: Vec::new(),
            creator_notes: Vec::new(),
        })
    };
    Ok(conn.prepare_cached(&sql)?.query_row([id], read).optional()?)
}

fn siblings(conn: &Connection, batch: BatchId) -> Result<Vec<CollaborationId>> {
    let mut statement = conn.prepare_cached("SELECT id FROM collaboration WHERE batch_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([batch], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What was promised, then posts that nobody promised.
fn promised(conn: &Connection, id: CollaborationId) -> Result<Vec<DeliverableRow>> {
    let mut rows = Vec::new();
    for one in deliverables::of(conn, id)? {
        rows.push(DeliverableRow {
            which: Which::Promised(one.id),
            kind: one.kind,
            style: one.style,
            due_on: one.due_on,
            feedback_rounds: one.feedback_rounds,
            progress: one.progress,
            post: one.post,
            url: one.post.map(|post| url(conn, post)).transpose()?.unwrap_or_default(),
            readings: one.post.map(|post| readings(conn, post)).transpose()?.unwrap_or_default(),
        });
    }
    for (post, posted_on) in deliverables::unpromised(conn, id)? {
        rows.push(DeliverableRow {
            which: Which::Post(post),
            kind: DeliverableKind::Video,
            style: Style::Unknown,
            due_on: None,
            feedback_rounds: 0,
            progress: Progress { posted_on, has_post: true, ..Progress::default() },
            post: Some(post),
            url: url(conn, post)?,
            readings: readings(conn, post)?,
        });
    }
    Ok(rows)
}

fn url(conn: &Connection, post: PostId) -> Result<String> {
    Ok(conn.prepare_cached("SELECT url FROM post WHERE id = ?1")?.query_row([post], |row| row.get(0))?)
}

fn readings(conn: &Connection, post: PostId) -> Result<Vec<(NaiveDate, ReadingRecord)>> {
    let mut statement = conn.prepare_cached(
        "SELECT day, views, likes, comments, shares, saves FROM reading WHERE post_id = ?1 ORDER BY day",
    )?;
    let rows = statement.query_map([post], |row| {
        let [views, likes, comments, shares, saves] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
        Ok((day(row, 0)?.unwrap_or_default(), ReadingRecord { views, likes, comments, shares, saves }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every amount with its days. What the creator gets is due by the same clock as in the payments.
fn amounts(conn: &Connection, id: CollaborationId, payables: &[Payable]) -> Result<Vec<AmountDays>> {
    const STATES: [AmountState; 5] =
        [AmountState::Offered, AmountState::Agreed, AmountState::Owed, AmountState::Paid, AmountState::Released];
    let clocked =
        |amount: AmountId| payables.iter().find(|row| row.id == PayableId::Amount(amount)).and_then(|row| row.due_on);
    let mut statement = conn.prepare_cached(
        "SELECT id, kind, amount_minor, state, day, offered_on, agreed_on, owed_on, paid_on, released_on, invoice, invoiced_on, due_on,
           (SELECT ifnull(sum(ifnull(settles_minor, amount_minor)), 0) FROM payment
             WHERE cost_item_id = cost_item.id AND paid_on IS NOT NULL)
         FROM cost_item WHERE collaboration_id = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([id], |row| {
        let state: AmountState = row.get(3)?;
        let mut days = Vec::new();
        for (at, each) in STATES.into_iter().enumerate() {
            let known = day(row, 5 + at)?;
            let known = if known.is_none() && each == state { day(row, 4)? } else { known };
            days.extend(known.map(|on| (each, on)));
        }
        rising(&mut days);
        let amount = row.get(0)?;
        Ok(AmountDays {
            id: amount,
            kind: row.get(1)?,
            minor: row.get(2)?,
            state,
            due_on: day(row, 12)?.or_else(|| clocked(amount)),
            days,
            invoice: row.get(10)?,
            invoiced_on: day(row, 11)?,
            paid_minor: row.get(13)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Dates each state no later than the one after it, where an older file says otherwise.
fn rising(days: &mut [(AmountState, NaiveDate)]) {
    let mut last = NaiveDate::MAX;
    for (_, on) in days.iter_mut().rev() {
        *on = last.min(*on);
        last = *on;
    }
}

/// The commission of each month, the first first: owed once the month is over.
fn commissions(payables: Vec<Payable>, today: NaiveDate) -> Vec<Payable> {
    let owed = |month: Payable| {
        let state = if month.is_owed(today) { AmountState::Owed } else { month.state };
        Payable { state, ..month }
    };
    let months = payables.into_iter().filter(|row| matches!(row.purpose, Purpose::Commission(_)));
    let mut months: Vec<Payable> = months.map(owed).collect();
    months.sort_by_key(|month| month.purpose);
    months
}

fn payments(conn: &Connection, id: CollaborationId) -> Result<Vec<Paid>> {
    Ok(super::payments::made(conn, Some(id))?.into_iter().map(|(_, paid)| paid).collect())
}

/// The rights of a collaboration, oldest first.
pub(super) fn rights(conn: &Connection, id: CollaborationId) -> Result<Vec<(RightId, Right)>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, kind, starts_on, ends_on, price_minor, detail FROM rights WHERE collaboration_id = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([id], |row| {
        let right = Right {
            kind: row.get(1)?,
            starts_on: day(row, 2)?,
            ends_on: day(row, 3)?,
            price_minor: row.get(4)?,
            detail: row.get(5)?,
        };
        Ok((row.get(0)?, right))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What happened until a day, newest first: steps, days, amounts, payments, rights.
fn log(conn: &Connection, page: &CollaborationPage, today: NaiveDate) -> Result<Vec<LogRow>> {
    let mut log = steps(conn, page.id)?;
    let mut add = |on: Option<NaiveDate>, what: Logged| log.extend(on.map(|on| LogRow { on, what }));
    let fields = &page.fields;
    add(fields.contacted_on, Logged::Talk(Outreach::Contacted));
    add(fields.replied_on, Logged::Talk(Outreach::Replied));
    add(fields.shipped_on, Logged::Parcel(Product::Shipped));
    add(fields.delivered_on, Logged::Parcel(Product::Delivered));
    add(fields.lost_on, Logged::Parcel(Product::Lost));
    for (index, one) in page.deliverables.iter().enumerate() {
        let Progress { draft_on, changes_on, approved_on, posted_on, missed_on, .. } = one.progress;
        for (on, content) in [
            (draft_on, Content::DraftIn),
            (changes_on, Content::ChangesAsked),
            (approved_on, Content::Approved),
            (posted_on, Content::Posted),
            (missed_on, Content::Missed),
        ] {
            add(on, Logged::Content(index + 1, one.kind, content));
        }
    }
    for amount in &page.amounts {
        for (state, on) in &amount.days {
            // A payment says more of it.
            if *state != AmountState::Paid || amount.paid_minor == 0 {
                add(Some(*on), Logged::Amount(amount.kind, amount.minor, *state));
            }
        }
        add(amount.invoiced_on, Logged::Invoice(amount.invoice.clone(), amount.minor));
    }
    for paid in &page.payments {
        add(Some(paid.on), Logged::Payment(paid.money, paid.method.clone()));
    }
    for (_, right) in &page.rights {
        add(right.starts_on, Logged::Right(right.clone(), true));
        add(right.ends_on.filter(|end| *end < today), Logged::Right(right.clone(), false));
    }
    // A step that a deliverable repeats is told by that one.
    let repeated: Vec<(NaiveDate, &'static str)> = log
        .iter()
        .filter_map(|row| match row.what {
            Logged::Content(.., content) => Some((row.on, content.word())),
            _ => None,
        })
        .collect();
    log.retain(|row| !matches!(&row.what, Logged::Step(_, word) if repeated.contains(&(row.on, word.as_str()))));
    log.retain(|row| row.on <= today);
    Ok(in_order(log))
}

/// Newest first. What an amount became stands with the step of that day that made it so: agreed with the agreement, paid with
/// the parcel.
fn in_order(log: Vec<LogRow>) -> Vec<LogRow> {
    let is_amount = |row: &LogRow| matches!(row.what, Logged::Amount(..));
    let (amounts, mut log): (Vec<LogRow>, Vec<LogRow>) = log.into_iter().partition(is_amount);
    log.sort_by_key(|row| (row.on, turn(&row.what)));
    let after = |amount: &LogRow| {
        let of_day = || log.iter().enumerate().filter(|(_, row)| row.on == amount.on);
        let cause = of_day().rfind(|(_, row)| makes(&row.what, &amount.what));
        let last = || of_day().rfind(|(_, row)| turn(&row.what) < turn(&amount.what));
        cause.or_else(last).map_or(0, |(at, _)| 2 * at + 3)
    };
    let amounts: Vec<(NaiveDate, usize, LogRow)> =
        amounts.into_iter().map(|amount| (amount.on, after(&amount), amount)).collect();
    let steps = log.into_iter().enumerate().map(|(at, row)| (row.on, 2 * at + 2, row));
    let mut all: Vec<(NaiveDate, usize, LogRow)> = steps.chain(amounts).collect();
    all.sort_by_key(|(on, place, _)| (*on, *place));
    all.into_iter().rev().map(|(.., row)| row).collect()
}

/// Whether a step makes an amount what it became.
fn makes(step: &Logged, amount: &Logged) -> bool {
    let Logged::Amount(kind, _, state) = amount else { return false };
    match state {
        AmountState::Offered => matches!(step, Logged::Talk(Outreach::Negotiating | Outreach::ToContact)),
        AmountState::Agreed => matches!(step, Logged::Talk(Outreach::Agreed)),
        AmountState::Owed => match step {
            Logged::Content(_, _, Content::Posted | Content::Approved) | Logged::Invoice(..) => true,
            Logged::Step(track, _) => track == Track::Money.word(),
            _ => false,
        },
        AmountState::Paid => kind.goes_with_the_parcel() && matches!(step, Logged::Parcel(_)),
        AmountState::Released => matches!(step, Logged::Talk(Outreach::Declined | Outreach::NoResponse)),
    }
}

/// The newest notes of the creator, but for those about another collaboration.
fn creator_notes(conn: &Connection, page: &CollaborationPage) -> Result<Vec<(NaiveDate, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT written_at, text FROM note WHERE creator_id = ?2 AND ifnull(collaboration_id, ?1) = ?1
         ORDER BY written_at DESC, id DESC LIMIT ?3",
    )?;
    let rows = statement.query_map((page.id, page.creator.id, NOTES), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(written_at, text)| Some((day_of(written_at)?, text))).collect())
}

/// What of one day comes first: the talk in its order, then all else as it is listed, at last what was decided.
fn turn(what: &Logged) -> u8 {
    match what {
        // An offer is made before anybody is written to; of what else an amount became, the cause may be known to nobody.
        Logged::Talk(Outreach::ToContact | Outreach::Contacted) | Logged::Amount(_, _, AmountState::Offered) => 0,
        Logged::Talk(Outreach::FollowedUp) => 1,
        Logged::Talk(Outreach::Replied) => 2,
        Logged::Talk(_) => 3,
        Logged::Amount(..) => 5,
        Logged::Step(track, _) if track == Track::Decision.word() => 6,
        _ => 4,
    }
}

fn steps(conn: &Connection, id: CollaborationId) -> Result<Vec<LogRow>> {
    let mut statement =
        conn.prepare_cached("SELECT track, word, day FROM step WHERE collaboration_id = ?1 ORDER BY day, id")?;
    let rows = statement.query_map([id], |row| {
        let (track, word): (String, String) = (row.get(0)?, row.get(1)?);
        let known = match track.as_str() {
            "outreach" => Outreach::from_word(&word).map(Logged::Talk),
            "product" => Product::from_word(&word).map(Logged::Parcel),
            _ => None,
        };
        Ok(LogRow { on: day(row, 2)?.unwrap_or_default(), what: known.unwrap_or(Logged::Step(track, word)) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
