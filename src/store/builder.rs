//! The builder of the next batch: gathers everybody whom a campaign could book, and has the method fill the batch.

mod rows;
mod scores;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::estimate::estimate_planned;
use crate::analysis::next_batch::{BatchRequest, Bookable, Bookables, FIRST_SIZE, NextBatch, Pin, first_budget};
use crate::analysis::plan::forecast;
use crate::analysis::price::usual;
use crate::analysis::ramp::days_until_worth_a_look;
use crate::analysis::rules::Rules;
use crate::analysis::study::told_apart;
use crate::domain::batch::SIZE;
use crate::domain::next_step::LEAD_DAYS;
use crate::domain::schedule::{Pace, Schedule};
use crate::domain::{CreatorId, Goal, Money, SuccessRule, Tier};
use crate::error::Result;
use crate::proto::builder::{BatchLine, Bookee, BudgetFrom, Builder, BuilderAsk, Conflict, Price};
use crate::proto::odds::NoOdds;
use crate::proto::outlook::{Choice, Terms};
use crate::proto::results::{CampaignResult, Estimate};

use super::estimates;
use super::evidence::{Evidence, HeldOrders};
use super::odds::Pool;
use super::report;
use scores::Score;

pub use rows::next_name;

/// How many people are listed, at most: those with the best odds. Whoever was pinned, excluded or planned is always among them.
const LISTED: usize = 300;

/// How many of those whom the method would take first are listed, whatever their odds.
const PROMISING: usize = 20;

/// Reads whom a campaign could book next, and what a batch of them would bring, as it is on a day. Nothing where there is no campaign.
pub fn read(
    conn: &Connection,
    ask: &BuilderAsk,
    today: NaiveDate,
    rules: &Rules,
    kept: &HeldOrders,
) -> Result<Option<Builder>> {
    let id = match ask.campaign {
        Some(id) => Some(id),
        None => rows::campaign_at_hand(conn)?,
    };
    let Some(id) = id else { return Ok(None) };
    let mut found = report::results(conn, Some(id))?;
    estimates::add_estimates_from(conn, &mut found, today, rules, kept)?;
    let Some(mut campaign) = found.pop() else { return Ok(None) };
    let evidence = Evidence::read(conn, Some(id), today)?;
    let has_odds = campaign.goal != Goal::Conversions || campaign.target_roas_e4.is_some();
    // Without a ROAS to beat there are no odds, but everybody who could be booked all the same.
    let asked = (!has_odds).then(|| CampaignResult { goal: Goal::Awareness, ..campaign.clone() });
    let pool = Pool::read(conn, asked.as_ref().unwrap_or(&campaign), &evidence, rules, kept)?;
    let Some(pool) = pool else { return Ok(None) };
    let sticks = estimates::yardsticks(conn, &mut campaign, &evidence, rules)?;
    let scores = if has_odds {
        scores::of(&pool, &campaign, &sticks)
    } else {
        vec![Score::default(); pool.input.creators.len()]
    };
    let planned = rows::planned(conn, id)?;
    let members = planned.as_ref().map_or(Ok(Vec::new()), |batch| rows::members(conn, batch.id))?;
    let table = Table {
        choices: rows::choices(conn, id)?,
        conflicts: rows::conflicts(conn, id, today)?,
        terms: evidence.terms(id),
        campaign: &campaign,
        pool: &pool,
        scores,
        members,
        ask,
        has_odds,
    };
    let places = table.listed();
    let ids: Vec<CreatorId> = places.iter().map(|place| table.id(*place)).collect();
    let who = rows::who(conn, &ids)?;
    let places: Vec<usize> = places.into_iter().filter(|place| who.contains_key(&table.id(*place))).collect();
    let more = pool.input.creators.len() - places.len();
    let people = table.people(&places, &who, rules);
    let mut builder = table.fill(people, &places);
    builder.more = more;
    builder.niches = rows::niches(conn, id)?;
    let taken = rows::due_days(conn, id, today, planned.as_ref().map(|batch| batch.id))?;
    let ships = builder.lines.iter().any(|line| builder.people[line.person].other_minor > 0);
    builder.days = Schedule::of(Pace {
        today,
        posts: builder.lines.len(),
        lead_days: if ships { Some(rows::lead_days(conn, id)?.unwrap_or(LEAD_DAYS)) } else { None },
        taken: &taken,
        judged_after: days_until_worth_a_look(&[0.0], &pool.constants),
    });
    for (line, day) in builder.lines.iter_mut().zip(&builder.days.posts) {
        line.post_on = Some(*day);
    }
    builder.rule = Some(table.rule(rows::last_rule(conn, id)?, builder.lines.len()));
    match planned {
        Some(batch) => {
            if batch.rule.is_some() || !batch.note.trim().is_empty() {
                (builder.rule, builder.note) = (batch.rule, batch.note);
            }
            builder.days.ends_on = batch.ends_on.or(builder.days.ends_on);
            (builder.batch, builder.batch_name) = (Some(batch.id), batch.name);
        }
        None => builder.batch_name = rows::next_name(conn, id)?,
    }
    Ok(Some(builder))
}

