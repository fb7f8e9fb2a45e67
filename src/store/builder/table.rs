//! Everybody who could be booked, and who of them is listed.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::rows::{self, Planned, Who};
use super::scores::{self, Score, Scores};
use crate::analysis::rules::Rules;
use crate::domain::{CreatorId, Goal, Money};
use crate::error::Result;
use crate::proto::builder::{Bookee, Conflict, Price};
use crate::proto::draft::Draft;
use crate::proto::odds::NoOdds;
use crate::proto::outlook::{Choice, Terms};
use crate::proto::results::{CampaignResult, Estimate};
use crate::store::estimates;
use crate::store::evidence::{Evidence, HeldOrders};
use crate::store::odds::{FeeFrom, Field, Offer, times};
use crate::store::price_guess::PriceGuesses;

/// How many people are listed, at most: those with the best odds. Whoever was pinned, excluded or planned is always among them.
pub(super) const LISTED: usize = 300;

/// How many of those whom the method would take first are listed, whatever their odds.
const PROMISING: usize = 20;

/// Everybody who could be booked, before the batch is filled. A place is a position in the input.
pub(super) struct Table {
    pub campaign: CampaignResult,
    pub field: Field,
    pub scores: Scores,
    pub choices: HashMap<CreatorId, Choice>,
    pub conflicts: HashMap<CreatorId, Vec<Conflict>>,
    pub shortlist: HashSet<CreatorId>,
    /// The planned batch that is filled, and who is in it.
    pub planned: Option<Planned>,
    pub members: Vec<CreatorId>,
    pub terms: Terms,
    pub draft: Draft,
    pub has_odds: bool,
}

impl Table {
    /// Gathers it for a campaign with its estimates; nothing where there is nothing to ask.
    pub fn gather(
        conn: &Connection,
        mut campaign: CampaignResult,
        evidence: &Evidence,
        draft: &Draft,
        today: NaiveDate,
        rules: &Rules,
        kept: &HeldOrders,
    ) -> Result<Option<Self>> {
        let id = campaign.id;
        let has_odds = campaign.goal != Goal::Conversions || campaign.target_roas_e4.is_some();
        // Without a ROAS to beat there are no odds, but everybody who could be booked all the same.
        let asked = (!has_odds).then(|| CampaignResult { goal: Goal::Awareness, ..campaign.clone() });
        let planned = rows::planned(conn, id)?;
        let members = planned.as_ref().map_or(Ok(Vec::new()), |batch| rows::members(conn, batch.id))?;
        let mut draft = draft.clone();
        // What was planned stands in the file.
        draft.fees.retain(|creator, _| !members.contains(creator));
        let field = Field::gather(conn, asked.as_ref().unwrap_or(&campaign), evidence, rules, kept, &draft.fees)?;
        let Some(field) = field else { return Ok(None) };
        let sticks = estimates::yardsticks(conn, &mut campaign, evidence, rules)?;
        let scores = if has_odds {
            scores::of(conn, &field, &campaign, &sticks)?
        } else {
            Scores { each: vec![Score::default(); field.asked.input.creators.len()], ..Scores::default() }
        };
        Ok(Some(Self {
            choices: rows::choices(conn, id)?,
            conflicts: rows::conflicts(conn, id, today)?,
            shortlist: rows::shortlist(conn)?,
            terms: evidence.terms(id),
            campaign,
            field,
            scores,
            planned,
            members,
            draft,
            has_odds,
        }))
    }

    pub fn id(&self, place: usize) -> CreatorId {
        let booked = &self.field.asked.creators;
        booked.get(place).copied().unwrap_or_else(|| self.field.offers[place - booked.len()].creator)
    }

    /// What a person wants of somebody.
    fn wish(&self, id: CreatorId) -> Choice {
        match self.campaign.wish(id) {
            Choice::Open => self.choices.get(&id).copied().unwrap_or_default(),
            said => said,
        }
    }

