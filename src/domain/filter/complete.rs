//! What Tab can put at the cursor: fields, then operators and values.

use std::ops::Range;

use super::field::{Field, Flag, Kind, Thing, Values};
use super::lexer::{is_border, is_quote};
use super::term::SHORTHANDS;
use crate::domain::creator::CreatorField;
use crate::domain::day::{DAY_WORDS, Period};
use crate::domain::text::fold;

/// What belongs at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The name of a field, or a word to search for.
    Field,
    /// An operator behind this field.
    Operator(Field),
    /// A value of this field; the caller adds what the file holds, with counts.
    Value(Field),
    /// Running text, or something that is not known: nothing to offer.
    Nothing,
}

/// One thing to put at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The text to put there.
    pub text: String,
    /// What it means.
    pub words: String,
}

/// What can be at the cursor, and which part of the text it replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes an offer replaces.
    pub replace: Range<usize>,
    /// What is typed of it so far, folded: live values must begin with it.
    pub typed: String,
    /// What belongs there.
    pub slot: Slot,
    /// What the language itself can offer.
    pub offers: Vec<Offer>,
}

/// Returns what can be at a cursor, given in bytes.
pub fn complete(text: &str, cursor: usize) -> Completion {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = chunk_start(&text[..cursor]);
    let chunk = &text[start..cursor];
    let bare = chunk.trim_start_matches(['-', '\u{2212}']);
    let start = start + chunk.len() - bare.len();
    let mark = |c: char| matches!(c, ':' | '：' | '=' | '<' | '>' | '!');
    let (slot, at, colon) = match bare.chars().next() {
        Some('#' | '＃' | '+') => (Slot::Value(Field::Tag), value_start(bare, 1), true),
        Some('@' | '＠') => (Slot::Value(Field::Handle), value_start(bare, 1), true),
        Some(c) if is_quote(c) => (Slot::Nothing, bare.len(), true),
        _ => match bare.find(mark) {
            Some(end) => {
                let behind = end + bare[end..].find(|c| !mark(c)).unwrap_or(bare.len() - end);
                let name = &bare[..end];
                let last = SHORTHANDS.iter().any(|(word, _)| *word == fold(name)).then_some(Field::Last);
                let slot = Field::from_word(name).or(last).map_or(Slot::Nothing, Slot::Value);
                (slot, value_start(bare, behind), !bare[end..behind].contains(['<', '>']))
            }
            None => (Field::from_word(bare).map_or(Slot::Field, Slot::Operator), 0, true),
        },
    };
    let typed = fold(bare.get(at..).unwrap_or_default().trim_start_matches(is_quote));
    let rest = &text[cursor..];
    let word_end = rest.find(|c| is_border(c) || is_quote(c) || c == ',' || mark(c)).unwrap_or(rest.len());
    let offers = match slot {
        Slot::Field => fields(&typed),
        Slot::Operator(field) => operators(field).into_iter().chain(fields(&typed)).collect(),
        // The end of a range is one value and cannot be none.
        Slot::Value(field) => values(field, &typed, colon && !bare.contains("..")),
        Slot::Nothing => Vec::new(),
    };
    Completion { replace: start + at..cursor + word_end, typed, slot, offers }
}

/// Where the term under the cursor begins.
fn chunk_start(before: &str) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in before.char_indices() {
        if is_quote(c) {
            quoted = !quoted;
        } else if !quoted && is_border(c) {
            start = at + c.len_utf8();
        }
    }
    start
}

/// Where the last of several values begins: behind a comma, or behind the points of a range.
fn value_start(bare: &str, behind: usize) -> usize {
    let from = (behind..=bare.len()).find(|at| bare.is_char_boundary(*at)).unwrap_or(bare.len());
    let value = &bare[from..];
    let comma = value.rfind([',', '，']).map(|at| at + value[at..].chars().next().map_or(0, char::len_utf8));
    let points = value.rfind("..").map(|at| at + 2);
    from + comma.max(points).unwrap_or(0)
}

fn fields(typed: &str) -> Vec<Offer> {
    let begins = |field: &Field| {
        let spec = field.spec();
        std::iter::once(spec.name).chain(spec.aliases.iter().copied()).any(|name| name.starts_with(typed))
            && spec.name != typed
    };
    let offer = |field: Field| {
        // Numbers and days are compared more often than named: their operators come with the next Tab.
        let colon = if matches!(field.kind(), Kind::Number(_) | Kind::Date) { "" } else { ":" };
        Offer { text: format!("{}{colon}", field.name()), words: format!("{}{}", field.spec().words, takes(field)) }
    };
    Field::all().filter(begins).map(offer).collect()
}

