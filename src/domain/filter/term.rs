//! Turns a typed term into a question: which field, what its values mean, and what is wrong with them.

use std::ops::Range;

use chrono::NaiveDate;

use super::error::{FilterError, Problem, known_words, value_such_as};
use super::field::{Field, Flag, Kind, Thing, Unit, Values};
use super::lexer::{Item, Typed, is_border};
use super::value::{Amount, Op};
use super::{Compare, DateTest, DateValue, Expr, NumberTest, NumberValue, SetValue, SortTerm, Term, Word, near};
use crate::domain::creator::CreatorField;
use crate::domain::day::{Calendar, DAY_WORDS, Period};
use crate::domain::text::fold;

/// Names that stand for a comparison with a day so long ago.
pub(super) const SHORTHANDS: [(&str, Compare); 2] = [("newer_than", Compare::AtLeast), ("older_than", Compare::Less)];

/// What a term turned out to be.
pub(super) enum Read {
    Expr(Expr),
    Sort(Vec<SortTerm>),
}

/// The two ends of a range as typed; nothing where one is open.
type Ends = (Option<String>, Option<String>);

/// What terms are read against.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) calendar: Calendar,
}

impl Reader<'_> {
    /// Reads one term.
    pub(super) fn term(self, typed: &Typed) -> Result<Read, FilterError> {
        if typed.name.is_empty() {
            let at = typed.name_at.start..typed.value_at.start;
            let op = self.text[at.clone()].trim_end().to_owned();
            return Err(FilterError::new(Problem::NoField(op), at));
        }
        let shorthand = SHORTHANDS.iter().find(|(name, _)| typed.name.eq_ignore_ascii_case(name));
        let field = match shorthand {
            Some(_) => Field::Last,
            None => Field::from_word(&typed.name).ok_or_else(|| self.no_such_field(typed))?,
        };
        if typed.items.is_empty() {
            let waiting = self.text[typed.name_at.start..typed.value_at.start].trim_end().to_owned();
            return Err(FilterError::new(
                Problem::NoValue(waiting, value_such_as(field)),
                typed.value_at.start..typed.value_at.end,
            ));
        }
        let compares = typed.op.compare().is_some();
        if compares && (shorthand.is_some() || !matches!(field.kind(), Kind::Number(_) | Kind::Date)) {
            let name = shorthand.map_or(field.name(), |(name, _)| name).to_owned();
            let value = self.text[typed.value_at.clone()].to_owned();
            let fix = format!("{name}:{value}");
            let problem = Problem::NotComparable { name, value };
            return Err(FilterError::new(problem, typed.name_at.start..typed.value_at.end).or_write(fix));
        }
        if let Some((_, compare)) = shorthand {
            return self.ago(typed, *compare).map(|test| Read::Expr(Expr::Term(Term::Date { field, test })));
        }
        let negated = typed.op == Op::IsNot;
        let term = match field.kind() {
            Kind::Words => {
                Term::Words { field, values: typed.items.iter().map(|item| set_value(item, None)).collect(), negated }
            }
            Kind::Set(values) => Term::Set { field, values: set_values(field, values, &typed.items)?, negated },
            Kind::Number(unit) => Term::Number { field, test: self.number(field, unit, typed)? },
            Kind::Date => Term::Date { field, test: self.date(typed)? },
            Kind::YesNo(_) => return yes_no(field, typed).map(Read::Expr),
            Kind::Sort => return sort(&typed.items).map(Read::Sort),
        };
        let range = matches!(
            term,
            Term::Number { test: NumberTest::Range { .. }, .. } | Term::Date { test: DateTest::Range { .. }, .. }
        );
        let expr = Expr::Term(term);
        // Lists carry their own `!=`, ranges do not.
        Ok(Read::Expr(if range && negated { expr.negated() } else { expr }))
    }

    fn no_such_field(self, typed: &Typed) -> FilterError {
        let start = typed.name_at.start;
        let guess = match Field::nearest(&typed.name) {
            // Shown as the field is called, also where an alias was nearest.
            Some(field) => Some(field.name()),
            None => near::nearest(&typed.name.to_lowercase(), SHORTHANDS.iter().map(|(name, _)| *name)),
        };
        let problem = Problem::NoSuchField { typed: typed.name.clone(), guess: guess.map(str::to_owned) };
        if let Some(name) = guess {
            return FilterError::new(problem, typed.name_at.clone()).or_write(name);
        }
        let rest = &self.text[start..];
        let whole = &rest[..rest.find(is_border).unwrap_or(rest.len())];
        let error = FilterError::new(problem, start..start + whole.len());
        if whole.contains(super::lexer::is_quote) { error } else { error.or_write(format!("\"{whole}\"")) }
    }

    fn number(self, field: Field, unit: Unit, typed: &Typed) -> Result<NumberTest, FilterError> {
        let read = |text: &str, at: &Range<usize>| {
            let problem = || Problem::NotANumber { field, got: text.to_owned() };
            Amount::read(text, unit).ok_or_else(|| FilterError::new(problem(), at.clone()))
        };
        if let Some(compare) = typed.op.compare() {
            let text = self.single(typed)?;
            return read(&text, &typed.value_at).map(|amount| NumberTest::Compare(compare, amount));
        }
        if let Some((low, high)) = self.ends(typed)? {
            let (low, high) = (
                low.map(|text| read(&text, &typed.value_at)).transpose()?,
                high.map(|text| read(&text, &typed.value_at)).transpose()?,
            );
            if let (Some(low), Some(high)) = (&low, &high)
                && low.value > high.value
            {
                return Err(backwards(&high.typed, &low.typed, typed));
            }
            return Ok(NumberTest::Range { low, high });
        }
        let values = typed.items.iter().map(|item| match item {
            item if is_none(item) => Ok(NumberValue::None),
            item => read(&item.text, &item.at).map(NumberValue::Near),
        });
        Ok(NumberTest::OneOf { values: values.collect::<Result<_, _>>()?, negated: typed.op == Op::IsNot })
    }

    fn date(self, typed: &Typed) -> Result<DateTest, FilterError> {
        if let Some(compare) = typed.op.compare() {
            let text = self.single(typed)?;
            return self.day(&text, &typed.value_at).map(|day| DateTest::Compare(compare, day));
        }
        if let Some((from, to)) = self.ends(typed)? {
            let day = |text: &Option<String>| text.as_ref().map(|text| self.day(text, &typed.value_at)).transpose();
            let days = (day(&from)?, day(&to)?);
            if let (Some(first), Some(last)) = days
                && first > last
            {
                return Err(backwards(&to.unwrap_or_default(), &from.unwrap_or_default(), typed));
            }
            return Ok(DateTest::Range { from: days.0, to: days.1 });
        }
        let values = typed.items.iter().map(|item| match Period::from_word(&item.text) {
            _ if is_none(item) => Ok(DateValue::None),
            Some(period) => Ok(DateValue::Named(period, period.days(self.calendar.today))),
            None => self.day(&item.text, &item.at).map(DateValue::Day),
        });
        Ok(DateTest::OneOf { values: values.collect::<Result<_, _>>()?, negated: typed.op == Op::IsNot })
    }

    /// Reads `newer_than:30d`: so long ago, or a day.
    fn ago(self, typed: &Typed, compare: Compare) -> Result<DateTest, FilterError> {
        let text = self.single(typed)?;
        // A bare number would be a day of the month, so only a number with its unit is turned round.
        let long_ago = text.ends_with(|c: char| c.is_ascii_alphabetic()).then(|| format!("-{text}"));
        let day = long_ago.and_then(|text| self.calendar.read(&text).ok());
        let day = day.map_or_else(|| self.day(&text, &typed.value_at), Ok)?;
        Ok(DateTest::Compare(compare, day))
    }

    fn day(self, text: &str, at: &Range<usize>) -> Result<NaiveDate, FilterError> {
        self.calendar.read(text).map_err(|error| {
            let error = FilterError::new(Problem::NotADay(error), at.clone());
            match near::nearest(&text.to_lowercase(), DAY_WORDS.into_iter().filter(|word| word.len() > 3)) {
                Some(word) => error.or_write(word),
                None => error,
            }
        })
    }

    /// The one value behind a comparison; a comma in it is a decimal comma.
    fn single(self, typed: &Typed) -> Result<String, FilterError> {
        let text = joined(&typed.items);
        if text.contains("..") {
            let field = self.text[typed.name_at.start..typed.value_at.start].trim_end().to_owned();
            return Err(FilterError::new(Problem::OneValue(field), typed.value_at.clone()));
        }
        Ok(text)
    }

    /// The two ends of a range, where the value is one; an end left open is nothing.
    fn ends(self, typed: &Typed) -> Result<Option<Ends>, FilterError> {
        let text = joined(&typed.items);
        if text == "*" {
            return Ok(Some((None, None)));
        }
        let Some((low, high)) = text.split_once("..") else { return Ok(None) };
        let end = |text: &str| Some(text.trim()).filter(|text| !matches!(*text, "" | "*")).map(str::to_owned);
        if text == ".." {
            let waiting = self.text[typed.name_at.start..typed.value_at.end].to_owned();
            return Err(FilterError::new(Problem::NoValue(waiting, ""), typed.value_at.end..typed.value_at.end));
        }
        Ok(Some((end(low), end(high))))
    }
}