    /// The places of those who are listed, in their order: by odds, then by what they are worth. Without odds, those picked at
    /// triage come first: no figure speaks for anybody else.
    pub fn listed(&self) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.scores.each.len()).filter(|place| !self.is_gone(*place)).collect();
        let index = |place: &usize| self.scores.each[*place].index;
        let mut promising = all.clone();
        promising.sort_by(|a, b| index(b).total_cmp(&index(a)));
        promising.truncate(PROMISING);
        let key = |place: &usize| {
            let score = self.scores.each[*place];
            // Where a count decides nobody has odds: those with a price come first.
            let is_priced = self.campaign.goal == Goal::Ugc && self.is_priced(*place);
            let is_picked = score.odds.is_none() && self.shortlist.contains(&self.id(*place));
            let odds = score.odds.unwrap_or(if is_priced { 0.0 } else { -1.0 });
            (odds, is_picked, score.worth_minor.unwrap_or(-1.0))
        };
        all.sort_by(|a, b| {
            let ((odds, picked, worth), (other_odds, other_picked, other_worth)) = (key(a), key(b));
            let by_odds = other_odds.total_cmp(&odds).then(other_picked.cmp(&picked));
            by_odds.then(index(b).total_cmp(&index(a))).then(other_worth.total_cmp(&worth))
        });
        let wanted: HashSet<CreatorId> = self.choices.keys().chain(&self.members).copied().collect();
        let said: HashSet<CreatorId> = self.draft.bookings.keys().chain(self.draft.fees.keys()).copied().collect();
        let stays = |at: usize, place: usize| {
            let id = self.id(place);
            at < LISTED
                || place < self.field.asked.creators.len()
                || promising.contains(&place)
                || wanted.contains(&id)
                || said.contains(&id)
        };
        all.into_iter().enumerate().filter(|(at, place)| stays(*at, *place)).map(|(_, place)| place).collect()
    }

    /// Whether the fee of somebody is known.
    fn is_priced(&self, place: usize) -> bool {
        let offer =
            place.checked_sub(self.field.asked.creators.len()).and_then(|offered| self.field.offers.get(offered));
        offer.is_none_or(|offer| matches!(offer.fee_minor, Ok(_) | Err(NoOdds::NoCost)))
    }

    /// Whether somebody was deleted and only the ledger is left.
    fn is_gone(&self, place: usize) -> bool {
        let Some(id) = self.field.asked.creators.get(place) else { return false };
        let rows = self.campaign.batches.iter().flat_map(|batch| &batch.creators);
        rows.filter(|row| row.creator == *id).any(|row| row.is_deleted)
    }

    /// Those who are listed, with their places.
    pub fn people(&self, conn: &Connection, rules: &Rules) -> Result<(Vec<Bookee>, Vec<usize>)> {
        let places = self.listed();
        let ids: Vec<CreatorId> = places.iter().map(|place| self.id(*place)).collect();
        let who = rows::who(conn, &ids)?;
        let places: Vec<usize> = places.into_iter().filter(|place| who.contains_key(&self.id(*place))).collect();
        Ok((self.described(&places, &who, &PriceGuesses::read(conn, rules)?), places))
    }

    fn described(&self, places: &[usize], who: &HashMap<CreatorId, Who>, guesses: &PriceGuesses<'_>) -> Vec<Bookee> {
        let person = |place: &usize| Some(self.person(*place, who.get(&self.id(*place))?));
        let mut people: Vec<Bookee> = places.iter().filter_map(person).collect();
        for person in &mut people {
            let (posts, views, followers) = (person.posts, person.views, person.followers);
            if let Price::Guessed(guess) = &mut person.price {
                let found = guesses.of(followers, views.map(|views| (views, views)));
                let usual = found.map(|found| found.low).filter(|usual| usual.currency == self.campaign.currency);
                *guess = usual.map(|usual| usual.minor.saturating_mul(posts.into()));
            }
        }
        people
    }

    fn person(&self, place: usize, who: &Who) -> Bookee {
        let (id, input, score) = (self.id(place), &self.field.asked.input.creators[place], self.scores.each[place]);
        let offer =
            place.checked_sub(self.field.asked.creators.len()).and_then(|offered| self.field.offers.get(offered));
        let again = self.field.again.get(place).filter(|_| offer.is_none());
        let (price, other_minor, posts) = match (offer, again) {
            (Some(offer), _) => asked(offer),
            (None, Some(again)) => (price(again.fee_minor, again.from), again.other_minor, again.posts),
            (None, None) => (Price::Guessed(None), 0, 1),
        };
        let worth = score.worth_minor.map(whole);
        Bookee {
            creator: id,
            handle: who.handle.clone(),
            platform: who.platform,
            followers: input.followers,
            tier: input.followers.and_then(|followers| self.field.asked.input.borders.tier(followers)),
            niche: input.niche.clone(),
            views: input.reference_views.map(|views| whole(views.round())),
            tested: offer.is_none().then_some(score.advice),
            settles: score.settles,
            posts,
            price,
            other_minor,
            odds: score.odds,
            // What a candidate is worth is a fee; what a tested creator is worth holds all of the cost.
            worth_minor: if offer.is_some() {
                worth
            } else {
                worth.map(|worth| worth.saturating_sub(other_minor).max(0))
            },
            like: again.and_then(|again| again.like),
            choice: self.wish(id),
            is_picked: self.shortlist.contains(&id),
            is_member: self.members.contains(&id),
            conflicts: self.against(id, who, other_minor),
        }
    }

    /// How often somebody in the planned batch is booked there, and what all of it costs, minor units, where the fee is known.
    pub fn planned_terms(&self, person: &Bookee) -> Option<(u32, Option<i64>)> {
        let planned = self.field.planned.get(&person.creator).filter(|_| person.is_member)?;
        let cost = planned.fee_minor.map(|fee| fee.saturating_add(planned.other_minor.unwrap_or(0)));
        Some((if person.tested.is_some() { times(planned.posts, person.posts) } else { 1 }, cost))
    }

    /// What speaks against booking somebody.
    fn against(&self, id: CreatorId, who: &Who, other_minor: i64) -> Vec<Conflict> {
        let mut conflicts: Vec<Conflict> = Vec::new();
        conflicts.extend(who.is_blocked.then_some(Conflict::DoNotContact));
        conflicts.extend(who.is_rejected.then_some(Conflict::Rejected));
        conflicts.extend(self.conflicts.get(&id).into_iter().flatten().cloned());
        conflicts.extend(self.is_provisional(id).then_some(Conflict::Unsettled));
        conflicts.extend((other_minor > 0 && !who.has_address).then_some(Conflict::NoAddress));
        conflicts
    }

    fn is_provisional(&self, id: CreatorId) -> bool {
        let rows = self.campaign.batches.iter().flat_map(|batch| &batch.creators).filter(|row| row.creator == id);
        rows.filter_map(|row| row.estimate.as_ref()).any(Estimate::is_provisional)
    }
}

/// A known fee with where it comes from.
fn price(minor: i64, from: FeeFrom) -> Price {
    match from {
        FeeFrom::Agreed => Price::Agreed(minor),
        FeeFrom::Offered => Price::Planned(minor),
        FeeFrom::Here => Price::Typed(minor),
        FeeFrom::Last => Price::Last(minor),
        FeeFrom::Asked => Price::Asked(minor),
    }
}

/// The fee, the other costs and the posts of a first booking.
fn asked(offer: &Offer) -> (Price, i64, u32) {
    let price = match offer.fee_minor {
        Ok(fee) => price(fee, offer.from),
        Err(NoOdds::NoCost) => price(0, offer.from),
        Err(NoOdds::NoPrice) => Price::Guessed(None),
        Err(NoOdds::Currency { price_minor, currency }) => Price::Foreign(Money::new(price_minor, currency)),
    };
    (price, offer.other_minor, offer.plan.posts)
}

/// A figure without its fraction; what is larger than any amount stays at the end of the type.
#[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
fn whole(figure: f64) -> i64 {
    figure.floor() as i64
}
