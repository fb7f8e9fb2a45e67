//! The lines of the list: campaigns, or batches with their creators; and the orders they can stand in.

use std::cmp::Ordering;

use crate::analysis::decision::Advice;
use crate::domain::Goal;
use crate::domain::success_rule::RuleMeasure;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult, Estimate, Sums};
use crate::tui::kit::{Action, SortBy};
use crate::tui::screens::estimate;
use crate::words::result_view::{Figures, GoalView, ResultView};

use super::figures::Scope;

/// What the screen is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reach {
    /// One campaign with all its batches.
    #[default]
    Campaign,
    /// One batch of it.
    Batch,
    /// All campaigns beside each other.
    All,
}

/// A line of the list; the cursor passes over the headings of batches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    Campaign(&'a CampaignResult),
    Batch(&'a CampaignResult, &'a BatchResult),
    Creator(&'a CampaignResult, &'a CreatorResult),
}

impl<'a> Row<'a> {
    /// Whether the cursor can rest here.
    pub(super) fn stops(self) -> bool {
        !matches!(self, Self::Batch(..))
    }

    pub(super) fn campaign(self) -> &'a CampaignResult {
        match self {
            Self::Campaign(campaign) | Self::Batch(campaign, _) | Self::Creator(campaign, _) => campaign,
        }
    }

    /// The words of its campaign.
    pub(super) fn view(self) -> ResultView<'a> {
        ResultView::new(self.campaign())
    }

    /// Why it has its verdict, at length and in short; for what has several creators, its chance.
    pub(super) fn why(self) -> Option<[String; 2]> {
        let (said, view) = (self.estimate()?, self.view());
        Some(match self {
            Self::Creator(..) => view.why(said),
            Self::Campaign(..) | Self::Batch(..) => {
                let long = view.beats(said);
                let short = said.head.chance.map_or_else(String::new, |p| format!("{} chance", view.chance(p)));
                [long, short]
            }
        })
    }

    /// What the numbers say of it, in words.
    pub(super) fn sentence(self) -> Option<String> {
        let (said, view) = (self.estimate()?, self.view());
        Some(match self {
            Self::Creator(_, creator) => view.sentence(Some(&creator.handle), said),
            _ => view.repeated(said),
        })
    }

    pub(super) fn sums(self) -> Sums {
        match self {
            Self::Campaign(campaign) => campaign.sums,
            Self::Batch(_, batch) => batch.sums,
            Self::Creator(_, creator) => creator.sums,
        }
    }

    pub(super) fn figures(self) -> Figures {
        self.view().figures(self.sums())
    }

    pub(super) fn estimate(self) -> Option<&'a Estimate> {
        match self {
            Self::Campaign(campaign) => campaign.estimate.as_ref(),
            Self::Batch(_, batch) => batch.estimate.as_ref(),
            Self::Creator(_, creator) => creator.estimate.as_ref(),
        }
    }

    /// The 80% range as it is read; beside campaigns with another goal it is named by the bar.
    pub(super) fn range(self) -> Option<String> {
        estimate::range(self.estimate()?, self.campaign().currency)
    }

    /// A head figure for an order in which the best comes first.
    fn cheapest_first(self, figure: i64) -> i64 {
        if RuleMeasure::of(self.campaign().goal).is_cost() { figure.saturating_neg() } else { figure }
    }

    /// Whose figures these are, for marking what has moved.
    pub(super) fn scope(self) -> Scope {
        match self {
            Self::Campaign(campaign) => Scope::Campaign(campaign.id),
            Self::Batch(_, batch) => Scope::Batch(batch.id),
            Self::Creator(_, creator) => Scope::Creator(creator.collaboration),
        }
    }

    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Campaign(campaign) => &campaign.name,
            Self::Batch(_, batch) => &batch.name,
            Self::Creator(_, creator) => &creator.handle,
        }
    }
}

/// What the list is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub(super) enum By {
    Name,
    Spend,
    Orders,
    Roas,
    Middle,
    Verdict,
}

/// An order chosen by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) by: By,
    pub(super) is_reversed: bool,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// By verdict, those to book again first.
    #[default]
    Verdicts,
    /// By batch, each under its heading.
    Batches,
    /// One list in an order chosen by key.
    By(Sort),
}

impl Order {
    /// Whether creators stand under the headings of their batches.
    pub(super) fn has_batches(self) -> bool {
        self == Self::Batches
    }

    /// The same, the other way around.
    pub(super) fn reversed(self) -> Self {
        let by = |by, is_reversed| Self::By(Sort { by, is_reversed });
        match self {
            Self::Verdicts => by(By::Verdict, true),
            Self::Batches => by(By::Name, false),
            Self::By(Sort { by: By::Verdict, is_reversed: true }) => Self::Verdicts,
            Self::By(sort) => by(sort.by, !sort.is_reversed),
        }
    }

