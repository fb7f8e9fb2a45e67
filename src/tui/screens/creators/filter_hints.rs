//! What can stand at the cursor of the filter box: fields, operators, and the values the file holds, with counts.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::domain::day::{self, Calendar};
use crate::domain::filter::{Field, Kind, SetValue, Slot, Values as From, Word, complete};
use crate::domain::text::fold;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::tui::kit::Ctx;

/// The most that is offered at once.
const MOST: usize = 60;

/// Something to put at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// The text to put there.
    pub(super) text: String,
    /// What it means.
    pub(super) words: String,
    /// How many creators have it.
    pub(super) count: Option<i64>,
}

/// What can stand at the cursor, and which of it is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offers {
    /// All of it, the likeliest first.
    pub(super) all: Vec<Offer>,
    /// The one chosen with the arrows.
    pub(super) at: Option<usize>,
    /// Whether something of it is typed already.
    is_begun: bool,
    /// Whether the value at the cursor is only the beginning of those that the file holds.
    pub(super) is_half: bool,
    /// The bytes of the typed text an offer replaces.
    replace: Range<usize>,
}

impl Offers {
    /// What can stand at a place of the typed text.
    pub(super) fn at(
        text: &str,
        cursor: usize,
        values: &Values,
        views: &[(String, Option<i64>)],
        calendar: Calendar,
    ) -> Self {
        let completion = complete(text, cursor);
        let typed = completion.typed.as_str();
        let language =
            completion.offers.into_iter().map(|offer| Offer { text: offer.text, words: offer.words, count: None });
        let mut all: Vec<Offer> = language.collect();
        let mut is_half = false;
        if let Slot::Value(field) = completion.slot {
            let of_file: Vec<(&String, Option<i64>)> = match field {
                Field::View => views.iter().map(|(name, count)| (name, *count)).collect(),
                field => values.of(field).iter().map(|(name, count)| (name, Some(*count))).collect(),
            };
            let is_closed = matches!(field.kind(), Kind::Set(From::Closed { .. }));
            let mut found: Vec<(bool, Offer)> = Vec::new();
            let mut is_whole = typed.is_empty() || typed.contains('*');
            for (name, count) in of_file {
                if is_closed {
                    if let Some(offer) = all.iter_mut().find(|offer| offer.text == *name) {
                        offer.count = count;
                    }
                    continue;
                }
                let folded = fold(name);
                let begins = folded.starts_with(typed);
                is_whole |= folded.strip_prefix(typed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                let text = SetValue::Is(Word::new(name.as_str())).to_filter();
                if begins || folded.split([' ', '/', '-']).any(|word| word.starts_with(typed)) {
                    found.push((!begins, Offer { text, words: String::new(), count }));
                }
            }
            // Those before it in a list are whole and find somebody.
            let is_alone = !text.get(..completion.replace.start).unwrap_or_default().ends_with([',', '，']);
            is_half = is_alone && !is_whole && !found.is_empty();
            // What begins so comes before what has a word that does; the most used first in each.
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

    /// Whether there is something that finishes the word under the cursor.
    pub(super) fn finishes(&self) -> bool {
        self.is_begun && !self.all.is_empty()
    }

    /// Goes to the next or the one before; before the first is none.
    pub(super) fn step(&mut self, down: bool) {
        let last = self.all.len().checked_sub(1);
        self.at = match (self.at, down) {
            (None, true) => last.map(|_| 0),
            (Some(at), true) => last.map(|last| (at + 1).min(last)),
            (Some(at), false) => at.checked_sub(1),
            (None, false) => None,
        };
    }

    /// The typed text with an offer in it, and where the cursor belongs.
    pub(super) fn taken(&self, text: &str, at: usize) -> Option<(String, usize)> {
        let offer = self.all.get(at)?;
        let (before, after) = (text.get(..self.replace.start)?, text.get(self.replace.end..)?);
        let head = format!("{before}{}", offer.text);
        let cursor = head.len();
        Some((head + after, cursor))
    }
}

/// What the file holds of the fields that were asked for, and which of it is of now.
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

    /// The file changed: what is known may not hold any more.
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

    /// Takes an answer; false when it is not the one that is waited for.
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
