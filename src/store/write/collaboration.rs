//! The form of a collaboration: what it costs, by what its sales are known, and its post.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use super::batch::Batch;
use super::{Outcome, Step, fits, too_long};
use crate::domain::collaboration_fields::Home;
use crate::domain::deliverable::Promise;
use crate::domain::record::{self, Kind, Slot, TextFault, View};
use crate::domain::text::{clean, fold};
use crate::domain::{
    AmountState, CollaborationField, CollaborationFields, CollaborationId, CostKind, CreatorId, Longest, PostId,
};
use crate::error::{Error, Result};
use crate::proto::post::ReadingRecord;
use crate::store::amounts::{self, Amount};
use crate::store::attribute::{family, link_mark, recredit};
use crate::store::links::address;
use crate::store::post::brings;
use crate::store::reading::newest_counts;
use crate::store::row::Day;
use crate::store::{collaboration_facts, deliverables};
use crate::words::batches as words;
use crate::words::steps::early_posts;

mod board;
mod book_again;
mod deliverable;
mod right;
mod steps;
mod tally;
mod tracks;

/// A collaboration whose form is being saved.
struct Saved {
    id: CollaborationId,
    creator: CreatorId,
    handle: String,
    batch: Batch,
}

impl Step<'_> {
    /// Replaces what is in the form of a collaboration. Only what differs from what is known is written.
    pub(super) fn save_collaboration(&self, id: CollaborationId, typed: &CollaborationFields) -> Result<Outcome> {
        let fields = &cleaned(typed)?;
        self.check(fields)?;
        let saved = self.saved(id)?;
        let before = self.codes_and_marks("id", id.0)?;
        let tracks = amounts::tracks_of(self.conn, id)?;
        let known = collaboration_facts::form(self.conn, id)?;
        let changed = record::changed(&known, fields);
        let has_changed = |home| changed.iter().any(|field| field.home() == home);
        for (kind, wanted) in fields.costs().filter(|(kind, _)| has_changed(Home::Cost(*kind))) {
            self.save_cost(&saved, kind, wanted)?;
        }
        if has_changed(Home::Codes) {
            self.save_codes(&saved, &fields.codes)?;
        }
        if has_changed(Home::Link) {
            self.save_link(&saved, &fields.link)?;
        }
        if has_changed(Home::Post) && !fields.post_url.is_empty() {
            let own = self.first_post(id)?.map(PostId);
            self.refuse_link_of_another(&saved, own, &fields.post_url)?;
        }
        let moved = (has_changed(Home::Post) || has_changed(Home::Reading)) && self.save_post(&saved, fields)?;
        if has_changed(Home::Deliverables) {
            deliverables::promise(self.conn, id, &Promise::read(&fields.deliverables).unwrap_or_default())?;
        }
        if moved {
            deliverables::settle(self.conn, id)?;
        }
        if has_changed(Home::Reading) {
            self.save_reading(&saved, fields.into())?;
        }
        if has_changed(Home::Collaboration) {
            self.save_own(&saved, &known, fields)?;
        }
        let has_moved = self.save_tracks(&saved, fields)?;
        deliverables::follow(self.conn, id)?;
        if changed.is_empty() && !has_moved {
            return Ok(Outcome::nothing(crate::words::creators::unchanged(&format!("@{}", saved.handle))));
        }
        amounts::follow(self.conn, id, tracks, self.today)?;
        if tracks.is_agreed() && known.fee.is_none() && fields.fee.is_some() {
            amounts::agree_late(self.conn, id)?;
        }
        self.conn
            .prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![id, self.now])?;

        // Codes and links that came or went find other owners; a new first day does so for all of them.
        let after = self.codes_and_marks("id", id.0)?;
        let orders = if moved || before != after {
            let all = |old: Vec<String>, new: Vec<String>| -> Vec<String> {
                old.into_iter().chain(new).collect::<BTreeSet<_>>().into_iter().collect()
            };
            recredit(self.conn, &all(before.0, after.0), &all(before.1, after.1))?
        } else {
            0
        };
        let (known, now) = (known.post_and_parcel(), fields.post_and_parcel());
        let early = now.too_early().filter(|days| known.too_early() != Some(*days));
        let early = early.and_then(|days| early_posts(&[days], self.today));
        let sentence = std::iter::once(words::saved(&saved.handle, &saved.batch.title(), orders)).chain(early);
        let sentence = sentence.collect::<Vec<_>>().join(" ");
        Ok(Outcome::at(saved.batch.place(), 1, sentence))
    }

    fn saved(&self, id: CollaborationId) -> Result<Saved> {
        self.find_saved(id)?.ok_or_else(|| Error::refused("This creator is no longer in the batch."))
    }

    fn find_saved(&self, id: CollaborationId) -> Result<Option<Saved>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT creator_id, handle, batch_id FROM collaboration JOIN creator ON creator.id = creator_id
                 WHERE collaboration.id = ?1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((creator, handle, batch)) = found else { return Ok(None) };
        Ok(Some(Saved { id, creator, handle, batch: self.batch(batch)? }))
    }

    fn check(&self, fields: &CollaborationFields) -> Result<()> {
        for field in CollaborationField::ALL {
            let (fact, view) = (field.fact(), fields.get(*field));
            match (fact.kind, view) {
                // What is planned has no day yet.
                (Kind::Day, View::Day(Some(day))) if day > self.today => {
                    let what = fact.in_sentence();
                    return Err(Error::refused(format!(
                        "The {what} is in the future. Fill it in once it has happened."
                    )));
                }
                (Kind::Share, View::Count(Some(share))) if !(0..=10_000).contains(&share) => {
                    return Err(Error::refused(format!("The {} must be from 0 to 100%.", fact.in_sentence())));
                }
                (_, View::Count(Some(count))) if count < 0 => {
                    return Err(Error::refused(format!("{} cannot be below 0.", fact.label)));
                }
                _ => {}
            }
        }
        if fields.contacted_on.zip(fields.replied_on).is_some_and(|(contacted, replied)| replied < contacted) {
            return Err(Error::refused("The answer is dated before the first message. Check the two days."));
        }
        if fields.arrives_before_it_left() {
            return Err(Error::refused(crate::words::steps::BEFORE_PARCEL));
        }
        let starred = |code: &String| code.contains('*') && family(code.trim()).is_none_or(|start| start.contains('*'));
        if let Some(code) = fields.codes.iter().find(|code| starred(code)) {
            return Err(Error::refused(format!(
                "The code {} isn't valid. A star may only end a code: MIA-* matches all codes that start with MIA-.",
                clean(code)
            )));
        }
        Ok(())
    }

    /// The amounts of a kind, of which the form shows the sum: a new one is offered until the tracks say more, and a changed one
    /// keeps its state as far as what was paid of it allows. Of several, what is still open takes the difference: with 60 paid
    /// and 40 owed, a sum of 120 leaves 60 owed.
    fn save_cost(&self, saved: &Saved, kind: CostKind, wanted: Option<i64>) -> Result<()> {
        let mut items = amounts::of(self.conn, saved.id)?;
        items.retain(|amount| amount.kind == kind);
        let Some(wanted) = wanted else {
            self.conn
                .prepare_cached("DELETE FROM cost_item WHERE collaboration_id = ?1 AND kind = ?2")?
                .execute(params![saved.id, kind])?;
            return Ok(());
        };
        let sum = items.iter().map(|amount| amount.minor).fold(0_i64, i64::saturating_add);
        // What is open first, the newest of it first; the oldest that was paid last.
        items.sort_by_key(|amount| (amount.state.is_settled(), Reverse(amount.id)));
        match items.as_slice() {
            [one] => amounts::set_minor(self.conn, saved.id, one.id, wanted, self.today),
            [open, ..] if wanted > sum && !open.state.is_settled() => {
                let minor = open.minor.saturating_add(wanted - sum);
                amounts::set_minor(self.conn, saved.id, open.id, minor, self.today)
            }
            all if all.is_empty() || wanted > sum => {
                amounts::add(self.conn, saved.id, kind, wanted - sum, AmountState::Offered, self.today)
            }
            all => self.lower(saved, all, sum - wanted),
        }
    }

    /// Takes this much off amounts, the first first. One of which nothing is left goes, unless it is the last.
    fn lower(&self, saved: &Saved, items: &[Amount], mut by: i64) -> Result<()> {
        for (at, amount) in items.iter().enumerate() {
            let off = by.min(amount.minor);
            by -= off;
            if off == amount.minor && at + 1 < items.len() {
                self.conn.prepare_cached("DELETE FROM cost_item WHERE id = ?1")?.execute([amount.id])?;
            } else if off > 0 {
                amounts::set_minor(self.conn, saved.id, amount.id, amount.minor - off, self.today)?;
            }
        }
        Ok(())
    }

    fn save_codes(&self, saved: &Saved, codes: &[String]) -> Result<()> {
        let wanted: Vec<(String, String)> = codes
            .iter()
            .map(|code| clean(code))
            .filter(|code| !code.is_empty())
            .map(|code| (fold(&code), code))
            .collect();
        let present = self
            .conn
            .prepare_cached("SELECT id, folded, code FROM code WHERE collaboration_id = ?1")?
            .query_map([saved.id], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        for (id, folded, code) in &present {
            match wanted.iter().find(|(name, _)| name == folded) {
                Some((_, typed)) if typed == code => {}
                Some((_, typed)) => {
                    self.conn.prepare_cached("UPDATE code SET code = ?2 WHERE id = ?1")?.execute(params![id, typed])?;
                }
                None => {
                    self.conn.prepare_cached("DELETE FROM code WHERE id = ?1")?.execute([id])?;
                }
            }
        }
        for (folded, code) in wanted.iter().filter(|(folded, _)| !present.iter().any(|(_, name, _)| name == folded)) {
            self.refuse_foreign_code(saved, folded, code)?;
            self.conn
                .prepare_cached(
                    "INSERT INTO code (collaboration_id, code, folded) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                )?
                .execute(params![saved.id, code, folded])?;
        }
        Ok(())
    }

    /// One creator may use a code in several batches; two creators with one code could not be told apart.
    fn refuse_foreign_code(&self, saved: &Saved, folded: &str, code: &str) -> Result<()> {
        let owner = self
            .conn
            .prepare_cached(
                "SELECT handle FROM code JOIN collaboration ON collaboration.id = collaboration_id
                 JOIN creator ON creator.id = creator_id WHERE folded = ?1 AND creator_id <> ?2 LIMIT 1",
            )?
            .query_row(params![folded, saved.creator], |row| row.get::<_, String>(0))
            .optional()?;
        match owner {
            None => Ok(()),
            Some(owner) => Err(Error::refused(words::code_taken(&owner, code))),
        }
    }

    /// Two creators with one link could not be told apart, neither by its address nor by what orders repeat of it.
    fn refuse_foreign_link(&self, saved: &Saved, url: &str) -> Result<()> {
        let (wanted, mark) = (address(url), link_mark(url));
        let mut find = self.conn.prepare_cached(
            "SELECT handle, url, mark FROM link JOIN collaboration ON collaboration.id = collaboration_id
             JOIN creator ON creator.id = creator_id WHERE creator_id <> ?1 AND url <> '' ORDER BY link.id",
        )?;
        let mut rows = find.query([saved.creator])?;
        while let Some(row) = rows.next()? {
            let (owner, known, same): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if address(&known) == wanted {
                return Err(Error::refused(words::link_taken(&owner)));
            }
            if !mark.is_empty() && same == mark {
                return Err(Error::refused(words::link_mark_taken(&owner, &mark)));
            }
        }
        Ok(())
    }

    /// Keeps the first link up to date; its clicks stay with it.
    fn save_link(&self, saved: &Saved, url: &str) -> Result<()> {
        if !url.is_empty() {
            self.refuse_foreign_link(saved, url)?;
        }
        let present = self
            .conn
            .prepare_cached("SELECT id FROM link WHERE collaboration_id = ?1 ORDER BY id LIMIT 1")?
            .query_row([saved.id], |row| row.get::<_, i64>(0))
            .optional()?;
        match present {
            Some(id) if url.is_empty() => {
                self.conn.prepare_cached("DELETE FROM link WHERE id = ?1")?.execute([id])?;
            }
            Some(id) => {
                // The link may is there already as a second one.
                self.conn
                    .prepare_cached("DELETE FROM link WHERE collaboration_id = ?1 AND url = ?2")?
                    .execute(params![saved.id, url])?;
                self.conn.prepare_cached("UPDATE link SET url = ?2, mark = ?3 WHERE id = ?1")?.execute(params![
                    id,
                    url,
                    link_mark(url)
                ])?;
            }
            None => {
                self.conn
                    .prepare_cached("INSERT INTO link (collaboration_id, url, mark) VALUES (?1, ?2, ?3)")?
                    .execute(params![saved.id, url, link_mark(url)])?;
            }
        }
        Ok(())
    }

    /// Keeps address and day of the first post, and returns whether one of them changed.
    fn save_post(&self, saved: &Saved, fields: &CollaborationFields) -> Result<bool> {
        let (url, present, nothing) = (&fields.post_url, self.first_post(saved.id)?, !fields.is_posted());
        let changed = match present {
            None if nothing => 0,
            None => self
                .conn
                .prepare_cached(
                    "INSERT INTO post (creator_id, collaboration_id, url, posted_on) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![saved.creator, saved.id, url, fields.posted_on.map(Day)])?,
            Some(id) if nothing => self.conn.prepare_cached("DELETE FROM post WHERE id = ?1")?.execute([id])?,
            Some(id) => self
                .conn
                .prepare_cached(
                    "UPDATE post SET url = ?2, posted_on = ?3 WHERE id = ?1 AND (url, posted_on) IS NOT (?2, ?3)",
                )?
                .execute(params![id, url, fields.posted_on.map(Day)])?,
        };
        Ok(changed > 0)
    }

    fn first_post(&self, id: CollaborationId) -> Result<Option<i64>> {
        let mut find =
            self.conn.prepare_cached("SELECT id FROM post WHERE collaboration_id = ?1 ORDER BY id LIMIT 1")?;
        Ok(find.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Keeps the counts as those of today, unless they are what was known: then nobody has looked again. A count that was known
    /// and is empty now is unknown again, on every day: an older one must not stand up in its place.
    fn save_reading(&self, saved: &Saved, reading: ReadingRecord) -> Result<()> {
        let Some(post) = self.first_post(saved.id)? else { return Ok(()) };
        let known = newest_counts(self.conn, post)?;
        let emptied =
            known.named().into_iter().zip(reading.named()).filter(|(was, is)| was.1.is_some() && is.1.is_none());
        for ((column, _), _) in emptied {
            let sql = format!("UPDATE reading SET {column} = NULL WHERE post_id = ?1 AND {column} IS NOT NULL");
            self.conn.prepare_cached(&sql)?.execute([post])?;
        }
        self.conn
            .prepare_cached(
                "DELETE FROM reading WHERE post_id = ?1 AND coalesce(views, likes, comments, shares, saves) IS NULL",
            )?
            .execute([post])?;
        if brings(reading, known) {
            let ReadingRecord { views, likes, comments, shares, saves } = reading;
            self.conn
                .prepare_cached(
                    "INSERT INTO reading (post_id, day, views, likes, comments, shares, saves) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                     ON CONFLICT (post_id, day) DO UPDATE SET views = excluded.views, likes = excluded.likes,
                       comments = excluded.comments, shares = excluded.shares, saves = excluded.saves, import_id = NULL",
                )?
                .execute(params![post, Day(self.today), views, likes, comments, shares, saves])?;
        }
        Ok(())
    }
}

/// The facts as they are kept: their texts clean, and of the right shape.
fn cleaned(typed: &CollaborationFields) -> Result<CollaborationFields> {
    let mut fields = typed.clone();
    for field in CollaborationField::ALL {
        if let Slot::Text(text) = fields.slot(*field) {
            let fact = field.fact();
            *text = fact.cleaned(text).map_err(|fault| match fault {
                TextFault::Shape(should) => Error::refused(format!("{}: {should}", fact.label)),
                TextFault::Long(fault) => too_long(fact.in_sentence(), fault),
            })?;
        }
        if let Slot::List(words) = fields.slot(*field) {
            fits(field.fact().in_sentence(), &words.join(","), Longest::Line)?;
        }
    }
    Ok(fields)
}
