//! The funnel from views to orders: its steps, the share of each, and what chance leaves open.

use crate::analysis::rates::{orders_per_click, orders_per_mille};
use crate::domain::Counts;
use crate::domain::figure::UNKNOWN;
use crate::domain::money::div_round;
use crate::domain::number::full;
use crate::proto::post::ReadingRecord;
use crate::proto::results::Sums;

/// Coverage of the ranges of rates.
const LEVEL: f64 = 0.8;

/// One step of the funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is counted.
    pub label: &'static str,
    /// How many; `None` where nothing is imported yet.
    pub count: Option<i64>,
    /// Its share of an earlier step, or why there is no count; often empty.
    pub note: String,
}

impl Step {
    /// The count in full, or a dash.
    pub fn count_text(&self) -> String {
        known(self.count)
    }
}

/// The funnel of a campaign, a batch or a creator.
#[derive(Clone, Copy, Debug)]
pub struct Funnel {
    sums: Sums,
    reactions: Option<i64>,
    counts: Counts,
}

impl Funnel {
    /// The funnel of these sums, without reactions.
    pub fn new(sums: Sums) -> Self {
        Self { sums, reactions: None, counts: Counts::Orders }
    }

    /// The funnel of a campaign that counts these.
    pub fn counting(self, counts: Counts) -> Self {
        Self { counts, ..self }
    }

    /// Adds the reactions to posts: likes, comments, shares and saves, as far as they are known.
    pub fn with_reactions(self, reading: ReadingRecord) -> Self {
        let parts = [reading.likes, reading.comments, reading.shares, reading.saves];
        let reactions = parts.iter().any(Option::is_some).then(|| parts.iter().flatten().sum());
        Self { reactions, ..self }
    }

    /// The steps in order: views, reactions where they are known, clicks and orders.
    pub fn steps(self) -> Vec<Step> {
        let Sums { views, clicks, orders, viewed, .. } = self.sums;
        let of_views = |count: Option<i64>| {
            count.zip(views).and_then(|(count, views)| share(count, views)).map(|share| format!("{share} of views"))
        };
        let missing = |count: Option<i64>, what: &str| count.is_none().then(|| format!("no {what} imported yet"));
        let step = |label, count, note: Option<String>| Step { label, count, note: note.unwrap_or_default() };
        let reactions = self.reactions.map(|count| step("Reactions", Some(count), of_views(Some(count))));
        let orders_note = self
            .orders_of_clicks()
            .map(|share| format!("{share} of clicks"))
            .or_else(|| Some(format!("{} per 1,000 views", per_mille(viewed.orders, views?)?)));
        std::iter::once(step("Views", views, missing(views, "views")))
            .chain(reactions)
            .chain([
                step(
                    "Clicks",
                    clicks,
                    missing(clicks, "clicks")
                        .or_else(|| self.clicks_of_views().map(|share| format!("{share} of views"))),
                ),
                step(self.counts.label(), Some(orders), orders_note),
            ])
            .collect()
    }

    /// The funnel in one line: `345,500 views > 4,776 clicks (1.4%) > 99 orders (2.1%)`.
    pub fn line(self) -> String {
        let Sums { views, clicks, orders, .. } = self.sums;
        let step = |count: Option<i64>, name: &str, share: Option<String>| {
            format!("{} {name}{}", known(count), share.map_or_else(String::new, |share| format!(" ({share})")))
        };
        format!(
            "{} > {} > {}",
            step(views, "views", None),
            step(clicks, "clicks", self.clicks_of_views()),
            step(Some(orders), self.counts.word(), self.orders_of_clicks())
        )
    }

    /// How many orders a click and 1,000 views made, with the range that counting alone leaves open, in sentences.
    pub fn rates(self) -> Vec<String> {
        let Sums { views, clicks, viewed, .. } = self.sums;
        let (mut lines, label) = (Vec::new(), self.counts.label());
        if let Some((low, high)) = clicks.and_then(|clicks| orders_per_click(self.sums.clicked.orders, clicks, LEVEL))
            && let Some(rate) = self.orders_of_clicks()
        {
            lines.push(format!("{label} per click {rate} ({:.1} to {:.1}%: chance alone).", 100.0 * low, 100.0 * high));
        }
        if let Some((low, high)) = views.and_then(|views| orders_per_mille(viewed.orders, views, LEVEL))
            && let Some(rate) = views.and_then(|views| per_mille(viewed.orders, views))
        {
            lines.push(format!("{label} per 1,000 views {rate} ({low:.2} to {high:.2}: chance alone)."));
        }
        if clicks.is_some_and(|clicks| clicks < self.sums.clicked.orders) {
            lines.push(format!(
                "More {} than clicks: some people typed a code without clicking a link.",
                self.counts.word()
            ));
        }
        lines
    }

