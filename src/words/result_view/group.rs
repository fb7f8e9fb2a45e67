//! How niches, tiers and styles compare, in sentences.

use super::Figure;
use super::ResultView;
use super::estimate::{RANGE, chance};
use crate::analysis::head::assets::ENOUGH_OF_ALL;
use crate::analysis::input::GroupBy;
use crate::domain::Goal;
use crate::domain::figure::{counted, plural};
use crate::proto::outlook::{Comparison, GroupOutlook};

/// Chance from which one group is said to beat the others.
const CLEARLY_BEST: f64 = 0.80;

impl ResultView<'_> {
    /// Says what a typical new creator from a group would return; where a count decides, what the group made so far.
    pub fn group(self, group: &GroupOutlook) -> String {
        let Some(range) = group.range else { return format!("{}: {}.", group.name, self.made_by(group)) };
        let [_, low, middle, high, _] = range.map(|value| self.written().value(value));
        let (name, target) = (&group.name, self.target());
        let (figure, beats) = match self.result.goal {
            Goal::Conversions => ("", format!("chance to beat {target}")),
            Goal::Awareness | Goal::Ugc => ("CPM ", format!("chance of a CPM of at most {}", self.target_briefly())),
        };
        let beats = group.chance.map_or_else(String::new, |p| format!("; {} {beats}", self.chance(p)));
        format!("A new {name} creator: {figure}{low} to {high} ({RANGE}), best guess {middle}{beats}.")
    }

    /// What a group made for which cost: `6 usable assets of 3 creators at $80.00 each`.
    fn made_by(self, group: &GroupOutlook) -> String {
        let (made, figures) = (group.sums.made, self.figures(group.sums));
        let of = format!(
            "{} of {}",
            counted(made.assets, "usable asset", "usable assets"),
            plural(group.creators, "creator")
        );
        let each = figures.value(Figure::AssetCost).map(|_| format!(" at {} each", figures.text(Figure::AssetCost)));
        let spent = || format!(", {} spent", self.money(group.sums.spend_minor));
        format!("{of}{}", each.unwrap_or_else(spent))
    }

    /// Says which groups made the cheapest usable assets. These are counts: nothing says that the next creator does the same.
    fn compared_by_assets(self, by: GroupBy, groups: &[GroupOutlook]) -> String {
        let told: Vec<&GroupOutlook> = groups.iter().filter(|group| group.sums.made.is_enough_of_all()).collect();
        let [first, next, ..] = told.as_slice() else {
            let (one, all) = (by.singular(), by.plural());
            return format!(
                "Your {all} can't be compared yet: that takes two of them with {ENOUGH_OF_ALL} usable assets each, \
                 and {} has that many.",
                match told.as_slice() {
                    [] => format!("no {one}"),
                    [only, ..] => format!("only {}", only.name),
                }
            );
        };
        if first.sums.made.cost_minor() == next.sums.made.cost_minor() {
            return format!(
                "{} and {} cost the same per usable asset so far: {}, and {}.",
                first.name,
                next.name,
                self.made_by(first),
                self.made_by(next)
            );
        }
        format!(
            "{} made the cheapest usable assets so far: {}. Next comes {}: {}. These are counts, not a forecast.",
            first.name,
            self.made_by(first),
            next.name,
            self.made_by(next)
        )
    }

    /// Says which niche, tier or style is best, where that can be told; empty without groups.
    pub fn compared(self, by: GroupBy, comparison: &Comparison) -> String {
        let groups = &comparison.groups;
        if groups.is_empty() {
            return String::new();
        }
        if self.result.goal == Goal::Ugc {
            return self.compared_by_assets(by, groups);
        }
        let by = by.plural();
        let known = groups.iter().filter_map(|group| Some((group, group.best?)));
        let Some((best, p)) = known.max_by(|(_, a), (_, b)| a.total_cmp(b)) else {
            return format!("Your {by} can't be compared yet: that takes two of them with two tested creators each.");
        };
        if p < CLEARLY_BEST {
            let same = groups.iter().all(|group| group.creators == best.creators);
            return match best.creators {
                1 if same => format!("Your {by} are too close to call with 1 creator each."),
                creators if same => format!("Your {by} are too close to call with {creators} creators each."),
                _ => format!("Your {by} are too close to call."),
            };
        }
        format!("{} looks best of your {by} ({} chance). {}", best.name, chance(p), self.group(best))
    }
}
