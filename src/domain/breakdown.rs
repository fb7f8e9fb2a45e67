//! Creators counted by the values of one field: the bars of a histogram, each with the filter that gives it.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::day::{dated, stretch};
use super::filter::{Field, Kind, SetValue, Unit, Word, words};
use super::number::compact;

/// How many creators have which value of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// The field.
    pub field: Field,
    /// The bars in their order; that of the unknown ones is the last.
    pub bars: Vec<Bar>,
    /// The creators in all.
    pub creators: i64,
    /// How many values are so rare that they got no bar.
    pub more: usize,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Who is counted.
    pub group: Group,
    /// How many they are.
    pub creators: i64,
}

/// Creators with like values.
#[derive(Clone, Debug, PartialEq)]
pub enum Group {
    /// This value.
    Value(String),
    /// Any value at all.
    Known,
    /// A whole number.
    Exactly(f64),
    /// Numbers from one edge up to but not including another.
    Span(Option<f64>, Option<f64>),
    /// Days, both included.
    Days(Option<NaiveDate>, Option<NaiveDate>),
    /// No value, or an unknown one.
    Unknown,
}

/// Most bars of numbers.
const MOST_SPANS: usize = 12;

impl Group {
    /// The filter that gives these creators.
    pub fn term(&self, field: Field) -> String {
        let name = field.name();
        match self {
            Self::Value(value) => format!("{name}:{}", SetValue::Is(Word::new(value.as_str())).to_filter()),
            Self::Known | Self::Span(None, None) | Self::Days(None, None) => format!("{name}:*"),
            Self::Exactly(value) => format!("{name}:{value}"),
            Self::Span(Some(low), Some(high)) => format!("{name}>={low} {name}<{high}"),
            Self::Span(Some(low), None) => format!("{name}>={low}"),
            Self::Span(None, Some(high)) => format!("{name}<{high}"),
            Self::Days(Some(from), Some(to)) if from == to => format!("{name}:{from}"),
            Self::Days(Some(from), Some(to)) => format!("{name}:{from}..{to}"),
            Self::Days(Some(from), None) => format!("{name}>={from}"),
            Self::Days(None, Some(to)) => format!("{name}<={to}"),
            Self::Unknown => format!("{name}:none"),
        }
    }

