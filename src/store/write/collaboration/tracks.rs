//! The tracks of a collaboration that follow from its form: talk, parcel, content.

use chrono::NaiveDate;
use rusqlite::{Row, params};

use super::super::{Outcome, Step};
use super::Saved;
use crate::domain::collaboration::{Content, Milestone, Outreach, Product, Tracks};
use crate::domain::collaboration_fields::Home;
use crate::domain::{AmountState, CollaborationFields, CollaborationId, record};
use crate::error::{Error, Result};
use crate::proto::payment::PaymentFields;
use crate::store::row::{Day, day};
use crate::store::{amounts, collaboration_facts};
use crate::words::batches as words;

impl Step<'_> {
    /// Keeps what is in the collaboration itself, and moves the tracks that follow from the days of message, answer and parcel.
    pub(super) fn save_own(
        &self,
        saved: &Saved,
        known: &CollaborationFields,
        fields: &CollaborationFields,
    ) -> Result<()> {
        for field in record::changed(known, fields).into_iter().filter(|field| field.home() == Home::Collaboration) {
            collaboration_facts::set(self.conn, saved.id, field, fields.get(field))?;
        }
        let (outreach, product) = self
            .conn
            .prepare_cached("SELECT outreach, product FROM collaboration WHERE id = ?1")?
            .query_row([saved.id], |row| Ok((row.get::<_, Outreach>(0)?, row.get::<_, Product>(1)?)))?;
        let days = |of: &CollaborationFields| {
            [of.contacted_on, of.replied_on, of.shipped_on, of.delivered_on, of.lost_on].map(|day| day.is_some())
        };
        let (is_known, was_known) = (days(fields), days(known));
        // Either may be known to have happened without its day.
        let outreach_now =
            if is_known[..2] == was_known[..2] { outreach } else { outreach.with_days(is_known[0], is_known[1]) };
        let [.., shipped, delivered, lost] = is_known;
        let product_now =
            if is_known[2..] == was_known[2..] { product } else { product.with_days(shipped, delivered, lost) };
        self.conn
            .prepare_cached("UPDATE collaboration SET outreach = ?2, product = ?3 WHERE id = ?1")?
            .execute(params![saved.id, outreach_now, product_now])?;
        Ok(())
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
            return self.pay_creator(id, &PaymentFields::default());
        }
        if blocked && milestone.is_message() {
            return Err(Error::refused(format!("@{handle} is marked do not contact. Allow contact first.")));
        }
        let now = old.after(milestone, self.today);
        let before = amounts::tracks_of(self.conn, id)?;
        let again = milestone == Milestone::Talk(Outreach::FollowedUp);
        if !again && now == old {
            let already = || Outcome::nothing(words::passed_before(handle, milestone.word()));
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
        let times = (again && follow_ups > 0).then_some(follow_ups + 1);
        let noted = words::passed(handle, &saved.batch.title(), milestone.word(), times);
        let released = words::released(handle, released.amounts(), saved.batch.currency);
        let sentences: Vec<String> = std::iter::once(noted).chain(released).collect();
        Ok(Outcome::at(saved.batch.place(), 1, sentences.join(" ")))
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
        let sentence = words::released(&saved.handle, released.amounts(), saved.batch.currency).unwrap_or_default();
        Ok(Some(Outcome::at(saved.batch.place(), 1, sentence)))
    }

    /// Moves talk and content to what the day of the post says.
    pub(super) fn save_tracks(&self, saved: &Saved, fields: &CollaborationFields) -> Result<bool> {
        let (mut outreach, mut content) = self
            .conn
            .prepare_cached("SELECT outreach, content FROM collaboration WHERE id = ?1")?
            .query_row([saved.id], |row| Ok((row.get::<_, Outreach>(0)?, row.get::<_, Content>(1)?)))?;
        let old = (outreach, content);
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
        if old == (outreach, content) {
            return Ok(false);
        }
        self.conn
            .prepare_cached("UPDATE collaboration SET outreach = ?2, content = ?3 WHERE id = ?1")?
            .execute(params![saved.id, outreach, content])?;
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
