//! The info pane of the rebook list: what another booking would bring, how reliable somebody was, and the keys.

use crate::proto::rebook::RebookRow;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::text;
use crate::tui::widgets::fact::Fact;
use crate::words::{rebook as words, track_record};

/// The facts about a row.
pub(super) fn of(row: &RebookRow, ctx: &Ctx) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Next", next(row, ctx), 0), Fact::new("Profit", words::prospect(row), 1)];
    let standing = words::standing(row);
    if !standing.is_empty() {
        facts.push(Fact::new("Reliable", text::shown(&standing), 2));
    }
    facts.extend(words::returns(row).map(|said| Fact::new("Returns", said, 3)));
    facts.push(Fact::new("Last", text::shown(&row.made_for.to_string()), 4));
    facts.extend(words::ambassador(row, ctx.today).map(|since| Fact::new("Ambassador", since, 5)));
    facts.extend(row.planned.as_ref().map(|batch| Fact::new("Planned", text::shown(&batch.to_string()), 5)));
    let record = track_record::lines(&row.record, ctx.today).into_iter();
    facts.extend(record.map(|(label, said)| Fact::new(label, said, 6)));
    facts
}

/// The keys for a row.
fn next(row: &RebookRow, ctx: &Ctx) -> String {
    let (add, turn) = (ctx.key(Action::BatchAdd), ctx.key(Action::BookAgainTurn));
    let rest = format!("{turn} says whether you'd book them again.");
    match (&row.planned, &ctx.current_batch) {
        (None, Some((_, batch))) => format!("{add} adds to {}, {rest}", text::shown(batch)),
        _ => rest,
    }
}
