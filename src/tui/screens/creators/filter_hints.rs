//! Completions for the filter input: fields, operators, and values from the file with their counts.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::domain::day::{self, Calendar};
use crate::domain::filter::{
    Field, Kind, SetValue, Slot, Values as From, Vocabulary, Word, complete, plain_offers, read,
};
use crate::domain::text::fold;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::tui::kit::Ctx;

use super::offer_counts::OfferCounts;

/// Most completions offered at once.
const MOST: usize = 60;

/// A completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// The text to insert.
    pub(super) text: String,
    /// What it means.
    pub(super) words: String,
    /// How many creators the filter gives with it, once that is known.
    pub(super) count: Option<i64>,
    /// Whether the filter is whole with it, so that it can be counted.
    is_whole: bool,
}

/// The completions at the cursor, and which is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offers {
    /// All completions, the likeliest first.
    pub(super) all: Vec<Offer>,
    /// The one selected with the arrows.
    pub(super) at: Option<usize>,
    /// Whether the word is partly typed.
    is_begun: bool,
    /// Whether the value at the cursor is a prefix of values in the file, but none of them itself.
    pub(super) is_half: bool,
    /// The byte range of the text that a completion replaces.
    replace: Range<usize>,
}

impl Offers {
    /// The completions at a position in the text.
    pub(super) fn at(
        text: &str,
        cursor: usize,
        values: &Values,
        views: &[(String, Option<i64>)],
        vocabulary: &Vocabulary,
        calendar: Calendar,
    ) -> Self {
        let completion = complete(text, cursor);
        let typed = completion.typed.as_str();
        let is_value = matches!(completion.slot, Slot::Value(field) if field != Field::Sort);
        let of = |is_whole: bool| {
            move |offer: crate::domain::filter::Offer| Offer {
                text: offer.text,
                words: offer.words,
                count: None,
                is_whole,
            }
        };
        let mut all: Vec<Offer> = Vec::new();
        if matches!(completion.slot, Slot::Field | Slot::Operator(_)) {
            let word = text.get(completion.replace.clone()).unwrap_or_default();
            all.extend(plain_offers(word, calendar, vocabulary).into_iter().map(of(true)));
        }
        all.extend(completion.offers.into_iter().map(of(is_value)));
        let mut is_half = false;
        if let Slot::Value(field) = completion.slot {
            let of_file: Vec<&String> = match field {
                Field::View => views.iter().map(|(name, _)| name).collect(),
                field => values.of(field).iter().map(|(name, _)| name).collect(),
            };
            let is_closed = matches!(field.kind(), Kind::Set(From::Closed { .. }));
            let mut found: Vec<(bool, Offer)> = Vec::new();
            let mut is_whole = typed.is_empty() || typed.contains('*');
            for name in of_file {
                if is_closed {
                    continue;
                }
                let folded = fold(name);
                let begins = folded.starts_with(typed);
                is_whole |= folded.strip_prefix(typed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                let text = SetValue::Is(Word::new(name.as_str())).to_filter();
                if begins || folded.split([' ', '/', '-']).any(|word| word.starts_with(typed)) {
                    found.push((!begins, Offer { text, words: String::new(), count: None, is_whole: true }));
                }
            }
            // In a list such as `niche:a,b` the earlier values are complete and already match.
            let is_alone = !text.get(..completion.replace.start).unwrap_or_default().ends_with([',', '，']);
            is_half = is_alone && !is_whole && !found.is_empty();
            // Names that start with the typed text come before names with a word that does; the most used first in each
            // group.
            found.sort_by_key(|(is_inside, _)| *is_inside);
            let found = found.into_iter().map(|(_, offer)| offer);
            all = found.chain(all).collect();
            if field.kind() == Kind::Date {
                for offer in all.iter_mut().filter(|offer| offer.words.is_empty()) {
                    let day = calendar.read(&offer.text);
                    offer.words = day.map(|day| day::spoken(day, calendar.today)).unwrap_or_default();
                }
            }
        }
        let now = text.get(completion.replace.clone());
        all.retain(|offer| now != Some(offer.text.as_str()));
        all.truncate(MOST);
        Self { all, at: None, is_begun: !typed.is_empty(), is_half, replace: completion.replace }
    }

    /// The filter that each completion would make, in canonical text; nothing for those that leave it unfinished.
    pub(super) fn filters(&self, text: &str, vocabulary: &Vocabulary, calendar: Calendar) -> Vec<Option<String>> {
        /// Completions beyond these are out of sight.
        const IN_SIGHT: usize = 12;
        let made = |(at, offer): (usize, &Offer)| {
            let (text, _) = self.apply(text, at).filter(|_| offer.is_whole)?;
            let reading = read(&text, calendar, vocabulary).ok()?;
            reading.query.expr.is_some().then_some(reading.text)
        };
        let from = self.at.unwrap_or(0).saturating_sub(IN_SIGHT / 2);
        let near = |at: usize| (from..from + IN_SIGHT).contains(&at);
        self.all.iter().enumerate().map(|(at, offer)| if near(at) { made((at, offer)) } else { None }).collect()
    }

    /// Puts the counts that are known beside the completions.
    pub(super) fn count(&mut self, text: &str, counts: &OfferCounts, vocabulary: &Vocabulary, calendar: Calendar) {
        let filters = self.filters(text, vocabulary, calendar);
        for (offer, filter) in self.all.iter_mut().zip(filters) {
            offer.count = filter.and_then(|filter| counts.of(&filter));
        }
    }

    /// Whether a completion finishes the word under the cursor.
    pub(super) fn finishes(&self) -> bool {
        self.is_begun && !self.all.is_empty()
    }

    /// Selects the next or previous completion. Going up from the first selects none.
    pub(super) fn step(&mut self, down: bool) {
        let last = self.all.len().checked_sub(1);
        self.at = match (self.at, down) {
            (None, true) => last.map(|_| 0),
            (Some(at), true) => last.map(|last| (at + 1).min(last)),
            (Some(at), false) => at.checked_sub(1),
            (None, false) => None,
        };
    }

    /// The text with a completion inserted, and the new cursor position.
    pub(super) fn apply(&self, text: &str, at: usize) -> Option<(String, usize)> {
        let offer = self.all.get(at)?;
        let (before, after) = (text.get(..self.replace.start)?, text.get(self.replace.end..)?);
        let head = format!("{before}{}", offer.text);
        let cursor = head.len();
        Some((head + after, cursor))
    }
}

/// Values in the file for the fields asked about so far, and which of these answers are still fresh.
#[derive(Debug, Default)]
pub(super) struct Values {
    known: HashMap<Field, Vec<(String, i64)>>,
    fresh: HashSet<Field>,
    asked: Option<(Generation, Field)>,
}

impl Values {
    /// The values of a field, the most used first.
    fn of(&self, field: Field) -> &[(String, i64)] {
        self.known.get(&field).map(Vec::as_slice).unwrap_or_default()
    }

    /// Marks all answers as outdated after the file changed.
    pub(super) fn stale(&mut self) {
        self.fresh.clear();
        self.asked = None;
    }

    /// Asks for the values of the field at the cursor, once.
    pub(super) fn ask(&mut self, text: &str, cursor: usize, ctx: &mut Ctx) {
        let Slot::Value(field) = complete(text, cursor).slot else { return };
        let is_asked = self.asked.is_some_and(|(_, asked)| asked == field);
        let has_values = matches!(field.kind(), Kind::Set(_)) && field != Field::View;
        if has_values && !is_asked && !self.fresh.contains(&field) {
            self.asked = Some((ctx.ask(Query::Values(field)), field));
        }
    }

    /// Stores an answer. Returns false if it belongs to an older question.
    pub(super) fn take(&mut self, generation: Generation, field: Field, values: &[(String, i64)]) -> bool {
        if self.asked != Some((generation, field)) {
            return false;
        }
        self.asked = None;
        self.fresh.insert(field);
        self.known.insert(field, values.to_vec());
        true
    }
}
