//! Finds the term that makes a filter match nobody. Terms are counted one at a time, so that typing never waits for the
//! counts.

use std::sync::Arc;

use crate::domain::filter::without_term;
use crate::domain::money::grouped;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::proto::query::Counting;
use crate::tui::kit::Ctx;
use crate::tui::look::text;

use super::filter_bar::FilterBar;

/// Most terms that are tried, counted from the end: the term typed last is the likeliest cause.
const MOST: usize = 8;

/// Width of a term in the sentence about it.
const LONGEST: usize = 48;

/// What is known about a filter that matches nobody.
#[derive(Debug, Default)]
pub(super) struct EmptyFilter {
    /// The filter in question.
    text: String,
    asked: Option<(Generation, usize)>,
    /// Counts with one term removed, the last term first.
    found: Vec<(usize, i64)>,
    cause: Option<Cause>,
}

/// Why a filter matches nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Without this term the filter would match this many. Holds the shorter filter too.
    Term { term: String, count: i64, rest: String },
    /// No single term empties the list.
    Several,
}

impl EmptyFilter {
    /// Clears the counts once the filter matches someone.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Starts counting for a filter that matches nobody.
    pub(super) fn start(&mut self, bar: &FilterBar, ctx: &mut Ctx) {
        if self.text == bar.text && self.cause.is_some() {
            // Counts of the same filter stay until new ones replace them, so the sentence doesn't flicker.
            self.found.clear();
        } else {
            *self = Self { text: bar.text.clone(), ..Self::default() };
        }
        if let Some(last) = bar.query.conjuncts().len().checked_sub(1) {
            self.ask(bar, last, ctx);
        }
    }

    fn ask(&mut self, bar: &FilterBar, term: usize, ctx: &mut Ctx) {
        let filter = bar.query.without(term).expr.map(Arc::new);
        self.asked = Some((ctx.ask(Query::Count { filter, counting: Counting::Blame }), term));
    }

    /// Stores a count and asks for the next.
    pub(super) fn take(&mut self, generation: Generation, count: i64, bar: &FilterBar, ctx: &mut Ctx) {
        let Some((_, term)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return };
        if self.text != bar.text {
            return;
        }
        self.found.push((term, count));
        if let Some(next) = term.checked_sub(1).filter(|_| self.found.len() < MOST) {
            return self.ask(bar, next, ctx);
        }
        // On a tie, the term typed last wins: `max_by_key` returns the last maximum.
        let best = self.found.iter().rev().copied().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
        self.cause =
            Some(match best.and_then(|(term, count)| Some((without_term(&bar.text, ctx.calendar(), term)?, count))) {
                Some(((rest, term), count)) => Cause::Term { term, count, rest },
                None => Cause::Several,
            });
    }

    /// The cause, if it is known for the current filter.
    pub(super) fn cause(&self, bar: &FilterBar) -> Option<&Cause> {
        self.cause.as_ref().filter(|_| self.text == bar.text)
    }

    /// The current filter without the term that empties it.
    pub(super) fn rest(&self, bar: &FilterBar) -> Option<&str> {
        match self.cause(bar) {
            Some(Cause::Term { rest, .. }) => Some(rest),
            _ => None,
        }
    }
}

impl Cause {
    /// `31 match without country:ca`.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Term { term, count, .. } => {
                let count = grouped(u64::try_from(*count).unwrap_or(0));
                let matches = if count == "1" { "matches" } else { "match" };
                format!("{count} {matches} without {}", text::fit(term, LONGEST))
            }
            Self::Several => "It takes dropping more than one term".to_owned(),
        }
    }
}
