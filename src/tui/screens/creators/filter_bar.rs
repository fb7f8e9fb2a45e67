//! The filter line: the text, its parsed query, earlier filters, and the order of the rows.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::day::Calendar;
use crate::domain::filter::{
    Expr, Field, FilterError, Guess, Note, Query, Reading, Slot, SortTerm, Vocabulary, boxed, check_views, complete,
    read, read_exactly, without_last,
};
use crate::domain::text::fold;
use crate::tui::widgets::input::TextInput;

use super::filter_hints::Offers;

/// The current filter, and the input while it is open.
#[derive(Debug, Default)]
pub(super) struct FilterBar {
    /// The current filter, in canonical text.
    pub(super) text: String,
    /// The parsed query.
    pub(super) query: Query,
    /// What to know about how it was understood.
    pub(super) notes: Vec<Note>,
    /// Words that could also be text.
    pub(super) guesses: Vec<Guess>,
    /// What is known of these words.
    pub(super) doubts: Vec<String>,
    /// The names that the file knows.
    pub(super) vocabulary: Arc<Vocabulary>,
    expr: Option<Arc<Expr>>,
    /// The creators that `is:marked` matches.
    pub(super) marked: Arc<[CreatorId]>,
    /// The filter before this one.
    last: Option<String>,
    /// Earlier filters, the newest first.
    pub(super) past: Vec<String>,
    /// The input, while it is open.
    pub(super) typing: Option<FilterBox>,
    /// The order chosen by key; `None` sorts newest first.
    pub(super) sort: Option<SortTerm>,
}

/// The filter input while it is open.
#[derive(Debug)]
pub(super) struct FilterBox {
    /// The typed text.
    pub(super) input: TextInput,
    /// Why the text can't be parsed.
    pub(super) error: Option<FilterError>,
    /// Why the store refused it, such as a view that doesn't exist.
    pub(super) refused: Option<String>,
    /// The filter to restore on Esc.
    before: String,
    /// The creator to return to on Esc.
    pub(super) anchor: Option<CreatorId>,
    /// Completions at the cursor.
    pub(super) offers: Offers,
    /// Whether the last term is unfinished, so that only the other terms apply.
    waits: bool,
    /// The earlier filter shown in the input: its index, and its text there.
    walked: Option<(usize, String)>,
    /// Whether anything was typed: until then the filter before stays.
    pub(super) is_touched: bool,
}

/// Most earlier filters kept.
const MOST_PAST: usize = 50;

/// What Tab does in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// Corrects the text.
    Fix(String),
    /// Accepts the completion at this index.
    Accept(usize),
    /// Drops the term that empties the list.
    Drop(String),
    /// Nothing.
    Nothing,
}

impl FilterBar {
    /// The condition a row must meet.
    pub(super) fn expr(&self) -> Option<Arc<Expr>> {
        self.expr.clone()
    }

    /// The order of the rows: from the filter, or else chosen by key.
    pub(super) fn order(&self) -> Vec<SortTerm> {
        if self.query.sort.is_empty() { self.sort.into_iter().collect() } else { self.query.sort.clone() }
    }

    /// The filter that is kept: the one before while another is being typed.
    pub(super) fn settled(&self) -> &str {
        self.typing.as_ref().map_or(&self.text, |open| &open.before)
    }

    /// Applies a kept filter, whose words are text. One that can't be parsed changes nothing.
    pub(super) fn set(&mut self, text: &str, calendar: Calendar) -> Result<(), FilterError> {
        self.apply(read_exactly(text, calendar)?);
        Ok(())
    }

    /// Applies a filter as a person typed it. One that can't be parsed changes nothing.
    fn set_typed(&mut self, text: &str, calendar: Calendar) -> Result<(), FilterError> {
        self.apply(read(text, calendar, &self.vocabulary)?);
        Ok(())
    }

    fn apply(&mut self, reading: Reading) {
        let Reading { text, mut query, notes, guesses } = reading;
        if let Some(expr) = query.expr.as_mut().filter(|expr| expr.asks_for_marks()) {
            *expr = expr.with_marked(&self.marked);
        }
        self.expr = query.expr.clone().map(Arc::new);
        self.query = query;
        self.text = text;
        self.notes = notes;
        if self.guesses != guesses {
            self.doubts.clear();
            self.guesses = guesses;
        }
    }

