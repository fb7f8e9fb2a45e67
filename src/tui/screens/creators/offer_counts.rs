//! Counts what the filter would give with each completion, and how many handles and names hold a word that was read as
//! something else. One count at a time, so that the list itself never waits for them.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::domain::day::Calendar;
use crate::domain::filter::{Expr, Guess, SetValue, Word, parse};
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::proto::query::Counting;
use crate::tui::kit::Ctx;

/// Most counts that are kept.
const MOST: usize = 500;

/// Counts of filters by their canonical text.
#[derive(Debug, Default)]
pub(super) struct OfferCounts {
    known: HashMap<String, i64>,
    asked: Option<(Generation, String)>,
    waiting: VecDeque<String>,
}

impl OfferCounts {
    /// Forgets all counts after the file changed.
    pub(super) fn stale(&mut self) {
        *self = Self::default();
    }

    /// The count of a filter, once it is known.
    pub(super) fn of(&self, text: &str) -> Option<i64> {
        self.known.get(text).copied()
    }

    /// Asks for the counts of these filters, and of none that were asked for before.
    pub(super) fn want(&mut self, texts: impl Iterator<Item = String>, ctx: &mut Ctx) {
        if self.known.len() > MOST {
            self.known.clear();
        }
        self.waiting = texts.filter(|text| !self.known.contains_key(text)).collect();
        if self.asked.as_ref().is_none_or(|(_, text)| !self.waiting.contains(text)) {
            self.ask_next(ctx);
        }
    }

    fn ask_next(&mut self, ctx: &mut Ctx) {
        self.asked = None;
        while let Some(text) = self.waiting.pop_front() {
            let Ok(read) = parse(&text, ctx.calendar()) else { continue };
            // Marks are known to the screen alone.
            if self.known.contains_key(&text) || read.expr.as_ref().is_some_and(Expr::asks_for_marks) {
                continue;
            }
            let filter = read.expr.map(Arc::new);
            self.asked = Some((ctx.ask(Query::Count { filter, counting: Counting::Offer }), text));
            return;
        }
    }

    /// Stores a count, or its absence, and asks for the next. Returns whether it was one of these.
    pub(super) fn take(&mut self, generation: Generation, count: Option<i64>, ctx: &mut Ctx) -> bool {
        let Some((_, text)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return false };
        if let Some(count) = count {
            self.known.insert(text, count);
        }
        self.ask_next(ctx);
        true
    }

    /// The doubts about words that also stand in handles or names.
    pub(super) fn doubts(&self, guesses: &[Guess], calendar: Calendar) -> Vec<String> {
        let doubt = |guess: &Guess| {
            let count = self.of(&beside(guess, calendar)).filter(|count| *count > 0)?;
            let holds = if count == 1 {
                "1 handle or name also has".to_owned()
            } else {
                format!("{count} handles or names also have")
            };
            Some(format!("{holds} \"{}\": type it in quotes to find those", guess.typed))
        };
        guesses.iter().filter_map(doubt).collect()
    }
}

/// The filter that finds a word in handles and names.
pub(super) fn beside(guess: &Guess, calendar: Calendar) -> String {
    let word = SetValue::Is(Word::new(guess.typed.as_str())).to_filter();
    let text = format!("handle:{word} or name:{word}");
    parse(&text, calendar).map(|query| query.to_filter()).unwrap_or(text)
}
