//! Why a creator has a verdict, in a few words that fit a row of a list: in two lengths, so that it is never cut.

use super::ResultView;
use super::estimate::{self, percent};
use super::reason::{factor, lucky};
use crate::analysis::decision::Advice;
use crate::analysis::head::Lacks;
use crate::analysis::head::assets::TOO_DEAR;
use crate::domain::Goal;
use crate::domain::figure::{counted, ratio};
use crate::domain::number::compact;
use crate::proto::results::{Estimate, Unsettled};

/// A reason where there is room for it, and where there is little.
type Why = [String; 2];

fn why_provisional(why: &Unsettled) -> Why {
    match why {
        Unsettled::SharedCode(row) => {
            let codes = format!("needs review: {} is of two creators", row.codes_text());
            [codes, "needs review: a shared code".to_owned()]
        }
    }
}

/// The same in both lengths.
fn both(text: String) -> Why {
    [text.clone(), text]
}

impl ResultView<'_> {
    /// Says why an estimate has its verdict, at length and in short: `one lucky video: 76k views, usually 13k`.
    pub fn why(self, said: &Estimate) -> [String; 2] {
        if let Some(why) = said.provisional.first() {
            return why_provisional(why);
        }
        match said.head.goal {
            Goal::Conversions => self.why_by_sales(said),
            Goal::Awareness => self.why_by_views(said),
            Goal::Ugc => self.why_by_assets(said),
        }
    }

    fn why_by_sales(self, said: &Estimate) -> Why {
        let (named, level) = (self.target(), self.result.target_roas_e4.map_or_else(String::new, ratio));
        let chance = said.head.chance.map(|p| self.chance(p));
        let beats = chance
            .as_ref()
            .map(|chance| [format!("{chance} chance to beat {named}"), format!("{chance} chance to beat {level}")]);
        let range = estimate::range_e4(said).zip(self.result.target_roas_e4);
        let (orders, one) = (said.basis.orders, self.result.counts.one());
        match said.head.advice {
            Advice::Drop if self.is_out_of_reach(said) => {
                ["its commission leaves too little of a sale".to_owned(), "the commission is too high".to_owned()]
            }
            Advice::Scale if range.is_some_and(|([low, ..], target)| low > target) => {
                [format!("even the low end is over {named}"), format!("even the low end is over {level}")]
            }
            Advice::Drop if range.is_some_and(|([.., high], target)| high < target) => {
                [format!("even the high end is under {named}"), format!("even the high end is under {level}")]
            }
            Advice::Retest | Advice::Drop if lucky(said.basis.surprise).is_some() && self.reached(said) => {
                luck(said).unwrap_or_else(untold)
            }
            Advice::Retest if orders == 0 => both(format!("no {one} yet, and still possible")),
            Advice::Retest if orders == 1 => both(format!("only one {one}; one more may tell")),
            Advice::Retest => {
                let settles = said.basis.one_more.map(|one| {
                    format!("too close to call; {} chance that one more settles it", estimate::chance(one.settle()))
                });
                let [long, short] = beats.unwrap_or_else(untold);
                [settles.unwrap_or(long), short]
            }
            Advice::Scale => beats.unwrap_or_else(untold),
            Advice::Drop => {
                let only = if said.head.chance.is_some_and(|p| p >= estimate::LOWEST) { "only " } else { "" };
                beats.map_or_else(untold, |[long, short]| [format!("{only}{long}"), short])
            }
            Advice::Wait if said.head.lacks == Some(Lacks::Orders) => {
                let (what, how) =
                    (self.result.counts, if self.result.counts.are_orders() { "imported" } else { "counted" });
                both(format!("no {} were {how} yet", what.word()))
            }
            Advice::Wait => why_waiting(said, self.result.counts.word()),
            Advice::Free => ["nothing was paid, so there is no ROAS".to_owned(), "no cost, so no ROAS".to_owned()],
            Advice::Untested if said.head.range.is_none() => {
                ["not tested; a price shows the chance".to_owned(), "not tested, no price yet".to_owned()]
            }
            Advice::Untested => {
                let [long, _] = beats.unwrap_or_else(untold);
                [format!("not tested; {long}"), "not tested yet".to_owned()]
            }
        }
    }

    /// Whether the tracked head figure is a good one, so that luck can be the reason.
    fn reached(self, said: &Estimate) -> bool {
        let target = self.result.target_roas_e4.unwrap_or(0);
        match said.head.goal {
            Goal::Conversions => said.head.tracked.is_some_and(|roas| estimate::e4(roas) >= target),
            Goal::Awareness | Goal::Ugc => said.head.tracked.is_some_and(|cost| said.head.reaches(cost) == Some(true)),
        }
    }

    fn why_by_views(self, said: &Estimate) -> Why {
        let target = said.head.target.or_else(|| self.result.head_target());
        let level = target.map_or_else(String::new, |target| self.written().level(target.value));
        let named = self.target_of(said);
        let beats = said.head.chance.map(|p| self.chance(p)).map(|chance| {
            [format!("{chance} chance of a CPM of at most {named}"), format!("{chance} chance of at most {level}")]
        });
        let ends = said.head.range.zip(target).map(|([_, low, _, high, _], target)| (low, high, target.value));
        match (said.head.advice, said.head.lacks) {
            (Advice::Wait, None | Some(Lacks::Time)) => why_waiting(said, "views"),
            (Advice::Wait, Some(lacks)) => why_lacking(lacks),
            (Advice::Scale, _) if ends.is_some_and(|(_, high, target)| high <= target) => {
                [format!("even the high end is at most {named}"), format!("the high end is at most {level}")]
            }
            (Advice::Drop, _) if ends.is_some_and(|(low, _, target)| low > target) => {
                [format!("even the low end is over {named}"), format!("even the low end is over {level}")]
            }
            (Advice::Retest | Advice::Drop, _) if lucky(said.basis.surprise).is_some() && self.reached(said) => {
                luck(said).unwrap_or_else(untold)
            }
            (Advice::Scale | Advice::Retest | Advice::Drop, _) => beats.unwrap_or_else(untold),
            (Advice::Free, _) => ["nothing was paid, so there is no CPM".to_owned(), "no cost, so no CPM".to_owned()],
            (Advice::Untested, _) => both("not tested yet".to_owned()),
        }
    }

    fn why_by_assets(self, said: &Estimate) -> Why {
        let (named, times) = (self.target_of(said), ratio(estimate::e4(TOO_DEAR)));
        let target = said.head.target.or_else(|| self.result.head_target());
        let level = target.map_or_else(String::new, |target| self.written().level(target.value));
        let cost = said.head.tracked.map(|cost| self.written().value(cost)).unwrap_or_default();
        match (said.head.advice, said.head.lacks) {
            (Advice::Scale, _) => [format!("{cost} an asset, at most {named}"), format!("{cost}, at most {level}")],
            (Advice::Retest, _) => [format!("{cost} an asset, over {named}"), format!("{cost}, over {level}")],
            (Advice::Drop, _) => {
                [format!("{cost} an asset, over {times} times {named}"), format!("{cost}, over {times} x {level}")]
            }
            (Advice::Wait, Some(lacks)) => why_lacking(lacks),
            (Advice::Free, _) => both("no cost, so no cost per asset".to_owned()),
            (Advice::Wait | Advice::Untested, _) => both("nothing is agreed yet".to_owned()),
        }
    }
}

