//! The success rule of a batch: what counts as a win. It is made of parts, fixed before the start, and judged by tracked numbers.

mod text;

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use super::campaign::Goal;
use super::collaboration::words;
use super::money::div_round;
use super::{Currency, Money, campaign};

pub use text::{EXAMPLE, RuleText, TypedRule, level, level_text, sentence, typed};

words! {
    /// What a creator must reach.
    RuleMeasure {
        /// Net revenue over loaded cost: above the level.
        #[default]
        Roas = "roas",
        /// Views of all posts: at least the level.
        Views = "views",
        /// Loaded cost per 1,000 views: at most the level.
        Cpm = "cpm",
        /// Loaded cost per post or approved draft: at most the level.
        AssetCost = "asset cost",
    }
}

impl RuleMeasure {
    /// What a campaign with this goal is judged by: its head figure.
    pub fn of(goal: Goal) -> Self {
        match goal {
            Goal::Conversions => Self::Roas,
            Goal::Awareness => Self::Cpm,
            Goal::Ugc => Self::AssetCost,
        }
    }

    /// Whether it is not what another goal is judged by, as it is after a change of the goal.
    pub fn suits(self, goal: Goal) -> bool {
        self == Self::of(goal) || self == Self::Views
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Roas => "ROAS",
            Self::Views => "views",
            Self::Cpm => "CPM",
            Self::AssetCost => "cost per asset",
        }
    }

    /// Reads what a person calls it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::iter().find(|measure| measure.name().eq_ignore_ascii_case(name))
    }

    /// Whether a lower number is the better one.
    pub fn is_cost(self) -> bool {
        matches!(self, Self::Cpm | Self::AssetCost)
    }
}

/// The parts of a rule: at least so many creators reach a level of a measure, each on at least so many orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SuccessRule {
    /// How many creators must reach it, at least 1.
    pub creators: i64,
    /// What is measured.
    pub measure: RuleMeasure,
    /// The level x 10,000: a ratio, a count, or an amount in whole units of the campaign's currency. The campaign's target without
    /// one, which only a ROAS has.
    pub level_e4: Option<i64>,
    /// The fewest orders a creator's result may rest on.
    pub orders: Option<i64>,
}

/// Creators of a batch that is still empty, for the rule that is proposed.
const USUAL_SIZE: usize = 5;
/// Fewest orders that the proposed rule takes for more than luck.
const PROPOSED_ORDERS: i64 = 5;

impl SuccessRule {
    /// The rule proposed for a new batch: two in five creators, by what the campaign is for. Only a ROAS has a level to begin with.
    pub fn proposed(goal: Goal, creators: usize) -> Self {
        let size = if creators == 0 { USUAL_SIZE } else { creators };
        let creators = i64::try_from((2 * size).div_ceil(5)).unwrap_or(1).max(1);
        let measure = RuleMeasure::of(goal);
        let orders = (measure == RuleMeasure::Roas).then_some(PROPOSED_ORDERS);
        Self { creators, measure, level_e4: None, orders }
    }

    /// Whether the verdict hangs on orders, which arrive with the next import.
    pub fn needs_orders(self) -> bool {
        self.measure == RuleMeasure::Roas || self.orders.is_some()
    }

    /// The level in force: its own, or the target of the campaign.
    pub fn level(self, scope: RuleScope) -> Option<i64> {
        self.level_e4.or_else(|| scope.target_e4().filter(|_| self.measure == RuleMeasure::Roas))
    }

    /// Whether a creator has reached it. What costs nothing has no ROAS, CPM or cost per asset.
    fn is_reached(self, level_e4: i64, by: &Entrant, currency: Currency) -> bool {
        let level = i128::from(level_e4);
        let (cost, per_unit) = (i128::from(by.cost_minor), i128::from(currency.minor_per_unit()));
        // Cost per so many things is at most the level: cost x 10,000 <= level x things, both in minor units.
        let at_most =
            |things: i128, per: i128| cost > 0 && things > 0 && cost * per * 10_000 <= level * per_unit * things;
        let measured = match self.measure {
            RuleMeasure::Roas => cost > 0 && i128::from(by.revenue_minor) * 10_000 > level * cost,
            RuleMeasure::Views => by.views.is_some_and(|views| i128::from(views) * 10_000 >= level),
            RuleMeasure::Cpm => at_most(i128::from(by.views.unwrap_or(0)), 1_000),
            RuleMeasure::AssetCost => at_most(i128::from(by.assets), 1),
        };
        measured && self.orders.is_none_or(|least| by.orders >= least)
    }
}

/// What a rule takes from its campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleScope {
    /// Currency of its amounts.
    pub currency: Currency,
    /// The campaign's own target ROAS x 10,000.
    pub own_target_e4: Option<i64>,
    /// Gross margin, basis points.
    pub margin_bp: Option<i64>,
}