    /// The words beside the bar.
    pub fn label(&self, field: Field) -> String {
        let unit = if field.kind() == Kind::Number(Unit::Percent) { "%" } else { "" };
        let figure = |value: f64| format!("{}{unit}", short(value));
        match self {
            Self::Value(value) => words::called(field, &SetValue::Is(Word::new(value.as_str()))),
            Self::Known | Self::Span(None, None) | Self::Days(None, None) => "known".to_owned(),
            Self::Exactly(value) => figure(*value),
            Self::Span(Some(low), Some(high)) => format!("{} to {}", short(*low), figure(*high)),
            Self::Span(Some(low), None) => format!("{} and more", figure(*low)),
            Self::Span(None, Some(high)) => format!("under {}", figure(*high)),
            Self::Days(Some(from), Some(to)) => stretch(*from, *to),
            Self::Days(Some(from), None) => format!("{} and later", dated(*from)),
            Self::Days(None, Some(to)) => format!("until {}", dated(*to)),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// `12.4k` for large numbers, all decimals for small ones.
fn short(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "an edge of a bar; what is too large saturates")]
    let whole = value as i64;
    if value.abs() >= 1_000.0 { compact(whole).replace(".0", "") } else { value.to_string() }
}

/// Puts numbers, each with how many creators have it, into bars with round edges.
pub fn of_numbers(values: &[(f64, i64)]) -> Vec<Bar> {
    let mut sorted: Vec<(f64, i64)> = values.iter().copied().filter(|(value, _)| value.is_finite()).collect();
    sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    sorted.dedup_by(|later, first| {
        let is_same = later.0.total_cmp(&first.0).is_eq();
        first.1 += if is_same { later.1 } else { 0 };
        is_same
    });
    if sorted.len() <= MOST_SPANS && sorted.iter().all(|(value, _)| value.fract() == 0.0 && value.abs() < 1e6) {
        return sorted.into_iter().map(|(value, creators)| Bar { group: Group::Exactly(value), creators }).collect();
    }
    let edges = edges(quantile(&sorted, 2), quantile(&sorted, 98));
    let mut bars = vec![0_i64; edges.len() + 1];
    for (value, creators) in sorted {
        bars[edges.partition_point(|edge| *edge <= value)] += creators;
    }
    let edge = |at: Option<usize>| at.and_then(|at| edges.get(at).copied());
    let bar =
        |(at, creators): (usize, i64)| Bar { group: Group::Span(edge(at.checked_sub(1)), edge(Some(at))), creators };
    trimmed(bars.into_iter().enumerate().map(bar).collect())
}

/// Without the empty bars at both ends.
fn trimmed(mut bars: Vec<Bar>) -> Vec<Bar> {
    while bars.last().is_some_and(|bar| bar.creators == 0) {
        bars.pop();
    }
    let first = bars.iter().position(|bar| bar.creators > 0).unwrap_or(bars.len());
    bars.split_off(first)
}

/// The value below which so many percent of the creators are.
fn quantile(sorted: &[(f64, i64)], percent: i64) -> f64 {
    let all: i64 = sorted.iter().map(|(_, creators)| creators).sum();
    let mut below = 0;
    let reached = |(_, creators): &&(f64, i64)| {
        below += creators;
        below * 100 >= all * percent
    };
    sorted.iter().find(reached).or(sorted.last()).map_or(0.0, |(value, _)| *value)
}

/// Round numbers between two values: 1, 2, 5, 10 where they are far apart, else even steps.
fn edges(low: f64, high: f64) -> Vec<f64> {
    /// How often larger the largest is than the smallest where even steps would leave most bars empty.
    const FAR: f64 = 30.0;
    if high <= low {
        return vec![low.floor(), low.floor() + 1.0];
    }
    if low > 0.0 && high / low >= FAR {
        let of = |mantissas: &[i64]| -> Vec<f64> {
            let all = (-6..16).flat_map(|exponent| mantissas.iter().map(move |mantissa| round(*mantissa, exponent)));
            all.filter(|edge| (low..=high).contains(edge)).collect()
        };
        let all = [of(&[1, 2, 5]), of(&[1, 3]), of(&[1])];
        return all.into_iter().find(|edges| edges.len() < MOST_SPANS).unwrap_or_default();
    }
    let steps = (-6..16).flat_map(|exponent| [1, 2, 5].map(|mantissa| (mantissa, exponent)));
    for (mantissa, exponent) in steps {
        let step = round(mantissa, exponent);
        if (high - low) / step < 10.0 {
            #[expect(clippy::cast_possible_truncation, reason = "a number of steps, few beside what an integer holds")]
            let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
            return (first..=last).map(|number| round(number.saturating_mul(mantissa), exponent)).collect();
        }
    }
    Vec::new()
}

/// The float next to a decimal number, without the rounding of a product.
fn round(digits: i64, exponent: i32) -> f64 {
    format!("{digits}e{exponent}").parse().unwrap_or(f64::INFINITY)
}

/// Puts days, each with how many creators have it, into days, weeks, months or years, as far as they reach.
pub fn of_days(values: &[(NaiveDate, i64)]) -> Vec<Bar> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let numbers: Vec<(f64, i64)> =
        sorted.iter().map(|(day, creators)| (f64::from(day.num_days_from_ce()), *creators)).collect();
    let at = |percent| {
        let wanted = quantile(&numbers, percent);
        sorted.iter().map(|(day, _)| *day).find(|day| f64::from(day.num_days_from_ce()) >= wanted)
    };
    let (Some(low), Some(high)) = (at(2), at(98)) else { return Vec::new() };
    let mut starts = vec![start(low, (high - low).num_days())];
    while let Some(next) = starts.last().and_then(|first| after(*first, (high - low).num_days())) {
        starts.push(next);
        if next > high || starts.len() > 60 {
            break;
        }
    }
    let mut bars = vec![0_i64; starts.len() + 1];
    for (day, creators) in sorted {
        bars[starts.partition_point(|start| *start <= day)] += creators;
    }
    let bar = |(at, creators): (usize, i64)| {
        let from = at.checked_sub(1).and_then(|at| starts.get(at).copied());
        let to = starts.get(at).and_then(NaiveDate::pred_opt);
        Bar { group: Group::Days(from, to), creators }
    };
    trimmed(bars.into_iter().enumerate().map(bar).collect())
}