    /// Clicks as a share of views; `None` where there are more clicks than views.
    pub fn clicks_of_views(self) -> Option<String> {
        within(self.sums.seen.clicks, self.sums.seen.views)
    }

    /// Orders as a share of clicks; `None` where there are more orders than clicks, which is no rate.
    pub fn orders_of_clicks(self) -> Option<String> {
        within(self.sums.clicked.orders, self.sums.clicks?)
    }

    /// Orders per 1,000 views with their range: `0.29 (0.25 to 0.33)`.
    pub fn orders_per_thousand(self) -> Option<String> {
        let (orders, views) = (self.sums.viewed.orders, self.sums.views?);
        let (low, high) = orders_per_mille(orders, views, LEVEL)?;
        Some(format!("{} ({low:.2} to {high:.2})", per_mille(orders, views)?))
    }
}

/// Writes a count in full, or a dash.
pub fn known(count: Option<i64>) -> String {
    count.map_or_else(|| UNKNOWN.to_owned(), full)
}

fn within(part: i64, whole: i64) -> Option<String> {
    share(part, whole).filter(|_| part <= whole)
}

/// A share as `1.4%`, below a tenth as `0.04%`; nothing without a whole.
fn share(part: i64, whole: i64) -> Option<String> {
    let in_parts = |of: i128| div_round(i128::from(part) * of, i128::from(whole)).filter(|_| whole > 0);
    Some(match in_parts(1_000)? {
        0 => {
            let hundredths = in_parts(10_000)?;
            if hundredths == 0 { "0.0%".to_owned() } else { format!("0.{hundredths:02}%") }
        }
        tenths => format!("{}.{}%", full(tenths / 10), tenths.unsigned_abs() % 10),
    })
}

fn per_mille(orders: i64, views: i64) -> Option<String> {
    let hundredths = div_round(i128::from(orders) * 100_000, i128::from(views)).filter(|_| views > 0)?;
    Some(format!("{}.{:02}", hundredths / 100, hundredths.unsigned_abs() % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn funnel(views: Option<i64>, clicks: Option<i64>, orders: i64) -> Funnel {
        Funnel::new(Sums { orders, ..Sums::default() }.counted(views, clicks))
    }

    fn notes(funnel: Funnel) -> Vec<(&'static str, String)> {
        funnel.steps().into_iter().map(|step| (step.label, step.note)).collect()
    }

    #[test]
    fn each_step_has_its_share_of_the_one_before() {
        let whole = funnel(Some(345_500), Some(4_776), 99);
        assert_eq!(whole.line(), "345,500 views > 4,776 clicks (1.4%) > 99 orders (2.1%)");
        let reading = ReadingRecord { likes: Some(20_000), saves: Some(730), ..ReadingRecord::default() };
        let said = notes(whole.with_reactions(reading));
        let said: Vec<(&str, &str)> = said.iter().map(|(label, note)| (*label, note.as_str())).collect();
        let expected =
            [("Views", ""), ("Reactions", "6.0% of views"), ("Clicks", "1.4% of views"), ("Orders", "2.1% of clicks")];
        assert_eq!(said, expected);
        assert_eq!(whole.rates().len(), 2);
    }

    #[test]
    fn a_campaign_of_sign_ups_never_says_orders() {
        let whole = funnel(Some(345_500), Some(40), 99).counting(Counts::SignUps);
        let mut said = whole.rates();
        said.push(whole.line());
        said.extend(notes(whole).into_iter().map(|(label, note)| format!("{label} {note}")));
        assert!(said.iter().all(|line| !line.to_lowercase().contains("order")), "{said:?}");
        assert!(whole.line().ends_with("99 sign-ups"), "{}", whole.line());
    }

    #[test]
    fn more_orders_than_clicks_is_no_rate() {
        let odd = funnel(Some(1_000), Some(3), 4);
        assert_eq!((odd.orders_of_clicks(), notes(odd)[2].1.as_str()), (None, "4.00 per 1,000 views"));
        assert!(odd.rates().last().is_some_and(|line| line.starts_with("More orders than clicks")));
    }

    #[test]
    fn what_is_not_imported_is_said_and_never_zero() {
        let empty = funnel(None, None, 0);
        assert_eq!(empty.steps()[0].count_text(), "-");
        assert_eq!(notes(empty)[0].1, "no views imported yet");
        assert_eq!((empty.rates(), empty.orders_per_thousand()), (Vec::new(), None));
        assert_eq!(
            [share(4, 10_000), share(0, 10), share(3, 0)],
            [Some("0.04%".to_owned()), Some("0.0%".to_owned()), None]
        );
    }
}
