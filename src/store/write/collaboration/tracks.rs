//! The tracks of a collaboration that follow from its form: talk, parcel, content.

use chrono::NaiveDate;
use rusqlite::{Row, params};

use super::super::{Outcome, Step};
use super::Saved;
use crate::domain::collaboration::{Content, Milestone, Outreach, Product, Tracks};
use crate::domain::text::clean;
use crate::domain::{AmountState, CollaborationId};
use crate::error::{Error, Result};
use crate::proto::command::CollaborationFields;
use crate::store::amounts;
use crate::store::row::{Day, day};

impl Step<'_> {
    /// Keeps the days of message, answer and parcel, and moves the tracks that follow from them.
    pub(super) fn save_days(&self, saved: &Saved, fields: &CollaborationFields) -> Result<bool> {
        let (carrier, tracking) = (clean(&fields.carrier), clean(&fields.tracking));
        let (old, outreach, product) = self
            .conn
            .prepare_cached(
                "SELECT contacted_on, replied_on, shipped_on, carrier, tracking, outreach, product FROM collaboration WHERE id = ?1",
            )?
            .query_row([saved.id], |row| {
                let days = [day(row, 0)?, day(row, 1)?, day(row, 2)?];
                let parcel = (row.get::<_, String>(3)?, row.get::<_, String>(4)?);
                Ok(((days, parcel), row.get::<_, Outreach>(5)?, row.get::<_, Product>(6)?))
            })?;
        let days = [fields.contacted_on, fields.replied_on, fields.shipped_on];
        if old == (days, (carrier.clone(), tracking.clone())) {
            return Ok(false);
        }
        let (is_known, was_known) = (days.map(|day| day.is_some()), old.0.map(|day| day.is_some()));
        self.conn
            .prepare_cached(
                "UPDATE collaboration SET contacted_on = ?2, replied_on = ?3, shipped_on = ?4, carrier = ?5, tracking = ?6,
                   outreach = ?7, product = ?8 WHERE id = ?1",
            )?
            .execute(params![
                saved.id,
                days[0].map(Day),
                days[1].map(Day),
                days[2].map(Day),
                carrier,
                tracking,
                // Either may be known to have happened without its day.
                if is_known[..2] == was_known[..2] { outreach } else { outreach.with_days(is_known[0], is_known[1]) },
                if is_known[2] == was_known[2] { product } else { product.with_day(is_known[2]) },
            ])?;
        Ok(true)
    }

    /// Notes what happened today; a day that is known already stays.
    pub(in crate::store::write) fn pass_milestone(&self, id: CollaborationId, milestone: Milestone) -> Result<Outcome> {
        let saved = self.saved(id)?;
        let handle = &saved.handle;
        let (old, follow_ups, blocked) = self
            .conn
            .prepare_cached(
                "SELECT outreach, product, contacted_on, replied_on, shipped_on, follow_ups, do_not_contact FROM collaboration
                 JOIN creator ON creator.id = creator_id WHERE collaboration.id = ?1",
            )?
            .query_row([id], |row| Ok((Progress::read(row)?, row.get::<_, i64>(5)?, row.get::<_, bool>(6)?)))?;
        if let Milestone::Money(_) = milestone {
            return self.pay_all(&saved);
        }
        if blocked && milestone.is_message() {
            return Err(Error::refused(format!("@{handle} is marked do not contact: nobody writes to them.")));
        }
        let now = old.after(milestone, self.today);
        let before = amounts::tracks_of(self.conn, id)?;
        let again = milestone == Milestone::Talk(Outreach::FollowedUp);
        if !again && now == old {
            let already = || Outcome::nothing(format!("@{handle} is noted as {} already.", milestone.word()));
            return Ok(self.release_unearned(&saved, before)?.unwrap_or_else(already));
        }
        self.conn
            .prepare_cached(
                "UPDATE collaboration SET outreach = ?2, product = ?3, contacted_on = ?4, replied_on = ?5, shipped_on = ?6,
                   follow_ups = ?7, updated_at = max(updated_at + 1, ?8) WHERE id = ?1",
            )?
            .execute(params![
                id,
                now.outreach,
                now.product,
                now.contacted.map(Day),
                now.replied.map(Day),
                now.shipped.map(Day),
                follow_ups + i64::from(again),
                self.now,
            ])?;
        let released = amounts::follow(self.conn, id, before, self.today)?;
        let times = if again && follow_ups > 0 { format!(", {} times now", follow_ups + 1) } else { String::new() };
        let mut sentence = format!("Noted @{handle} in {}: {}{times}.", saved.batch.title(), milestone.word());
        if let Some(what) = released.sentence(handle, saved.batch.currency) {
            sentence = format!("{sentence} {what}");
        }
        Ok(Outcome::at(saved.batch.place(), 1, sentence))
    }

    /// Releases what a talk that ended never earned, where an older version of the program noted the end and left the amounts as
    /// they were; nothing where there is no such amount.
    fn release_unearned(&self, saved: &Saved, before: Tracks) -> Result<Option<Outcome>> {
        let is_unearned = |amount: &amounts::Amount| {
            amount.state != AmountState::Released
                && amount.state.with_tracks(amount.kind, before) == AmountState::Released
        };
        if !before.has_ended() || !amounts::of(self.conn, saved.id)?.iter().any(is_unearned) {
            return Ok(None);
        }
        let released = amounts::follow(self.conn, saved.id, before, self.today)?;
        let sentence = released.sentence(&saved.handle, saved.batch.currency).unwrap_or_default();
        Ok(Some(Outcome::at(saved.batch.place(), 1, sentence)))
    }

    /// Moves the tracks that follow from the form, and keeps the commission.
    pub(super) fn save_tracks(&self, saved: &Saved, fields: &CollaborationFields) -> Result<bool> {
        let (mut outreach, mut content, commission) = self
            .conn
            .prepare_cached("SELECT outreach, content, commission_bp FROM collaboration WHERE id = ?1")?
            .query_row([saved.id], |row| {
                Ok((row.get::<_, Outreach>(0)?, row.get::<_, Content>(1)?, row.get::<_, i64>(2)?))
            })?;
        let old = (outreach, content, commission);
        content = match content {
            Content::Verified => Content::Verified,
            _ if fields.posted_on.is_some() => Content::Posted,
            // The day was a mistake: what came before a post is an approved draft.
            Content::Posted => self.without_day(saved)?,
            other => other,
        };
        if fields.posted_on.is_some() {
            outreach = Outreach::Agreed;
        }
        if old == (outreach, content, fields.commission_bp) {
            return Ok(false);
        }
        self.conn
            .prepare_cached("UPDATE collaboration SET outreach = ?2, content = ?3, commission_bp = ?4 WHERE id = ?1")?
            .execute(params![saved.id, outreach, content, fields.commission_bp])?;
        Ok(true)
    }

    /// What a posted collaboration is whose form names no day: an import may know the post by its address or counts alone.
    fn without_day(&self, saved: &Saved) -> Result<Content> {
        let other = self.conn.prepare_cached("SELECT 1 FROM post WHERE collaboration_id = ?1")?.exists([saved.id])?;
        Ok(if other { Content::Posted } else { Content::Approved })
    }
}

/// How far talk and parcel have come, and on which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Progress {
    outreach: Outreach,
    product: Product,
    contacted: Option<NaiveDate>,
    replied: Option<NaiveDate>,
    shipped: Option<NaiveDate>,
}

impl Progress {
    /// Reads it from the first five columns of a row.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (outreach, product) = (row.get(0)?, row.get(1)?);
        Ok(Self { outreach, product, contacted: day(row, 2)?, replied: day(row, 3)?, shipped: day(row, 4)? })
    }

    /// How far they have come with this milestone; a day that is known already stays.
    fn after(mut self, milestone: Milestone, today: NaiveDate) -> Self {
        match milestone {
            Milestone::Talk(outreach) => {
                self.outreach = outreach;
                match outreach {
                    Outreach::Contacted | Outreach::FollowedUp => self.contacted = self.contacted.or(Some(today)),
                    Outreach::Replied => self.replied = self.replied.or(Some(today)),
                    _ => {}
                }
            }
            Milestone::Parcel(product) => {
                self.product = product;
                if product == Product::Shipped {
                    self.shipped = self.shipped.or(Some(today));
                }
            }
            Milestone::Money(_) => {}
        }
        self
    }
}
