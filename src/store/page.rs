//! Everything about one creator: what is known, what follows from it, and what was ever done together.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::collaboration_facts::{self, Scope};
use super::reading::newest_counts;
use super::report::commission;
use super::row::day;
use super::stage::{STAGE_COLS, stage, stage_cols};
use super::{assets, creator_totals, deals, detail, handle_history, payables, peers, sources, track_records, vetting};
use crate::analysis::rules::Rules;
use crate::analysis::vetting::vet;
use crate::domain::{CreatorId, PostId};
use crate::error::Result;
use crate::proto::page::{BatchName, BookingRow, CreatorPage, NoteRow, PostRow};
use crate::proto::post::PostEntry;

/// The most posts and notes one page shows, the newest ones.
const POSTS: i64 = 500;
const NOTES: i64 = 500;

/// Returns everything about a creator as it is on a day, or nothing when they are gone.
pub fn page(conn: &Connection, id: CreatorId, today: NaiveDate, rules: &Rules) -> Result<Option<CreatorPage>> {
    let (Some(mut detail), Some(candidate)) = (detail::creator(conn, id, rules)?, vetting::candidate(conn, id, today)?)
    else {
        return Ok(None);
    };
    creator_totals::fill(conn, std::slice::from_mut(&mut detail.row), today)?;
    let (brief_of, brief) = vetting::brief(conn, &rules.wanted)?;
    let sponsored = vetting::seen(conn, id)?;
    let vetting = vet(&candidate, &brief, &rules.standards.beside(peers::usual(conn)?));
    let posts = posts(conn, id)?;
    Ok(Some(CreatorPage {
        detail,
        known_as: handle_history::of(conn, id)?,
        posts,
        snapshots: super::vetting::snapshots(conn, id)?,
        audience: super::vetting::audience(conn, id)?,
        sponsored,
        usual: vetting.tier.map(|tier| rules.standards.benchmarks.of_tier(tier)),
        vetting,
        penalties: rules.standards.penalties,
        record: track_records::of(conn, id, today)?,
        agreed: deals::of(conn, id)?,
        brief_of,
        bookings: bookings(conn, id, today)?,
        notes: notes(conn, id)?,
        paid_years: payables::years(conn, Some(id))?,
    }))
}

fn posts(conn: &Connection, id: CreatorId) -> Result<Vec<PostRow>> {
    let mut statement = conn.prepare_cached(
        "SELECT post.id, post.url, post.posted_on, post.caption, newest.day, import_run.file,
           campaign.name, batch.name, import_run.ran_at
         FROM post
         LEFT JOIN reading AS newest ON newest.id = (SELECT id FROM reading WHERE post_id = post.id ORDER BY day DESC LIMIT 1)
         LEFT JOIN import_run ON import_run.id = newest.import_id
         LEFT JOIN collaboration ON collaboration.id = post.collaboration_id
         LEFT JOIN batch ON batch.id = collaboration.batch_id
         LEFT JOIN campaign ON campaign.id = batch.campaign_id
         WHERE post.creator_id = ?1 ORDER BY post.posted_on DESC NULLS LAST, post.id DESC LIMIT ?2",
    )?;
    let mut rows = statement.query((id, POSTS))?;
    let mut posts = Vec::new();
    while let Some(row) = rows.next()? {
        let id: PostId = row.get(0)?;
        posts.push(PostRow {
            id,
            entry: PostEntry {
                url: row.get(1)?,
                posted_on: day(row, 2)?,
                caption: row.get(3)?,
                reading: newest_counts(conn, id.0)?,
            },
            read_on: day(row, 4)?,
            source: sources::told(row.get(5)?, None, row.get(8)?),
            made_for: match (row.get(6)?, row.get(7)?) {
                (Some(campaign), Some(batch)) => Some(BatchName { campaign, batch }),
                _ => None,
            },
        });
    }
    Ok(posts)
}

/// Facts as in the results of the campaigns: what was spent, what came back in the campaign's currency.
fn bookings(conn: &Connection, id: CreatorId, today: NaiveDate) -> Result<Vec<BookingRow>> {
    let made = assets::of_creator(conn, id, today)?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT booked.id, campaign.id, batch.id, campaign.name, batch.name, campaign.currency,
           (SELECT SUM(amount_minor) FROM spend_item WHERE collaboration_id = booked.id),
           (SELECT COUNT(*) FROM sale_order WHERE collaboration_id = booked.id AND state = 'sale'
             AND sale_order.currency = campaign.currency),
           (SELECT SUM(net_minor) FROM sale_order WHERE collaboration_id = booked.id AND state = 'sale'
             AND sale_order.currency = campaign.currency),
           campaign.goal, {}{}
         FROM {} JOIN collaboration ON collaboration.id = booked.id JOIN batch ON batch.id = booked.batch_id
         JOIN campaign ON campaign.id = batch.campaign_id
         WHERE booked.creator_id = ?1 ORDER BY booked.id DESC",
        stage_cols(),
        collaboration_facts::COLUMNS,
        collaboration_facts::table(Scope::Whole),
    ))?;
    let rows = statement.query_map([id], |row| {
        let (stage, tracks) = stage(row, 10)?;
        let fields = collaboration_facts::fields(row, 10 + STAGE_COLS)?;
        let revenue_minor = row.get::<_, Option<i64>>(8)?.unwrap_or(0);
        let commission = commission(revenue_minor, fields.commission.unwrap_or(0));
        let spent = row.get::<_, Option<i64>>(6)?.unwrap_or(0);
        let (id, cost_minor) = (row.get(0)?, spent.saturating_add(commission));
        Ok(BookingRow {
            id,
            campaign: row.get(1)?,
            batch: row.get(2)?,
            name: BatchName { campaign: row.get(3)?, batch: row.get(4)? },
            stage: stage.word().to_owned(),
            decision: tracks.decision.word().to_owned(),
            currency: row.get(5)?,
            fields,
            cost_minor,
            orders: row.get(7)?,
            revenue_minor,
            goal: row.get(9)?,
            made: made.get(&id).map(|assets| assets.at_cost(cost_minor)).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn notes(conn: &Connection, id: CreatorId) -> Result<Vec<NoteRow>> {
    let mut statement = conn.prepare_cached(
        "SELECT written_at, kind, text FROM note WHERE creator_id = ?1 ORDER BY written_at DESC, id DESC LIMIT ?2",
    )?;
    let rows = statement
        .query_map((id, NOTES), |row| Ok(NoteRow { written_at: row.get(0)?, kind: row.get(1)?, text: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
