//! The next batch: how to spend a budget, by what each creator returns if you are moderately lucky.

use std::collections::HashSet;

use super::constants::Constants;
use super::creator_outputs::CreatorEstimate;
use super::decision::Advice;
use super::estimate::CampaignEstimate;

/// Creators of the first batch, where nobody says how many (addendum, B9).
pub const FIRST_SIZE: usize = 5;

/// The first of several batches is best a third of the money (addendum, B9).
const FIRST_PART: i64 = 3;

/// The part of the budget of a campaign, minor units, that its first batch should cost.
pub fn first_budget(budget_minor: i64) -> i64 {
    budget_minor.max(0) / FIRST_PART
}

/// The constraints on the next batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchRequest<'a> {
    /// Money to spend, minor units.
    pub budget_minor: i64,
    /// The most creators in the batch, including new ones; `None` for no limit.
    pub most_creators: Option<usize>,
    /// Positions of creators who are left out.
    pub excluded: &'a [usize],
    /// Creators to book before all others, whatever their verdict and whether or not there is money for them.
    pub pinned: &'a [Pin],
    /// Whether candidates are taken whatever their chance: before anybody is tested there is nothing else to go by (addendum, B5).
    pub takes_any: bool,
}

/// A creator to book in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Position of the creator.
    pub index: usize,
    /// Exactly so many bookings; without a number one, and more if the numbers say so.
    pub bookings: Option<u32>,
}

impl Pin {
    /// At least one booking of a creator.
    pub fn of(index: usize) -> Self {
        Self { index, bookings: None }
    }
}

/// One creator's place in the next batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchPlace {
    /// Position of the creator among those that could be booked.
    pub index: usize,
    /// The handle without `@`.
    pub handle: String,
    /// Whether they are booked for the first time.
    pub is_new: bool,
    /// How often to book the creator.
    pub bookings: u32,
    /// Cost of these bookings, minor units.
    pub cost_minor: i64,
}

/// Why a part of the budget is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The batch has as many creators as it may have.
    Full,
    /// The money is too little for one more booking.
    TooLittle,
    /// Nobody else has enough chance.
    NoChance,
    /// Nobody is tested yet, and everybody with a price is booked.
    NoPrice,
}

