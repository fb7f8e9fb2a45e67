//! Questions about what vetting found: answered by a list of creators out of the table that holds it, by its indices, and not by a
//! look-up for each of a million creators.

use rusqlite::types::Value;

use crate::domain::filter::{Field, NumberTest, NumberValue, SetValue, WARNINGS};
use crate::error::Result;

use super::Writer;

/// The column of a number that vetting finds.
pub(super) fn column(field: Field) -> Option<&'static str> {
    match field {
        Field::Score => Some("score"),
        Field::Growth => Some("growth"),
        _ => None,
    }
}

impl Writer {
    /// Asks whether what was found of the creator meets a condition without values.
    pub(super) fn vetted(&mut self, condition: &str) {
        self.push("(creator.id IN (SELECT creator_id FROM creator_vetting WHERE ");
        self.push(condition);
        self.push("))");
    }

    /// Asks about a number that was found.
    pub(super) fn vetted_number(&mut self, column: &str, test: &NumberTest) -> Result<()> {
        match test {
            NumberTest::Compare(compare, amount) => self.found(column, &[(compare.sign(), amount.value)]),
            NumberTest::Range { low, high } => {
                let low = low.as_ref().map(|low| (">=", low.value));
                let high = high.as_ref().map(|high| ("<=", high.value));
                self.found(column, &low.into_iter().chain(high).collect::<Vec<_>>());
            }
            NumberTest::OneOf { values, negated } => {
                self.negation(*negated);
                self.any(" OR ", "0", values, |out, value| {
                    match value {
                        NumberValue::Near(amount) => out.found(column, &[(">=", amount.low), ("<", amount.high)]),
                        NumberValue::None => {
                            out.push("NOT ");
                            out.found(column, &[]);
                        }
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    /// Whoever has a number that passes all comparisons.
    fn found(&mut self, column: &str, comparisons: &[(&str, f64)]) {
        self.push("(creator.id IN (SELECT creator_id FROM creator_vetting WHERE ");
        self.push(column);
        self.push(" IS NOT NULL");
        for (sign, than) in comparisons {
            self.push(" AND ");
            self.push(column);
            self.push(" ");
            self.push(sign);
            self.push(" ");
            self.bind(Value::from(*than));
        }
        self.push("))");
    }

    /// Whoever has one of some warning signs, or none at all.
    pub(super) fn warning(&mut self, value: &SetValue) {
        let mask = |is_meant: &dyn Fn(&str) -> bool| -> i64 {
            WARNINGS.iter().enumerate().filter(|(_, word)| is_meant(word)).fold(0, |mask, (place, _)| mask | 1 << place)
        };
        let mask = match value {
            SetValue::Is(word) => mask(&|sign| sign == word.folded),
            SetValue::Prefix(word) => mask(&|sign| sign.starts_with(&word.folded)),
            SetValue::None => {
                self.push("NOT ");
                return self.vetted("flags <> 0");
            }
        };
        self.push("(creator.id IN (SELECT creator_id FROM creator_vetting WHERE flags <> 0 AND flags & ");
        self.bind(mask);
        self.push("))");
    }
}
