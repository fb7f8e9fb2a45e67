//! Money over time: running sums, and the day on which revenue passed what it cost.

use chrono::NaiveDate;

use super::ResultView;
use crate::domain::Goal;
use crate::domain::figure::{self, counted};
use crate::domain::money::div_round;
use crate::domain::number::full;
use crate::proto::outlook::{DayCount, DayMoney};

/// What was spent and sold up to the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningSum {
    /// The day.
    pub day: NaiveDate,
    /// Spent so far, minor units.
    pub spend_minor: i64,
    /// Revenue so far, minor units.
    pub revenue_minor: i64,
    /// Orders so far.
    pub orders: i64,
}

impl RunningSum {
    /// Adds up days, oldest first.
    pub fn of(days: &[DayMoney]) -> Vec<Self> {
        let (mut spend_minor, mut revenue_minor, mut orders) = (0_i64, 0_i64, 0_i64);
        let sum = |day: &DayMoney| {
            spend_minor = spend_minor.saturating_add(day.spend_minor);
            revenue_minor = revenue_minor.saturating_add(day.revenue_minor);
            orders = orders.saturating_add(day.orders);
            Self { day: day.day, spend_minor, revenue_minor, orders }
        };
        days.iter().map(sum).collect()
    }
}

/// The day from which on a sum stays at or above another one, to the end.
fn passed(days: &[RunningSum], is_above: impl Fn(&RunningSum) -> bool) -> Option<NaiveDate> {
    let last_below = days.iter().rposition(|day| !is_above(day));
    days.get(last_below.map_or(0, |index| index + 1)).map(|day| day.day)
}

impl ResultView<'_> {
    /// Says what was counted up to the last day, and how much of it came in the first week. `written` writes a day.
    pub fn counted(self, days: &[DayCount], written: impl Fn(NaiveDate) -> String) -> Vec<String> {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
        let (one, many, from) = match self.result.goal {
            Goal::Ugc => ("usable asset", "usable assets", "asset"),
            Goal::Awareness | Goal::Conversions => ("view", "views", "post"),
        };
        let span = (last.day - first.day).num_days();
        let mut lines = vec![format!(
            "{} by {}, {} after the first {from}.",
            counted(last.total, one, many),
            written(last.day),
            counted(span, "day", "days")
        )];
        let week = days.iter().take_while(|count| (count.day - first.day).num_days() <= 7).last();
        if let Some(week) = week.filter(|week| span > 7 && week.total > 0) {
            lines.push(format!("{} of them by {}.", full(week.total), written(week.day)));
        }
        lines
    }

    /// Says when revenue passed spend, and when the margin on it did: from there on sales have paid for what they cost.
    /// `written` writes a day.
    pub fn passing(self, days: &[RunningSum], written: impl Fn(NaiveDate) -> String) -> Vec<String> {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
        if last.spend_minor <= 0 {
            return vec!["Nothing was spent, so there is nothing to earn back.".to_owned()];
        }
        let named = |on: NaiveDate| format!("on {} (day {})", written(on), (on - first.day).num_days() + 1);
        let mut lines = vec![match passed(days, |day| day.revenue_minor >= day.spend_minor) {
            Some(on) => format!("Revenue passed spend {}.", named(on)),
            None => {
                format!(
                    "Revenue is {} short of spend.",
                    self.money(last.spend_minor.saturating_sub(last.revenue_minor))
                )
            }
        }];
        if let Some(margin) = self.result.margin_bp {
            let earned = |day: &RunningSum| i128::from(day.revenue_minor) * i128::from(margin);
            let at = figure::percent(margin);
            let kept = div_round(earned(last), 10_000).unwrap_or(0);
            let paid_off = passed(days, |day| earned(day) >= i128::from(day.spend_minor) * 10_000);
            let missing = self.money(last.spend_minor.saturating_sub(kept));
            lines.push(paid_off.map_or_else(
                || format!("At {at} margin it is {missing} short of paying for itself."),
                |on| format!("At {at} margin it paid for itself {}.", named(on)),
            ));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crossing_is_the_day_from_which_revenue_stays_above() {
        let on = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        // Above on the second, below again on the fourth, for good from the sixth on.
        let days = [(2, 100, 120), (4, 100, 0), (6, 0, 90), (9, 0, 5)];
        let days = days.map(|(day, spend_minor, revenue_minor)| DayMoney {
            day: on(day),
            spend_minor,
            revenue_minor,
            orders: 1,
        });
        let days = RunningSum::of(&days);
        assert_eq!(passed(&days, |day| day.revenue_minor >= day.spend_minor), Some(on(6)));
        assert_eq!(passed(&days, |day| day.revenue_minor >= 10 * day.spend_minor), None);
        assert_eq!(passed(&[], |_| true), None);
    }
}
