//! What the user adds to the page of a creator: posts, followers on days, the audience, paid posts seen, how it was found.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::note::lines;
use super::{Outcome, Step, fits, rows};
use crate::domain::text::{clean, fold};
use crate::domain::{CreatorId, Longest, PostId};
use crate::error::{Error, Result};
use crate::proto::page_change::{Facet, PageChange, PageCmd, SponsoredSeen};
use crate::proto::post::{PostEntry, ReadingRecord};
use crate::store::followers;
use crate::store::post::{Change, Shelf};
use crate::store::row::day;
use crate::store::sources::Source;
use crate::store::undo::Place;
use crate::words::page as words;

/// The whole of an audience in basis points, and how far rounded shares may exceed it.
const WHOLE_BP: i64 = 10_000;
const ROUNDING_BP: i64 = 200;

impl Step<'_> {
    /// Changes what is known of one creator.
    pub(super) fn change_page(&self, change: &PageChange) -> Result<Outcome> {
        let of = Of { id: change.creator, who: self.who(change.creator)? };
        match &change.cmd {
            PageCmd::SavePosts(entries) => self.save_posts(&of, entries),
            PageCmd::DeletePost(post) => self.delete_post(&of, *post),
            PageCmd::SaveSnapshots(counts) => self.save_snapshots(&of, counts),
            PageCmd::SetAudience(facet, shares) => self.set_audience(&of, *facet, shares),
            PageCmd::SetSponsored(seen) => self.set_sponsored(&of, *seen),
            PageCmd::SetFound { how, detail } => {
                fits("way", how, Longest::Line)?;
                fits("detail", detail, Longest::Line)?;
                self.set_found(&of, &clean(how), &clean(detail))
            }
        }
    }

    fn save_posts(&self, of: &Of, entries: &[PostEntry]) -> Result<Outcome> {
        let entries = entries.iter().map(|entry| self.checked(entry)).collect::<Result<Vec<_>>>()?;
        let mut shelf = Shelf::read(self.conn, of.id)?;
        let (mut added, mut updated) = (0, 0);
        for entry in &entries {
            match shelf.take(self.conn, entry, self.today, &mut || Ok(None))? {
                Change::Added => added += 1,
                Change::Updated => updated += 1,
                Change::Nothing => {}
            }
        }
        Ok(of.changed(added + updated, words::posts_saved(&of.who, added, updated)))
    }

    /// Returns the entry with clean texts, or says what it cannot be.
    fn checked(&self, entry: &PostEntry) -> Result<PostEntry> {
        let (url, caption) = (clean(&entry.url), lines(&entry.caption));
        fits("address", &url, Longest::Line)?;
        fits("caption", &caption, Longest::Lines)?;
        if url.is_empty() && entry.posted_on.is_none() {
            return Err(Error::refused("A post needs a day or a link, so that it can be recognized."));
        }
        if let Some(day) = entry.posted_on.filter(|day| *day > self.today) {
            return Err(Error::refused(format!("{day} is in the future. Enter the day of the post.")));
        }
        if url.chars().any(char::is_whitespace) {
            return Err(Error::refused("The address contains a space. Copy it again from the address bar."));
        }
        let ReadingRecord { views, likes, comments, shares, saves } = entry.reading;
        if [views, likes, comments, shares, saves].into_iter().flatten().any(|count| count < 0) {
            return Err(Error::refused("Counts of a post cannot be below 0."));
        }
        Ok(PostEntry { url, caption, ..entry.clone() })
    }

    fn delete_post(&self, of: &Of, post: PostId) -> Result<Outcome> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT post.posted_on, campaign.name, batch.name FROM post
                 LEFT JOIN collaboration ON collaboration.id = post.collaboration_id
                 LEFT JOIN batch ON batch.id = collaboration.batch_id
                 LEFT JOIN campaign ON campaign.id = batch.campaign_id
                 WHERE post.id = ?1 AND post.creator_id = ?2",
            )?
            .query_row(params![post, of.id], |row| {
                Ok((day(row, 0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
            })
            .optional()?;
        let Some((day, campaign, batch)) = found else {
            return Err(Error::refused("This post no longer exists."));
        };
        if let (Some(campaign), Some(batch)) = (campaign, batch) {
            let sentence = format!("This post belongs to {campaign}: {batch}, and its sales depend on it.");
            return Err(Error::refused(sentence).with_hint("Clear its fields in that batch instead."));
        }
        self.conn.prepare_cached("DELETE FROM post WHERE id = ?1")?.execute([post])?;
        Ok(of.changed(1, words::post_deleted(&of.who, day)))
    }

    fn save_snapshots(&self, of: &Of, counts: &[(NaiveDate, i64)]) -> Result<Outcome> {
        if counts.iter().any(|(_, followers)| *followers < 0) {
            return Err(Error::refused("Followers cannot be below 0."));
        }
        if let Some((day, _)) = counts.iter().find(|(day, _)| *day > self.today) {
            return Err(Error::refused(format!("{day} is in the future. Enter the day of the count.")));
        }
        // Of two counts of a day the last one stands.
        let counts: BTreeMap<NaiveDate, i64> = counts.iter().copied().collect();
        let mut changed = 0;
        for count in counts {
            changed += u64::from(followers::keep(self.conn, of.id, count, self.now, || Ok(Source::default()))?);
        }
        Ok(of.changed(changed, words::followers_saved(&of.who, changed)))
    }

    fn set_audience(&self, of: &Of, facet: Facet, shares: &[(String, i64)]) -> Result<Outcome> {
        let mut wanted = BTreeMap::new();
        for (key, share) in shares {
            let key = audience_key(facet, key);
            if key.is_empty() {
                return Err(Error::refused(format!("A share of the audience by {} needs a name.", facet.word())));
            }
            if !(0..=WHOLE_BP).contains(share) {
                return Err(Error::refused(format!("The share of {key} must be from 0 to 100%.")));
            }
            if wanted.insert(key.clone(), *share).is_some() {
                return Err(Error::refused(format!("{key} appears twice. Keep one of the two.")));
            }
        }
        let sum: i64 = wanted.values().sum();
        if sum > WHOLE_BP + ROUNDING_BP {
            return Err(Error::refused(format!("These shares add up to {}%. They can't exceed 100%.", sum / 100)));
        }
        let known = self
            .conn
            .prepare_cached("SELECT key, share_bp FROM audience_share WHERE creator_id = ?1 AND facet = ?2")?
            .query_map(params![of.id, facet], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<BTreeMap<String, i64>>>()?;
        if known == wanted {
            return Ok(Outcome::nothing(words::audience_set(&of.who, facet, None)));
        }
        for gone in known.keys().filter(|key| !wanted.contains_key(*key)) {
            self.conn
                .prepare_cached("DELETE FROM audience_share WHERE creator_id = ?1 AND facet = ?2 AND key = ?3")?
                .execute(params![of.id, facet, gone])?;
        }
        for (key, share) in wanted.iter().filter(|(key, share)| known.get(*key) != Some(share)) {
            self.conn
                .prepare_cached(
                    "INSERT INTO audience_share (creator_id, facet, key, share_bp) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (creator_id, facet, key) DO UPDATE SET share_bp = excluded.share_bp",
                )?
                .execute(params![of.id, facet, key, share])?;
        }
        Ok(of.changed(1, words::audience_set(&of.who, facet, Some(wanted.len()))))
    }

    fn set_sponsored(&self, of: &Of, sponsored: Option<SponsoredSeen>) -> Result<Outcome> {
        if let Some(SponsoredSeen { seen, disclosed }) = sponsored {
            if seen < 0 || disclosed < 0 {
                return Err(Error::refused("Posts seen cannot be below 0."));
            }
            if disclosed > seen {
                return Err(Error::refused(format!(
                    "{disclosed} of {seen} posts can't be disclosed. Enter at most {seen}."
                )));
            }
        }
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE creator SET sponsored_seen = ?2, sponsored_disclosed = ?3, updated_at = max(updated_at + 1, ?4)
                 WHERE id = ?1 AND (sponsored_seen, sponsored_disclosed) IS NOT (?2, ?3)",
            )?
            .execute(params![of.id, sponsored.map(|s| s.seen), sponsored.map(|s| s.disclosed), self.now])?;
        Ok(of.changed(rows(changed), words::sponsored_set(&of.who, changed > 0, sponsored)))
    }

    fn set_found(&self, of: &Of, how: &str, detail: &str) -> Result<Outcome> {
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE creator SET found_by = ?2, found_via = ?3, updated_at = max(updated_at + 1, ?4)
                 WHERE id = ?1 AND (found_by, found_via) IS NOT (?2, ?3)",
            )?
            .execute(params![of.id, how, detail, self.now])?;
        Ok(of.changed(rows(changed), words::found_set(&of.who, changed > 0, how, detail)))
    }
}

/// Whose page is changed.
struct Of {
    id: CreatorId,
    /// The handle with `@`.
    who: String,
}

impl Of {
    /// What was done to the page; the sentence of nothing done is kept nowhere.
    fn changed(&self, changed: u64, sentence: String) -> Outcome {
        if changed == 0 {
            return Outcome::nothing(sentence);
        }
        Outcome { sentence, changed, show: Some(self.id), place: Place::Creator(self.id) }
    }
}

/// A part of an audience as it is kept: codes of countries are upper case, words are lower case.
fn audience_key(facet: Facet, typed: &str) -> String {
    let key = clean(typed);
    match facet {
        Facet::Country if key.len() == 2 => key.to_ascii_uppercase(),
        Facet::Country => key,
        Facet::Age => fold(&key),
        Facet::Gender => match &*fold(&key) {
            "f" | "w" | "women" | "woman" | "females" => "female".to_owned(),
            "m" | "men" | "man" | "males" => "male".to_owned(),
            other => other.to_owned(),
        },
    }
}