/// Everybody who could be booked, before the batch is filled. A place is a position in the input.
struct Table<'a> {
    campaign: &'a CampaignResult,
    pool: &'a Pool,
    scores: Vec<Score>,
    choices: HashMap<CreatorId, Choice>,
    conflicts: HashMap<CreatorId, Vec<Conflict>>,
    members: Vec<CreatorId>,
    terms: Terms,
    ask: &'a BuilderAsk,
    has_odds: bool,
}

impl Table<'_> {
    fn id(&self, place: usize) -> CreatorId {
        let booked = &self.pool.booked;
        booked.get(place).copied().unwrap_or_else(|| self.pool.offers[place - booked.len()].creator)
    }

    /// What a person wants of somebody.
    fn wish(&self, id: CreatorId) -> Choice {
        match self.campaign.wish(id) {
            Choice::Open => self.choices.get(&id).copied().unwrap_or_default(),
            said => said,
        }
    }

    fn is_member(&self, id: CreatorId) -> bool {
        self.members.contains(&id)
    }

    /// The places of those who are listed, in their order: by odds, then by what they are worth.
    fn listed(&self) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.scores.len()).filter(|place| !self.is_gone(*place)).collect();
        let index = |place: &usize| self.scores[*place].index;
        let mut promising = all.clone();
        promising.sort_by(|a, b| index(b).total_cmp(&index(a)));
        promising.truncate(PROMISING);
        let key = |place: &usize| {
            let score = self.scores[*place];
            (score.odds.unwrap_or(-1.0), score.worth_minor.unwrap_or(-1.0))
        };
        all.sort_by(|a, b| {
            let ((odds, worth), (other_odds, other_worth)) = (key(a), key(b));
            other_odds.total_cmp(&odds).then(index(b).total_cmp(&index(a))).then(other_worth.total_cmp(&worth))
        });
        let wanted: HashSet<CreatorId> = self.choices.keys().chain(&self.members).copied().collect();
        let asked: HashSet<CreatorId> = self.ask.bookings.iter().map(|(id, _)| *id).collect();
        let stays = |at: usize, place: usize| {
            let id = self.id(place);
            at < LISTED || promising.contains(&place) || wanted.contains(&id) || asked.contains(&id)
        };
        all.into_iter().enumerate().filter(|(at, place)| stays(*at, *place)).map(|(_, place)| place).collect()
    }

    /// Whether somebody was deleted and only the ledger is left.
    fn is_gone(&self, place: usize) -> bool {
        let Some(id) = self.pool.booked.get(place) else { return false };
        let rows = self.campaign.batches.iter().flat_map(|batch| &batch.creators);
        rows.filter(|row| row.creator == *id).any(|row| row.is_deleted)
    }

    fn people(&self, places: &[usize], who: &HashMap<CreatorId, rows::Who>, rules: &Rules) -> Vec<Bookee> {
        let person = |place: &usize| Some(self.person(*place, who.get(&self.id(*place))?));
        let mut people: Vec<Bookee> = places.iter().filter_map(person).collect();
        for person in &mut people {
            let (posts, views, tier) = (person.posts, person.views, person.tier);
            if let (Price::Guessed(guess), Some(views)) = (&mut person.price, views) {
                let views = views.saturating_mul(posts.into());
                let usual = usual(views, tier.unwrap_or(Tier::Micro), &rules.standards.benchmarks);
                *guess = usual.filter(|usual| usual.currency == self.campaign.currency).map(|usual| usual.minor);
            }
        }
        people
    }

    #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
    fn person(&self, place: usize, who: &rows::Who) -> Bookee {
        let (id, input, score) = (self.id(place), &self.pool.input.creators[place], self.scores[place]);
        let planned = self.pool.planned.get(&id);
        let (price, other_minor, posts) = match place.checked_sub(self.pool.booked.len()) {
            Some(offered) => {
                let offer = &self.pool.offers[offered];
                let price = match (offer.fee_minor, offer.typed) {
                    (Ok(fee), Some(true)) => Price::Agreed(fee),
                    (Ok(fee), Some(false)) => Price::Planned(fee),
                    (Ok(fee), None) => Price::Asked(fee),
                    (Err(NoOdds::NoCost), _) => Price::Asked(0),
                    (Err(NoOdds::NoPrice), _) => Price::Guessed(None),
                    (Err(NoOdds::Currency { price_minor, currency }), _) => {
                        Price::Foreign(Money::new(price_minor, currency))
                    }
                };
                (price, offer.other_minor, offer.plan.posts)
            }
            None => {
                let last = input.bookings.last();
                let fee = last.map_or(0, |last| last.fee_minor);
                let other = last.map_or(0, |last| last.cost_minor.saturating_sub(fee));
                let posts = last.map_or(1, |last| u32::try_from(last.posts.len().max(1)).unwrap_or(u32::MAX));
                let price = match planned.and_then(|planned| Some((planned.fee_minor?, planned.is_agreed))) {
                    Some((fee, true)) => Price::Agreed(fee),
                    Some((fee, false)) => Price::Planned(fee),
                    None => Price::Last(fee),
                };
                (price, planned.and_then(|planned| planned.other_minor).unwrap_or(other), posts)
            }
        };
        let is_booked = place < self.pool.booked.len();
        let mut conflicts: Vec<Conflict> = Vec::new();
        conflicts.extend(who.is_blocked.then_some(Conflict::DoNotContact));
        conflicts.extend(who.is_rejected.then_some(Conflict::Rejected));
        conflicts.extend(self.conflicts.get(&id).into_iter().flatten().cloned());
        conflicts.extend(self.is_provisional(id).then_some(Conflict::Unsettled));
        conflicts.extend((other_minor > 0 && !who.has_address).then_some(Conflict::NoAddress));
        Bookee {
            creator: id,
            handle: who.handle.clone(),
            platform: who.platform,
            followers: input.followers,
            tier: input.followers.and_then(|followers| self.pool.input.borders.tier(followers)),
            niche: input.niche.clone(),
            views: input.reference_views.map(|views| views.round() as i64),
            tested: is_booked.then_some(score.advice),
            settles: score.settles,
            posts,
            price,
            other_minor,
            odds: score.odds,
            // What a candidate is worth is a fee; what a tested creator is worth holds all of the cost.
            worth_minor: score.worth_minor.map(|worth| {
                if is_booked { (worth.floor() as i64).saturating_sub(other_minor).max(0) } else { worth.floor() as i64 }
            }),
            choice: self.wish(id),
            is_member: self.is_member(id),
            conflicts,
        }
    }

    fn is_provisional(&self, id: CreatorId) -> bool {
        let rows = self.campaign.batches.iter().flat_map(|batch| &batch.creators).filter(|row| row.creator == id);
        rows.filter_map(|row| row.estimate.as_ref()).any(Estimate::is_provisional)
    }

    /// Has the method fill the batch, and says what it would bring.
    fn fill(&self, people: Vec<Bookee>, places: &[usize]) -> Builder {
        let bookables = Bookables {
            creators: people.iter().zip(places).map(|(person, place)| self.bookable(person, *place)).collect(),
            ..Bookables::default()
        };
        let stays_in =
            |person: &Bookee| person.is_member || person.choice == Choice::Pinned || self.times(person).is_some();
        let is_barred = |person: &Bookee| {
            person.choice == Choice::Excluded
                || person.choice != Choice::Pinned && person.conflicts.iter().any(Conflict::keeps_out)
        };
        let excluded: Vec<usize> =
            (0..people.len()).filter(|at| !people[*at].is_member && is_barred(&people[*at])).collect();
        let kept: Vec<usize> =
            (0..people.len()).filter(|at| stays_in(&people[*at]) && !excluded.contains(at)).collect();
        let pinned: Vec<Pin> = kept.iter().map(|at| Pin { index: *at, bookings: self.times(&people[*at]) }).collect();
        let is_first = self.pool.tested() == 0;
        let (money_minor, money_from) = self.money(is_first);
        let usual = if is_first || money_minor.is_none() { FIRST_SIZE } else { *SIZE.end() };
        let size = self.ask.size.unwrap_or(usual);
        let unpriced = kept.iter().filter(|at| bookables.creators[**at].cost_minor.is_none()).count();
        let request = BatchRequest {
            budget_minor: money_minor.unwrap_or(i64::MAX),
            most_creators: Some(size.saturating_sub(unpriced)),
            excluded: &excluded,
            pinned: &pinned,
            takes_any: is_first,
        };
        let batch = NextBatch::plan(&bookables, request, &self.pool.constants);
        let mut lines: Vec<BatchLine> = Vec::new();
        for at in &kept {
            let (person, times) = (&people[*at], self.times(&people[*at]).unwrap_or(1));
            let place = batch.places.iter().find(|place| place.index == *at);
            let unpriced =
                person.price.fee_minor().map(|fee| fee.saturating_add(person.other_minor).saturating_mul(times.into()));
            lines.push(BatchLine {
                person: *at,
                bookings: place.map_or(times, |place| place.bookings),
                cost_minor: place.map(|place| place.cost_minor).or(unpriced),
                post_on: None,
            });
        }
        lines.sort_by_key(|line| !people[line.person].is_member);
        let chosen = batch.places.iter().filter(|place| !kept.contains(&place.index));
        lines.extend(chosen.map(|place| BatchLine {
            person: place.index,
            bookings: place.bookings,
            cost_minor: Some(place.cost_minor),
            post_on: None,
        }));
        let cost_minor = lines.iter().filter_map(|line| line.cost_minor).fold(0, i64::saturating_add);
        let booked: Vec<(usize, u32)> = lines.iter().map(|line| (places[line.person], line.bookings)).collect();
        let is_told = self.has_odds && self.campaign.goal == Goal::Conversions;
        let together: Vec<usize> = booked.iter().map(|(place, _)| *place).collect();
        let returns = is_told.then(|| estimate_planned(&self.pool.input, &together, &self.pool.constants)).flatten();
        Builder {
            campaign: self.campaign.id,
            name: self.campaign.name.clone(),
            currency: self.campaign.currency,
            goal: self.campaign.goal,
            budget: self.campaign.budget,
            scope: self.campaign.rule_scope(),
            target: self.campaign.head_target().map(|target| target.value),
            niches: Vec::new(),
            terms: self.terms,
            tested: self.pool.tested(),
            money_minor,
            money_from,
            size,
            batch: None,
            batch_name: String::new(),
            more: 0,
            cost_minor,
            over_minor: money_minor.map_or(0, |money| cost_minor.saturating_sub(money).max(0)),
            forecast: is_told.then(|| forecast(&self.pool.input, &booked, &self.pool.constants)).flatten(),
            returns: returns.map(|told| ([told.roas.q10, told.roas.q50, told.roas.q90], told.p_target)),
            told_apart: told_apart(lines.len()),
            rule: None,
            note: String::new(),
            days: Schedule::default(),
            people,
            lines,
        }
    }

    /// How often a person said that somebody is booked.
    fn times(&self, person: &Bookee) -> Option<u32> {
        self.ask.bookings.iter().find(|(id, _)| *id == person.creator).map(|(_, times)| (*times).max(1))
    }

    fn bookable(&self, person: &Bookee, place: usize) -> Bookable {
        let score = self.scores[place];
        let cost = person.price.fee_minor().map(|fee| fee.saturating_add(person.other_minor)).filter(|cost| *cost > 0);
        Bookable {
            handle: person.handle.clone(),
            advice: score.advice,
            promise: score.promise.filter(|_| person.tested.is_none()),
            cost_minor: cost,
            index: score.index,
        }
    }

    /// What the batch may cost, and where that comes from.
    fn money(&self, is_first: bool) -> (Option<i64>, BudgetFrom) {
        let budget = self.campaign.budget;
        let left = budget.left_minor().map(|left| left.max(0));
        match (self.terms.next_budget_minor, budget.limit_minor, left) {
            (Some(own), ..) => (Some(own), BudgetFrom::Own),
            (None, Some(limit), Some(left)) if is_first => (Some(first_budget(limit).min(left)), BudgetFrom::Third),
            (None, _, Some(left)) => (Some(left), BudgetFrom::Left),
            (None, _, None) => (None, BudgetFrom::Unknown),
        }
    }

    /// The rule that is proposed for so many creators: with the level of the last one, where it measures the same.
    fn rule(&self, last: Option<SuccessRule>, creators: usize) -> SuccessRule {
        let proposed = SuccessRule::proposed(self.campaign.goal, creators);
        let level_e4 = last.filter(|last| last.measure == proposed.measure).and_then(|last| last.level_e4);
        SuccessRule { level_e4, ..proposed }
    }
}

#[cfg(test)]
mod tests;