/// How the budget is spent (statistics, section 8.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextBatch {
    /// The budget, minor units.
    pub budget_minor: i64,
    /// Creators to book, by name, best first.
    pub places: Vec<BatchPlace>,
    /// New creators to try without a name, where no candidate has a price.
    pub new_creators: usize,
    /// Cost of a new creator, minor units, if known.
    pub new_creator_cost_minor: Option<i64>,
    /// Budget to keep, minor units.
    pub hold_minor: i64,
    /// By how much the pinned creators exceed the budget, minor units.
    pub over_minor: i64,
    /// Why that is kept.
    pub kept: Kept,
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
    /// chance is below `p_drop` gets nothing. Only pinned creators can cost more than the budget.
    pub fn plan(bookables: &Bookables, request: BatchRequest, constants: &Constants) -> Self {
        let mut batch = Self {
            budget_minor: request.budget_minor,
            places: Vec::new(),
            new_creators: 0,
            new_creator_cost_minor: bookables.new_creator_cost_minor,
            hold_minor: request.budget_minor.max(0),
            over_minor: 0,
            kept: Kept::NoChance,
        };
        let most = request.most_creators.unwrap_or(usize::MAX);
        for pin in request.pinned.iter().filter(|pin| !request.excluded.contains(&pin.index)) {
            for _ in 0..pin.bookings.unwrap_or(1).max(1) {
                batch.put(bookables, pin.index);
            }
        }
        // What those cost who would have got a booking.
        let mut left_out = Vec::new();
        for item in items(bookables, &request, constants) {
            left_out.extend(match item {
                Item::Creator(index) => batch.take(bookables, index, most),
                Item::Explore => batch.explore(most),
            });
        }
        batch.kept = batch.kept_because(bookables, &request, &left_out);
        batch.over_minor = batch.hold_minor.saturating_neg().max(0);
        batch.hold_minor = batch.hold_minor.max(0);
        batch
    }

    fn kept_because(&self, bookables: &Bookables, request: &BatchRequest, left_out: &[i64]) -> Kept {
        let is_open = |(index, creator): (usize, &Bookable)| {
            creator.cost_minor.is_some() && self.place(index).is_none() && !request.excluded.contains(&index)
        };
        match () {
            // The money only shrinks: what it suffices for at the end had no place.
            () if left_out.iter().any(|cost| *cost <= self.hold_minor) => Kept::Full,
            () if !left_out.is_empty() => Kept::TooLittle,
            () if request.takes_any && !bookables.creators.iter().enumerate().any(is_open) => Kept::NoPrice,
            () => Kept::NoChance,
        }
    }

    fn size(&self) -> usize {
        self.places.len() + self.new_creators
    }

    fn place(&self, index: usize) -> Option<usize> {
        self.places.iter().position(|place| place.index == index)
    }

    /// Books a creator once more if money and places allow it; returns what it would cost where they don't.
    fn take(&mut self, bookables: &Bookables, index: usize, most: usize) -> Option<i64> {
        let cost = bookables.creators[index].cost_minor?;
        if cost > self.hold_minor || (self.place(index).is_none() && self.size() >= most) {
            return Some(cost);
        }
        self.put(bookables, index);
        None
    }

    /// Books a creator with a cost once more, whatever is left.
    fn put(&mut self, bookables: &Bookables, index: usize) {
        let Some(creator) = bookables.creators.get(index) else { return };
        let Some(cost) = creator.cost_minor else { return };
        self.hold_minor = self.hold_minor.saturating_sub(cost);
        if let Some(place) = self.place(index) {
            self.places[place].bookings += 1;
            self.places[place].cost_minor = self.places[place].cost_minor.saturating_add(cost);
        } else {
            let (handle, is_new) = (creator.handle.clone(), creator.promise.is_some());
            self.places.push(BatchPlace { index, handle, is_new, bookings: 1, cost_minor: cost });
        }
    }

    /// Books as many new creators as money and places allow; returns what the next one would cost.
    fn explore(&mut self, most: usize) -> Option<i64> {
        let cost = self.new_creator_cost_minor.filter(|cost| *cost > 0)?;
        let affordable = usize::try_from(self.hold_minor.max(0) / cost).unwrap_or(usize::MAX);
        self.new_creators = affordable.min(most.saturating_sub(self.size()));
        self.hold_minor -= cost * i64::try_from(self.new_creators).unwrap_or(0);
        // There is always another new creator, so what is left is too little for one rather than without a chance.
        Some(cost)
    }
}

