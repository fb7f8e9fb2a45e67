//! The tracks of a collaboration that follow from its form: talk, parcel, content.

use rusqlite::params;

use super::super::Step;
use super::Saved;
use crate::domain::collaboration::{Content, Outreach, Product};
use crate::domain::collaboration_fields::Home;
use crate::domain::{CollaborationFields, record};
use crate::error::Result;
use crate::store::collaboration_facts;

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
