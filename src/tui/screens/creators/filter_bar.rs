//! The filter line: what is typed, what it means, what was applied last, and the order of the rows.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::creator::CreatorField;
use crate::domain::day::Calendar;
use crate::domain::filter::{
    Expr, Field, FilterError, Kind, Query, Slot, SortTerm, check_views, complete, parse, without_last,
};
use crate::tui::widgets::input::TextInput;

use super::filter_hints::Offers;

/// The filter in force and the box while one types.
#[derive(Debug, Default)]
pub(super) struct FilterBar {
    /// The filter in force, as typed.
    pub(super) text: String,
    /// What it means.
    pub(super) query: Query,
    expr: Option<Arc<Expr>>,
    /// Who `is:marked` means.
    pub(super) marked: Arc<[CreatorId]>,
    /// The filter before this one.
    last: Option<String>,
    /// Filters that were kept, the newest first.
    pub(super) past: Vec<String>,
    /// The box, while it is open.
    pub(super) typing: Option<FilterBox>,
    /// The order chosen by key; newest first without one.
    pub(super) sort: Option<SortTerm>,
}

/// The box while one types.
#[derive(Debug)]
pub(super) struct FilterBox {
    /// What is typed.
    pub(super) input: TextInput,
    /// What is wrong with it.
    pub(super) error: Option<FilterError>,
    /// What the file says is wrong with it, such as a view that is not there.
    pub(super) refused: Option<String>,
    /// The filter to go back to.
    before: String,
    /// The creator to go back to.
    pub(super) anchor: Option<CreatorId>,
    /// What can stand at the cursor.
    pub(super) offers: Offers,
    /// Whether the last term is not finished, so that only the others are in force.
    waits: bool,
    /// Which of the filters of before stands in it.
    walked: Option<usize>,
}

/// So many filters are kept for the box.
const MOST_PAST: usize = 50;

/// What Tab does in the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// Puts the text right.
    Fix(String),
    /// Takes the offer with this number.
    Take(usize),
    /// Drops the term that is to blame for an empty list.
    Drop(String),
    /// Nothing.
    Nothing,
}

impl FilterBar {
    /// What must hold for a row.
    pub(super) fn expr(&self) -> Option<Arc<Expr>> {
        self.expr.clone()
    }

    /// The order of the rows: what the filter says, else what was chosen by key.
    pub(super) fn order(&self) -> Vec<SortTerm> {
        if self.query.sort.is_empty() { self.sort.into_iter().collect() } else { self.query.sort.clone() }
    }

    /// Puts a filter in force; a wrong one changes nothing.
    pub(super) fn set(&mut self, text: &str, calendar: Calendar) -> Result<(), FilterError> {
        let mut query = parse(text, calendar)?;
        if let Some(expr) = query.expr.as_mut().filter(|expr| expr.asks_for_marks()) {
            *expr = expr.with_marked(&self.marked);
        }
        self.expr = query.expr.clone().map(Arc::new);
        self.query = query;
        text.trim().clone_into(&mut self.text);
        Ok(())
    }

    /// Puts a filter in force and remembers the one before.
    pub(super) fn change(&mut self, text: &str, calendar: Calendar) -> Result<(), FilterError> {
        let before = self.text.clone();
        self.set(text, calendar)?;
        if before != self.text {
            self.last = Some(before);
            self.note();
        }
        Ok(())
    }

    /// Keeps the filter in force for the box to bring back.
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

    /// Whether the filter in force asks who is marked.
    pub(super) fn asks_for_marks(&self) -> bool {
        self.expr.as_ref().is_some_and(|expr| expr.asks_for_marks())
    }

    /// Opens the box on the filter in force.
    pub(super) fn open(&mut self, anchor: Option<CreatorId>) {
        let input = TextInput::new(if self.text.is_empty() { String::new() } else { format!("{} ", self.text) });
        let before = self.text.clone();
        let (offers, waits) = (Offers::default(), false);
        self.typing =
            Some(FilterBox { input, error: None, refused: None, before, anchor, offers, waits, walked: None });
    }