    /// Applies a filter and remembers the one before.
    pub(super) fn change(&mut self, text: &str, calendar: Calendar) -> Result<(), FilterError> {
        let before = self.text.clone();
        self.set(text, calendar)?;
        if before != self.text {
            self.last = Some(before);
            self.note();
        }
        Ok(())
    }

    /// Adds the current filter to the earlier ones.
    fn note(&mut self) {
        if !self.text.is_empty() {
            self.past.retain(|text| *text != self.text);
            self.past.insert(0, self.text.clone());
            self.past.truncate(MOST_PAST);
        }
    }

    /// The filter before this one.
    pub(super) fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// Whether the current filter uses `is:marked`.
    pub(super) fn asks_for_marks(&self) -> bool {
        self.expr.as_ref().is_some_and(|expr| expr.asks_for_marks())
    }

    /// Opens the input, empty. The current filter stays until something is typed, and comes back with the up arrow.
    pub(super) fn open(&mut self, anchor: Option<CreatorId>) {
        if self.typing.is_some() {
            return;
        }
        self.note();
        let (input, before) = (TextInput::new(String::new()), self.text.clone());
        let (offers, waits) = (Offers::default(), false);
        self.typing = Some(FilterBox {
            input,
            error: None,
            refused: None,
            before,
            anchor,
            offers,
            waits,
            walked: None,
            is_touched: false,
        });
    }

    /// Parses the input after a key, with its completions. Returns true when the list must be asked for again. `views` are
    /// the names of the saved views.
    pub(super) fn typed(&mut self, views: &[String], calendar: Calendar) -> bool {
        let Some(mut open) = self.typing.take() else { return false };
        let before = (self.expr.clone(), self.query.sort.clone());
        let text = open.input.value().to_owned();
        open.is_touched |= !text.is_empty();
        if !open.is_touched {
            self.typing = Some(open);
            return false;
        }
        (open.error, open.refused) = (self.set_known(&text, views, calendar).err(), None);
        // While a term is unfinished or wrong, the other terms keep applying, so the table never empties in the middle of a
        // word. A misspelled field such as `folowers` reads as a search word until its colon is typed.
        let at_end = open.input.cursor() == text.len();
        open.waits = false;
        let may_go_on = || is_half_a_name(&text) && self.ends_as_text(&text, calendar);
        let is_half = open.error.is_some() || at_end && (open.offers.is_half || may_go_on());
        if is_half {
            let mut rest = text;
            while let Some((fewer, _)) = without_last(&rest).filter(|_| !open.waits) {
                open.waits = self.set_known(&fewer, views, calendar).is_ok();
                rest = fewer;
            }
        }
        self.typing = Some(open);
        before != (self.expr.clone(), self.query.sort.clone())
    }

    /// Whether the last word means itself: in `with email` it does not, though a field has its name.
    fn ends_as_text(&self, text: &str, calendar: Calendar) -> bool {
        let last = |text: &str| text.split_whitespace().next_back().map(fold);
        read(text, calendar, &self.vocabulary).is_ok_and(|reading| last(&reading.text) == last(text))
    }

    /// Applies a filter that refers to no view except these.
    fn set_known(&mut self, text: &str, views: &[String], calendar: Calendar) -> Result<(), FilterError> {
        read(text, calendar, &self.vocabulary)?;
        check_views(text, views)?;
        self.set_typed(text, calendar)
    }

    /// Reverts to the filter before after the store refused the current one, and shows why under the input. Returns true when
    /// the list must be asked for again.
    pub(super) fn refuse(&mut self, said: &str, calendar: Calendar) -> bool {
        let refused = self.text.clone();
        let before = match &mut self.typing {
            Some(open) => {
                (open.refused, open.waits) = (Some(said.to_owned()), true);
                open.before.clone()
            }
            None => self.last.clone().unwrap_or_default(),
        };
        _ = self.set(&before, calendar);
        refused != self.text
    }

