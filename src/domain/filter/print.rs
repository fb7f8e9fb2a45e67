//! Writes a tree back as the user could have typed it, so that terms can be added, dropped and saved.

use super::field::Flag;
use super::{DateTest, DateValue, Expr, NumberTest, NumberValue, Query, SetValue, Term};

impl Query {
    /// Writes the filter so that reading it gives the same tree; all brackets are spelled out and days are fixed.
    pub fn to_filter(&self) -> String {
        let terms = self.conjuncts().iter().map(Expr::to_filter);
        let sort = self.sort.iter().map(|term| format!("sort:{term}"));
        terms.chain(sort).collect::<Vec<_>>().join(" ")
    }
}

impl Expr {
    /// Writes the expression so that it can stand among others.
    pub fn to_filter(&self) -> String {
        let joined = |parts: &[Self], between: &str| {
            let parts: Vec<_> = parts.iter().map(Self::to_filter).collect();
            format!("({})", parts.join(between))
        };
        match self {
            Self::And(all) => joined(all, " "),
            Self::Or(any) => joined(any, " or "),
            Self::Not(expr) => format!("-{}", expr.to_filter()),
            Self::Term(term) => term.to_filter(),
        }
    }
}

impl Term {
    /// Writes the term as typed, in quotes where needed.
    pub fn to_filter(&self) -> String {
        let colon = |negated: &bool| if *negated { "!=" } else { ":" };
        match self {
            Self::Text(word) => {
                let keyword = ["or", "and", "not"].contains(&word.folded.as_str());
                // A name of a field is quoted too: what follows must not become its operator.
                let plain = !keyword
                    && super::Field::from_word(&word.typed).is_none()
                    && word.typed.chars().all(char::is_alphanumeric);
                if plain { word.typed.clone() } else { in_quotes(&word.typed) }
            }
            Self::Words { field, values, negated } | Self::Set { field, values, negated } => {
                format!("{}{}{}", field.name(), colon(negated), listed(values, SetValue::to_filter))
            }
            Self::Number { field, test } => match test {
                NumberTest::Compare(compare, amount) => format!("{}{}{}", field.name(), compare.sign(), amount.typed),
                NumberTest::Range { low: None, high: None } => format!("{}:*", field.name()),
                NumberTest::Range { low, high } => {
                    let end =
                        |end: &Option<super::Amount>| end.as_ref().map(|end| end.typed.clone()).unwrap_or_default();
                    format!("{}:{}..{}", field.name(), end(low), end(high))
                }
                NumberTest::OneOf { values, negated } => {
                    let value = |value: &NumberValue| match value {
                        NumberValue::Near(amount) => amount.typed.clone(),
                        NumberValue::None => "none".to_owned(),
                    };
                    format!("{}{}{}", field.name(), colon(negated), listed(values, value))
                }
            },
            Self::Date { field, test } => match test {
                DateTest::Compare(compare, day) => format!("{}{}{day}", field.name(), compare.sign()),
                DateTest::Range { from: None, to: None } => format!("{}:*", field.name()),
                DateTest::Range { from, to } => {
                    let end = |day: &Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
                    format!("{}:{}..{}", field.name(), end(from), end(to))
                }
                DateTest::OneOf { values, negated } => {
                    format!("{}{}{}", field.name(), colon(negated), listed(values, DateValue::to_string))
                }
            },
            Self::Is(flag) => format!("is:{}", flag.word()),
            Self::Has(thing) => format!("has:{}", thing.word()),
            Self::No(thing) => format!("no:{}", thing.word()),
            Self::Among(_) => format!("is:{}", Flag::Marked.word()),
        }
    }
}

impl SetValue {
    /// Writes the value, in quotes where blanks or marks would be read as something else.
    pub fn to_filter(&self) -> String {
        let quoted = |text: &str| {
            let plain = !text.eq_ignore_ascii_case("none")
                && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'));
            if plain { text.to_owned() } else { in_quotes(text) }
        };
        match self {
            Self::Is(word) => quoted(&word.typed),
            Self::Prefix(word) => format!("{}*", quoted(&word.typed)),
            Self::None => "none".to_owned(),
        }
    }
}

/// The language has no way to write a quote inside quotes; a blank finds the same words.
fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace(super::lexer::is_quote, " "))
}

fn listed<T>(values: &[T], write: impl Fn(&T) -> String) -> String {
    values.iter().map(write).collect::<Vec<_>>().join(",")
}