fn joined(items: &[Item]) -> String {
    items.iter().map(|item| item.text.trim()).collect::<Vec<_>>().join(",")
}

fn backwards(low: &str, high: &str, typed: &Typed) -> FilterError {
    let fix = format!("{low}..{high}");
    FilterError::new(Problem::Backwards(fix.clone()), typed.value_at.clone()).or_write(fix)
}

fn is_none(item: &Item) -> bool {
    !item.quoted && item.text.eq_ignore_ascii_case("none")
}

/// Reads a value of a set or a text; `known` is how a closed set writes it.
pub(super) fn set_value(item: &Item, known: Option<&str>) -> SetValue {
    let text = item.text.trim();
    match text.strip_suffix('*') {
        _ if is_none(item) => SetValue::None,
        Some(beginning) if item.prefix => SetValue::Prefix(Word::new(beginning)),
        _ => SetValue::Is(Word::new(known.unwrap_or(text))),
    }
}

fn set_values(field: Field, values: Values, items: &[Item]) -> Result<Vec<SetValue>, FilterError> {
    let read = items.iter().map(|item| {
        let Values::Closed { known, optional } = values else { return Ok(set_value(item, None)) };
        let value = set_value(item, None);
        let exact = match &value {
            // `one_hit` and `"one hit"` are `one-hit`.
            SetValue::Is(word) => known.iter().find(|known| **known == word.folded.replace(['_', ' '], "-")),
            SetValue::Prefix(word) => known.iter().find(|known| known.starts_with(&word.folded)),
            SetValue::None if optional => return Ok(value),
            SetValue::None => None,
        };
        let Some(exact) = exact else {
            let got = item.text.trim();
            let error = FilterError::new(Problem::NotInSet { field, got: got.to_owned() }, item.at.clone());
            return Err(match near::nearest(&got.to_lowercase(), known.iter().copied()) {
                Some(guess) => error.or_write(guess),
                None => error,
            });
        };
        Ok(set_value(item, Some(exact)))
    });
    read.collect()
}

