//! Filters as SQL: the same questions that [`Expr::matches`](crate::domain::filter::Expr::matches) asks of one row.
//!
//! Every value is a bound parameter, and every question answers 0 or 1, never NULL: so `NOT` of a comparison with something
//! unknown is true, as in the reference. What a creator has many of (tags, notes, codes) is asked by a list of creators, which
//! SQLite makes once, and not by a question to each of a million rows.

mod booked;
mod decimals;
mod fields;
mod figures;
mod flags;
mod lists;
mod ranks;
mod vetted;
mod words;

use chrono::NaiveDate;
use rusqlite::types::Value;

use crate::domain::creator::CreatorField;
use crate::domain::filter::{Expr, Field, SetValue, Term};
use crate::domain::{Tier, TierBorders, country};
use crate::error::{Error, Result};

use super::row::json_ids;
use super::search::Words;
use fields::{column, many, text};
use words::Sought;

pub(super) use booked::{Among, booked, contacted, due, newest_stages, owed, stage};
pub(super) use fields::{Key, Place, SortKey, sort_key, text_column, tier_rank};
pub(super) use lists::{is_long, lists};

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
/// Refuses, with a sentence, what only the screen knows: the marks.
pub fn where_clause(expr: &Expr, today: NaiveDate, borders: TierBorders, words: &Words) -> Result<SqlFilter> {
    let mut out = Writer { filter: SqlFilter::default(), today, borders, words: words.clone() };
    out.expr(expr)?;
    Ok(out.filter)
}

/// A field that stands nowhere in the file: a test proves that there isn't one.
fn unplaced(name: &str) -> Error {
    Error::fault(format!("{name} cannot be looked up."))
}

/// Writes the condition and collects its values.
#[derive(Default)]
struct Writer {
    filter: SqlFilter,
    today: NaiveDate,
    borders: TierBorders,
    /// How words are looked for.
    words: Words,
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
            Expr::And(all) => self.all(all),
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

    /// Writes conditions of which all must hold; words that the index knows are asked of it together.
    fn all(&mut self, all: &[Expr]) -> Result<()> {
        let sought = |expr: &Expr| if let Expr::Term(term) = expr { self.sought(term) } else { None };
        let (together, rest): (Vec<&Expr>, Vec<&Expr>) = all.iter().partition(|expr| sought(expr).is_some());
        let together: Vec<Sought> = together.into_iter().filter_map(sought).collect();
        if together.is_empty() {
            return self.any(" AND ", "1", all, Self::expr);
        }
        self.push("(");
        self.found(&together);
        for expr in rest {
            self.push(" AND ");
            self.expr(expr)?;
        }
        self.push(")");
        Ok(())
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

    /// Asks whether the creator is among those of whom one of many texts passes.
    fn listed(&mut self, field: Field, passes: impl FnOnce(&mut Self, &str)) -> Result<()> {
        self.push("creator.id IN (");
        self.list(field, passes)?;
        self.push(")");
        Ok(())
    }

    /// Selects the creators of whom one of many texts passes.
    fn list(&mut self, field: Field, passes: impl FnOnce(&mut Self, &str)) -> Result<()> {
        let (creators, column) = many(field).ok_or_else(|| unplaced(field.name()))?;
        self.push(&creators);
        passes(self, column);
        self.push(")");
        Ok(())
    }

    /// One of the values of a set is this one, begins so, or there isn't one.
    fn set(&mut self, field: Field, value: &SetValue) -> Result<()> {
        if field == Field::Tier {
            return self.tier(value);
        }
        if field == Field::Flag {
            self.warning(value);
            return Ok(());
        }
        match (text(field), value) {
            (Some(text), SetValue::None) => {
                self.equals(field, value, &text);
                Ok(())
            }
            (Some(text), _) => {
                // An empty text is no value at all.
                self.push("(");
                self.push(column(field).unwrap_or(&text));
                self.push(" <> '' AND ");
                self.equals(field, value, &text);
                self.push(")");
                Ok(())
            }
            (None, SetValue::None) => self.without(field),
            (None, _) => self.listed(field, |out, text| out.equals(field, value, text)),
        }
    }

    /// Compares a folded text with a value of a set.
    fn equals(&mut self, field: Field, value: &SetValue, text: &str) {
        match value {
            SetValue::Is(word) if column(field).is_some() && field != Field::Status => {
                let code = if field == Field::Of(CreatorField::Country) { country::code(&word.folded) } else { None };
                self.is_folded(field, code.unwrap_or(&word.folded));
            }
            SetValue::Is(word) => {
                self.push("(");
                self.push(text);
                self.push(" = ");
                self.bind(word.folded.clone());
                if matches!(field, Field::Niche | Field::Tag) {
                    self.push(" OR ");
                    self.begins(text, &format!("{}/", word.folded));
                }
                self.push(")");
            }
            SetValue::Prefix(word) if field == Field::Of(CreatorField::Country) => {
                self.push("(");
                self.begins(text, &word.folded);
                self.push(&format!(" OR {text} IN ("));
                for (at, code) in country::beginning(&word.folded).into_iter().enumerate() {
                    self.push(if at == 0 { "" } else { ", " });
                    self.bind(code.to_owned());
                }
                self.push("))");
            }
            SetValue::Prefix(word) => self.begins(text, &word.folded),
            SetValue::None => {
                self.push(text);
                self.push(" = ''");
            }
        }
    }

    /// Compares a column as it is kept with a folded text.
    fn is_folded(&mut self, field: Field, folded: &str) {
        let Some(column) = column(field) else { return };
        self.push("(");
        if folded.is_ascii() {
            // Nearly all texts are ASCII, where SQLite's own comparison folds the same way and much sooner.
            self.push(column);
            self.push(" = ");
            self.bind(folded.to_owned());
            self.push(" COLLATE NOCASE OR ");
        }
        self.push(&format!("(octet_length({column}) <> length({column}) AND fold({column}) = "));
        self.bind(folded.to_owned());
        self.push("))");
    }

    fn without(&mut self, field: Field) -> Result<()> {
        self.push("NOT ");
        if field == Field::Tag {
            self.among(flags::TAGGED);
            return Ok(());
        }
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
}

#[cfg(test)]
mod tests;
