//! A code that orders carry and no creator has, given to somebody: also to a creator who is in no batch, who is booked by it.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, fits};
use crate::domain::figure::either;
use crate::domain::text::{clean, fold};
use crate::domain::{BatchId, BatchStatus, CampaignId, CollaborationId, CreatorId, Currency, Handle, Longest};
use crate::error::{Error, Result};
use crate::proto::code_holder::{CodeHolder, CodeHome};
use crate::store::attribute::{recredit, span};
use crate::store::row::Day;
use crate::store::undo::Place;
use crate::store::{code_home, find_creator, next_name};
use crate::words::results as words;

impl Step<'_> {
    /// Gives a code to someone beside those they have, with its orders.
    pub(super) fn give_code(&self, code: &str, holder: &CodeHolder) -> Result<Outcome> {
        let code = clean(code);
        fits("code", &code, Longest::Line)?;
        if code.is_empty() {
            return Err(Error::refused("A code needs at least one letter or digit."));
        }
        let (creator, campaign) = match holder {
            CodeHolder::Collaboration(id) => return self.add_code(&code, *id, None),
            CodeHolder::Creator(creator, campaign) => (*creator, *campaign),
            CodeHolder::Named(typed, campaign) => (self.named(typed)?, *campaign),
        };
        if let Some(id) = self.collaboration_of(creator, campaign)? {
            return self.add_code(&code, id, None);
        }
        let (id, made) = self.book_by_code(&code, creator, campaign)?;
        self.add_code(&code, id, Some(&made))
    }

    /// Adds a code to a collaboration; `made` says what was made for that.
    fn add_code(&self, code: &str, owner: CollaborationId, made: Option<&str>) -> Result<Outcome> {
        let (creator, batch) = self
            .conn
            .prepare_cached("SELECT creator_id, batch_id FROM collaboration WHERE id = ?1")?
            .query_row([owner], |row| Ok((row.get::<_, CreatorId>(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| Error::refused("This collaboration no longer exists."))?;
        let (handle, folded) = (self.who(creator)?, fold(code));
        let shown = words::codes(None, std::slice::from_ref(&code.to_owned()));
        let added = self
            .conn
            .prepare_cached(
                "INSERT INTO code (collaboration_id, code, folded) SELECT ?1, ?2, ?3
                 WHERE NOT EXISTS (SELECT 1 FROM code WHERE collaboration_id = ?1 AND folded = ?3)",
            )?
            .execute(params![owner, code, folded])?;
        if added == 0 {
            return Ok(Outcome::nothing(words::codes_settled(&shown, &handle, None)));
        }
        let moved = recredit(self.conn, &[folded], &[])?;
        let sentence = words::code_given(&shown, &handle, moved, made);
        Ok(Outcome::at(Place::Batch(batch), moved.max(1), sentence))
    }

    /// The creator of a typed handle or link.
    fn named(&self, typed: &str) -> Result<CreatorId> {
        let found = Handle::find(typed).map_err(|fault| Error::refused(format!("Can't look that up: {fault}.")))?;
        let named = find_creator::named(self.conn, &found.handle)?;
        let mut named = named.into_iter().filter(|(_, on)| found.platform.is_none_or(|platform| platform == *on));
        match (named.next(), named.next()) {
            (Some((id, _)), None) => Ok(id),
            (None, _) => {
                let near: Vec<String> =
                    find_creator::near(self.conn, &found.handle)?.iter().map(|near| format!("@{near}")).collect();
                let near: Vec<&str> = near.iter().map(String::as_str).collect();
                let hint = if near.is_empty() { String::new() } else { format!(" Did you mean {}?", either(&near)) };
                Err(Error::refused(format!("There is no creator called {}.{hint}", found.handle)))
            }
            _ => Err(Error::refused(format!("{} is on several platforms. Paste the profile link.", found.handle))),
        }
    }

    /// The newest collaboration of a creator in a campaign, else in any: one that has started before one that is planned.
    fn collaboration_of(&self, creator: CreatorId, campaign: Option<CampaignId>) -> Result<Option<CollaborationId>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT collaboration.id FROM collaboration JOIN batch ON batch.id = batch_id
                 WHERE creator_id = ?1 AND (?2 IS NULL OR campaign_id = ?2)
                 ORDER BY batch.status = 'planned', batch.id DESC LIMIT 1",
            )?
            .query_row(params![creator, campaign], |row| row.get(0))
            .optional()?)
    }

    /// Books a creator who sold before anybody booked them: into a batch that began with the first order, so that it counts. Says what
    /// was made for that.
    fn book_by_code(
        &self,
        code: &str,
        creator: CreatorId,
        campaign: Option<CampaignId>,
    ) -> Result<(CollaborationId, String)> {
        let handle = self.who(creator)?;
        let mut blocked = self.conn.prepare_cached("SELECT 1 FROM creator WHERE id = ?1 AND do_not_contact = 1")?;
        if blocked.exists([creator])? {
            return Err(Error::refused(format!(
                "{handle} is marked do not contact and can't be booked. Allow contact first."
            )));
        }
        let (first, currency) = self.first_order(code)?.ok_or_else(|| {
            let code = words::codes(None, std::slice::from_ref(&code.to_owned()));
            Error::refused(format!("No order carries {code}.")).with_hint(words::NO_SUCH_CODE)
        })?;
        let (mut home, mut earlier) = (CodeHome::default(), None);
        let campaign = if let Some(id) = campaign {
            home.campaign = self.campaign_of(id)?.0;
            id
        } else {
            (home.campaign, home.is_new_campaign) = (next_name::campaign(self.conn)?, true);
            self.campaign_by_code(&home.campaign, currency)?
        };
        let batch = if let Some((id, name)) = code_home::open_batch(self.conn, campaign)? {
            home.batch = name;
            earlier = self.begin_earlier(id, first)?;
            id
        } else {
            (home.batch, home.is_new_batch) = (next_name::batch(self.conn, campaign)?, true);
            self.batch_by_code(campaign, &home.batch, first)?
        };
        self.conn
            .prepare_cached("INSERT INTO collaboration (batch_id, creator_id, updated_at) VALUES (?1, ?2, ?3)")?
            .execute(params![batch, creator, self.now])?;
        let mut made = words::code_home(&home, &handle);
        if let Some(moved) = earlier {
            made += &words::begins_earlier(&home.batch, first, self.today, moved);
        }
        Ok((CollaborationId(self.conn.last_insert_rowid()), made))
    }

    fn campaign_by_code(&self, name: &str, currency: Currency) -> Result<CampaignId> {
        self.conn
            .prepare_cached("INSERT INTO campaign (name, folded, currency, updated_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![name, fold(name), currency, self.now])?;
        Ok(CampaignId(self.conn.last_insert_rowid()))
    }

    /// Makes a batch that is under way as one of a tracker is.
    fn batch_by_code(&self, campaign: CampaignId, name: &str, starts_on: NaiveDate) -> Result<BatchId> {
        self.conn
            .prepare_cached(
                "INSERT INTO batch (campaign_id, name, folded, status, imported, starts_on, updated_at)
                 VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)",
            )?
            .execute(params![campaign, name, fold(name), BatchStatus::Running, Day(starts_on), self.now])?;
        Ok(BatchId(self.conn.last_insert_rowid()))
    }

    /// The day of the first sale with a code and the currency of most of them; nothing where no sale carries it.
    fn first_order(&self, code: &str) -> Result<Option<(NaiveDate, Currency)>> {
        let folded = fold(code);
        let (from, to) = span(&folded);
        Ok(self
            .conn
            .prepare_cached(
                "SELECT min(placed_on), currency FROM sale_order
                 WHERE state = 'sale' AND id IN (SELECT order_id FROM order_code WHERE folded BETWEEN ?1 AND ?2)
                 GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1",
            )?
            .query_row(params![from, to], |row| Ok((row.get::<_, Day>(0)?.0, row.get(1)?)))
            .optional()?)
    }

    /// Lets a batch begin with an order that came before it, and returns how many orders changed hands; nothing where it began before.
    fn begin_earlier(&self, batch: BatchId, first: NaiveDate) -> Result<Option<u64>> {
        let moved = self
            .conn
            .prepare_cached(
                "UPDATE batch SET starts_on = ?2, updated_at = max(updated_at + 1, ?3)
                 WHERE id = ?1 AND ifnull(starts_on, ?4) > ?2",
            )?
            .execute(params![batch, Day(first), self.now, Day(self.today)])?;
        (moved > 0).then(|| self.recredit_where("batch_id", batch.0)).transpose()
    }
}
