//! Head figures other than ROAS in words: their targets, their verdicts with reasons, and what is missing for one.

use super::estimate::{self, RANGE, Written, percent};
use super::reason::{day, factor, lucky, settles};
use super::{Figure, GoalView, ResultView, lower};
use crate::analysis::decision::Advice;
use crate::analysis::head::assets::{ENOUGH_OF_ALL, ENOUGH_OF_ONE, TOO_DEAR};
use crate::analysis::head::{HeadTarget, Lacks, TargetSource};
use crate::domain::Goal;
use crate::domain::figure::{counted, plural, ratio};
use crate::domain::number::full;
use crate::proto::results::Estimate;

impl ResultView<'_> {
    /// Explains the head figure with the numbers of the campaign: what it is, what it is held against, when which verdict is given.
    pub fn head_explained(self) -> Vec<String> {
        let (sums, figures, name) = (self.result.sums, self.figures(self.result.sums), self.goal().name);
        let (scale, drop) = self.borders();
        let (goal, rule) = match self.result.goal {
            Goal::Conversions => return Vec::new(),
            Goal::Awareness => (
                match sums.views.filter(|_| figures.cpm_minor.is_some()) {
                    Some(views) => format!(
                        "CPM = spend / views x 1,000 = {} / {} x 1,000 = {}, over the collaborations whose views are known.",
                        self.money(sums.viewed.spend_minor),
                        full(views),
                        figures.text(Figure::Cpm)
                    ),
                    None => {
                        "CPM = spend / views x 1,000. It needs a cost, and a reading of the views of a post.".to_owned()
                    }
                },
                format!(
                    "RANGES show what 1,000 views would cost if you booked again on the same terms: views are pulled back toward \
                     what the creator usually gets. SCALE: the chance to be at or below the target is at least {scale}. DROP: less than \
                     {drop}. RETEST: too close to call. WAIT: too many views are still to come, or something is missing."
                ),
            ),
            Goal::Ugc => (
                format!(
                    "COST PER ASSET = spend / usable assets = {} / {} = {}. A usable asset is a post, or an approved draft without a \
                     post. WITH RIGHTS: a usage right was granted and runs today.",
                    self.money(sums.made.spend_minor),
                    full(sums.made.assets),
                    figures.text(Figure::AssetCost)
                ),
                format!(
                    "A count has no chance, so plain thresholds decide. SCALE: at most the target. RETEST: at most {times} times the \
                     target. DROP: more. WAIT: too few to tell, which takes {ENOUGH_OF_ONE} usable asset of a creator and \
                     {ENOUGH_OF_ALL} of a batch or a campaign; or promised assets are still to come.",
                    times = ratio(estimate::e4(TOO_DEAR))
                ),
            ),
        };
        let target = self.target_sentence();
        vec![
            format!("The goal is {}, so the head figure is the {name}, tracked so far.", self.result.goal.named()),
            goal,
            target,
            rule,
            String::new(),
            "The other figures, which decide nothing here:".to_owned(),
        ]
    }

    /// Names a target: `break-even (1.7)`, `the rule's $8.00`, `your median of $9.10 (14 other collaborations)`.
    pub(super) fn named(self, target: Option<HeadTarget>) -> String {
        target.map_or_else(|| "the target".to_owned(), |target| named(target, self.written()))
    }

    /// Names what an estimate is held against, in short: `break-even (1.7)`, `$8.00 (success rule)`, `$9.10 (your median)`.
    pub(super) fn target_of(self, said: &Estimate) -> String {
        let Some(target) = said.head.target.or_else(|| self.result.head_target()) else { return self.named(None) };
        self.briefly(target)
    }

    /// The target of the campaign in short.
    pub fn target_briefly(self) -> String {
        self.result.head_target().map_or_else(|| self.named(None), |target| self.briefly(target))
    }

    fn briefly(self, target: HeadTarget) -> String {
        let value = self.written().level(target.value);
        match target.source {
            TargetSource::BreakEven | TargetSource::Own => self.named(Some(target)),
            TargetSource::Rule => format!("{value} (success rule)"),
            TargetSource::Median { .. } => format!("{value} (your median)"),
            TargetSource::Published { tier: Some(tier), .. } => format!("{value} (published for {})", tier.word()),
            TargetSource::Published { tier: None, .. } => format!("{value} (published)"),
        }
    }

    /// Says where the target comes from, or how to get one: `Target: the rule's $8.00.`
    pub fn target_sentence(self) -> String {
        let missing = || self.lacking(self.estimated_lack().unwrap_or(Lacks::Target(None)));
        self.result.head_target().map_or_else(missing, |target| format!("Target: {}.", self.named(Some(target))))
    }

    /// What a verdict lacks that its words name. That orders are still to come is named by how many are.
    pub fn lack(self, said: &Estimate) -> Option<Lacks> {
        said.head.lacks.filter(|lacks| said.head.goal != Goal::Conversions || *lacks == Lacks::Orders)
    }

    /// Says that no order is known at all, and what to do.
    pub(super) fn no_orders_known(self) -> String {
        let what = self.result.counts;
        if what.are_orders() {
            "No orders were imported yet. Import the orders of your shop to see what was sold.".to_owned()
        } else {
            format!("No {0} were counted yet. Note them, or import a list of them.", what.word())
        }
    }

    /// What the verdict of the whole lacks.
    pub(super) fn estimated_lack(self) -> Option<Lacks> {
        self.result.estimate.as_ref().and_then(|said| said.head.lacks)
    }

    /// Says what is missing for a verdict, and what to do.
    pub fn lacking(self, lacks: Lacks) -> String {
        let name = GoalView::of(self.result.goal).name;
        match lacks {
            Lacks::Time => "Too many views are still to come.".to_owned(),
            Lacks::Orders => self.no_orders_known(),
            Lacks::Views => "No views of the posts are known yet. Add a reading of each post.".to_owned(),
            Lacks::Target(published_in) => {
                let published = published_in.map_or_else(String::new, |currency| {
                    format!(" Published figures are in {currency}, and this campaign is in {}.", self.result.currency)
                });
                let or = match self.result.goal {
                    Goal::Ugc => " or let 3 collaborations of other campaigns make usable assets",
                    Goal::Awareness | Goal::Conversions => "",
                };
                format!(
                    "There is no target for the {name} yet.{published} Set a {name} in the success rule of the batch{or}."
                )
            }
            Lacks::Assets { have: 0, needed: 1 } => {
                "No usable asset yet. A post or an approved draft is one.".to_owned()
            }
            Lacks::Assets { have, needed } => {
                format!("Too few to tell: {}, and it takes {needed}.", counted(have, "usable asset", "usable assets"))
            }
            Lacks::Promised(count) => {
                let are = if count == 1 { "is" } else { "are" };
                format!(
                    "{} {are} still to come, which can lower the cost of each.",
                    counted(count, "promised asset", "promised assets")
                )
            }
        }
    }

    /// The verdict by views, with its reason.
    pub(super) fn advice_on_views(self, handle: Option<&str>, said: &Estimate) -> String {
        let (who, target) = (who(handle), self.target_of(said));
        let written = self.written();
        let likely = said.head.range.map_or_else(String::new, |[_, low, _, high, _]| {
            format!(" Likely {} to {}.", written.value(low), written.value(high))
        });
        let beats = self.beats(said);
        match (said.head.advice, said.head.lacks) {
            (Advice::Wait, Some(Lacks::Time)) => {
                let share = percent(said.maturity.unwrap_or(1.0));
                let again =
                    said.basis.check_again.map_or_else(String::new, |on| format!(" Read them again {}.", day(on)));
                format!("{}: about {share} of the views were in when last read.{again}", who("Wait", " for"))
            }
            (Advice::Wait, lacks) => {
                format!("{}: {}", who("Wait", " for"), lower(&self.lacking(lacks.unwrap_or(Lacks::Views))))
            }
            (Advice::Free, _) => format!(
                "{}: nothing was paid, so there is no CPM. Enter the fee if there was one.",
                who("No cost", " for")
            ),
            (Advice::Untested, _) if said.head.range.is_none() => {
                format!("{}: enter a price to see the chance of a CPM of at most {target}.", who("Untested", ""))
            }
            (Advice::Untested, _) => {
                let again = self.again("them", said).unwrap_or_default();
                let beats = if beats.is_empty() { String::new() } else { format!(" {beats} at the planned cost.") };
                format!("{}:{beats} {again}.", who("Untested", ""))
            }
            (Advice::Scale, _) => {
                let tracked = said
                    .head
                    .tracked
                    .map_or_else(String::new, |cpm| format!(" Tracked so far: {}.", written.value(cpm)));
                let again = self.again("them", said).unwrap_or_default();
                format!("{}: {beats}. {again}.{tracked}", who("Scale", ""))
            }
            (Advice::Retest, _) => match (lucky(said.basis.surprise), said.head.tracked) {
                (Some(surprise), Some(cpm)) => format!(
                    "{}: one video did {} its usual views, so a CPM of {} is mostly luck.{likely}",
                    who("Retest", ""),
                    factor(surprise.times()),
                    written.value(cpm)
                ),
                _ => format!(
                    "{}: {beats}, too close to call.{likely} {}",
                    who("Retest", ""),
                    settles(said.basis.more_bookings)
                ),
            },
            (Advice::Drop, _) => {
                let only = if said.head.chance.is_some_and(|p| p >= estimate::LOWEST) { "only " } else { "" };
                format!("{}: {only}{beats}.{likely}{}", who("Drop", ""), self.lucky_views(said))
            }
        }
    }

    /// Explains a drop of a creator whose views did cost little enough.
    fn lucky_views(self, said: &Estimate) -> String {
        let Some(cpm) = said.head.tracked.filter(|cpm| said.head.reaches(*cpm) == Some(true)) else {
            return String::new();
        };
        let cpm = self.written().value(cpm);
        lucky(said.basis.surprise).map_or_else(
            || format!(" They did cost {cpm} this time, but one post says little."),
            |surprise| {
                format!(
                    " They did cost {cpm} this time, but one video did {} its usual views.",
                    factor(surprise.times())
                )
            },
        )
    }

    /// The verdict by the cost of an asset: a threshold and no chance.
    pub(super) fn advice_on_assets(self, handle: Option<&str>, said: &Estimate) -> String {
        let (who, target) = (who(handle), self.target_of(said));
        let times = ratio(estimate::e4(TOO_DEAR));
        let cost = said.head.tracked.map(|cost| self.written().value(cost)).unwrap_or_default();
        match (said.head.advice, said.head.lacks) {
            (Advice::Scale, _) => format!("{}: {cost} per usable asset, at most {target}.", who("Scale", "")),
            (Advice::Retest, _) => {
                format!(
                    "{}: {cost} per usable asset, more than {target} but at most {times} times that.",
                    who("Retest", "")
                )
            }
            (Advice::Drop, _) => {
                format!("{}: {cost} per usable asset, more than {times} times {target}.", who("Drop", ""))
            }
            (Advice::Wait, Some(lacks)) => {
                let cost = if cost.is_empty() { String::new() } else { format!("{cost} per usable asset so far. ") };
                let lacking = self.lacking(lacks);
                let lacking = if cost.is_empty() { lower(&lacking) } else { lacking };
                format!("{}: {cost}{lacking}", who("Wait", " for"))
            }
            (Advice::Free, _) => format!(
                "{}: nothing was paid, so there is no cost per asset. Enter the fee if there was one.",
                who("No cost", " for")
            ),
            (Advice::Wait | Advice::Untested, _) => format!("{}: nothing is agreed yet.", who("Untested", "")),
        }
    }

    /// What the verdict on a whole adds to its figures: what it lacks, or for assets the verdict itself.
    pub(super) fn whole_verdict(self, said: &Estimate) -> Option<String> {
        match said.head.goal {
            Goal::Conversions => None,
            Goal::Awareness => said.head.lacks.map(|lacks| self.lacking(lacks)),
            Goal::Ugc => Some(self.advice_on_assets(None, said)),
        }
    }

    /// `If you booked them again: CPM $6.10 to $11.20 (80% range), best guess $8.30`.
    pub(super) fn again(self, affected: &str, said: &Estimate) -> Option<String> {
        let currency = self.result.currency;
        let (range, middle) = (estimate::range(said, currency)?, estimate::middle(said, currency)?);
        let name = match said.head.goal {
            Goal::Conversions => String::new(),
            Goal::Awareness | Goal::Ugc => format!("{} ", GoalView::of(said.head.goal).name),
        };
        Some(format!("If you booked {affected} again: {name}{range} ({RANGE}), best guess {middle}"))
    }

    /// Says the chance to beat the target: `72% chance to beat break-even (1.7)`, `72% chance of a CPM of at most $8.00 (success
    /// rule)`; empty without a chance.
    pub fn beats(self, said: &Estimate) -> String {
        let (Some(p), target) = (said.head.chance, self.target_of(said)) else { return String::new() };
        match said.head.goal {
            Goal::Conversions => format!("{} chance to beat {target}", self.chance(p)),
            Goal::Awareness | Goal::Ugc => format!("{} chance of a CPM of at most {target}", self.chance(p)),
        }
    }

    /// Says the same where the name of the target has no room: `72% chance to beat 1.7`; nothing without a chance or a target.
    pub fn beats_briefly(self, said: &Estimate) -> Option<String> {
        let roas_e4 = self.result.target_roas_e4.filter(|_| self.result.goal == Goal::Conversions);
        estimate::beats(said, roas_e4, self.result.currency, self.result.borders())
    }

    /// The head figure tracked so far by its name: `CPM $3.46`, `$149 per asset`; nothing where it is not known.
    pub fn head_briefly(self, said: &Estimate) -> Option<String> {
        let value = Written::new(said.head.goal, self.result.currency).value(said.head.tracked?);
        Some(match said.head.goal {
            Goal::Conversions => format!("ROAS {value}"),
            Goal::Awareness => format!("CPM {value}"),
            Goal::Ugc => format!("{value} per asset"),
        })
    }

    /// The head figure tracked so far: `CPM $3.46, 289 views per $1`, `$149 per usable asset`; nothing where it is not known.
    pub fn tracked_head(self, said: &Estimate) -> Option<String> {
        let (value, currency) = (said.head.tracked?, self.result.currency);
        let written = Written::new(said.head.goal, currency);
        Some(match said.head.goal {
            Goal::Conversions => written.times(value),
            Goal::Awareness => {
                let per_unit = ratio(estimate::e4((1_000.0 / value).min(1e6)));
                format!("CPM {}, {per_unit} views per {}1", written.value(value), currency.sign())
            }
            Goal::Ugc => format!("{} per usable asset", written.value(value)),
        })
    }
}

/// Names a target: `break-even (1.7)`, `the rule's $8.00`, `your median of $9.10 (14 other collaborations)`.
pub fn named(target: HeadTarget, written: Written) -> String {
    let value = written.level(target.value);
    match target.source {
        TargetSource::BreakEven => format!("break-even ({value})"),
        TargetSource::Own => format!("your target ({value})"),
        TargetSource::Rule => format!("the rule's {value}"),
        TargetSource::Median { count } => format!("your median of {value} ({})", plural(count, "other collaboration")),
        TargetSource::Published { tier: Some(tier), year } => {
            format!("the published {value} for {} creators ({year})", tier.word())
        }
        TargetSource::Published { tier: None, year } => format!("the published {value} for these tiers ({year})"),
    }
}

/// Begins a sentence with a verdict and the creator it is about: `Wait for @ana`, or the verdict alone.
fn who(handle: Option<&str>) -> impl Fn(&str, &str) -> String {
    move |word, before| handle.map_or_else(|| word.to_owned(), |handle| format!("{word}{before} @{handle}"))
}
