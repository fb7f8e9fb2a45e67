//! Parses the text of a form field as the person types.

use crate::domain::PostingWindow;
use crate::domain::collect::collect;
use crate::domain::day::spoken;
use crate::domain::figure::{counted, percent};
use crate::domain::money::{Money, parse_amount};
use crate::domain::number::{full, parse_count, parse_counts, parse_percent, parse_ratio};
use crate::domain::pasted;
use crate::proto::post::ReadingRecord;
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::FieldKind;
use crate::words::deliverables::counts;

/// The result of parsing a field's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The field is empty.
    Empty,
    /// Valid, with its meaning spelled out; empty when the text is clear as typed.
    Meant(String),
    /// Invalid, with the reason as a sentence.
    Fault(String),
}

/// Reads the text of a field.
pub fn read(kind: &FieldKind, text: &str, ctx: &Ctx) -> Reading {
    let text = text.trim();
    if text.is_empty() {
        return Reading::Empty;
    }
    let short: String = text.chars().take(30).collect();
    let meaning = match kind {
        FieldKind::Text | FieldKind::Long => return Reading::Meant(String::new()),
        FieldKind::Count => match parse_count(text) {
            Some(count) if count < 0 => Err("A count can't be below 0".to_owned()),
            Some(count) => Ok(full(count)),
            None => Err(format!("\"{short}\" isn't a number. Try 9500 or 12.5k")),
        },
        FieldKind::Decimal => match parse_ratio(text) {
            Some(number) if number < 0.0 => Err("This can't be below 0".to_owned()),
            Some(number) => Ok(number.to_string()),
            None => Err(format!("\"{short}\" isn't a number. Try 6 or 6.5")),
        },
        FieldKind::Money(currency) => match parse_amount(text, *currency) {
            Some(minor) => Ok(Money::new(minor, *currency).exact()),
            None => Err(format!("\"{short}\" isn't an amount in {currency}. Try 250 or {}", example(*currency))),
        },
        FieldKind::Percent => match parse_percent(text) {
            Some(points) => Ok(percent(points)),
            None => Err(format!("\"{short}\" isn't a percentage. Try 60 or 12.5")),
        },
        FieldKind::Day => {
            let day = ctx.calendar().read(text);
            day.map(|day| spoken(day, ctx.today)).map_err(|fault| fault.to_string())
        }
        FieldKind::Window => {
            let window = PostingWindow::typed(text, ctx.calendar());
            window
                .map(|window| window.spoken(ctx.today))
                .map_err(|wanted| format!("\"{short}\" isn't a posting window. Try {wanted}"))
        }
        FieldKind::Account => return Reading::Meant(accounts(text)),
        FieldKind::Post => {
            return match pasted::post(text, ctx.calendar()) {
                Ok(post) => Reading::Meant(post.words(ctx.today)),
                Err(fault) => Reading::Fault(fault),
            };
        }
        FieldKind::Counts => match parse_counts(text) {
            Some([views, likes, comments, shares, saves]) => {
                Ok(counts(ReadingRecord { views, likes, comments, shares, saves }))
            }
            None => Err(format!("\"{short}\" isn't a count. Try 12.4k, or all five: 12.4k 800 20 5 9")),
        },
        FieldKind::Followers => {
            return match pasted::followers(text, ctx.calendar()) {
                Ok((day, count)) => Reading::Meant(format!("{} on {}", full(count), spoken(day, ctx.today))),
                Err(fault) => Reading::Fault(fault),
            };
        }
        FieldKind::Choice(choices) => {
            let known = choices.iter().any(|choice| choice == text);
            if known { Ok(text.to_owned()) } else { Err(format!("This can be {}", choices.join(", "))) }
        }
    };
    match meaning {
        Ok(meaning) if meaning == text => Reading::Meant(String::new()),
        Ok(meaning) => Reading::Meant(format!("{short} -> {meaning}")),
        Err(fault) => Reading::Fault(fault),
    }
}

/// What a line of handles adds; empty where it is clear as typed or cannot be read.
fn accounts(text: &str) -> String {
    let read = collect(text);
    match read.accounts.as_slice() {
        [] => String::new(),
        [one] if one.remark.is_empty() => String::new(),
        [one] => format!("{}: {}", one.found.handle, one.remark.said()),
        several => counted(several.len(), "handle", "handles"),
    }
}

fn example(currency: crate::domain::Currency) -> String {
    Money::new(1_250 * currency.minor_per_unit() / 10, currency).exact()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::tui::overlays::tests::ctx;
    use rstest::rstest;

    #[rstest]
    #[case(FieldKind::Count, "12.5k", "12.5k -> 12,500")]
    #[case(FieldKind::Count, "950", "")]
    #[case(FieldKind::Decimal, "6,5", "6,5 -> 6.5")]
    #[case(FieldKind::Decimal, "1.667", "")]
    #[case(FieldKind::Money(Currency::USD), "$250", "$250 -> $250.00")]
    #[case(FieldKind::Percent, "60", "60 -> 60%")]
    #[case(FieldKind::Percent, "12,55%", "12,55% -> 12.55%")]
    #[case(FieldKind::Day, "fri", "fri -> Friday, March 13 (in 2 days)")]
    #[case(FieldKind::Text, "anything", "")]
    #[case(FieldKind::Post, "9 mar 12.3k 450", "Monday, March 9 (2 days ago): 12,300 views, 450 likes")]
    #[case(FieldKind::Counts, "12.4k 800 - 5", "12.4k 800 - 5 -> 12,400 views, 800 likes, 5 shares")]
    #[case(FieldKind::Followers, "33.7k", "33,700 on Wednesday, March 11 (today)")]
    fn the_echo_shows_the_parsed_value(#[case] kind: FieldKind, #[case] text: &str, #[case] echo: &str) {
        assert_eq!(read(&kind, text, &ctx()), Reading::Meant(echo.to_owned()));
    }

    #[rstest]
    #[case(FieldKind::Count, "many", "\"many\" isn't a number. Try 9500 or 12.5k")]
    #[case(FieldKind::Count, "-3", "A count can't be below 0")]
    #[case(FieldKind::Decimal, "six", "\"six\" isn't a number. Try 6 or 6.5")]
    #[case(FieldKind::Money(Currency::USD), "€9", "\"€9\" isn't an amount in USD. Try 250 or $125.00")]
    #[case(FieldKind::Percent, "half", "\"half\" isn't a percentage. Try 60 or 12.5")]
    #[case(FieldKind::Day, "blursday", "\"blursday\" isn't a date. Try today, fri, 3d, -30d, 14mar or 2026-03-14")]
    fn faults_name_a_valid_value(#[case] kind: FieldKind, #[case] text: &str, #[case] fault: &str) {
        assert_eq!(read(&kind, text, &ctx()), Reading::Fault(fault.to_owned()));
    }
}
