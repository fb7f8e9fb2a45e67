//! Filters as SQL: the same questions that [`Expr::matches`](crate::domain::filter::Expr::matches) asks of one row.
//!
//! Every value is a bound parameter, and every question answers 0 or 1, never NULL: so `NOT` of a comparison with something
//! unknown is true, as in the reference. What a creator has many of (tags, notes, codes) is asked by a list of creators, which
//! SQLite makes once, and not by a question to each of a million rows.

mod fields;
mod flags;
mod vetted;

use chrono::NaiveDate;
use rusqlite::types::Value;

use crate::domain::filter::{Compare, DateTest, DateValue, Expr, Field, NumberTest, NumberValue, SetValue, Term, Word};
use crate::domain::{Tier, TierBorders};
use crate::error::{Error, Result};

use super::row::json_ids;
use fields::{day, many, number, text};

pub(super) use fields::{Key, sort_key, tier_rank};

/// A condition on `creator`, with the values it binds in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SqlFilter {
    /// The condition, with a `?` for each value.
    pub sql: String,
    /// The values.
    pub params: Vec<Value>,
}

/// Writes a filter as a condition on the table `creator`.
///
/// Refuses, with a sentence, what the file cannot answer yet.
pub fn where_clause(expr: &Expr, today: NaiveDate, borders: TierBorders) -> Result<SqlFilter> {
    let mut out = Writer { filter: SqlFilter::default(), today, borders };
    out.expr(expr)?;
    Ok(out.filter)
}

fn not_yet(name: &str) -> Error {
    Error::refused(format!("{name}: cannot be searched yet."))
}

/// Writes the condition and collects its values.
struct Writer {
    filter: SqlFilter,
    today: NaiveDate,
    borders: TierBorders,
}

impl Writer {
    fn push(&mut self, sql: &str) {
        self.filter.sql.push_str(sql);
    }

    /// Writes a `?` for a value.
    fn bind(&mut self, value: impl Into<Value>) {
        self.filter.sql.push('?');
        self.filter.params.push(value.into());
    }