/// That a fact of a creator is unknown: `no:website` asks what `website:none` asks.
fn unknown(word: &str) -> Option<Expr> {
    let field = Field::Of(CreatorField::called(&fold(word))?);
    let none = || vec![SetValue::None];
    let term = match field.kind() {
        Kind::Words => Term::Words { field, values: none(), negated: false },
        Kind::Set(_) => Term::Set { field, values: none(), negated: false },
        Kind::Number(_) => {
            Term::Number { field, test: NumberTest::OneOf { values: vec![NumberValue::None], negated: false } }
        }
        Kind::Date => Term::Date { field, test: DateTest::OneOf { values: vec![DateValue::None], negated: false } },
        Kind::YesNo(_) | Kind::Sort => return None,
    };
    Some(Expr::Term(term))
}

fn yes_no(field: Field, typed: &Typed) -> Result<Expr, FilterError> {
    let read = |item: &Item| {
        let word = item.text.trim();
        let expr = match field {
            Field::Is => Flag::from_word(word).map(|flag| Expr::Term(Term::Is(flag))),
            Field::No => Thing::from_word(word).map(|thing| Expr::Term(Term::No(thing))).or_else(|| unknown(word)),
            _ => Thing::from_word(word)
                .map(|thing| Expr::Term(Term::Has(thing)))
                .or_else(|| unknown(word).map(Expr::negated)),
        };
        expr.ok_or_else(|| {
            let guess = near::nearest(&word.to_lowercase(), known_words(field).iter().copied());
            let problem = Problem::NotKnown { field, got: word.to_owned(), guess };
            let error = FilterError::new(problem, item.at.clone());
            if let Some(guess) = guess { error.or_write(guess) } else { error }
        })
    };
    let terms = typed.items.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    // The caller has made sure of one item; an empty list would be a value missing.
    let waiting = || FilterError::new(Problem::NoValue(format!("{}:", field.name()), ""), typed.value_at.clone());
    let expr = Expr::any(terms).ok_or_else(waiting)?;
    Ok(if typed.op == Op::IsNot { expr.negated() } else { expr })
}

fn sort(items: &[Item]) -> Result<Vec<SortTerm>, FilterError> {
    let read = items.iter().map(|item| {
        let typed = item.text.trim();
        let (descending, name) = match typed.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, typed.strip_prefix('+').unwrap_or(typed)),
        };
        match Field::from_word(name) {
            _ if name.is_empty() => {
                Err(FilterError::new(Problem::NoValue(format!("sort:{typed}"), ""), item.at.end..item.at.end))
            }
            Some(field) if field.sortable() => Ok(SortTerm { field, descending }),
            Some(field) => Err(FilterError::new(Problem::NotSortable(field.name()), item.at.clone())),
            None => {
                let guess = Field::nearest(name).filter(|field| field.sortable()).map(Field::name);
                let problem = Problem::NoSuchField { typed: name.to_owned(), guess: guess.map(str::to_owned) };
                let error = FilterError::new(problem, item.at.clone());
                let sign = if descending { "-" } else { "" };
                Err(if let Some(guess) = guess { error.or_write(format!("{sign}{guess}")) } else { error })
            }
        }
    });
    read.collect()
}
