//! Earned media value: what the same attention would have cost as advertising, by a price table.
//!
//! It is an appraisal, not money: it never enters ROAS, ROI or a verdict, and it is off until the user chooses a table.

use crate::domain::Currency;
use crate::domain::money::div_round;

/// Counts of posts; unknown counts are `None`, never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmvCounts {
    /// Views.
    pub views: Option<i64>,
    /// Likes.
    pub likes: Option<i64>,
    /// Comments.
    pub comments: Option<i64>,
    /// Shares.
    pub shares: Option<i64>,
    /// Saves.
    pub saves: Option<i64>,
}

/// What 1,000 of each are worth, minor units of the table's currency; 0 if the table does not value them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmvRates {
    /// 1,000 views.
    pub views: i64,
    /// 1,000 likes.
    pub likes: i64,
    /// 1,000 comments.
    pub comments: i64,
    /// 1,000 shares.
    pub shares: i64,
    /// 1,000 saves.
    pub saves: i64,
}

/// A price table with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmvTable {
    /// What it is called: `own`, or the name of a published one.
    pub name: String,
    /// Currency of the values.
    pub currency: Currency,
    /// The values.
    pub rates: EmvRates,
    /// The year it was published, if stated.
    pub year: Option<i32>,
    /// Where it is from.
    pub source: String,
    /// Why to doubt it; can be empty.
    pub doubt: String,
}

impl EmvTable {
    /// Returns the value of these counts in minor units, rounded once; `None` if no count that the table values is known.
    pub fn value(&self, counts: EmvCounts) -> Option<i64> {
        let parts = [
            (counts.views, self.rates.views),
            (counts.likes, self.rates.likes),
            (counts.comments, self.rates.comments),
            (counts.shares, self.rates.shares),
            (counts.saves, self.rates.saves),
        ];
        let known: Vec<i128> = parts
            .into_iter()
            .filter(|(_, rate)| *rate != 0)
            .filter_map(|(count, rate)| Some(i128::from(count?) * i128::from(rate)))
            .collect();
        if known.is_empty() {
            return None;
        }
        div_round(known.iter().sum(), 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rates: EmvRates) -> EmvTable {
        let (name, source, doubt) = ("own".to_owned(), "own".to_owned(), String::new());
        EmvTable { name, currency: Currency::USD, rates, year: None, source, doubt }
    }

    #[test]
    fn the_value_is_exact_and_rounded_once() {
        // 6.89 per 1,000 views and 0.09 a like: 1,234 views are 850.226 cents, 11 likes 99, together 949.226.
        let table = table(EmvRates { views: 689, likes: 9_000, ..EmvRates::default() });
        let counts = EmvCounts { views: Some(1_234), likes: Some(11), comments: Some(5), ..EmvCounts::default() };
        assert_eq!(table.value(counts), Some(949));
        assert_eq!(
            table.value(EmvCounts { views: Some(i64::MAX), ..counts }),
            i64::try_from(i128::from(i64::MAX) * 689 / 1_000 + 99).ok()
        );
    }

    #[test]
    fn what_is_unknown_has_no_value_instead_of_none() {
        let table = table(EmvRates { views: 500, ..EmvRates::default() });
        assert_eq!(table.value(EmvCounts { comments: Some(9), ..EmvCounts::default() }), None);
        assert_eq!(table.value(EmvCounts { views: Some(0), ..EmvCounts::default() }), Some(0));
    }
}
