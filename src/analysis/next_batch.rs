//! The next batch: how to spend a budget, by what each creator returns if you are moderately lucky.

use super::constants::Constants;
use super::creator_outputs::CreatorEstimate;
use super::decision::Advice;
use super::estimate::CampaignEstimate;

/// The constraints on the next batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchRequest<'a> {
    /// Money to spend, minor units.
    pub budget_minor: i64,
    /// The most creators in the batch, including new ones; `None` for no limit.
    pub most_creators: Option<usize>,
    /// Handles that are excluded.
    pub excluded: &'a [&'a str],
    /// Handles to book once before all others, whatever their verdict.
    pub pinned: &'a [&'a str],
}

/// One creator's place in the next batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchPlace {
    /// The handle without `@`.
    pub handle: String,
    /// How often to book the creator.
    pub bookings: u32,
    /// Cost of these bookings, minor units.
    pub cost_minor: i64,
}

/// How the budget is spent (statistics, section 8.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextBatch {
    /// The budget, minor units.
    pub budget_minor: i64,
    /// Creators booked again, best first.
    pub places: Vec<BatchPlace>,
    /// New creators to try.
    pub new_creators: usize,
    /// Cost of a new creator, minor units, if known.
    pub new_creator_cost_minor: Option<i64>,
    /// Budget to keep, minor units.
    pub hold_minor: i64,
    /// Whether a candidate with enough chance was left out for lack of money or places.
    pub left_out: bool,
}

/// A creator that a budget can go to.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookable {
    /// The handle without `@`.
    pub handle: String,
    /// What to do with the creator.
    pub advice: Advice,
    /// Chance of a candidate to beat the target, 0 to 1; nothing for anybody else, whose verdict says it.
    pub promise: Option<f64>,
    /// Fixed cost of booking them, minor units; nothing where that is unknown.
    pub cost_minor: Option<i64>,
    /// How good they are if we are moderately lucky; only the order matters.
    pub index: f64,
}

/// All that a budget can go to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bookables {
    /// The creators.
    pub creators: Vec<Bookable>,
    /// Chance of a creator never tried to beat the target, and how good they are; nothing where that cannot be estimated.
    pub new: Option<(f64, f64)>,
    /// Cost of a new creator, minor units, if known.
    pub new_creator_cost_minor: Option<i64>,
}

impl From<&CampaignEstimate> for Bookables {
    fn from(estimate: &CampaignEstimate) -> Self {
        let bookable = |creator: &CreatorEstimate| Bookable {
            handle: creator.handle.clone(),
            advice: creator.advice,
            promise: creator.returns.as_ref().filter(|_| creator.candidate).map(|returns| returns.p_target),
            cost_minor: creator.returns.as_ref().map(|returns| returns.cost_minor),
            index: creator.returns.as_ref().map_or(0.0, |returns| returns.index),
        };
        Self {
            creators: estimate.creators.iter().map(bookable).collect(),
            new: Some((estimate.explore.p_target, estimate.explore.index)),
            new_creator_cost_minor: estimate.new_creator_cost_minor,
        }
    }
}

/// An entry of the list of bookings.
enum Item {
    /// A booking of the creator at a position.
    Creator(usize),
    /// New creators.
    Explore,
}

impl NextBatch {
    /// Fills the batch, best first, until the money runs out: SCALE up to twice, RETEST once, a candidate once if their chance is high
    /// enough (addendum, B5). If no candidate has a price, the plan offers new creators without a name instead. A creator whose
    /// chance is below `p_drop` gets nothing.
    pub fn plan(bookables: &Bookables, request: BatchRequest, constants: &Constants) -> Self {
        let mut batch = Self {
            budget_minor: request.budget_minor,
            places: Vec::new(),
            new_creators: 0,
            new_creator_cost_minor: bookables.new_creator_cost_minor,
            hold_minor: request.budget_minor.max(0),
            left_out: false,
        };
        let most = request.most_creators.unwrap_or(usize::MAX);
        for handle in request.pinned.iter().filter(|handle| !request.excluded.contains(handle)) {
            if let Some(index) = bookables.creators.iter().position(|creator| creator.handle == **handle) {
                batch.take(bookables, index, most);
            }
        }
        for item in items(bookables, &request, constants) {
            match item {
                Item::Creator(index) => batch.take(bookables, index, most),
                Item::Explore => batch.explore(most),
            }
        }
        batch
    }

    fn size(&self) -> usize {
        self.places.len() + self.new_creators
    }

    /// Books a creator once more if money and places allow it.
    fn take(&mut self, bookables: &Bookables, index: usize, most: usize) {
        let creator = &bookables.creators[index];
        let Some(cost) = creator.cost_minor else { return };
        let place = self.places.iter().position(|place| place.handle == creator.handle);
        if cost > self.hold_minor || (place.is_none() && self.size() >= most) {
            self.left_out = true;
            return;
        }
        self.hold_minor -= cost;
        match place {
            Some(place) => {
                self.places[place].bookings += 1;
                self.places[place].cost_minor += cost;
            }
            None => {
                self.places.push(BatchPlace { handle: creator.handle.clone(), bookings: 1, cost_minor: cost });
            }
        }
    }

    fn explore(&mut self, most: usize) {
        let Some(cost) = self.new_creator_cost_minor.filter(|cost| *cost > 0) else { return };
        let affordable = usize::try_from(self.hold_minor / cost).unwrap_or(usize::MAX);
        self.new_creators = affordable.min(most.saturating_sub(self.size()));
        self.hold_minor -= cost * i64::try_from(self.new_creators).unwrap_or(0);
        // There is always another new creator, so what is left is too little for one rather than without a chance.
        self.left_out = true;
    }
}

/// Returns all candidates with enough chance, best first. Ties put known creators before new ones, then sort by handle.
fn items(bookables: &Bookables, request: &BatchRequest, constants: &Constants) -> Vec<Item> {
    let mut items: Vec<(f64, Item)> = Vec::new();
    for (index, creator) in bookables.creators.iter().enumerate() {
        let handle = creator.handle.as_str();
        if creator.cost_minor.is_none() || request.excluded.contains(&handle) {
            continue;
        }
        let wanted = match creator.advice {
            Advice::Scale => 2,
            Advice::Retest => 1,
            Advice::Untested => usize::from(creator.promise.is_some_and(|chance| chance >= constants.p_drop)),
            Advice::Drop | Advice::Wait | Advice::Free => 0,
        };
        let pinned = usize::from(request.pinned.contains(&handle));
        for (index_of_booking, worth) in [creator.index, creator.index * constants.dim].into_iter().enumerate() {
            if (pinned..wanted).contains(&index_of_booking) {
                items.push((worth, Item::Creator(index)));
            }
        }
    }
    let is_named = bookables.creators.iter().any(|creator| creator.promise.is_some());
    if let Some((_, index)) = bookables.new.filter(|(chance, _)| *chance >= constants.p_drop && !is_named) {
        items.push((index, Item::Explore));
    }
    // Of equals, those known best come first, then those with the first name.
    let rank = |item: &Item| match item {
        Item::Creator(index) => {
            let creator = &bookables.creators[*index];
            (u8::from(creator.promise.is_some()), Some(creator.handle.as_str()))
        }
        Item::Explore => (2, None),
    };
    items.sort_by(|(worth_a, a), (worth_b, b)| worth_b.total_cmp(worth_a).then_with(|| rank(a).cmp(&rank(b))));
    items.into_iter().map(|(_, item)| item).collect()
}