/// What can be asked of a field, in a few words.
fn takes(field: Field) -> &'static str {
    match field.kind() {
        Kind::Words => ": has a text",
        Kind::Set(_) => ": one of a list",
        Kind::Number(_) => ": over, under or between",
        Kind::Date => ": before, after or in",
        Kind::YesNo(_) | Kind::Sort => "",
    }
}

fn operators(field: Field) -> Vec<Offer> {
    let known: &[(&str, &str)] = match field.kind() {
        Kind::Words => &[(":", "has")],
        Kind::Set(_) => &[(":", "is"), ("!=", "is not")],
        Kind::Number(_) => &[(">", "over"), (">=", "at least"), ("<", "under"), ("<=", "at most"), (":", "is")],
        Kind::Date => &[("<", "before"), ("<=", "by"), (">", "after"), (">=", "from"), (":", "on or in")],
        Kind::YesNo(_) | Kind::Sort => &[(":", "")],
    };
    let offer = |(sign, words): &(&str, &str)| Offer {
        text: format!("{}{sign}", field.name()),
        words: format!("{} {words}", field.spec().words).trim_end().to_owned(),
    };
    known.iter().map(offer).collect()
}

fn values(field: Field, typed: &str, colon: bool) -> Vec<Offer> {
    let named = |text: &str| Offer { text: text.to_owned(), words: String::new() };
    let none = || Offer { text: "none".to_owned(), words: format!("no {}", field.spec().words) };
    let mut all: Vec<Offer> = match field.kind() {
        Kind::Set(Values::Closed { known, .. }) => known.iter().copied().map(named).collect(),
        Kind::YesNo(known) => known.iter().map(|word| Offer { words: state(field, word), ..named(word) }).collect(),
        Kind::Date => days(field, colon),
        Kind::Sort => {
            let (figures, names): (Vec<Field>, Vec<Field>) = Field::all()
                .filter(|field| field.sortable())
                .partition(|field| matches!(field.kind(), Kind::Number(_) | Kind::Date));
            let sortable = figures.into_iter().chain(names);
            let both = sortable.flat_map(|field| [true, false].map(|descending| super::SortTerm { field, descending }));
            both.map(|term| Offer { text: term.to_string(), words: term.in_words() }).collect()
        }
        Kind::Words | Kind::Number(_) | Kind::Set(_) => Vec::new(),
    };
    let optional = match field.kind() {
        Kind::Set(Values::Closed { optional, .. }) => optional,
        Kind::Set(_) if matches!(field, Field::View | Field::Like) => false,
        Kind::Set(_) => true,
        Kind::Number(_) | Kind::Date => colon,
        _ => false,
    };
    all.extend(optional.then(none));
    all.retain(|offer| offer.text.starts_with(typed) && offer.text != typed);
    all
}

/// Days and stretches of days: what follows first where only that makes sense.
fn days(field: Field, colon: bool) -> Vec<Offer> {
    const AGO: [&str; 4] = ["today", "yesterday", "-7d", "-30d"];
    let is_ahead =
        |period: &Period| matches!(period, Period::Overdue | Period::NextWeek | Period::NextMonth | Period::Next(_));
    let named = |text: &str| Offer { text: text.to_owned(), words: String::new() };
    let periods = Period::OFFERED.iter().filter(|period| colon && !(field.is_past() && is_ahead(period)));
    let periods = periods.map(|period| Offer { text: period.to_string(), words: period.words() });
    if !field.is_past() {
        return DAY_WORDS.into_iter().map(named).chain(periods).collect();
    }
    let others = DAY_WORDS.into_iter().filter(|word| !AGO.contains(word)).map(named);
    AGO.into_iter().map(named).chain(periods).chain(others).collect()
}

/// What a word behind `is:`, `has:` or `no:` means, where it does not say so itself.
fn state(field: Field, word: &str) -> String {
    let words = match field {
        Field::Is => Flag::from_word(word).map(Flag::words),
        _ => Thing::from_word(word)
            .map(Thing::words)
            .or_else(|| CreatorField::called(word).map(|fact| fact.fact().in_sentence())),
    };
    words.filter(|words| *words != word).unwrap_or_default().to_owned()
}
