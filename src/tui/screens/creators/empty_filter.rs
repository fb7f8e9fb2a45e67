//! A filter that matches nobody: which of its terms is the reason. One term is counted at a time, so that the next letter never
//! waits for it.

use std::sync::Arc;

use crate::domain::filter::without_term;
use crate::domain::money::grouped;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::proto::query::Counting;
use crate::tui::kit::Ctx;
use crate::tui::look::text;

use super::filter_bar::FilterBar;

/// So many terms are looked at, the last ones: what was typed last is the likeliest.
const MOST: usize = 8;

/// Cells of a term in the sentence about it.
const LONGEST: usize = 48;

/// What is known of a filter that matches nobody.
#[derive(Debug, Default)]
pub(super) struct EmptyFilter {
    /// The filter it is about.
    text: String,
    asked: Option<(Generation, usize)>,
    /// Counts without one term, the last term first.
    found: Vec<(usize, i64)>,
    cause: Option<Cause>,
}

/// Why a filter matches nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Without this term there would be so many; the filter without it.
    Term { term: String, count: i64, rest: String },
    /// No single term empties the list.
    Several,
}

impl EmptyFilter {
    /// Forgets what was counted: somebody matches.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Starts counting for a filter that shows nobody.
    pub(super) fn start(&mut self, bar: &FilterBar, ctx: &mut Ctx) {
        if self.text == bar.text && self.cause.is_some() {
            // Known already: what is counted anew replaces it without a gap.
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

    /// Takes a count and asks for the next.
    pub(super) fn take(&mut self, generation: Generation, count: i64, bar: &FilterBar, ctx: &mut Ctx) {
        let Some((_, term)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return };
        if self.text != bar.text {
            return;
        }
        self.found.push((term, count));
        if let Some(next) = term.checked_sub(1).filter(|_| self.found.len() < MOST) {
            return self.ask(bar, next, ctx);
        }
        // Of equals the one typed last, which `max_by_key` sees last.
        let best = self.found.iter().rev().copied().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
        self.cause =
            Some(match best.and_then(|(term, count)| Some((without_term(&bar.text, ctx.calendar(), term)?, count))) {
                Some(((rest, term), count)) => Cause::Term { term, count, rest },
                None => Cause::Several,
            });
    }

    /// What is known of the filter in force.
    pub(super) fn cause(&self, bar: &FilterBar) -> Option<&Cause> {
        self.cause.as_ref().filter(|_| self.text == bar.text)
    }

    /// The filter in force without the term that is the reason.
    pub(super) fn rest(&self, bar: &FilterBar) -> Option<&str> {
        match self.cause(bar) {
            Some(Cause::Term { rest, .. }) => Some(rest),
            _ => None,
        }
    }
}

impl Cause {
    /// `Without country:ca there would be 31`.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Term { term, count, .. } => {
                let count = grouped(u64::try_from(*count).unwrap_or(0));
                format!("Without {} there would be {count}", text::fit(term, LONGEST))
            }
            Self::Several => "No single term is to blame: several of them leave nobody".to_owned(),
        }
    }
}