fn why_waiting(said: &Estimate, what: &str) -> Why {
    let share = percent(said.maturity.unwrap_or(1.0));
    let again = said.basis.check_again.map_or_else(String::new, |on| format!("; look again {}", on.format("%b %-d")));
    [format!("about {share} of the {what} are in{again}"), format!("{share} of the {what} are in")]
}

fn why_lacking(lacks: Lacks) -> Why {
    match lacks {
        Lacks::Time => both("too many views are to come".to_owned()),
        Lacks::Orders => both("no orders are known yet".to_owned()),
        Lacks::Views => ["no views are known yet; add a reading".to_owned(), "no views are known yet".to_owned()],
        Lacks::Target(_) => ["there is no target to compare with".to_owned(), "there is no target yet".to_owned()],
        Lacks::Assets { have: 0, needed: 1 } => both("no usable asset yet".to_owned()),
        Lacks::Assets { have, needed } => both(format!("{} of {needed}", counted(have, "asset", "assets"))),
        Lacks::Promised(count) => {
            let assets = counted(count, "promised asset", "promised assets");
            [format!("{assets} still to come"), format!("{} to come", counted(count, "asset", "assets"))]
        }
    }
}

/// One lucky video as the reason.
fn luck(said: &Estimate) -> Option<Why> {
    let surprise = lucky(said.basis.surprise)?;
    let Some((seen, usual)) = surprise.counts else {
        let times = factor(surprise.times());
        return Some([format!("one lucky video: {times} its usual views"), format!("one video: {times} the usual")]);
    };
    let (seen, usual) = (rough(seen), rough(usual));
    Some([format!("one lucky video: {seen} views, usually {usual}"), format!("lucky video: {seen}, usually {usual}")])
}

fn untold() -> Why {
    both("too few to tell".to_owned())
}

/// Views as people say them: `950`, `9.5k`, `76k`.
#[expect(clippy::cast_possible_truncation, reason = "clamped right here")]
fn rough(views: f64) -> String {
    let views = views.clamp(0.0, 1e15).round() as i64;
    match views {
        10_000..999_500 => format!("{}k", (views + 500) / 1_000),
        views => compact(views),
    }
}