impl RuleScope {
    /// The ROAS to beat, x 10,000: the own target, else break-even.
    pub fn target_e4(self) -> Option<i64> {
        campaign::target_roas_e4(self.own_target_e4, self.margin_bp)
    }
}

/// What one creator of a batch had reached at its end, or has until now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrant {
    /// Their handle, without `@`.
    pub handle: String,
    /// Net revenue up to the end, minor units.
    pub revenue_minor: i64,
    /// Orders up to the end.
    pub orders: i64,
    /// Loaded cost, minor units.
    pub cost_minor: i64,
    /// Views of their posts as last read before the end.
    pub views: Option<i64>,
    /// Posts and approved drafts.
    pub assets: i64,
    /// Whether nothing more will come: they declined, never answered, or missed their post.
    pub is_out: bool,
}

/// What a rule is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// The creators of the batch.
    pub entrants: &'a [Entrant],
    /// What the rule takes from its campaign.
    pub scope: RuleScope,
    /// The last day that counts.
    pub ends_on: Option<NaiveDate>,
    /// Whether the batch was finished, which ends one without an end date.
    pub is_finished: bool,
    /// The day up to which orders are known.
    pub known_until: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// What the campaign is for, which decides what is tracked beside the ruling.
    pub goal: Goal,
}

/// The head figure of a batch at its end date, or until now, with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tracked {
    /// Net revenue over loaded cost, x 10,000.
    Roas {
        /// The ratio.
        e4: i64,
        /// Orders behind it.
        orders: i64,
    },
    /// Loaded cost per 1,000 views, of the creators whose views are known.
    Cpm {
        /// The cost.
        cost: Money,
        /// Views behind it.
        views: i64,
    },
    /// Loaded cost per usable asset, of the creators who made one or can make none any more.
    AssetCost {
        /// The cost.
        cost: Money,
        /// Assets behind it.
        assets: i64,
    },
}

/// How a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Enough creators had reached it at the end.
    Met,
    /// Enough creators have reached it, and the test is not over.
    MetSoFar,
    /// Not reached yet.
    Open,
    /// Too few creators had reached it at the end.
    Missed,
    /// Too few creators are left to reach it.
    OutOfReach,
    /// There is nothing to compare with: the campaign has no target.
    NoTarget,
}

impl Ruling {
    /// The word used in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::MetSoFar => "met so far",
            Self::Open | Self::NoTarget => "open",
            Self::Missed => "missed",
            Self::OutOfReach => "can no longer be met",
        }
    }
}

/// How a rule stands, with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// How it stands.
    pub ruling: Ruling,
    /// How many creators must reach it.
    pub needed: i64,
    /// Handles of those who have.
    pub reached: Vec<String>,
    /// How many others still can; none once it is over.
    pub can_still: i64,
    /// Creators in the batch.
    pub creators: i64,
    /// What the rule measures.
    pub measure: RuleMeasure,
    /// What the campaign is for.
    pub goal: Goal,
    /// The head figure of the goal, at the end date or until now; nothing without a cost, or where nothing was counted.
    pub tracked: Option<Tracked>,
    /// Orders at the end date or until now.
    pub orders: i64,
    /// The last day that counts.
    pub ends_on: Option<NaiveDate>,
    /// The day up to which orders are known, where the end date has passed and newer orders decide.
    pub waits_for_orders_after: Option<NaiveDate>,
}

/// Judges a rule by what its creators have reached.
pub fn judge(rule: SuccessRule, trial: Trial<'_>) -> Judgement {
    let Trial { entrants, scope, ends_on, is_finished, known_until, today, goal } = trial;
    let level = rule.level(scope);
    let (reached, others): (Vec<&Entrant>, Vec<&Entrant>) =
        entrants.iter().partition(|entrant| level.is_some_and(|level| rule.is_reached(level, entrant, scope.currency)));
    let has_ended = ends_on.map_or(is_finished, |end| today > end);
    let waits_for_orders_after =
        ends_on.filter(|end| has_ended && rule.needs_orders() && known_until < *end).map(|_| known_until);
    let is_over = has_ended && waits_for_orders_after.is_none();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let can_still = if is_over { 0 } else { count(others.iter().filter(|entrant| !entrant.is_out).count()) };
    let won = count(reached.len());
    let ruling = match level {
        None => Ruling::NoTarget,
        Some(_) if won >= rule.creators && is_over => Ruling::Met,
        Some(_) if won >= rule.creators => Ruling::MetSoFar,
        Some(_) if is_over => Ruling::Missed,
        Some(_) if won + can_still < rule.creators => Ruling::OutOfReach,
        Some(_) => Ruling::Open,
    };
    Judgement {
        ruling,
        needed: rule.creators,
        reached: reached.into_iter().map(|entrant| entrant.handle.clone()).collect(),
        can_still,
        creators: count(entrants.len()),
        measure: rule.measure,
        goal,
        tracked: tracked(entrants, goal, is_over, scope.currency),
        orders: sum(entrants, |entrant| entrant.orders),
        ends_on,
        waits_for_orders_after,
    }
}

