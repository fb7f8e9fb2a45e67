//! What the user decides about results: whose an order is, how tracked orders are read, whom they want again.

use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, rows};
use crate::domain::{CampaignId, CollaborationId, CreatorId, Currency, OrderId};
use crate::error::{Error, Result};
use crate::proto::outlook::{Choice, LINK, OutlookCmd, Terms};
use crate::store::attribute::{family, pair, recredit};
use crate::store::evidence;
use crate::store::row::json_ids;
use crate::store::undo::Place;
use crate::words::creators::unchanged;
use crate::words::results as words;

/// The whole, in basis points.
const WHOLE_BP: i64 = 10_000;

/// The largest halo, basis points: ten orders without the code for each with it.
const LARGEST_HALO_BP: i64 = 100_000;

impl Step<'_> {
    /// Carries out a decision about results.
    pub(super) fn decide_outlook(&self, cmd: &OutlookCmd) -> Result<Outcome> {
        match cmd {
            OutlookCmd::GiveOrders(orders, owner) => self.give_orders(orders, *owner),
            OutlookCmd::GiveCode(code, holder) => self.give_code(code, holder),
            OutlookCmd::SettleCodes { codes, winner } => self.settle_codes(codes, *winner),
            OutlookCmd::SetTerms(campaign, terms) => self.set_terms(*campaign, *terms),
            OutlookCmd::SetLeak(campaign, creator, leak) => self.set_leak(*campaign, *creator, *leak),
            OutlookCmd::SetChoice(campaign, creator, choice) => self.set_choice(*campaign, *creator, *choice),
            OutlookCmd::Swap { campaign, out, into } => self.swap(*campaign, *out, *into),
            OutlookCmd::SetFee { batch, creator, fee_minor, asks_minor } => {
                self.set_planned_fee(*batch, *creator, *fee_minor, *asks_minor)
            }
            OutlookCmd::PlanBatch(plan) => self.plan_built(plan),
            OutlookCmd::EmptyBatch(id) => self.empty_batch(*id),
        }
    }

    /// Gives orders to someone, or to nobody; either way no import changes that again.
    fn give_orders(&self, orders: &[OrderId], owner: Option<CollaborationId>) -> Result<Outcome> {
        let whose = match owner {
            None => None,
            Some(id) => Some(
                self.conn
                    .prepare_cached(
                        "SELECT handle, batch_id FROM collaboration JOIN creator ON creator.id = creator_id
                         WHERE collaboration.id = ?1",
                    )?
                    .query_row([id], |row| Ok((row.get::<_, String>(0)?, Place::Batch(row.get(1)?))))
                    .optional()?
                    .ok_or_else(|| Error::refused("This collaboration no longer exists."))?,
            ),
        };
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE sale_order SET collaboration_id = ?2, attributed_by = 'person'
                 WHERE id IN (SELECT value FROM json_each(?1)) AND (collaboration_id, attributed_by) IS NOT (?2, 'person')",
            )?
            .execute(params![json_ids(orders.iter().map(|id| id.0)), owner])?;
        let given = rows(changed);
        let sentence = words::orders_given(given, orders.len(), whose.as_ref().map(|(handle, _)| handle.as_str()));
        Ok(match whose {
            _ if given == 0 => Outcome::nothing(sentence),
            Some((_, place)) => Outcome::at(place, given, sentence),
            None => Outcome::at(Place::Nowhere, given, sentence),
        })
    }

    /// Settles whose the orders are that carry two codes, those that are there and those to come.
    fn settle_codes(&self, codes: &(String, String), winner: CreatorId) -> Result<Outcome> {
        let (first, second) = pair(&codes.0, &codes.1);
        let handle = self.who(winner)?;
        let link = first.strip_prefix(LINK);
        let sql = match link {
            Some(_) => {
                "SELECT 1 FROM link JOIN collaboration ON collaboration.id = collaboration_id
                 WHERE (?2 || mark) = ?1 AND creator_id = ?3"
            }
            None => {
                "SELECT 1 FROM code JOIN collaboration ON collaboration.id = collaboration_id
                 WHERE folded IN (?1, ?2) AND creator_id = ?3"
            }
        };
        let other = if link.is_some() { LINK } else { &second };
        let owns = self.conn.prepare_cached(sql)?.exists(params![first, other, winner])?;
        if !owns {
            let both = if first == second {
                format!("not {}", link.unwrap_or(&first))
            } else {
                format!("neither {first} nor {second}")
            };
            return Err(Error::refused(format!("{handle} has {both}. Nothing was changed.")));
        }
        let changed = self
            .conn
            .prepare_cached(
                "INSERT INTO settled_codes (first, second, winner_id) VALUES (?1, ?2, ?3)
                 ON CONFLICT (first, second) DO UPDATE SET winner_id = excluded.winner_id
                 WHERE winner_id <> excluded.winner_id",
            )?
            .execute(params![first, second, winner])?;
        let mut owned = vec![shown_code(&first), shown_code(&second)];
        owned.dedup();
        let codes = words::codes(link.map(shown_code).as_deref(), &owned);
        if changed == 0 {
            return Ok(Outcome::nothing(words::codes_settled(&codes, &handle, None)));
        }
        let moved = match link {
            Some(mark) => recredit(self.conn, &[], &[mark.to_owned()])?,
            None => recredit(self.conn, std::slice::from_ref(&first), &[])?,
        };
        let sentence = words::codes_settled(&codes, &handle, Some(moved));
        Ok(Outcome::at(Place::Creator(winner), moved.max(1), sentence))
    }

    /// Sets how tracked orders of a campaign are read, and what may be spent next.
    pub(super) fn set_terms(&self, id: CampaignId, terms: Terms) -> Result<Outcome> {
        let (name, currency) = self.campaign_of(id)?;
        let Terms { leak_low_bp, leak_high_bp, halo_low_bp, halo_high_bp, next_budget_minor } = terms;
        check_leak(leak_low_bp, leak_high_bp)?;
        if !(0 <= halo_low_bp && halo_low_bp <= halo_high_bp && halo_high_bp <= LARGEST_HALO_BP) {
            return Err(Error::refused("A halo must be a range from 0% to 1,000%, smaller number first."));
        }
        if next_budget_minor.is_some_and(|budget| budget < 0) {
            return Err(Error::refused("A budget cannot be below 0."));
        }
        let before = evidence::terms(self.conn)?.get(&id).copied().unwrap_or_default();
        if before == terms {
            return Ok(Outcome::nothing(unchanged(&name)));
        }
        self.conn
            .prepare_cached(
                "INSERT INTO terms (campaign_id, leak_low_bp, leak_high_bp, halo_low_bp, halo_high_bp, next_budget_minor)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (campaign_id) DO UPDATE SET leak_low_bp = ?2, leak_high_bp = ?3, halo_low_bp = ?4,
                   halo_high_bp = ?5, next_budget_minor = ?6",
            )?
            .execute(params![id, leak_low_bp, leak_high_bp, halo_low_bp, halo_high_bp, next_budget_minor])?;
        Ok(Outcome::at(Place::Campaign(id), 1, words::terms_set(&name, before, terms, currency)))
    }

    /// Sets the leak of one creator's codes in a campaign.
    fn set_leak(&self, campaign: CampaignId, creator: CreatorId, leak: Option<(i64, i64)>) -> Result<Outcome> {
        let ((name, _), handle) = (self.campaign_of(campaign)?, self.who(creator)?);
        if let Some((low, high)) = leak {
            check_leak(low, high)?;
        }
        if self.own_terms(campaign, creator)?.1 == leak {
            return Ok(Outcome::nothing(unchanged(&handle)));
        }
        self.conn
            .prepare_cached(
                "INSERT INTO creator_terms (campaign_id, creator_id, leak_low_bp, leak_high_bp) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (campaign_id, creator_id) DO UPDATE SET leak_low_bp = ?3, leak_high_bp = ?4",
            )?
            .execute(params![campaign, creator, leak.map(|leak| leak.0), leak.map(|leak| leak.1)])?;
        Ok(Outcome::at(Place::Campaign(campaign), 1, words::leak_set(&handle, &name, leak)))
    }

    /// Pins a creator to the next batch, excludes them, or leaves it to the numbers.
    fn set_choice(&self, campaign: CampaignId, creator: CreatorId, choice: Choice) -> Result<Outcome> {
        let ((name, _), handle) = (self.campaign_of(campaign)?, self.who(creator)?);
        let blocked = self
            .conn
            .prepare_cached("SELECT 1 FROM creator WHERE id = ?1 AND do_not_contact = 1")?
            .exists([creator])?;
        if blocked && choice == Choice::Pinned {
            return Err(Error::refused(format!(
                "{handle} is marked do not contact and can't be booked. Allow contact first."
            )));
        }
        if self.own_terms(campaign, creator)?.0 == choice {
            return Ok(Outcome::nothing(unchanged(&handle)));
        }
        self.conn
            .prepare_cached(
                "INSERT INTO creator_terms (campaign_id, creator_id, choice) VALUES (?1, ?2, ?3)
                 ON CONFLICT (campaign_id, creator_id) DO UPDATE SET choice = ?3",
            )?
            .execute(params![campaign, creator, choice])?;
        Ok(Outcome::at(Place::Campaign(campaign), 1, words::choice_set(&handle, &name, choice)))
    }

    /// Leaves one creator out of the next batch and pins another.
    fn swap(&self, campaign: CampaignId, out: CreatorId, into: CreatorId) -> Result<Outcome> {
        let left = self.set_choice(campaign, out, Choice::Excluded)?;
        let put = self.set_choice(campaign, into, Choice::Pinned)?;
        if left.changed + put.changed == 0 {
            return Ok(Outcome::nothing(unchanged(&self.who(into)?)));
        }
        let ((name, _), out, into) = (self.campaign_of(campaign)?, self.who(out)?, self.who(into)?);
        Ok(Outcome::at(Place::Campaign(campaign), 2, words::swapped(&out, &into, &name)))
    }

    /// What was set for a creator in a campaign so far: the choice, and the leak where it has one of its own.
    fn own_terms(&self, campaign: CampaignId, creator: CreatorId) -> Result<(Choice, Option<(i64, i64)>)> {
        let own = self
            .conn
            .prepare_cached(
                "SELECT choice, leak_low_bp, leak_high_bp FROM creator_terms WHERE campaign_id = ?1 AND creator_id = ?2",
            )?
            .query_row([campaign.0, creator.0], |row| {
                Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?.zip(row.get(2)?)))
            })
            .optional()?;
        Ok(own.unwrap_or_default())
    }

    /// Name and currency of a campaign.
    pub(super) fn campaign_of(&self, id: CampaignId) -> Result<(String, Currency)> {
        self.conn
            .prepare_cached("SELECT name, currency FROM campaign WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| Error::refused("This campaign no longer exists."))
    }
}

fn check_leak(low: i64, high: i64) -> Result<()> {
    if 0 <= low && low <= high && high <= WHOLE_BP {
        return Ok(());
    }
    Err(Error::refused("A promo code leak must be a range from 0% to 100%, smaller number first."))
}

/// A folded code as shops print it.
fn shown_code(folded: &str) -> String {
    let code = folded.to_uppercase();
    if family(&code).is_some() { format!("any {code}") } else { code }
}
