//! The method fills the batch, and says what it would bring.

use super::table::Table;
use crate::analysis::estimate::estimate_planned;
use crate::analysis::next_batch::{BatchRequest, Bookable, Bookables, FIRST_SIZE, NextBatch, Pin, first_budget};
use crate::analysis::plan::forecast;
use crate::analysis::study::told_apart;
use crate::domain::batch::SIZE;
use crate::domain::schedule::Schedule;
use crate::domain::{Goal, SuccessRule};
use crate::proto::builder::{BatchLine, Bookee, BudgetFrom, Builder, Conflict};
use crate::proto::outlook::Choice;

/// The batch as the method fills it.
pub(super) struct Filled {
    pub batch: NextBatch,
    /// Positions among the people who stay in whatever the method says.
    kept: Vec<usize>,
    money: (Option<i64>, BudgetFrom),
    size: usize,
}

impl Table {
    /// Has the method fill the batch.
    pub fn allocate(&self, people: &[Bookee], places: &[usize]) -> Filled {
        let is_first = self.field.tested() == 0;
        let bookables = Bookables {
            creators: people.iter().zip(places).map(|(person, place)| self.bookable(person, *place)).collect(),
            // Before anybody is tested nothing is known of those without a name.
            new: self.scores.new.filter(|_| !is_first),
            new_creator_cost_minor: self.scores.new_creator_cost_minor,
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
        let money = self.money(is_first);
        let usual = if is_first || money.0.is_none() { FIRST_SIZE } else { *SIZE.end() };
        let size = self.draft.size.unwrap_or(usual);
        let unpriced = kept.iter().filter(|at| bookables.creators[**at].cost_minor.is_none()).count();
        let request = BatchRequest {
            budget_minor: money.0.unwrap_or(i64::MAX),
            most_creators: Some(size.saturating_sub(unpriced)),
            excluded: &excluded,
            pinned: &pinned,
            takes_any: is_first,
        };
        Filled { batch: NextBatch::plan(&bookables, request, &self.field.constants), kept, money, size }
    }

    /// What the batch may cost, minor units.
    pub fn money_minor(&self) -> Option<i64> {
        self.money(self.field.tested() == 0).0
    }

    /// Has the method fill the batch, and says what it would bring.
    pub fn fill(&self, people: Vec<Bookee>, places: &[usize]) -> Builder {
        let Filled { batch, kept, money: (money_minor, money_from), size } = self.allocate(&people, places);
        let mut lines: Vec<BatchLine> = Vec::new();
        for at in &kept {
            let (person, times) = (&people[*at], self.times(&people[*at]).unwrap_or(1));
            let place = batch.places.iter().find(|place| place.index == *at);
            let planned = self.planned_terms(person).and_then(|(_, cost)| cost);
            let unpriced =
                person.price.fee_minor().map(|fee| fee.saturating_add(person.other_minor).saturating_mul(times.into()));
            lines.push(BatchLine {
                person: *at,
                bookings: place.map_or(times, |place| place.bookings),
                cost_minor: planned.or(place.map(|place| place.cost_minor)).or(unpriced),
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
        let returns =
            is_told.then(|| estimate_planned(&self.field.asked.input, &together, &self.field.constants)).flatten();
        Builder {
            campaign: self.campaign.id,
            name: self.campaign.name.clone(),
            currency: self.campaign.currency,
            goal: self.campaign.goal,
            budget: self.campaign.budget,
            scope: self.campaign.rule_scope(),
            target: self.campaign.head_target().map(|target| target.value),
            borders: (self.field.constants.p_scale, self.field.constants.p_drop),
            niches: Vec::new(),
            terms: self.terms,
            tested: self.field.tested(),
            money_minor,
            money_from,
            size,
            draft: self.draft.clone(),
            batch: None,
            batch_name: String::new(),
            more: 0,
            cost_minor,
            new_creators: batch.new_creators,
            new_creator_cost_minor: batch.new_creator_cost_minor,
            over_minor: money_minor.map_or(0, |money| cost_minor.saturating_sub(money).max(0)),
            forecast: is_told.then(|| forecast(&self.field.asked.input, &booked, &self.field.constants)).flatten(),
            returns: returns.map(|told| ([told.roas.q10, told.roas.q50, told.roas.q90], told.p_target)),
            told_apart: told_apart(lines.len()),
            rule: None,
            has_rule: false,
            note: String::new(),
            days: Schedule::default(),
            set_end: None,
            people,
            lines,
        }
    }

    /// How often a person said that somebody is booked: in the planned batch, else here.
    fn times(&self, person: &Bookee) -> Option<u32> {
        if let Some((times, _)) = self.planned_terms(person) {
            return Some(times);
        }
        self.draft.bookings.get(&person.creator).map(|times| (*times).max(1))
    }

    fn bookable(&self, person: &Bookee, place: usize) -> Bookable {
        let score = self.scores.each[place];
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
    pub fn rule(&self, last: Option<SuccessRule>, creators: usize) -> SuccessRule {
        let proposed = SuccessRule::proposed(self.campaign.goal, creators);
        let level_e4 = last.filter(|last| last.measure == proposed.measure).and_then(|last| last.level_e4);
        SuccessRule { level_e4, ..proposed }
    }
}
