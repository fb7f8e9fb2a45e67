//! Rules as text: `2 of 5 creators, ROAS over break-even, on 5 orders or more, by Dec 16`, written and read.

use chrono::NaiveDate;

use super::{RuleMeasure, RuleScope, SuccessRule};
use crate::domain::campaign::target_roas_e4;
use crate::domain::day::Calendar;
use crate::domain::figure::plural;
use crate::domain::money::{grouped, parse_amount};
use crate::domain::number::{full, parse_count, parse_ratio};
use crate::domain::{Currency, Money};

/// What a rule looks like, for a refusal.
pub const EXAMPLE: &str = "2 of 5 creators, ROAS over break-even, on 5 orders or more, by Dec 16";

/// Writes a rule. `size` is the number of creators in the batch; one that is still empty has none to name.
pub fn sentence(rule: SuccessRule, scope: RuleScope, size: i64, ends_on: Option<NaiveDate>) -> String {
    let creators = match size {
        0 => plural(rule.creators, "creator"),
        size => format!("{} of {}", full(rule.creators), plural(size, "creator")),
    };
    let orders = rule.orders.map(|orders| format!("on {} or more", plural(orders, "order")));
    let by = ends_on.map(|day| format!("by {}", day.format("%b %-d")));
    [Some(creators), Some(measured(rule, scope)), orders, by].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `ROAS over break-even`, `12,000 views or more`, `CPM of $12 or less`, `$80 or less per asset`.
fn measured(rule: SuccessRule, scope: RuleScope) -> String {
    let level = level_text(rule, scope);
    match rule.measure {
        RuleMeasure::Roas => format!("ROAS over {level}"),
        RuleMeasure::Views => format!("{level} views or more"),
        RuleMeasure::Cpm => format!("CPM of {level} or less"),
        RuleMeasure::AssetCost => format!("{level} or less per asset"),
    }
}

/// The level alone: `break-even`, `your target`, `1.67`, `12,000`, `$80`; empty where another measure has none.
pub fn level_text(rule: SuccessRule, scope: RuleScope) -> String {
    match (rule.level_e4, rule.measure) {
        (None, RuleMeasure::Roas) if scope.own_target_e4.is_some() => "your target".to_owned(),
        (None, RuleMeasure::Roas) => "break-even".to_owned(),
        (None, _) => String::new(),
        (Some(e4), RuleMeasure::Cpm | RuleMeasure::AssetCost) => {
            Money::new(minor(e4, scope.currency), scope.currency).short()
        }
        (Some(e4), _) => {
            let (whole, rest) = (e4.unsigned_abs() / 10_000, e4.unsigned_abs() % 10_000);
            let text = format!("{}.{rest:04}", grouped(whole));
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

fn minor(e4: i64, currency: Currency) -> i64 {
    crate::domain::money::div_round(i128::from(e4) * i128::from(currency.minor_per_unit()), 10_000).unwrap_or(i64::MAX)
}

/// Reads the level of a measure; nothing stands for the campaign's target, which only a ROAS has.
///
/// # Errors
/// Says what the level of this measure looks like.
pub fn level(measure: RuleMeasure, typed: &str, scope: RuleScope) -> Result<Option<i64>, String> {
    let text = typed.trim().to_lowercase();
    let text = text.trim_end_matches('x').trim();
    let example = match measure {
        RuleMeasure::Roas => "a ROAS, such as 2 or break-even".to_owned(),
        RuleMeasure::Views => "a number of views, such as 20k".to_owned(),
        RuleMeasure::Cpm => format!(
            "a cost per 1,000 views, such as {}",
            Money::new(12 * scope.currency.minor_per_unit(), scope.currency).short()
        ),
        RuleMeasure::AssetCost => {
            format!(
                "a cost per asset, such as {}",
                Money::new(80 * scope.currency.minor_per_unit(), scope.currency).short()
            )
        }
    };
    let positive = |e4: Option<i64>| e4.filter(|e4| *e4 > 0).map(Some).ok_or_else(|| example.clone());
    match measure {
        RuleMeasure::Roas => match text.replace([' ', '-'], "").as_str() {
            "" | "target" | "yourtarget" | "thetarget" => Ok(None),
            "breakeven" if scope.own_target_e4.is_none() => Ok(None),
            "breakeven" => target_roas_e4(None, scope.margin_bp)
                .map(Some)
                .ok_or_else(|| "a number: break-even is unknown without a margin".to_owned()),
            _ => positive(parse_ratio(text).map(|ratio| (ratio * 10_000.0).round()).and_then(whole)),
        },
        RuleMeasure::Views => positive(parse_count(text).and_then(|views| views.checked_mul(10_000))),
        RuleMeasure::Cpm | RuleMeasure::AssetCost => positive(parse_amount(text, scope.currency).and_then(|minor| {
            crate::domain::money::div_round(i128::from(minor) * 10_000, i128::from(scope.currency.minor_per_unit()))
        })),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
fn whole(number: f64) -> Option<i64> {
    (0.0..1.0e12).contains(&number).then_some(number as i64)
}

/// A rule as someone typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedRule {
    /// Its parts.
    pub rule: SuccessRule,
    /// The end date, if it was typed with the rule.
    pub ends_on: Option<NaiveDate>,
}

/// Reads a rule: `2 of 5, roas > 2, 5 orders, by dec 16`. The number after `of` is left to the batch.
///
/// # Errors
/// Says which part is missing, or which word is not understood.
pub fn typed(text: &str, scope: RuleScope, calendar: Calendar) -> Result<TypedRule, String> {
    let mut words = words(text);
    let ends_on = take_day(&mut words, calendar)?;
    let orders = take_orders(&mut words);
    let creators = take_creators(&mut words)
        .ok_or_else(|| format!("How many creators must reach it? Write a rule such as {EXAMPLE}."))?;
    let measure = take_measure(&mut words).ok_or_else(|| {
        format!("What is measured: ROAS, views, CPM or cost per asset? Write a rule such as {EXAMPLE}.")
    })?;
    let wrong: &[&str] = if measure.is_cost() { &UP } else { &DOWN };
    if let Some(word) = words.iter().find(|word| wrong.contains(&word.as_str())) {
        let right = if measure.is_cost() { "at most" } else { "over" };
        return Err(format!("\"{word}\" turns the rule around: a {} has to be {right} its level.", name(measure)));
    }
    words.retain(|word| {
        !UP.contains(&word.as_str()) && !DOWN.contains(&word.as_str()) && !FILLERS.contains(&word.as_str())
    });
    words.retain(|word| *word != scope.currency.code().to_lowercase());
    let level = match words.as_slice() {
        [] => level(measure, "", scope),
        [level_word] => level(measure, level_word, scope),
        [first, second] if first == "break" && second == "even" => level(measure, "break-even", scope),
        [amount, sign] if measure.is_cost() => level(measure, &format!("{amount} {sign}"), scope),
        [odd, ..] => return Err(format!("\"{odd}\" isn't part of a rule. Write one such as {EXAMPLE}.")),
    };
    let level_e4 = level.map_err(|wanted| format!("The level is {wanted}."))?;
    Ok(TypedRule { rule: SuccessRule { creators, measure, level_e4, orders }, ends_on })
}

fn name(measure: RuleMeasure) -> &'static str {
    match measure {
        RuleMeasure::Roas => "ROAS",
        RuleMeasure::Views => "number of views",
        RuleMeasure::Cpm => "CPM",
        RuleMeasure::AssetCost => "cost per asset",
    }
}

/// Words of a level that must be exceeded, and of one that must not.
const UP: [&str; 8] = ["over", "above", "better", "more", "least", "higher", "min", "minimum"];
const DOWN: [&str; 7] = ["under", "below", "less", "most", "lower", "max", "maximum"];
/// Words that say nothing of their own.
const FILLERS: [&str; 28] = [
    "a", "an", "the", "of", "or", "at", "than", "on", "with", "per", "cost", "costs", "creators", "creator", "each",
    "must", "should", "have", "reach", "get", "make", "and", "is", "in", "to", "for", "they", ",",
];

/// The words in lower case, with a comma as a word of its own and signs of comparison as words.
fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let mut spaced = String::new();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    for (at, char) in chars.iter().enumerate() {
        match char {
            // A comma between digits belongs to the number.
            ',' if digit(at.checked_sub(1)) && digit(Some(at + 1)) => spaced.push(','),
            ',' | ';' => spaced.push_str(" , "),
            '>' | '≥' => spaced.push_str(" over "),
            '<' | '≤' => spaced.push_str(" under "),
            '=' | ':' | '(' | ')' => spaced.push(' '),
            other => spaced.push(*other),
        }
    }
    let clean = |word: &str| if word == "," { word.to_owned() } else { word.trim_end_matches('.').to_owned() };
    spaced.split_whitespace().map(clean).filter(|word| !word.is_empty()).collect()
}

/// Takes `by dec 16` out, up to the next comma.
fn take_day(words: &mut Vec<String>, calendar: Calendar) -> Result<Option<NaiveDate>, String> {
    let Some(at) = words.iter().position(|word| matches!(word.as_str(), "by" | "until")) else { return Ok(None) };
    let end = words[at..].iter().position(|word| word == ",").map_or(words.len(), |comma| at + comma);
    let typed: Vec<String> = words.drain(at..end).skip(1).collect();
    calendar.read(&typed.join(" ")).map(Some).map_err(|fault| fault.to_string())
}

/// Takes `5 orders`, `5+ orders or more`, `at least 5 orders` or `orders over 5` out.
fn take_orders(words: &mut Vec<String>) -> Option<i64> {
    let at = words.iter().position(|word| matches!(word.as_str(), "order" | "orders"))?;
    let number = |word: &String| parse_count(word.trim_end_matches('+')).filter(|count| *count > 0);
    let is_kin =
        |word: &String| UP.contains(&word.as_str()) || matches!(word.as_str(), "or" | "at" | "on" | "than" | "of");
    let before = at.checked_sub(1).and_then(|before| Some((number(&words[before])?, before)));
    let (count, mut first, mut last) = if let Some((count, before)) = before {
        (count, before, at)
    } else {
        let after = (at + 1..words.len()).find(|after| !is_kin(&words[*after]))?;
        (number(&words[after])?, at, after)
    };
    while first > 0 && is_kin(&words[first - 1]) {
        first -= 1;
    }
    while words.get(last + 1).is_some_and(is_kin) {
        last += 1;
    }
    words.drain(first..=last);
    Some(count)
}

/// Takes `2 of 5 creators`, `2 out of 5` or `2 creators` out.
fn take_creators(words: &mut Vec<String>) -> Option<i64> {
    if let Some((at, (some, all))) = words.iter().enumerate().find_map(|(at, word)| Some((at, word.split_once('/')?))) {
        let parts = [some, "of", all].map(str::to_owned);
        words.splice(at..=at, parts);
    }
    let number = |word: Option<&String>| parse_count(word?.as_str()).filter(|count| *count > 0);
    for at in 0..words.len() {
        let Some(count) = number(words.get(at)) else { continue };
        let word = |ahead: usize| words.get(at + ahead).map_or("", String::as_str);
        let of = match (word(1), word(2)) {
            ("of", _) => 2,
            ("out", "of") => 3,
            _ => 0,
        };
        let is_named = |word: &str| matches!(word, "creator" | "creators" | "winner" | "winners");
        let mut last = match of {
            0 if is_named(word(1)) => at + 1,
            0 => continue,
            of if matches!(word(of), "the" | "all") || number(words.get(at + of)).is_some() => at + of,
            _ => continue,
        };
        if words.get(last + 1).is_some_and(|word| is_named(word)) {
            last += 1;
        }
        words.drain(at..=last);
        return Some(count);
    }
    None
}

fn take_measure(words: &mut Vec<String>) -> Option<RuleMeasure> {
    let of = |word: &str| match word {
        "roas" => Some(RuleMeasure::Roas),
        "view" | "views" => Some(RuleMeasure::Views),
        "cpm" => Some(RuleMeasure::Cpm),
        "asset" | "assets" => Some(RuleMeasure::AssetCost),
        _ => None,
    };
    let (at, measure) = words.iter().enumerate().find_map(|(at, word)| Some((at, of(word)?)))?;
    words.remove(at);
    Some(measure)
}

/// The rule of a batch as it is shown: its parts in words, a note, and the day where it was set late.
#[derive(Clone, Copy, Debug)]
pub struct RuleText<'a> {
    /// Its parts; a note alone is judged by nobody.
    pub rule: Option<SuccessRule>,
    /// What else someone wrote.
    pub note: &'a str,
    /// What it takes from its campaign.
    pub scope: RuleScope,
    /// Creators in the batch.
    pub size: i64,
    /// The last day that counts.
    pub ends_on: Option<NaiveDate>,
    /// The day on which it was set after the first post.
    pub set_on: Option<NaiveDate>,
}

impl RuleText<'_> {
    /// The rule for the user, who must know where it was set with the numbers in sight; nothing without one.
    pub fn words(self) -> Option<String> {
        let note = self.note.trim();
        let late =
            self.set_on.map(|day| format!(" (set {}, after the first post)", day.format("%b %-d"))).unwrap_or_default();
        match self.rule.map(|rule| sentence(rule, self.scope, self.size, self.ends_on)) {
            Some(rule) if note.is_empty() => Some(format!("{rule}{late}")),
            Some(rule) => Some(format!("{rule}{late}. Note: {note}")),
            None => (!note.is_empty()).then(|| format!("{note}{late}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn scope() -> RuleScope {
        RuleScope { currency: Currency::USD, own_target_e4: None, margin_bp: Some(6_000) }
    }

    fn read(text: &str) -> Result<TypedRule, String> {
        typed(text, scope(), Calendar::day_first(day("2026-11-29")))
    }

    #[rstest]
    #[case("2 of 5, roas > 2, 5 orders", "2 of 5 creators, ROAS over 2, on 5 orders or more")]
    #[case("2 of 5 creators ROAS over break-even on 5 orders or more by Dec 16", EXAMPLE)]
    #[case("2/5 roas, min 5 orders, by 16 dec", EXAMPLE)]
    #[case(
        "ROAS 1.67x or better, at least 5 orders, 2 out of 5",
        "2 of 5 creators, ROAS over 1.67, on 5 orders or more"
    )]
    #[case("3 creators with 12,000 views or more", "3 of 5 creators, 12,000 views or more")]
    #[case("3 of 5; views >= 12.5k", "3 of 5 creators, 12,500 views or more")]
    #[case("1 of 5, CPM under $12.50", "1 of 5 creators, CPM of $12.50 or less")]
    #[case("2 of 5, cost per asset below 80 usd", "2 of 5 creators, $80.00 or less per asset")]
    #[case("1 winner, roas > break even, orders >= 3", "1 of 5 creators, ROAS over break-even, on 3 orders or more")]
    fn rules_are_read_as_people_write_them(#[case] text: &str, #[case] kept: &str) {
        let TypedRule { rule, ends_on } = read(text).expect(text);
        let written = sentence(rule, scope(), 5, ends_on);
        assert_eq!(written, kept);
        assert_eq!(read(&written), Ok(TypedRule { rule, ends_on }), "what is written is read again");
    }

    #[rstest]
    #[case("roas over 2", "How many creators")]
    #[case("", "How many creators")]
    #[case("2 of 5", "What is measured")]
    #[case("2 of 5, ROAS under 2", "turns the rule around")]
    #[case("2 of 5, CPM over 12", "turns the rule around")]
    #[case("2 of 5, views", "20k")]
    #[case("2 of 5, roas over purple", "such as 2")]
    #[case("2 of 5, roas over 2 purple rabbits", "isn't part of a rule")]
    #[case("2 of 5, roas over 2, by 31 feb", "31 feb")]
    #[case("0 of 5, roas over 2", "How many creators")]
    #[case("2 of 5, roas over 0", "such as 2")]
    fn a_fault_names_the_part(#[case] text: &str, #[case] fault: &str) {
        let said = read(text).expect_err(text);
        assert!(said.contains(fault), "{said}");
    }

    #[test]
    fn an_own_target_and_break_even_are_told_apart() {
        let own = RuleScope { own_target_e4: Some(30_000), ..scope() };
        assert_eq!(level(RuleMeasure::Roas, "", own), Ok(None));
        assert_eq!(level(RuleMeasure::Roas, "target", own), Ok(None));
        assert_eq!(level(RuleMeasure::Roas, "break-even", own), Ok(Some(16_667)));
        assert!(level(RuleMeasure::Roas, "break-even", RuleScope { margin_bp: None, ..own }).is_err());
        let rule = SuccessRule { creators: 2, ..SuccessRule::default() };
        assert_eq!(sentence(rule, own, 0, None), "2 creators, ROAS over your target");
        assert_eq!(rule.level(own), Some(30_000));
    }

    #[test]
    fn a_note_stays_beside_the_parts_and_alone() {
        let rule = SuccessRule { creators: 1, ..SuccessRule::default() };
        let text = RuleText {
            rule: Some(rule),
            note: " no leaks ",
            scope: scope(),
            size: 3,
            ends_on: None,
            set_on: Some(day("2026-03-04")),
        };
        let words = text.words().expect("a rule");
        assert_eq!(words, "1 of 3 creators, ROAS over break-even (set Mar 4, after the first post). Note: no leaks");
        let alone = RuleText { rule: None, set_on: None, ..text };
        assert_eq!(alone.words().as_deref(), Some("no leaks"));
        assert_eq!(RuleText { note: " ", ..alone }.words(), None);
    }
}