    /// Writes alternatives in brackets, or `0` for none.
    fn any<T>(
        &mut self,
        joint: &str,
        none: &str,
        parts: &[T],
        mut write: impl FnMut(&mut Self, &T) -> Result<()>,
    ) -> Result<()> {
        if parts.is_empty() {
            self.push(none);
            return Ok(());
        }
        self.push("(");
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.push(joint);
            }
            write(self, part)?;
        }
        self.push(")");
        Ok(())
    }

    fn expr(&mut self, expr: &Expr) -> Result<()> {
        match expr {
            Expr::And(all) => self.any(" AND ", "1", all, Self::expr),
            Expr::Or(any) => self.any(" OR ", "0", any, Self::expr),
            Expr::Not(inner) => {
                self.push("(NOT ");
                self.expr(inner)?;
                self.push(")");
                Ok(())
            }
            Expr::Term(term) => self.term(term),
        }
    }

    fn term(&mut self, term: &Term) -> Result<()> {
        match term {
            Term::Text(word) => self.anywhere(word),
            Term::Words { field, values, negated } => {
                self.negation(*negated);
                self.any(" OR ", "0", values, |out, value| out.words(*field, value))
            }
            Term::Set { field, values, negated } => {
                self.negation(*negated);
                self.any(" OR ", "0", values, |out, value| out.set(*field, value))
            }
            Term::Number { field, test } => self.number(*field, test),
            Term::Date { field, test } => self.date(*field, test),
            Term::Is(flag) => self.is(*flag),
            Term::Has(thing) => self.has(*thing),
            Term::No(thing) => {
                self.push("NOT ");
                self.has(*thing)
            }
            Term::Among(ids) => {
                self.push("creator.id IN (SELECT value FROM json_each(");
                self.bind(json_ids(ids.iter().map(|id| id.0)));
                self.push("))");
                Ok(())
            }
        }
    }

    fn negation(&mut self, negated: bool) {
        if negated {
            self.push("NOT ");
        }
    }

    /// A word anywhere: in handle, name and profile text, in notes, in tags.
    fn anywhere(&mut self, word: &Word) -> Result<()> {
        self.push("(instr(creator.search, ");
        self.bind(word.folded.clone());
        self.push(") > 0");
        for field in [Field::Note, Field::Tag] {
            self.push(" OR ");
            self.listed(field, |out, column| {
                out.push("instr(");
                out.push(column);
                out.push(", ");
                out.bind(word.folded.clone());
                out.push(") > 0");
            })?;
        }
        self.push(")");
        Ok(())
    }

    /// Asks whether the creator is among those of whom one of many texts passes.
    fn listed(&mut self, field: Field, passes: impl FnOnce(&mut Self, &str)) -> Result<()> {
        let (creators, column) = many(field).ok_or_else(|| not_yet(field.name()))?;
        self.push("creator.id IN (");
        self.push(creators);
        passes(self, column);
        self.push("))");
        Ok(())
    }

    /// Running text contains, has a word that begins so, or is empty.
    fn words(&mut self, field: Field, value: &SetValue) -> Result<()> {
        let contains = |out: &mut Self, text: &str| match value {
            SetValue::Is(word) => {
                out.call("instr", text, word.folded.clone());
                out.push(" > 0");
            }
            SetValue::Prefix(word) => {
                out.push("(");
                out.push(text);
                out.push(" <> '' AND (");
                out.begins(text, &word.folded);
                out.push(" OR ");
                out.call("instr", text, format!(" {}", word.folded));
                out.push(" > 0))");
            }
            SetValue::None => {
                out.push(text);
                out.push(" = ''");
            }
        };
        match (text(field), value) {
            (Some(text), _) => {
                contains(self, &text);
                Ok(())
            }
            (None, SetValue::None) => self.without(field),
            (None, _) => self.listed(field, contains),
        }
    }

    /// One of the values of a set is this one, begins so, or there is none.
    fn set(&mut self, field: Field, value: &SetValue) -> Result<()> {
        if field == Field::Tier {
            return self.tier(value);
        }
        if field == Field::Flag {
            self.warning(value);
            return Ok(());
        }
        let parents = matches!(field, Field::Niche | Field::Tag);
        let equals = |out: &mut Self, text: &str| match value {
            SetValue::Is(word) => {
                out.push("(");
                out.push(text);
                out.push(" = ");
                out.bind(word.folded.clone());
                if parents {
                    out.push(" OR ");
                    out.begins(text, &format!("{}/", word.folded));
                }
                out.push(")");
            }
            SetValue::Prefix(word) => out.begins(text, &word.folded),
            SetValue::None => {
                out.push(text);
                out.push(" = ''");
            }
        };
        match (text(field), value) {
            (Some(text), SetValue::None) => {
                equals(self, &text);
                Ok(())
            }
            (Some(text), _) => {
                // An empty text is no value at all.
                self.push("(");
                self.push(&text);
                self.push(" <> '' AND ");
                equals(self, &text);
                self.push(")");
                Ok(())
            }
            (None, SetValue::None) => self.without(field),
            (None, _) => self.listed(field, equals),
        }
    }

    fn without(&mut self, field: Field) -> Result<()> {
        self.push("NOT ");
        self.listed(field, |out, _| out.push("1"))
    }

    fn call(&mut self, function: &str, text: &str, value: String) {
        self.push(function);
        self.push("(");
        self.push(text);
        self.push(", ");
        self.bind(value);
        self.push(")");
    }

    fn begins(&mut self, text: &str, beginning: &str) {
        self.push("substr(");
        self.push(text);
        self.push(", 1, ");
        self.bind(i64::try_from(beginning.chars().count()).unwrap_or(i64::MAX));
        self.push(") = ");
        self.bind(beginning.to_owned());
    }

    fn tier(&mut self, value: &SetValue) -> Result<()> {
        let among = |wanted: &dyn Fn(&str) -> bool| -> Vec<Tier> {
            [Tier::Nano, Tier::Micro, Tier::Macro, Tier::Mega].into_iter().filter(|tier| wanted(tier.word())).collect()
        };
        let tiers = match value {
            SetValue::Is(word) => among(&|tier| tier == word.folded),
            SetValue::Prefix(word) => among(&|tier| tier.starts_with(&word.folded)),
            SetValue::None => {
                self.push("COALESCE(creator.followers < ");
                self.bind(self.borders.nano);
                self.push(", 1)");
                return Ok(());
            }
        };
        self.any(" OR ", "0", &tiers, |out, tier| {
            let (low, high) = out.borders.range(*tier);
            out.push("COALESCE(creator.followers >= ");
            out.bind(low);
            if let Some(high) = high {
                out.push(" AND creator.followers < ");
                out.bind(high);
            }
            out.push(", 0)");
            Ok(())
        })
    }

    fn number(&mut self, field: Field, test: &NumberTest) -> Result<()> {
        if let Some(column) = vetted::column(field) {
            return self.vetted_number(column, test);
        }
        let number = number(field).ok_or_else(|| not_yet(field.name()))?;
        match test {
            NumberTest::Compare(compare, amount) => self.passes(&number, &[(compare.sign(), amount.value.into())]),
            NumberTest::Range { low, high } => {
                let low = low.as_ref().map(|low| (">=", low.value.into()));
                let high = high.as_ref().map(|high| ("<=", high.value.into()));
                self.passes(&number, &low.into_iter().chain(high).collect::<Vec<_>>());
            }
            NumberTest::OneOf { values, negated } => {
                self.negation(*negated);
                self.any(" OR ", "0", values, |out, value| {
                    match value {
                        NumberValue::Near(amount) => {
                            out.passes(&number, &[(">=", amount.low.into()), ("<", amount.high.into())]);
                        }
                        NumberValue::None => out.unknown(&number),
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    fn date(&mut self, field: Field, test: &DateTest) -> Result<()> {
        let day = day(field).ok_or_else(|| not_yet(field.name()))?;
        let text = |day: NaiveDate| Value::from(day.to_string());
        match test {
            DateTest::Compare(compare, than) => self.passes(day, &[(Compare::sign(*compare), text(*than))]),
            DateTest::Range { from, to } => {
                let from = from.map(|from| (">=", text(from)));
                let to = to.map(|to| ("<=", text(to)));
                self.passes(day, &from.into_iter().chain(to).collect::<Vec<_>>());
            }
            DateTest::OneOf { values, negated } => {
                self.negation(*negated);
                self.any(" OR ", "0", values, |out, value| {
                    match value {
                        DateValue::Day(wanted) => out.passes(day, &[("=", text(*wanted))]),
                        DateValue::Named(_, days) => {
                            let from = days.from.map(|from| (">=", text(from)));
                            let before = days.before.map(|before| ("<", text(before)));
                            out.passes(day, &from.into_iter().chain(before).collect::<Vec<_>>());
                        }
                        DateValue::None => out.unknown(day),
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    /// A known value that passes all comparisons.
    fn passes(&mut self, value: &str, comparisons: &[(&str, Value)]) {
        if comparisons.is_empty() {
            self.push(value);
            self.push(" IS NOT NULL");
            return;
        }
        self.push("COALESCE(");
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
        self.push(", 0)");
    }

    fn unknown(&mut self, value: &str) {
        self.push(value);
        self.push(" IS NULL");
    }
}

#[cfg(test)]
mod tests;
