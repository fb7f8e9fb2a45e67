//! The results in three plain sentences: what happened, what to expect, and what that says of one creator.

use super::{Figure, ResultView, foreign};
use crate::analysis::decision::Advice;
use crate::domain::Goal;
use crate::domain::figure::counted;
use crate::proto::results::{CreatorResult, Estimate};

impl ResultView<'_> {
    /// Says what the campaign brought so far, what the same would bring again, and why a creator has their verdict; without one, how
    /// many creators have which.
    pub fn plainly(self, creator: Option<&CreatorResult>) -> [String; 3] {
        let of = creator.and_then(|creator| self.plainly_of(creator, creator.estimate.as_ref()?));
        [self.so_far(), self.expected(), of.unwrap_or_else(|| self.verdicts())]
    }

    fn so_far(self) -> String {
        let (sums, figures) = (self.result.sums, self.figures(self.result.sums));
        let shown = |figure| figures.text(figure);
        let spend = shown(Figure::Spend);
        if sums.spend_minor == 0 {
            return "Nothing was paid yet, so nothing can be said about what the money brings.".to_owned();
        }
        match self.result.goal {
            Goal::Conversions => {
                let profit = match figures.profit_minor {
                    Some(profit) if profit >= 0 => {
                        format!(", a profit of {} after the cost of goods", self.money(profit))
                    }
                    Some(loss) => format!(", a loss of {} after the cost of goods", self.money(loss.saturating_neg())),
                    None => String::new(),
                };
                let (revenue, orders) = (shown(Figure::Revenue), self.conversions(sums.orders));
                format!("So far {spend} brought {revenue} from {orders}{profit}.")
            }
            Goal::Awareness => match sums.views {
                Some(_) => {
                    let (views, cpm) = (shown(Figure::Views), shown(Figure::Cpm));
                    format!("So far {spend} brought {views} views: 1,000 of them cost {cpm}.")
                }
                None => format!("So far {spend} was spent, and no views are known yet."),
            },
            Goal::Ugc => {
                let assets = counted(sums.made.assets, "usable asset", "usable assets");
                match figures.asset_cost_minor {
                    Some(_) => format!("So far {spend} made {assets}: {} each.", shown(Figure::AssetCost)),
                    None => format!("So far {spend} was spent, and it made {assets}."),
                }
            }
        }
    }

    fn expected(self) -> String {
        let Some(said) = &self.result.estimate else {
            return "There is too little to tell what booking the same creators again would bring.".to_owned();
        };
        let beats = self.beats(said);
        let again = self.again("the same creators", said);
        let again =
            again.map(|again| if beats.is_empty() { format!("{again}.") } else { format!("{again}; {beats}.") });
        again.or_else(|| self.whole_verdict(said)).unwrap_or_else(|| self.repeated(said))
    }

    fn plainly_of(self, creator: &CreatorResult, said: &Estimate) -> Option<String> {
        let handle = foreign(&creator.handle, "nameless");
        let [why, _] = self.why(said);
        let tracked = self.tracked_head(said).map_or_else(String::new, |head| format!(" returned {head} and"));
        let tracked = if self.result.goal == Goal::Conversions { tracked } else { String::new() };
        Some(match said.head.advice {
            Advice::Scale => format!("@{handle}{tracked} is worth booking again ({why})."),
            Advice::Retest => format!("@{handle}{tracked} is worth one more try ({why})."),
            Advice::Wait => format!("@{handle} can't be judged yet ({why})."),
            Advice::Drop => format!("@{handle}{tracked} isn't worth booking again on these terms ({why})."),
            Advice::Free | Advice::Untested => return None,
        })
    }

    fn verdicts(self) -> String {
        let said: Vec<Option<Advice>> =
            self.creators().filter_map(|creator| Some(creator.estimate.as_ref()?.settled())).collect();
        let count = |advice| said.iter().filter(|verdict| **verdict == Some(advice)).count();
        let parts = [
            (count(Advice::Scale), "worth booking again"),
            (count(Advice::Retest), "worth one more try"),
            (count(Advice::Wait), "too early to judge"),
            (count(Advice::Drop), "not worth it on these terms"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        if parts.is_empty() {
            return "No creator has a verdict yet.".to_owned();
        }
        format!("Of the creators: {}.", parts.join(", "))
    }
}
