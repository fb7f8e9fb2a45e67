//! The facts that vetting goes by, as they are in the file.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::current_campaign::current_campaign;
use super::reading::newest_counts;
use super::row::{Day, day};
use crate::analysis::brief::Brief;
use crate::analysis::candidate::{Audience, Candidate, Post, SAMPLE, Snapshot, Sponsored};
use crate::domain::day::number;
use crate::domain::{CreatorId, Money};
use crate::error::Result;
use crate::proto::page::AudienceShare;
use crate::proto::page_change::{Facet, SponsoredSeen};

/// Returns what the campaign of the current batch looks for, else the newest campaign, with its name.
///
/// Its niches are wanted; what they belong to (`skincare` of `skincare/acne`) is near. The rest is wanted in every campaign.
pub fn brief(conn: &Connection, wanted: &Brief) -> Result<(Option<String>, Brief)> {
    let Some((id, name)) = current_campaign(conn)? else { return Ok((None, wanted.clone())) };
    let niches = conn
        .prepare_cached(
            "SELECT tag.name FROM campaign_niche JOIN tag ON tag.id = tag_id WHERE campaign_id = ?1 ORDER BY campaign_niche.id",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    let related = niches.iter().filter_map(|niche| Some(niche.split_once('/')?.0.to_owned())).collect();
    Ok((Some(name), Brief { niches, related, ..wanted.clone() }))
}

/// Returns what is known about a creator, as it is on a day; nothing when they are gone.
pub fn candidate(conn: &Connection, id: CreatorId, today: NaiveDate) -> Result<Option<Candidate>> {
    let found = conn
        .prepare_cached(
            "SELECT followers, price_minor, price_currency, sponsored_seen, sponsored_disclosed FROM creator WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let price: Option<i64> = row.get(1)?;
            Ok(Candidate {
                followers: row.get(0)?,
                price: price.map(|minor| Ok::<_, rusqlite::Error>(Money::new(minor, row.get(2)?))).transpose()?,
                sponsored: Sponsored {
                    seen: row.get::<_, Option<i64>>(3)?.unwrap_or(0),
                    disclosed: row.get::<_, Option<i64>>(4)?.unwrap_or(0),
                },
                ..Candidate::default()
            })
        })
        .optional()?;
    let Some(candidate) = found else { return Ok(None) };
    let snapshots = snapshots(conn, id)?;
    Ok(Some(Candidate {
        niches: niches(conn, id)?,
        posts: posts(conn, id, today)?,
        snapshots: snapshots.into_iter().map(|(day, followers)| Snapshot { day: number(day), followers }).collect(),
        today: number(today),
        audience: shares(&audience(conn, id)?),
        ..candidate
    }))
}

fn niches(conn: &Connection, id: CreatorId) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT tag.name FROM creator_tag JOIN tag ON tag.id = tag_id WHERE creator_id = ?1 AND is_niche = 1
         ORDER BY tag.folded",
    )?;
    let names = statement.query_map([id], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The newest posts with their newest counts. One whose day is unknown has no age.
#[expect(clippy::cast_precision_loss, reason = "ages in days are small")]
fn posts(conn: &Connection, id: CreatorId, today: NaiveDate) -> Result<Vec<Post>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, posted_on FROM post WHERE creator_id = ?1 ORDER BY posted_on DESC NULLS LAST, id DESC LIMIT ?2",
    )?;
    let mut rows = statement.query((id, i64::try_from(SAMPLE).unwrap_or(i64::MAX)))?;
    let mut posts = Vec::new();
    while let Some(row) = rows.next()? {
        let counts = newest_counts(conn, row.get(0)?)?;
        posts.push(Post {
            age_days: day(row, 1)?.map_or(f64::NAN, |posted| (today - posted).num_days() as f64),
            views: counts.views,
            likes: counts.likes,
            comments: counts.comments,
            shares: counts.shares,
            saves: counts.saves,
        });
    }
    Ok(posts)
}

/// Returns the followers of a creator on days, oldest first: those kept, and the creator's own.
pub fn snapshots(conn: &Connection, id: CreatorId) -> Result<Vec<(NaiveDate, i64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT day, followers FROM creator_reading WHERE creator_id = ?1 AND followers IS NOT NULL
           AND day <> ifnull((SELECT day FROM newest_followers WHERE creator_id = ?1), '')
         UNION ALL SELECT day, followers FROM newest_followers WHERE creator_id = ?1
         ORDER BY 1",
    )?;
    let rows = statement.query_map([id], |row| Ok((row.get::<_, Day>(0)?.0, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns who watches a creator: the largest parts first.
pub fn audience(conn: &Connection, id: CreatorId) -> Result<Vec<AudienceShare>> {
    let mut statement = conn.prepare_cached(
        "SELECT facet, key, share_bp FROM audience_share WHERE creator_id = ?1 ORDER BY facet, share_bp DESC, key",
    )?;
    let rows = statement
        .query_map([id], |row| Ok(AudienceShare { facet: row.get(0)?, key: row.get(1)?, share_bp: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[expect(clippy::cast_precision_loss, reason = "shares are at most 10,000 basis points")]
fn shares(all: &[AudienceShare]) -> Audience {
    let of = |facet: Facet| {
        all.iter()
            .filter(move |share| share.facet == facet)
            .map(|share| (share.key.clone(), share.share_bp as f64 / 10_000.0))
    };
    Audience {
        country: of(Facet::Country).collect(),
        age: of(Facet::Age).collect(),
        gender: of(Facet::Gender).collect(),
    }
}

/// Returns what was seen of the paid posts of a creator.
pub fn seen(conn: &Connection, id: CreatorId) -> Result<Option<SponsoredSeen>> {
    let mut statement = conn.prepare_cached("SELECT sponsored_seen, sponsored_disclosed FROM creator WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| {
        let seen: Option<i64> = row.get(0)?;
        let disclosed = row.get::<_, Option<i64>>(1)?.unwrap_or(0);
        Ok(seen.map(|seen| SponsoredSeen { seen, disclosed }))
    })?)
}
