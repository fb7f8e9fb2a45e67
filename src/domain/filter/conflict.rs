//! Finds conditions on one field that no creator can meet at once, such as `followers>50k followers<5k`.

use chrono::Datelike;

use super::{Compare, DateTest, Expr, Field, Note, NumberTest, Term};

/// What a condition leaves of a line of numbers.
#[derive(Clone, Copy)]
struct Span {
    low: f64,
    high: f64,
    /// Whether both ends belong to it.
    is_closed: [bool; 2],
}

impl Span {
    fn is_apart(self, other: Self) -> bool {
        let below = |a: Self, b: Self| a.high < b.low || a.high <= b.low && !(a.is_closed[1] && b.is_closed[0]);
        below(self, other) || below(other, self)
    }
}

/// The first two conditions that exclude each other.
pub(super) fn of(conjuncts: &[Expr]) -> Option<Note> {
    // Of a pasted page, the first conditions are enough.
    const MOST: usize = 200;
    let spans: Vec<(Field, Span, &Term)> = conjuncts.iter().take(MOST).filter_map(span).collect();
    spans.iter().enumerate().find_map(|(at, (field, span, term))| {
        let apart = |(other, beside, _): &&(Field, Span, &Term)| other == field && span.is_apart(*beside);
        let (.., against) = spans[at + 1..].iter().find(apart)?;
        let said = |term: &Term| {
            let words = term.in_words(false);
            words.strip_prefix(field.spec().words).unwrap_or(&words).trim().to_owned()
        };
        Some(Note::Nobody { field: *field, both: [said(term), said(against)] })
    })
}

fn span(expr: &Expr) -> Option<(Field, Span, &Term)> {
    let Expr::Term(term) = expr else { return None };
    let (field, span) = match term {
        Term::Number { field, test } => (*field, number(test)?),
        Term::Date { field, test } => (*field, date(test)?),
        _ => return None,
    };
    Some((field, span, term))
}

fn number(test: &NumberTest) -> Option<Span> {
    match test {
        NumberTest::Compare(compare, amount) => Some(compared(*compare, amount.value)),
        NumberTest::Range { low, high } => Some(Span {
            low: low.as_ref().map_or(f64::NEG_INFINITY, |low| low.value),
            high: high.as_ref().map_or(f64::INFINITY, |high| high.value),
            is_closed: [true; 2],
        }),
        NumberTest::OneOf { .. } => None,
    }
}

fn date(test: &DateTest) -> Option<Span> {
    let number = |day: chrono::NaiveDate| f64::from(day.num_days_from_ce());
    match test {
        DateTest::Compare(compare, day) => Some(compared(*compare, number(*day))),
        DateTest::Range { from, to } => Some(Span {
            low: from.map_or(f64::NEG_INFINITY, number),
            high: to.map_or(f64::INFINITY, number),
            is_closed: [true; 2],
        }),
        DateTest::OneOf { .. } => None,
    }
}

fn compared(compare: Compare, than: f64) -> Span {
    let is_closed = matches!(compare, Compare::AtMost | Compare::AtLeast);
    match compare {
        Compare::Less | Compare::AtMost => Span { low: f64::NEG_INFINITY, high: than, is_closed: [true, is_closed] },
        Compare::More | Compare::AtLeast => Span { low: than, high: f64::INFINITY, is_closed: [is_closed, true] },
    }
}
