//! The success rule of a batch, and how it stands.

use super::{ResultView, estimate, foreign};
use crate::domain::figure::{plural, ratio};
use crate::domain::number::full;
use crate::domain::success_rule::{Judgement, RuleMeasure, Tracked};
use crate::domain::{Counts, Ruling};
use crate::proto::results::{BatchResult, Estimate};

/// Says how a rule stands, with its numbers. `again` is what the batch would return if it were booked again.
///
/// ```text
/// Met so far: 2 creators have reached it (@ana, @ben), 2 are needed. It is judged after Dec 16. Tracked ROAS 2.1 on 31 orders;
/// if booked again 1.4 to 3.0 (80% range), 72% chance to beat break-even (1.7).
/// ```
pub fn judged(judgement: &Judgement, counts: Counts, again: Option<&str>) -> String {
    let Judgement { ruling, needed, reached, can_still, ends_on, .. } = judgement;
    let end = ends_on.map(|day| day.format("%b %-d").to_string());
    let until = |word: &str| end.as_ref().map_or_else(String::new, |end| format!(" {word} {end}"));
    let names: Vec<String> = reached.iter().map(|handle| format!("@{}", foreign(handle, "nameless"))).collect();
    let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    let (have, are) = (if reached.len() == 1 { "has" } else { "have" }, if *needed == 1 { "is" } else { "are" });
    let won = plural(reached.len(), "creator");
    let others = if *can_still == 1 { "1 other still can".to_owned() } else { format!("{can_still} others still can") };
    let stands = match ruling {
        Ruling::Met | Ruling::Missed => {
            let were = if *needed == 1 { "was" } else { "were" };
            format!("{won} reached it{}{names}, {needed} {were} needed.", until("by"))
        }
        Ruling::MetSoFar => {
            let judged = end.as_ref().map_or_else(String::new, |end| format!(" It is judged after {end}."));
            format!("{won} {have} reached it{names}, {needed} {are} needed.{judged}")
        }
        Ruling::Open => format!("{won} {have} reached it{names}, {needed} {are} needed; {others}{}.", until("until")),
        Ruling::OutOfReach => format!("{won} {have} reached it{names} and {others}, {needed} {are} needed."),
        Ruling::NoTarget if judgement.measure == RuleMeasure::Roas => {
            "it can't be judged without a margin or a target ROAS.".to_owned()
        }
        Ruling::NoTarget => "it can't be judged without a level.".to_owned(),
    };
    let waits =
        judgement.waits_for_orders_after.map(|day| format!(" Orders are known up to {} only.", day.format("%b %-d")));
    let word = ruling.word();
    let word = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
    let parts =
        [format!("{word}: {stands}{}", waits.unwrap_or_default()), tracked(judgement, counts, again), other(judgement)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The tracked head figure, at the end date or so far, and the estimate beside it.
fn tracked(judgement: &Judgement, counts: Counts, again: Option<&str>) -> String {
    let again = again.map(|again| format!("; if booked again {again}")).unwrap_or_default();
    match judgement.tracked {
        None => String::new(),
        Some(Tracked::Roas { e4, orders }) => {
            format!("Tracked ROAS {} on {}{again}.", ratio(e4), plural(orders, counts.one()))
        }
        Some(Tracked::Cpm { cost, views }) => {
            format!("Tracked CPM {} on {} views{again}.", cost.short(), full(views))
        }
        Some(Tracked::AssetCost { cost, assets }) => {
            format!("Tracked cost per asset {} on {}{again}.", cost.short(), plural(assets, "usable asset"))
        }
    }
}

/// Says that a rule measures something else than the goal, as after a change of the goal.
fn other(judgement: &Judgement) -> String {
    let Judgement { measure, goal, .. } = *judgement;
    if measure.suits(goal) {
        return String::new();
    }
    format!("The rule measures {}, while the goal is {}.", measure.name(), goal.named())
}

impl ResultView<'_> {
    /// The success rule of a batch.
    pub fn rule(self, batch: &BatchResult) -> Option<String> {
        self.result.rule(batch)
    }

    /// How the success rule of a batch stands; nothing before the start, or for a rule that is only a note.
    pub fn ruling(self, batch: &BatchResult) -> Option<String> {
        let again = batch.estimate.as_ref().and_then(|said| self.beside_the_rule(said));
        batch.judged.as_ref().map(|judgement| judged(judgement, self.result.counts, again.as_deref()))
    }

    /// What a batch would return, as it stands beside its rule: `ROAS 1.4 to 3.0 (80% range), 72% chance to beat break-even (1.7)`.
    pub fn beside_the_rule(self, said: &Estimate) -> Option<String> {
        let held = if said.is_provisional() { ", provisional" } else { "" };
        let early = if said.early { ", so far" } else { "" };
        Some(format!(
            "{} {} ({}), {}{early}{held}",
            self.goal().name,
            estimate::range(said, self.result.currency)?,
            estimate::RANGE,
            self.beats(said)
        ))
    }

    /// Rule and standing of each batch that has started: `Batch 1: 2 of 5 creators, ROAS over break-even. Met: ...`.
    pub fn rules(self) -> Vec<String> {
        let started = self.result.batches.iter().filter(|batch| batch.is_under_way());
        let said = started.filter_map(|batch| {
            let name = foreign(&batch.name, "A batch without a name");
            let ruling = self.ruling(batch).map(|ruling| format!(" {ruling}")).unwrap_or_default();
            Some(format!("{name}: {}.{ruling}", foreign(&self.rule(batch)?, "")))
        });
        said.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Goal, Money};

    fn judgement(ruling: Ruling, reached: &[&str]) -> Judgement {
        Judgement {
            ruling,
            needed: 2,
            reached: reached.iter().map(|handle| (*handle).to_owned()).collect(),
            can_still: 3,
            creators: 5,
            measure: RuleMeasure::Roas,
            goal: Goal::Conversions,
            tracked: Some(Tracked::Roas { e4: 21_000, orders: 31 }),
            orders: 31,
            ends_on: "2026-12-16".parse().ok(),
            waits_for_orders_after: None,
        }
    }

    #[test]
    fn the_verdict_comes_first_and_its_numbers_follow() {
        for (ruling, facts) in [
            (Ruling::Met, ["Met: ", "by Dec 16"]),
            (Ruling::MetSoFar, ["Met so far: ", "after Dec 16"]),
            (Ruling::Open, ["Open: ", "3 others still can until Dec 16"]),
            (Ruling::Missed, ["Missed: ", "2 were needed"]),
            (Ruling::OutOfReach, ["Can no longer be met: ", "2 are needed"]),
        ] {
            let words = judged(&judgement(ruling, &["ana"]), Counts::Orders, Some("1.4 to 3.0 (80% range)"));
            for fact in facts.into_iter().chain([
                "1 creator",
                "@ana",
                "Tracked ROAS 2.1 on 31 orders",
                "1.4 to 3.0 (80% range)",
            ]) {
                assert!(words.contains(fact), "{fact}: {words}");
            }
        }
    }

    #[test]
    fn old_orders_and_a_missing_target_are_said() {
        let waits = Judgement { waits_for_orders_after: "2026-12-10".parse().ok(), ..judgement(Ruling::Open, &[]) };
        assert!(
            judged(&waits, Counts::Orders, None).contains("up to Dec 10"),
            "{}",
            judged(&waits, Counts::Orders, None)
        );
        let none = Judgement { tracked: None, ..judgement(Ruling::NoTarget, &[]) };
        assert_eq!(judged(&none, Counts::Orders, None), "Open: it can't be judged without a margin or a target ROAS.");
    }

    #[test]
    fn other_goals_track_what_they_count_and_name_a_rule_of_another_goal() {
        let dollars = |minor| Money::new(minor, Currency::USD);
        let seen = Judgement {
            measure: RuleMeasure::Cpm,
            goal: Goal::Awareness,
            tracked: Some(Tracked::Cpm { cost: dollars(830), views: 12_400 }),
            ..judgement(Ruling::Open, &[])
        };
        assert!(
            judged(&seen, Counts::Orders, None).ends_with("Tracked CPM $8.30 on 12,400 views."),
            "{}",
            judged(&seen, Counts::Orders, None)
        );
        let tracked = Some(Tracked::AssetCost { cost: dollars(8_000), assets: 1 });
        let made = Judgement { measure: RuleMeasure::AssetCost, goal: Goal::Ugc, tracked, ..seen.clone() };
        assert!(judged(&made, Counts::Orders, None).ends_with("Tracked cost per asset $80.00 on 1 usable asset."));
        let changed = judged(&Judgement { measure: RuleMeasure::Roas, ..made }, Counts::Orders, None);
        assert!(changed.contains("measures ROAS") && changed.contains("goal is UGC"), "{changed}");
        assert!(!changed.contains("Tracked ROAS"));
        let views = Judgement { measure: RuleMeasure::Views, ..seen };
        assert!(!judged(&views, Counts::Orders, None).contains("The rule measures"));
    }
}