fn sum<'a>(entrants: impl IntoIterator<Item = &'a Entrant>, of: fn(&Entrant) -> i64) -> i64 {
    entrants.into_iter().map(of).fold(0_i64, i64::saturating_add)
}

/// The head figure of the goal over all creators; nothing without a cost, or where nothing was counted.
fn tracked(entrants: &[Entrant], goal: Goal, is_over: bool, currency: Currency) -> Option<Tracked> {
    let per = |cost: i64, size: i128, things: i64| {
        let minor = div_round(i128::from(cost) * size, i128::from(things)).filter(|_| cost > 0 && things > 0)?;
        Some(Money::new(minor, currency))
    };
    match goal {
        Goal::Conversions => {
            let (revenue, cost) = (sum(entrants, |one| one.revenue_minor), sum(entrants, |one| one.cost_minor));
            let e4 = div_round(i128::from(revenue) * 10_000, i128::from(cost))?;
            Some(Tracked::Roas { e4, orders: sum(entrants, |one| one.orders) })
        }
        Goal::Awareness => {
            let seen = || entrants.iter().filter(|one| one.views.is_some());
            let views = sum(seen(), |one| one.views.unwrap_or(0));
            Some(Tracked::Cpm { cost: per(sum(seen(), |one| one.cost_minor), 1_000, views)?, views })
        }
        Goal::Ugc => {
            let counted = entrants.iter().filter(|one| one.assets > 0 || one.is_out || is_over);
            let assets = sum(entrants, |one| one.assets);
            Some(Tracked::AssetCost { cost: per(sum(counted, |one| one.cost_minor), 1, assets)?, assets })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// A creator who cost $100 and sold for so much, on so many orders.
    fn sold(revenue_minor: i64, orders: i64) -> Entrant {
        Entrant { handle: "mia".to_owned(), revenue_minor, orders, cost_minor: 10_000, ..Entrant::default() }
    }

    fn rule() -> SuccessRule {
        SuccessRule { creators: 2, orders: Some(5), ..SuccessRule::default() }
    }

    fn trial(entrants: &[Entrant]) -> Trial<'_> {
        let scope = RuleScope { currency: Currency::USD, own_target_e4: None, margin_bp: Some(5_000) };
        let today = day("2026-12-10");
        Trial {
            entrants,
            scope,
            ends_on: Some(day("2026-12-16")),
            is_finished: false,
            known_until: today,
            today,
            goal: Goal::Conversions,
        }
    }

    fn ruled(today: &str, known: &str, entrants: &[Entrant]) -> Ruling {
        judge(rule(), Trial { today: day(today), known_until: day(known), ..trial(entrants) }).ruling
    }

    #[test]
    fn a_rule_is_open_then_met_so_far_then_met() {
        let one = [sold(30_000, 6), sold(0, 0), sold(0, 0)];
        let two = [sold(30_000, 6), sold(20_100, 5), sold(0, 0)];
        assert_eq!(ruled("2026-12-16", "2026-12-16", &one), Ruling::Open, "the end date itself counts");
        assert_eq!(ruled("2026-12-16", "2026-12-16", &two), Ruling::MetSoFar);
        assert_eq!(ruled("2026-12-17", "2026-12-17", &one), Ruling::Missed);
        assert_eq!(ruled("2026-12-17", "2026-12-17", &two), Ruling::Met);
    }

    #[test]
    fn orders_that_are_not_known_yet_leave_it_open() {
        let one = [sold(30_000, 6), sold(0, 0)];
        assert_eq!(ruled("2026-12-20", "2026-12-11", &one), Ruling::Open);
        let judged = judge(rule(), Trial { today: day("2026-12-20"), ..trial(&one) });
        assert_eq!(judged.waits_for_orders_after, Some(day("2026-12-10")));
        let views = SuccessRule { creators: 1, measure: RuleMeasure::Views, level_e4: Some(10_000), orders: None };
        let judged = judge(views, Trial { today: day("2026-12-20"), ..trial(&one) });
        assert_eq!(judged.ruling, Ruling::Missed, "views wait for no orders");
    }

    #[test]
    fn too_few_creators_left_can_no_longer_meet_it() {
        let out = |entrant| Entrant { is_out: true, ..entrant };
        let left = [sold(30_000, 6), out(sold(0, 0)), sold(0, 0)];
        assert_eq!(ruled("2026-12-10", "2026-12-10", &left), Ruling::Open);
        let none = [sold(30_000, 6), out(sold(0, 0)), out(sold(0, 0))];
        assert_eq!(ruled("2026-12-10", "2026-12-10", &none), Ruling::OutOfReach);
        let won = [sold(30_000, 6), out(sold(30_000, 6))];
        assert_eq!(ruled("2026-12-10", "2026-12-10", &won), Ruling::MetSoFar, "what was reached before counts");
    }

    #[test]
    fn break_even_itself_is_not_over_it_and_few_orders_do_not_count() {
        assert_eq!(judge(rule(), trial(&[sold(20_000, 9), sold(20_001, 9)])).reached.len(), 1);
        assert_eq!(judge(rule(), trial(&[sold(90_000, 4)])).reached.len(), 0);
        let free = Entrant { cost_minor: 0, ..sold(90_000, 9) };
        assert_eq!(judge(rule(), trial(&[free])).reached.len(), 0, "no cost, so no ROAS");
    }

    #[rstest]
    #[case(RuleMeasure::Views, 12_000 * 10_000, 12_000, 0, true)]
    #[case(RuleMeasure::Views, 12_000 * 10_000, 11_999, 0, false)]
    #[case(RuleMeasure::Cpm, 10 * 10_000, 10_000, 0, true)]
    #[case(RuleMeasure::Cpm, 10 * 10_000, 9_999, 0, false)]
    #[case(RuleMeasure::AssetCost, 50 * 10_000, 0, 2, true)]
    #[case(RuleMeasure::AssetCost, 50 * 10_000, 0, 1, false)]
    #[case(RuleMeasure::AssetCost, 50 * 10_000, 0, 0, false)]
    fn other_measures_reach_their_level_at_it(
        #[case] measure: RuleMeasure,
        #[case] level: i64,
        #[case] views: i64,
        #[case] assets: i64,
        #[case] reached: bool,
    ) {
        let rule = SuccessRule { creators: 1, measure, level_e4: Some(level), orders: None };
        let entrant = Entrant { views: Some(views), assets, ..sold(0, 0) };
        assert_eq!(judge(rule, trial(&[entrant])).reached.len() == 1, reached);
    }

    #[test]
    fn without_a_target_nothing_is_judged_and_without_an_end_date_the_finish_ends_it() {
        let two = [sold(30_000, 6), sold(30_000, 6)];
        let scope = RuleScope::default();
        assert_eq!(judge(rule(), Trial { scope, ..trial(&two) }).ruling, Ruling::NoTarget);
        let open = Trial { ends_on: None, ..trial(&two) };
        assert_eq!(judge(rule(), open).ruling, Ruling::MetSoFar);
        assert_eq!(judge(rule(), Trial { is_finished: true, ..open }).ruling, Ruling::Met);
    }

    #[test]
    fn what_is_tracked_beside_a_rule_is_what_the_goal_counts() {
        let made = |views, assets| Entrant { views, assets, ..sold(30_000, 6) };
        let all = [made(Some(20_000), 1), made(None, 2), made(Some(5_000), 0)];
        let tracked = |goal, is_finished| {
            let ends_on = if is_finished { None } else { Some(day("2026-12-16")) };
            judge(rule(), Trial { ends_on, is_finished, goal, ..trial(&all) }).tracked
        };
        let dollars = |minor| Money::new(minor, Currency::USD);
        assert_eq!(tracked(Goal::Conversions, false), Some(Tracked::Roas { e4: 30_000, orders: 18 }));
        // $200 of the two whose views are known, for 25,000 views.
        assert_eq!(tracked(Goal::Awareness, false), Some(Tracked::Cpm { cost: dollars(800), views: 25_000 }));
        // The third can still make its first asset until the test is over.
        assert_eq!(tracked(Goal::Ugc, false), Some(Tracked::AssetCost { cost: dollars(6_667), assets: 3 }));
        assert_eq!(tracked(Goal::Ugc, true), Some(Tracked::AssetCost { cost: dollars(10_000), assets: 3 }));
        for goal in [Goal::Conversions, Goal::Awareness, Goal::Ugc] {
            assert_eq!(judge(rule(), Trial { goal, ..trial(&[]) }).tracked, None);
        }
    }

    #[test]
    fn the_proposed_rule_asks_for_two_in_five() {
        let creators = |size| SuccessRule::proposed(Goal::Conversions, size).creators;
        assert_eq!([0, 3, 5, 6, 10].map(creators), [2, 2, 2, 3, 4]);
        assert_eq!(SuccessRule::proposed(Goal::Ugc, 5).measure, RuleMeasure::AssetCost);
    }
}