    /// Reads the box after a letter, with what can stand at its cursor; true when the list must be asked for.
    /// `views` are the names of the saved ones.
    pub(super) fn typed(&mut self, views: &[String], calendar: Calendar) -> bool {
        let Some(mut open) = self.typing.take() else { return false };
        let before = (self.expr.clone(), self.query.sort.clone());
        let text = open.input.value().to_owned();
        (open.error, open.refused) = (self.set_known(&text, views, calendar).err(), None);
        // Half a term, or a wrong one, must not empty the table: until it is finished the others hold. A misspelt field was
        // a word that nobody has before its colon came.
        let at_end = open.input.cursor() == text.len();
        open.waits = false;
        let is_half = open.error.is_some() || at_end && (open.offers.is_half || is_half_a_name(&text));
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

    /// Puts a filter in force that asks for no view but these.
    fn set_known(&mut self, text: &str, views: &[String], calendar: Calendar) -> Result<(), FilterError> {
        parse(text, calendar)?;
        check_views(text, views)?;
        self.set(text, calendar)
    }

    /// The file cannot answer the filter in force: the one before holds, and the box says why. True when the list must be
    /// asked for.
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

    /// Puts the filter kept before into the box, or the one kept after it; false when one is typing something else.
    pub(super) fn walk(&mut self, older: bool) -> bool {
        let Some(open) = &mut self.typing else { return false };
        let typed = open.input.value().trim();
        let at = open.walked.filter(|at| self.past.get(*at).is_some_and(|text| text == typed));
        let next = match (at, older) {
            (None, _) if !typed.is_empty() || !older => return false,
            (None, _) => Some(0),
            (Some(at), true) => Some((at + 1).min(self.past.len().saturating_sub(1))),
            (Some(at), false) => at.checked_sub(1),
        };
        open.walked = next;
        let text = next.map(|next| self.past.get(next).cloned());
        match text {
            Some(None) => return false,
            Some(Some(text)) => open.input.set(text),
            None => open.input.set(String::new()),
        }
        true
    }

    /// Closes the box, unless what is typed is wrong, and keeps it; true when the list must be asked for.
    pub(super) fn keep(&mut self, calendar: Calendar) -> bool {
        let Some(open) = self.typing.take() else { return false };
        if open.error.is_some() || open.refused.is_some() {
            self.typing = Some(open);
            return false;
        }
        // Kept as it is, half the name of a field is a word to search for.
        let asks = open.waits && self.set(open.input.value(), calendar).is_ok();
        if open.before != self.text {
            self.last = Some(open.before);
        }
        self.note();
        asks
    }

    /// Closes the box and goes back to the filter before; returns the creator one was on.
    pub(super) fn leave(&mut self, calendar: Calendar) -> Option<CreatorId> {
        let open = self.typing.take()?;
        // It was in force when the box was opened, so it can be read.
        _ = self.set(&open.before, calendar);
        open.anchor
    }

    /// Chooses an order; the same again turns it round.
    pub(super) fn sort_by(&mut self, field: Field) {
        // Figures are looked at from the top, words and prices from the bottom.
        // So are warning signs, the worst first.
        let is_word = matches!(field.kind(), Kind::Words | Kind::Set(_)) && field != Field::Flag;
        // What is still to come is looked at soonest first.
        let from_top =
            !is_word && !matches!(field, Field::Of(CreatorField::Price) | Field::Cpm | Field::Due | Field::Until);
        self.sort = Some(match self.sort {
            Some(SortTerm { field: same, descending }) if same == field => SortTerm { field, descending: !descending },
            _ => SortTerm { field, descending: from_top },
        });
    }

    /// Turns the order round.
    pub(super) fn reverse(&mut self) {
        let now = self.sort.unwrap_or(SortTerm { field: Field::Added, descending: true });
        self.sort = Some(SortTerm { descending: !now.descending, ..now });
    }

    /// The column the rows are sorted by, and whether the largest comes first.
    pub(super) fn sorted_by(&self) -> Option<SortTerm> {
        self.order().first().copied()
    }
}

impl FilterBox {
    /// Whether the table shows less than what is typed: it is wrong, or not finished.
    pub(super) fn is_behind(&self) -> bool {
        self.error.is_some() || self.refused.is_some() || self.offers.is_half
    }

    /// What Tab does now. `without` is the filter without the term that is to blame for an empty list.
    pub(super) fn tab(&self, without: Option<&str>) -> Tab {
        let text = self.input.value();
        if let Some(at) = self.offers.at {
            return Tab::Take(at);
        }
        if self.offers.finishes() {
            return Tab::Take(0);
        }
        if let Some(fixed) = self.error.as_ref().and_then(|error| error.fixed(text)) {
            return Tab::Fix(fixed);
        }
        // Half a word is finished before anything is taken away; where nothing is begun, the empty list matters more.
        match without {
            Some(rest) => Tab::Drop(rest.to_owned()),
            None if self.offers.all.is_empty() => Tab::Nothing,
            None => Tab::Take(0),
        }
    }
}

/// Whether the word at the end, where one types, may become the name of a field.
fn is_half_a_name(text: &str) -> bool {
    let completion = complete(text, text.len());
    let is_name = matches!(completion.slot, Slot::Field | Slot::Operator(_)) && !completion.offers.is_empty();
    is_name && completion.typed.chars().count() > 1
}