    /// The order of one list; nothing where batches have headings.
    fn sort(self) -> Option<Sort> {
        match self {
            Self::Verdicts => Some(Sort { by: By::Verdict, is_reversed: false }),
            Self::Batches => None,
            Self::By(sort) => Some(sort),
        }
    }
}

impl By {
    /// The order that an action asks for.
    pub(super) fn of(action: Action) -> Option<Self> {
        match action {
            Action::Sort(SortBy::Handle) => Some(Self::Name),
            Action::Sort(SortBy::Spend) => Some(Self::Spend),
            Action::Sort(SortBy::Orders) => Some(Self::Orders),
            Action::Sort(SortBy::Roas) => Some(Self::Roas),
            Action::Sort(SortBy::Middle) => Some(Self::Middle),
            _ => None,
        }
    }

    fn word(self, goal: Goal) -> &'static str {
        match self {
            Self::Name => "handle",
            Self::Spend => "spend",
            Self::Orders => match goal {
                Goal::Conversions => "orders",
                Goal::Awareness => "views",
                Goal::Ugc => "assets",
            },
            Self::Roas => GoalView::of(goal).name,
            Self::Middle => "best guess",
            Self::Verdict => "verdict",
        }
    }

    /// What a row counts in this order, the largest first. Of costs the least comes first.
    fn key(self, row: Row<'_>) -> Option<i64> {
        match self {
            Self::Name => None,
            Self::Spend => Some(row.sums().spend_minor),
            Self::Orders => row.figures().value(GoalView::of(row.campaign().goal).brings),
            Self::Roas => {
                row.figures().value(GoalView::of(row.campaign().goal).head).map(|figure| row.cheapest_first(figure))
            }
            Self::Middle => {
                let middle = row.estimate().and_then(estimate::range_e4).map(|[_, middle, _]| middle);
                middle.map(|middle| row.cheapest_first(middle))
            }
            Self::Verdict => row.estimate().map(|said| {
                // Within a verdict the better chance comes first; chances are told apart to one in a million. What needs review
                // comes last in it.
                let chance = said.head.chance.or_else(|| closeness(said)).unwrap_or(0.0);
                let rank = 2 * i64::from(rank(said.head.advice)) + i64::from(!said.is_provisional());
                rank * 10_000_000 + estimate::e4(chance * 100.0)
            }),
        }
    }
}

/// How good a count is against its target, where there is no chance: above one half up to it.
fn closeness(said: &Estimate) -> Option<f64> {
    let (cost, target) = (said.head.tracked?, said.head.target?.value);
    Some(target / (target + cost))
}

/// How good a verdict is, for an order.
fn rank(verdict: Advice) -> u8 {
    match verdict {
        Advice::Scale => 5,
        Advice::Retest => 4,
        Advice::Wait => 3,
        Advice::Drop => 2,
        Advice::Free => 1,
        Advice::Untested => 0,
    }
}

impl Sort {
    /// Which of two rows comes first; what is unknown is last either way.
    pub(super) fn compare(self, first: Row<'_>, second: Row<'_>) -> Ordering {
        let turned = |order: Ordering| if self.is_reversed { order.reverse() } else { order };
        if self.by == By::Name {
            return turned(first.name().to_lowercase().cmp(&second.name().to_lowercase()));
        }
        match (self.by.key(first), self.by.key(second)) {
            (Some(first), Some(second)) => turned(second.cmp(&first)),
            (first, second) => second.is_some().cmp(&first.is_some()),
        }
    }

    /// The order in words: `ROAS v`; the sign says that the largest comes first.
    pub(super) fn word(self, goal: Goal) -> String {
        let is_cost = RuleMeasure::of(goal).is_cost() && matches!(self.by, By::Roas | By::Middle);
        let falls = (self.by == By::Name || is_cost) == self.is_reversed;
        format!("{} {}", self.by.word(goal), if falls { 'v' } else { '^' })
    }
}

/// Lists what a reach holds. The headings of batches stand only in their own order.
pub(super) fn rows<'a>(
    results: &'a [CampaignResult],
    campaign: Option<&'a CampaignResult>,
    batch: Option<&'a BatchResult>,
    reach: Reach,
    order: Order,
) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = match (reach, campaign, batch) {
        (Reach::All, _, _) => results.iter().map(Row::Campaign).collect(),
        (_, None, _) => Vec::new(),
        (Reach::Batch, Some(campaign), Some(batch)) => {
            batch.creators.iter().map(|creator| Row::Creator(campaign, creator)).collect()
        }
        (_, Some(campaign), _) => {
            let mut rows = Vec::new();
            for batch in &campaign.batches {
                if order.has_batches() {
                    rows.push(Row::Batch(campaign, batch));
                }
                rows.extend(batch.creators.iter().map(|creator| Row::Creator(campaign, creator)));
            }
            rows
        }
    };
    // Campaigns ask their own questions: they keep their places until they are sorted by key.
    let sort = order.sort().filter(|_| reach != Reach::All || order != Order::Verdicts);
    if let Some(sort) = sort {
        rows.sort_by(|first, second| sort.compare(*first, *second));
    }
    rows
}
