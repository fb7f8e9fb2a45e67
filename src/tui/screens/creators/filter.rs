//! The filter line: what is typed, what it means, what was applied last, and the order of the rows.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::CreatorId;
use crate::domain::filter::{Expr, Field, FilterError, Query, Slot, SortTerm, complete, parse};
use crate::domain::text::fold;
use crate::proto::row::TagRow;
use crate::tui::widgets::input::TextInput;

/// The filter in force and the box while one types.
#[derive(Debug, Default)]
pub(super) struct FilterBar {
    /// The filter in force, as typed.
    pub(super) text: String,
    /// What it means.
    pub(super) query: Query,
    expr: Option<Arc<Expr>>,
    /// The filter before this one.
    last: Option<String>,
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
    /// The filter to go back to.
    before: String,
    /// The creator to go back to.
    pub(super) anchor: Option<CreatorId>,
    /// What Tab goes through: the text before and behind, what can stand between, and which of it does.
    offered: Option<Offered>,
}

#[derive(Debug)]
struct Offered {
    head: String,
    tail: String,
    offers: Vec<String>,
    at: usize,
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
    pub(super) fn set(&mut self, text: &str, today: NaiveDate) -> Result<(), FilterError> {
        let query = parse(text, today)?;
        self.expr = query.expr.clone().map(Arc::new);
        self.query = query;
        text.trim().clone_into(&mut self.text);
        Ok(())
    }

    /// Puts a filter in force and remembers the one before.
    pub(super) fn change(&mut self, text: &str, today: NaiveDate) -> Result<(), FilterError> {
        let before = self.text.clone();
        self.set(text, today)?;
        if before != self.text {
            self.last = Some(before);
        }
        Ok(())
    }

    /// The filter before this one.
    pub(super) fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// Opens the box on the filter in force.
    pub(super) fn open(&mut self, anchor: Option<CreatorId>) {
        let input = TextInput::new(if self.text.is_empty() { String::new() } else { format!("{} ", self.text) });
        let before = self.text.clone();
        self.typing = Some(FilterBox { input, error: None, before, anchor, offered: None });
    }

    /// Reads the box after a letter; true when the list must be asked for.
    pub(super) fn typed(&mut self, today: NaiveDate) -> bool {
        let Some(mut open) = self.typing.take() else { return false };
        let before = (self.expr.clone(), self.query.sort.clone());
        let text = open.input.value().to_owned();
        open.error = self.set(&text, today).err();
        let is_good = open.error.is_none();
        self.typing = Some(open);
        is_good && before != (self.expr.clone(), self.query.sort.clone())
    }

    /// Closes the box and keeps what is in force; false while what is typed is wrong.
    pub(super) fn keep(&mut self) -> bool {
        match self.typing.take() {
            Some(open) if open.error.is_some() => {
                self.typing = Some(open);
                false
            }
            Some(open) => {
                if open.before != self.text {
                    self.last = Some(open.before);
                }
                true
            }
            None => true,
        }
    }

    /// Closes the box and goes back to the filter before; returns the creator one was on.
    pub(super) fn leave(&mut self, today: NaiveDate) -> Option<CreatorId> {
        let open = self.typing.take()?;
        // It was in force when the box was opened, so it can be read.
        _ = self.set(&open.before, today);
        open.anchor
    }

    /// Tab: puts the typed text right, or goes through what can stand at the cursor. True when the text changed.
    pub(super) fn tab(&mut self, tags: &[TagRow]) -> bool {
        let Some(open) = &mut self.typing else { return false };
        let text = open.input.value().to_owned();
        if let Some(offered) = &mut open.offered {
            offered.at = (offered.at + 1) % offered.offers.len();
            let text = offered.text();
            open.input.set(text);
            return true;
        }
        if let Some(fixed) = open.error.as_ref().and_then(|error| error.fixed(&text)) {
            open.input.set(fixed);
            return true;
        }
        let (head, tail, offers) = offers(&text, open.input.cursor(), tags);
        if offers.is_empty() {
            return false;
        }
        let offered = Offered { head, tail, offers, at: 0 };
        open.input.set(offered.text());
        open.offered = (offered.offers.len() > 1).then_some(offered);
        true
    }

    /// Any other key ends going through the offers.
    pub(super) fn end_offers(&mut self) {
        if let Some(open) = &mut self.typing {
            open.offered = None;
        }
    }

    /// Chooses an order; the same again turns it round.
    pub(super) fn sort_by(&mut self, field: Field) {
        self.sort = Some(match self.sort {
            Some(SortTerm { field: same, descending }) if same == field => SortTerm { field, descending: !descending },
            _ => SortTerm { field, descending: !matches!(field, Field::Price | Field::Handle) },
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
    /// What Tab would put at the cursor, for the line below the box.
    pub(super) fn offers(&self, tags: &[TagRow]) -> Vec<String> {
        match &self.offered {
            Some(offered) => {
                let (done, next) = offered.offers.split_at(offered.at);
                next.iter().chain(done).cloned().collect()
            }
            None => offers(self.input.value(), self.input.cursor(), tags).2,
        }
    }
}

impl Offered {
    fn text(&self) -> String {
        format!("{}{}{}", self.head, self.offers[self.at], self.tail)
    }
}

/// The text before and behind the cursor's word, and what can stand in its place; tags come with the most used first.
fn offers(text: &str, cursor: usize, tags: &[TagRow]) -> (String, String, Vec<String>) {
    const MOST: usize = 12;
    let completion = complete(text, cursor);
    let mut offers: Vec<String> = completion.offers.into_iter().map(|offer| offer.text).collect();
    if let Slot::Value(Field::Tag | Field::Niche) = completion.slot {
        let fitting = tags.iter().map(|tag| &tag.name).filter(|name| fold(name).starts_with(&completion.typed));
        let quoted = |name: &String| {
            if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.clone() }
        };
        offers.extend(fitting.take(MOST).map(quoted));
    }
    let head = text.get(..completion.replace.start).unwrap_or_default();
    let tail = text.get(completion.replace.end..).unwrap_or_default();
    offers.retain(|offer| text.get(completion.replace.clone()) != Some(offer.as_str()));
    (head.to_owned(), tail.to_owned(), offers)
}