/// The first day of the day, week, month or year of a day, by how many days there are to show.
fn start(day: NaiveDate, span: i64) -> NaiveDate {
    match span {
        0..=21 => Some(day),
        22..=150 => day.week(chrono::Weekday::Mon).checked_first_day(),
        151..=1_000 => day.with_day(1),
        _ => day.with_day(1).and_then(|day| day.with_month(1)),
    }
    .unwrap_or(day)
}

fn after(first: NaiveDate, span: i64) -> Option<NaiveDate> {
    match span {
        0..=21 => first.succ_opt(),
        22..=150 => first.checked_add_days(Days::new(7)),
        151..=1_000 => first.checked_add_months(Months::new(1)),
        _ => first.checked_add_months(Months::new(12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::creator::CreatorField;

    fn labels(bars: &[Bar], field: Field) -> Vec<(String, i64)> {
        bars.iter().map(|bar| (bar.group.label(field), bar.creators)).collect()
    }

    #[test]
    fn few_whole_numbers_have_a_bar_each() {
        let bars = of_numbers(&[(4.0, 2), (1.0, 3)]);
        assert_eq!(labels(&bars, Field::Rating), [("1".to_owned(), 3), ("4".to_owned(), 2)]);
        assert_eq!(bars[1].group.term(Field::Rating), "rating:4");
    }

    #[test]
    fn numbers_far_apart_have_edges_that_grow() {
        let values: Vec<(f64, i64)> = (1..=1_000).map(|n: u32| (f64::from(n * n), 1)).collect();
        let bars = of_numbers(&values);
        assert_eq!(bars.iter().map(|bar| bar.creators).sum::<i64>(), 1_000);
        assert!(bars.len() <= MOST_SPANS + 1, "{bars:?}");
        let followers = Field::Of(CreatorField::Followers);
        assert!(
            labels(&bars, followers).iter().any(|(label, _)| label == "100k to 200k"),
            "{:?}",
            labels(&bars, followers)
        );
    }

    #[test]
    fn numbers_near_each_other_have_even_edges() {
        let values: Vec<(f64, i64)> = (0..100_u32).map(|n| (2.0 + f64::from(n) / 20.0, 1)).collect();
        let bars = of_numbers(&values);
        assert!(labels(&bars, Field::Reacts).contains(&("3.5 to 4%".to_owned(), 10)), "{bars:?}");
        assert_eq!(of_numbers(&[(0.5, 3)]).iter().map(|bar| bar.creators).sum::<i64>(), 3);
        assert!(of_numbers(&[]).is_empty());
    }

    #[test]
    fn days_are_put_into_weeks_months_or_years() {
        let from = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let over = |days: u64| -> Vec<(NaiveDate, i64)> { (0..days).map(|n| (from + Days::new(n), 1)).collect() };
        assert!(labels(&of_days(&over(5)), Field::Added).contains(&("Jan 3, 2026".to_owned(), 1)));
        assert!(labels(&of_days(&over(60)), Field::Added).contains(&("Jan 12 to Jan 18, 2026".to_owned(), 7)));
        assert!(labels(&of_days(&over(365)), Field::Added).contains(&("March 2026".to_owned(), 31)));
        assert!(labels(&of_days(&over(3_000)), Field::Added).contains(&("2027".to_owned(), 365)));
        assert!(of_days(&[]).is_empty());
    }
}
