//! An empty list: which term of the filter is to blame. Counted one term at a time, so that the next letter never waits for it.

use std::sync::Arc;

use crate::domain::filter::without_term;
use crate::domain::money::grouped;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::proto::query::Counting;
use crate::tui::kit::{Ctx, Request};
use crate::tui::look::text;

use super::filter::FilterBar;

/// So many terms are looked at, the last ones: what was typed last is the likeliest.
const MOST: usize = 8;

/// Cells of a term in the sentence about it.
const LONGEST: usize = 48;

/// What is known of the guilty term.
#[derive(Debug, Default)]
pub(super) struct Blame {
    /// The filter it is about.
    text: String,
    asked: Option<(Generation, usize)>,
    /// Counts without one term, the last term first.
    found: Vec<(usize, i64)>,
    verdict: Option<Verdict>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Without this term there would be so many; the filter without it.
    Term { term: String, count: i64, rest: String },
    /// No single term empties the list.
    Several,
}

impl Blame {
    /// Nobody is to blame.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Starts counting for a filter that shows nobody.
    pub(super) fn start(&mut self, bar: &FilterBar, ctx: &mut Ctx) -> Option<Request> {
        if self.text == bar.text && self.verdict.is_some() {
            // Known already: what is counted anew replaces it without a gap.
            self.found.clear();
        } else {
            *self = Self { text: bar.text.clone(), ..Self::default() };
        }
        let last = bar.query.conjuncts().len().checked_sub(1)?;
        Some(self.ask(bar, last, ctx))
    }

    fn ask(&mut self, bar: &FilterBar, term: usize, ctx: &mut Ctx) -> Request {
        let filter = bar.query.without(term).expr.map(Arc::new);
        let (generation, request) = ctx.ask_request(Query::Count { filter, counting: Counting::Blame });
        self.asked = Some((generation, term));
        request
    }

    /// Takes a count and asks for the next.
    pub(super) fn take(
        &mut self,
        generation: Generation,
        count: i64,
        bar: &FilterBar,
        ctx: &mut Ctx,
    ) -> Option<Request> {
        let (_, term) = self.asked.take_if(|(asked, _)| *asked == generation)?;
        if self.text != bar.text {
            return None;
        }
        self.found.push((term, count));
        if let Some(next) = term.checked_sub(1).filter(|_| self.found.len() < MOST) {
            return Some(self.ask(bar, next, ctx));
        }
        // Of equals the one typed last, which `max_by_key` sees last.
        let best = self.found.iter().rev().copied().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
        self.verdict =
            Some(match best.and_then(|(term, count)| Some((without_term(&bar.text, ctx.calendar(), term)?, count))) {
                Some(((rest, term), count)) => Verdict::Term { term, count, rest },
                None => Verdict::Several,
            });
        None
    }

    /// What is known of the filter in force.
    pub(super) fn verdict(&self, bar: &FilterBar) -> Option<&Verdict> {
        self.verdict.as_ref().filter(|_| self.text == bar.text)
    }

    /// The filter in force without the term that is to blame.
    pub(super) fn rest(&self, bar: &FilterBar) -> Option<&str> {
        match self.verdict(bar) {
            Some(Verdict::Term { rest, .. }) => Some(rest),
            _ => None,
        }
    }
}

impl Verdict {
    /// `Without country:ca there would be 31`.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Term { term, count, .. } => {
                let count = grouped(u64::try_from(*count).unwrap_or(0));
                format!("Without {} there would be {count}", text::fit(term, LONGEST))
            }
            Self::Several => "No single term is to blame: several of them leave nobody".to_owned(),
        }
    }
}
