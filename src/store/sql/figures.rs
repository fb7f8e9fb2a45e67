//! Questions to numbers and days.

use chrono::{Days, NaiveDate};
use rusqlite::types::Value;

use crate::domain::filter::{Compare, DateTest, DateValue, Field, NumberTest, NumberValue};
use crate::error::Result;

use super::fields::{Place, day, number};
use super::{Writer, unplaced};

impl Writer {
    pub(super) fn number(&mut self, field: Field, test: &NumberTest) -> Result<()> {
        let place = match field {
            // Asked of the day itself, so that no row has to be counted from.
            Field::Age => Place::Column("creator.added_on".to_owned()),
            field => number(field, self.today).ok_or_else(|| unplaced(field.name()))?,
        };
        let within = |out: &mut Self, bounds: &[(Compare, f64)]| match (field, &place) {
            (Field::Age, _) => {
                let days: Vec<_> = bounds.iter().map(|bound| since(*bound, out.today)).collect();
                out.passes(&place, &days, false);
            }
            (_, Place::Listed { others: Some(others), .. }) => {
                let do_others = bounds.iter().all(|(compare, than)| compare.holds(f64::from(*others), *than));
                out.passes(&place, &bound(bounds), do_others);
            }
            _ => out.passes(&place, &bound(bounds), false),
        };
        match test {
            NumberTest::Compare(compare, amount) => within(self, &[(*compare, amount.value)]),
            NumberTest::Range { low, high } => {
                let low = low.as_ref().map(|low| (Compare::AtLeast, low.value));
                let high = high.as_ref().map(|high| (Compare::AtMost, high.value));
                within(self, &low.into_iter().chain(high).collect::<Vec<_>>());
            }
            NumberTest::OneOf { values, negated } => {
                self.negation(*negated);
                self.any(" OR ", "0", values, |out, value| {
                    match value {
                        NumberValue::Near(amount) => {
                            within(out, &[(Compare::AtLeast, amount.low), (Compare::Less, amount.high)]);
                        }
                        NumberValue::None => out.unknown(&place),
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    pub(super) fn date(&mut self, field: Field, test: &DateTest) -> Result<()> {
        let place = day(field).ok_or_else(|| unplaced(field.name()))?;
        let text = |day: NaiveDate| Value::from(day.to_string());
        match test {
            DateTest::Compare(compare, than) => self.passes(&place, &[(compare.sign(), text(*than))], false),
            DateTest::Range { from, to } => {
                let from = from.map(|from| (">=", text(from)));
                let to = to.map(|to| ("<=", text(to)));
                self.passes(&place, &from.into_iter().chain(to).collect::<Vec<_>>(), false);
            }
            DateTest::OneOf { values, negated } => {
                self.negation(*negated);
                self.any(" OR ", "0", values, |out, value| {
                    match value {
                        DateValue::Day(wanted) => out.passes(&place, &[("=", text(*wanted))], false),
                        DateValue::Named(_, days) => {
                            let from = days.from.map(|from| (">=", text(from)));
                            let before = days.before.map(|before| ("<", text(before)));
                            out.passes(&place, &from.into_iter().chain(before).collect::<Vec<_>>(), false);
                        }
                        DateValue::None => out.unknown(&place),
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    /// A known value that passes all comparisons. `do_others` says whether those pass who are not listed.
    pub(super) fn passes(&mut self, place: &Place, comparisons: &[(&str, Value)], do_others: bool) {
        match place {
            Place::Column(value) if comparisons.is_empty() => {
                self.push(value);
                self.push(" IS NOT NULL");
            }
            Place::Column(value) => {
                self.push("COALESCE(");
                self.compared(value, comparisons);
                self.push(", 0)");
            }
            Place::Listed { sql, .. } => {
                self.push(if do_others {
                    "creator.id NOT IN (SELECT id FROM ("
                } else {
                    "creator.id IN (SELECT id FROM ("
                });
                self.push(sql);
                self.push(") WHERE value IS ");
                // Where the others pass, those are listed who do not.
                self.push(if do_others { "NULL OR NOT (" } else { "NOT NULL AND (" });
                self.compared("value", comparisons);
                self.push("))");
            }
        }
    }

    fn compared(&mut self, value: &str, comparisons: &[(&str, Value)]) {
        if comparisons.is_empty() {
            self.push("1");
        }
        for (index, (sign, than)) in comparisons.iter().enumerate() {
            if index > 0 {
                self.push(" AND ");
            }
            self.push(value);
            self.push(" ");
            self.push(sign);
            self.push(" ");
            self.bind(than.clone());
        }
    }

    fn unknown(&mut self, place: &Place) {
        match place {
            Place::Column(value) => {
                self.push(value);
                self.push(" IS NULL");
            }
            Place::Listed { sql, others } => {
                self.push(if others.is_some() { "creator.id IN" } else { "creator.id NOT IN" });
                self.push(" (SELECT id FROM (");
                self.push(sql);
                self.push(if others.is_some() { ") WHERE value IS NULL)" } else { ") WHERE value IS NOT NULL)" });
            }
        }
    }
}

fn bound(bounds: &[(Compare, f64)]) -> Vec<(&'static str, Value)> {
    bounds.iter().map(|(compare, than)| (compare.sign(), Value::from(*than))).collect()
}

/// Turns a bound of a number of whole days since a day into the same bound of the day.
fn since((compare, days): (Compare, f64), today: NaiveDate) -> (&'static str, Value) {
    let (sign, days) = match compare {
        Compare::More => ("<", days.floor()),
        Compare::AtLeast => ("<=", days.ceil()),
        Compare::Less => (">", days.ceil()),
        Compare::AtMost => (">=", days.floor()),
    };
    (sign, Value::from(days_before(today, days).to_string()))
}

/// The day so many whole days before another, as far as days can be written with four digits of the year.
fn days_before(today: NaiveDate, days: f64) -> NaiveDate {
    let furthest = if days < 0.0 { NaiveDate::from_ymd_opt(9999, 12, 31) } else { NaiveDate::from_ymd_opt(0, 1, 1) };
    let furthest = furthest.unwrap_or(today);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, and what is too large saturates"
    )]
    let count = Days::new(days.abs() as u64);
    if days < 0.0 {
        today.checked_add_days(count).map_or(furthest, |day| day.min(furthest))
    } else {
        today.checked_sub_days(count).map_or(furthest, |day| day.max(furthest))
    }
}
