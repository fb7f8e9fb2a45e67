//! How niches, tiers and styles compare, in sentences.

use super::ResultView;
use super::estimate::{RANGE, chance};
use crate::analysis::input::GroupBy;
use crate::domain::Goal;
use crate::proto::outlook::{Comparison, GroupOutlook};

/// Chance from which one group is said to beat the others.
const CLEARLY_BEST: f64 = 0.80;

impl ResultView<'_> {
    /// Says what a typical new creator from a group would return.
    pub fn group(self, group: &GroupOutlook) -> String {
        let [_, low, middle, high, _] = group.range.map(|value| self.written().value(value));
        let (name, target) = (&group.name, self.target());
        let (figure, beats) = match self.result.goal {
            Goal::Conversions => ("", format!("chance to beat {target}")),
            Goal::Awareness | Goal::Ugc => ("CPM ", format!("chance of a CPM of at most {}", self.target_briefly())),
        };
        let beats = group.chance.map_or_else(String::new, |p| format!("; {} {beats}", chance(p)));
        format!("A new {name} creator: {figure}{low} to {high} ({RANGE}), best guess {middle}{beats}.")
    }

    /// Says which niche, tier or style is best, where that can be told; empty without groups.
    pub fn compared(self, by: GroupBy, comparison: &Comparison) -> String {
        let by = by.plural();
        let groups = &comparison.groups;
        if groups.is_empty() {
            return String::new();
        }
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