    /// Puts the previous or next earlier filter into the input. Returns false when the user is typing something else.
    pub(super) fn walk(&mut self, older: bool, calendar: Calendar) -> bool {
        let Some(open) = &mut self.typing else { return false };
        let typed = open.input.value().trim();
        let at = open.walked.as_ref().filter(|(_, text)| text == typed).map(|(at, _)| *at);
        let next = match (at, older) {
            (None, _) if !typed.is_empty() || !older => return false,
            (None, _) => Some(0),
            (Some(at), true) => Some((at + 1).min(self.past.len().saturating_sub(1))),
            (Some(at), false) => at.checked_sub(1),
        };
        let Some(next) = next else {
            open.walked = None;
            open.input.set(String::new());
            return true;
        };
        let Some(text) = self.past.get(next) else { return false };
        // A kept filter means the same in the box: words that would be read as something else come in quotes.
        let text = boxed(text, calendar, &self.vocabulary);
        open.walked = Some((next, text.clone()));
        open.input.set(text);
        true
    }

    /// Closes the input and keeps the filter, unless it is wrong. Returns true when the list must be asked for again.
    pub(super) fn keep(&mut self, calendar: Calendar) -> bool {
        let Some(open) = self.typing.take() else { return false };
        if open.error.is_some() || open.refused.is_some() {
            self.typing = Some(open);
            return false;
        }
        // From here on, half a field name counts as a search word.
        let asks = open.waits && self.set_typed(open.input.value(), calendar).is_ok();
        if open.before != self.text {
            self.last = Some(open.before);
        }
        self.note();
        asks
    }

    /// Closes the input and restores the filter before. Returns the creator to go back to.
    pub(super) fn leave(&mut self, calendar: Calendar) -> Option<CreatorId> {
        let open = self.typing.take()?;
        // This filter was active when the input opened, so it parses.
        _ = self.set(&open.before, calendar);
        open.anchor
    }

    /// Sorts by a field; the same field again reverses the order.
    pub(super) fn sort_by(&mut self, field: Field) {
        let from_top = field.sorts_from_top();
        self.sort = Some(match self.sort {
            Some(SortTerm { field: same, descending }) if same == field => SortTerm { field, descending: !descending },
            _ => SortTerm { field, descending: from_top },
        });
    }

    /// Reverses the order.
    pub(super) fn reverse(&mut self) {
        let now = self.sort.unwrap_or(SortTerm { field: Field::Added, descending: true });
        self.sort = Some(SortTerm { descending: !now.descending, ..now });
    }

    /// The column the rows are sorted by, and whether it is descending.
    pub(super) fn sorted_by(&self) -> Option<SortTerm> {
        self.order().first().copied()
    }
}

impl FilterBox {
    /// Whether the table lags behind the typed text because that is wrong or unfinished.
    pub(super) fn is_behind(&self) -> bool {
        self.error.is_some() || self.refused.is_some() || self.offers.is_half
    }

    /// What Tab does now. `without` is the filter without the term that empties the list.
    pub(super) fn tab(&self, without: Option<&str>) -> Tab {
        let text = self.input.value();
        if let Some(at) = self.offers.at {
            return Tab::Accept(at);
        }
        if self.offers.finishes() {
            return Tab::Accept(0);
        }
        if let Some(fixed) = self.error.as_ref().and_then(|error| error.fixed(text)) {
            return Tab::Fix(fixed);
        }
        // A half-typed word is completed before any term is dropped. With nothing half-typed, dropping the term that empties
        // the list comes first.
        match without {
            Some(rest) => Tab::Drop(rest.to_owned()),
            None if self.offers.all.is_empty() => Tab::Nothing,
            None => Tab::Accept(0),
        }
    }
}

/// Whether the word at the end may still become the name of a field.
fn is_half_a_name(text: &str) -> bool {
    let completion = complete(text, text.len());
    let is_name = matches!(completion.slot, Slot::Field | Slot::Operator(_)) && !completion.offers.is_empty();
    is_name && completion.typed.chars().count() > 1
}
