//! What campaigns that are not about conversions count, day by day: views of all posts, or usable assets; and views at equal age.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use rusqlite::Connection;

use crate::domain::{CampaignId, CollaborationId, Goal, reading_age};
use crate::error::Result;
use crate::proto::outlook::{AtAge, DayCount, SeenAt};
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult};

use super::evidence::Evidence;
use super::row::{Day, day};
use super::sales_over_time::AGES;

/// Readings of one post.
struct Read {
    posted_on: NaiveDate,
    views: Vec<(NaiveDate, i64)>,
}

/// The posts of each collaboration that have a day.
type Posts = HashMap<CollaborationId, Vec<Read>>;

/// Fills in what a campaign counts over time; nothing for conversions, whose money says it.
pub fn fill(conn: &Connection, campaign: &mut CampaignResult, evidence: &Evidence) -> Result<()> {
    match campaign.goal {
        Goal::Conversions => {}
        Goal::Awareness => {
            let posts = posts(conn, campaign.id)?;
            let counted =
                |creators: &[&CreatorResult]| views(creators.iter().filter_map(|row| posts.get(&row.collaboration)));
            campaign.counted = counted(&campaign.batches.iter().flat_map(|batch| &batch.creators).collect::<Vec<_>>());
            for batch in campaign.batches.iter_mut().filter(|batch| batch.is_under_way()) {
                batch.counted = counted(&batch.creators.iter().collect::<Vec<_>>());
                see_at_ages(batch, &posts, evidence.today());
            }
        }
        Goal::Ugc => {
            let days = made_on(conn, campaign.id)?;
            let counted = |creators: &[&CreatorResult]| {
                let mut all: Vec<NaiveDate> =
                    creators.iter().filter_map(|row| days.get(&row.collaboration)).flatten().copied().collect();
                all.sort_unstable();
                running(all.into_iter().map(|day| (day, 1)))
            };
            campaign.counted = counted(&campaign.batches.iter().flat_map(|batch| &batch.creators).collect::<Vec<_>>());
            for batch in campaign.batches.iter_mut().filter(|batch| batch.is_under_way()) {
                batch.counted = counted(&batch.creators.iter().collect::<Vec<_>>());
            }
        }
    }
    Ok(())
}

fn posts(conn: &Connection, campaign: CampaignId) -> Result<Posts> {
    let mut statement = conn.prepare_cached(
        "SELECT post.collaboration_id, post.id, post.posted_on, reading.day, reading.views FROM batch \
         JOIN collaboration ON collaboration.batch_id = batch.id JOIN post ON post.collaboration_id = collaboration.id \
         LEFT JOIN reading ON reading.post_id = post.id AND reading.views IS NOT NULL \
         WHERE batch.campaign_id = ?1 AND post.posted_on IS NOT NULL ORDER BY post.id, reading.day",
    )?;
    let (mut found, mut last) = (Posts::new(), None);
    let mut rows = statement.query([campaign])?;
    while let Some(row) = rows.next()? {
        let (id, post): (CollaborationId, i64) = (row.get(0)?, row.get(1)?);
        let of = found.entry(id).or_default();
        if last != Some(post) {
            of.push(Read { posted_on: row.get::<_, Day>(2)?.0, views: Vec::new() });
            last = Some(post);
        }
        if let (Some(read), Some(on), Some(count)) = (of.last_mut(), day(row, 3)?, row.get(4)?) {
            read.views.push((on, count));
        }
    }
    Ok(found)
}

/// Days on which usable assets came: a post on its day, an approved draft without a post on the day of its approval.
fn made_on(conn: &Connection, campaign: CampaignId) -> Result<HashMap<CollaborationId, Vec<NaiveDate>>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.id, made.day FROM batch JOIN collaboration ON collaboration.batch_id = batch.id JOIN ( \
           SELECT collaboration_id, posted_on AS day FROM post \
           UNION ALL SELECT collaboration_id, approved_on FROM deliverable WHERE post_id IS NULL \
         ) AS made ON made.collaboration_id = collaboration.id \
         WHERE batch.campaign_id = ?1 AND made.day IS NOT NULL",
    )?;
    let mut found: HashMap<CollaborationId, Vec<NaiveDate>> = HashMap::new();
    let mut rows = statement.query([campaign])?;
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().push(row.get::<_, Day>(1)?.0);
    }
    Ok(found)
}

/// The views of all posts as last read up to each day; none on the day of the first post.
fn views<'a>(posts: impl Iterator<Item = &'a Vec<Read>>) -> Vec<DayCount> {
    let mut gained: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    let mut first: Option<NaiveDate> = None;
    for post in posts.flatten().filter(|post| !post.views.is_empty()) {
        first = Some(first.map_or(post.posted_on, |first| first.min(post.posted_on)));
        let mut before = 0;
        for (day, views) in &post.views {
            let of_day = gained.entry(*day).or_default();
            *of_day = of_day.saturating_add(views.saturating_sub(before));
            before = *views;
        }
    }
    running(first.map(|day| (day, 0)).into_iter().filter(|(day, _)| !gained.contains_key(day)).chain(gained.clone()))
}

/// Adds up what days gained, oldest first.
fn running(days: impl Iterator<Item = (NaiveDate, i64)>) -> Vec<DayCount> {
    let mut all: Vec<DayCount> = Vec::new();
    for (day, gained) in days {
        let total = all.last().map_or(0, |last| last.total).saturating_add(gained);
        match all.last_mut().filter(|last| last.day == day) {
            Some(last) => last.total = total,
            None => all.push(DayCount { day, total }),
        }
    }
    all
}

/// Adds views to what is known of a batch at equal ages. Only creators count all of whose posts were read at that age, or before
/// and after it.
fn see_at_ages(batch: &mut BatchResult, posts: &Posts, today: NaiveDate) {
    for age in AGES {
        let mut at = SeenAt::default();
        for creator in &batch.creators {
            let Some(posts) = posts.get(&creator.collaboration).filter(|posts| !posts.is_empty()) else { continue };
            let views = posts.iter().map(|post| {
                let on = post.posted_on.checked_add_days(Days::new(age)).filter(|on| *on <= today)?;
                reading_age::at(on, &post.views).map(|at| at.count)
            });
            if let Some(views) = views.sum::<Option<i64>>() {
                at.creators += 1;
                at.views = at.views.saturating_add(views);
                at.cost_minor = at.cost_minor.saturating_add(creator.sums.spend_minor);
            }
        }
        let Ok(days) = i64::try_from(age) else { continue };
        let seen = (at.creators > 0).then_some(at);
        match batch.at_ages.iter_mut().find(|known| known.days == days) {
            Some(known) => known.seen = seen,
            None if seen.is_some() => batch.at_ages.push(AtAge { days, seen, ..AtAge::default() }),
            None => {}
        }
    }
    batch.at_ages.sort_by_key(|at| at.days);
}
