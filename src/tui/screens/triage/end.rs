//! What stands there instead of a card: the end of a pass, and a queue with nobody in it. Both say what comes next.

use crate::domain::Verdict;
use crate::domain::money::grouped;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, text};

use super::TriageScreen;
use super::queue::{Pass, Queue};

/// A sentence and how it is meant.
pub(super) type Said = (String, Role);

/// What is said where there is no card.
pub(super) fn said(screen: &TriageScreen, ctx: &Ctx) -> Vec<Said> {
    match &screen.queue {
        Some(queue) if queue.is_out() && !queue.is_known => {
            vec![("Looking how far this queue is …".to_owned(), Role::Quiet)]
        }
        Some(queue) if queue.tally.all > 0 && queue.is_out() => ended(screen, queue, ctx),
        Some(queue) if queue.here().is_some() => Vec::new(),
        Some(_) => vec![
            ("Everyone in this queue is gone from the file.".to_owned(), Role::Strong),
            (format!("{} takes back the last change, {}.", ctx.key(Action::Undo), begins(ctx)), Role::Text),
        ],
        None => nobody(screen, ctx),
    }
}

fn begins(ctx: &Ctx) -> String {
    format!("{} begins a new queue with what the creators' filter shows", ctx.key(Action::QueueNew))
}

fn ended(screen: &TriageScreen, queue: &Queue, ctx: &Ctx) -> Vec<Said> {
    let count = |number: usize| grouped(number as u64);
    let picked = queue.tally.of(Verdict::Picked);
    let all =
        if queue.tally.all == 1 { "The one creator".to_owned() } else { format!("All {}", count(queue.tally.all)) };
    let did = if queue.pass == Pass::Verdicts { "decided" } else { "seen again" };
    let mut lines = vec![
        (format!("{all} {did} in {}: {} picked.", duration(screen.pace.spent_ms), count(picked)), Role::Strong),
        (String::new(), Role::Text),
        (format!("See the picks ({}), or undo ({}).", ctx.key(Action::NavOpen), ctx.key(Action::Undo)), Role::Text),
    ];
    let kept = picked + queue.tally.of(Verdict::Maybe);
    let next = match queue.pass.next() {
        Some(Pass::Stars) => "Second pass: the picked and the maybes again, with stars",
        Some(Pass::Tags) => "Third pass: the same again, with tags",
        _ => "",
    };
    if kept > 0 && !next.is_empty() {
        lines.push((format!("{next} ({}, {} cards).", ctx.key(Action::QueuePass), count(kept)), Role::Text));
    }
    let waiting = screen.waiting();
    if waiting > 0 {
        let new = grouped(waiting.unsigned_abs());
        lines.push((format!("{new} new came in since: {} adds them.", ctx.key(Action::QueueAdd)), Role::Text));
    }
    let mut begins = begins(ctx);
    begins.push('.');
    lines.push((begins, Role::Quiet));
    lines
}

fn nobody(screen: &TriageScreen, ctx: &Ctx) -> Vec<Said> {
    let Some(source) = &screen.nobody_in else {
        return vec![("Looking who waits for a decision …".to_owned(), Role::Quiet)];
    };
    if ctx.counts.all == 0 {
        return vec![
            ("Nobody to decide on: there are no creators yet.".to_owned(), Role::Strong),
            (
                format!(
                    "{} imports a list, {} types one, {} shows made-up data.",
                    ctx.key(Action::Go(Place::Import)),
                    ctx.key(Action::Go(Place::Creators)),
                    ctx.key(Action::Go(Place::Welcome))
                ),
                Role::Text,
            ),
        ];
    }
    let undecided = ctx.counts.undecided();
    let first = match source.filter.as_str() {
        "" => "Everyone is decided.".to_owned(),
        filter => format!("Everyone that {} shows is decided.", text::shown(filter)),
    };
    let next = if undecided > 0 && !source.filter.is_empty() {
        format!(
            "{} others wait for a decision: {} leads to the creators, where {} clears the filter.",
            grouped(undecided.unsigned_abs()),
            ctx.key(Action::Go(Place::Creators)),
            ctx.key(Action::FilterClear)
        )
    } else {
        let (import, creators) = (ctx.key(Action::Go(Place::Import)), ctx.key(Action::Go(Place::Creators)));
        format!("{import} imports more, {creators} shows the creators, where a new verdict can be given to anyone.")
    };
    vec![(first, Role::Strong), (next, Role::Text)]
}

/// A time spent, as people say it.
fn duration(ms: i64) -> String {
    match ms / 60_000 {
        ..1 => "under a minute".to_owned(),
        minutes @ 1..120 => format!("{minutes} min"),
        minutes => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn time_spent_is_said_as_people_do() {
        assert_eq!(
            [0, 61_000, 41 * 60_000, 150 * 60_000].map(duration),
            ["under a minute", "1 min", "41 min", "2 h 30 min"]
        );
    }
}