/// Returns all candidates with enough chance, best first. Ties put known creators before new ones, then sort by handle.
fn items(bookables: &Bookables, request: &BatchRequest, constants: &Constants) -> Vec<Item> {
    let excluded: HashSet<usize> = request.excluded.iter().copied().collect();
    let mut items: Vec<(f64, Item)> = Vec::new();
    for (index, creator) in bookables.creators.iter().enumerate() {
        let pin = request.pinned.iter().find(|pin| pin.index == index);
        let is_counted = pin.is_some_and(|pin| pin.bookings.is_some());
        if creator.cost_minor.is_none() || is_counted || excluded.contains(&index) {
            continue;
        }
        let wanted = match creator.advice {
            Advice::Scale => 2,
            Advice::Retest => 1,
            Advice::Untested => {
                usize::from(creator.promise.is_some_and(|chance| request.takes_any || chance >= constants.p_drop))
            }
            Advice::Drop | Advice::Wait | Advice::Free => 0,
        };
        let pinned = usize::from(pin.is_some());
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Creators at these prices, all with a good chance but those without a price.
    fn priced(prices: &[Option<i64>]) -> Bookables {
        let bookable = |cost_minor: &Option<i64>| Bookable {
            handle: String::new(),
            advice: Advice::Untested,
            promise: cost_minor.map(|_| 0.5),
            cost_minor: *cost_minor,
            index: 1.0,
        };
        Bookables { creators: prices.iter().map(bookable).collect(), ..Bookables::default() }
    }

    #[test]
    fn why_money_is_kept() {
        let kept = |prices: &[Option<i64>], request: BatchRequest| {
            NextBatch::plan(&priced(prices), BatchRequest { budget_minor: 1_000, ..request }, &Constants::default())
                .kept
        };
        let first = BatchRequest { takes_any: true, most_creators: Some(2), ..BatchRequest::default() };
        let all = [Some(100), Some(100), Some(100)];
        assert_eq!(kept(&all, first), Kept::Full);
        assert_eq!(kept(&[Some(100), Some(950)], first), Kept::TooLittle);
        assert_eq!(kept(&[Some(100), None], first), Kept::NoPrice);
        assert_eq!(kept(&all, BatchRequest { excluded: &[2], ..first }), Kept::NoPrice, "left out by a person");
        assert_eq!(kept(&all, BatchRequest::default()), Kept::NoChance, "everybody is booked");
        let mut without_odds = priced(&all);
        without_odds.creators.iter_mut().for_each(|creator| creator.promise = None);
        assert_eq!(NextBatch::plan(&without_odds, first, &Constants::default()).kept, Kept::NoChance);
    }

    fn bookable() -> impl Strategy<Value = Bookable> {
        let advice = prop::sample::select(vec![
            Advice::Scale,
            Advice::Retest,
            Advice::Drop,
            Advice::Wait,
            Advice::Free,
            Advice::Untested,
        ]);
        let cost = proptest::option::of(prop_oneof![1_i64..50_000, Just(100_000_000_000_000)]);
        (advice, proptest::option::of(0.0..1.0), cost, 0.0..9.0_f64).prop_map(|(advice, promise, cost_minor, index)| {
            Bookable { handle: "same".to_owned(), advice, promise, cost_minor, index }
        })
    }

    fn pin(creators: usize) -> impl Strategy<Value = Pin> {
        (0..creators, proptest::option::of(1_u32..4)).prop_map(|(index, bookings)| Pin { index, bookings })
    }

    proptest! {
        #[test]
        fn excluded_never_pinned_always_and_only_pins_exceed_the_budget(
            creators in proptest::collection::vec(bookable(), 1..30),
            budget_minor in prop_oneof![Just(0_i64), 0_i64..400_000, Just(i64::MAX)],
            most in 1_usize..11,
            pinned in proptest::collection::vec(pin(30), 0..4),
            excluded in proptest::collection::hash_set(0_usize..30, 0..10),
            takes_any in any::<bool>(),
        ) {
            let excluded: Vec<usize> = excluded.into_iter().collect();
            let mut seen = HashSet::new();
            let pinned: Vec<Pin> = pinned.into_iter().filter(|pin| seen.insert(pin.index)).collect();
            let bookables = Bookables { creators, ..Bookables::default() };
            let request =
                BatchRequest { budget_minor, most_creators: Some(most), excluded: &excluded, pinned: &pinned, takes_any };
            let batch = NextBatch::plan(&bookables, request, &Constants::default());
            let cost = |place: &BatchPlace| bookables.creators[place.index].cost_minor.unwrap_or(0);
            let mut sum = 0_i64;
            for place in &batch.places {
                prop_assert!(!excluded.contains(&place.index), "excluded");
                prop_assert_eq!(place.cost_minor, (0..place.bookings).fold(0_i64, |sum, _| sum.saturating_add(cost(place))));
                sum = sum.saturating_add(place.cost_minor);
            }
            let kept: Vec<&Pin> = pinned
                .iter()
                .filter(|pin| !excluded.contains(&pin.index))
                .filter(|pin| bookables.creators.get(pin.index).is_some_and(|creator| creator.cost_minor.is_some()))
                .collect();
            let mut of_pins = 0_i64;
            for pin in &kept {
                let place = batch.places.iter().find(|place| place.index == pin.index);
                let times = place.map_or(0, |place| place.bookings);
                prop_assert!(pin.bookings.map_or(times >= 1, |wanted| times == wanted), "pinned");
                of_pins = of_pins.saturating_add(place.map_or(0, cost).saturating_mul(pin.bookings.unwrap_or(1).into()));
            }
            prop_assert_eq!(batch.over_minor, of_pins.saturating_sub(budget_minor).max(0));
            if batch.over_minor == 0 {
                prop_assert!(sum <= budget_minor && batch.hold_minor == budget_minor - sum);
            } else {
                prop_assert_eq!((sum, batch.hold_minor), (of_pins, 0), "nothing is added to what exceeds it");
            }
            prop_assert!(batch.places.len() <= most.max(kept.len()));
        }
    }
}
