//! Shown instead of a card: the end of a pass, or an empty queue. Both say what to do next.

use crate::domain::Verdict;
use crate::domain::money::grouped;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, text};

use super::TriageScreen;
use super::queue::{Pass, Queue};

/// A sentence and its color role.
pub(super) type StyledLine = (String, Role);

/// The lines when there is no card.
pub(super) fn lines(screen: &TriageScreen, ctx: &Ctx) -> Vec<StyledLine> {
    match &screen.queue {
        Some(queue) if queue.is_out() && !queue.is_known => {
            vec![("Loading the progress of this queue …".to_owned(), Role::Quiet)]
        }
        Some(queue) if queue.tally.all > 0 && queue.is_out() => ended(screen, queue, ctx),
        Some(queue) if queue.here().is_some() => Vec::new(),
        Some(_) => vec![
            ("All creators in this queue were deleted.".to_owned(), Role::Strong),
            (format!("{} undoes the last change, {}.", ctx.key(Action::Undo), begins(ctx)), Role::Text),
        ],
        None => nobody(screen, ctx),
    }
}

fn begins(ctx: &Ctx) -> String {
    format!("{} starts a new queue from the creators' filter", ctx.key(Action::QueueNew))
}

fn ended(screen: &TriageScreen, queue: &Queue, ctx: &Ctx) -> Vec<StyledLine> {
    let count = |number: usize| grouped(number as u64);
    let picked = queue.tally.of(Verdict::Picked);
    let all =
        if queue.tally.all == 1 { "The only creator".to_owned() } else { format!("All {}", count(queue.tally.all)) };
    let did = if queue.pass == Pass::Verdicts { "decided" } else { "reviewed" };
    let mut lines = vec![
        (format!("{all} {did} in {}: {} picked.", duration(screen.pace.spent_ms), count(picked)), Role::Strong),
        (String::new(), Role::Text),
        (format!("Open the picks ({}), or undo ({}).", ctx.key(Action::NavOpen), ctx.key(Action::Undo)), Role::Text),
    ];
    let kept = picked + queue.tally.of(Verdict::Maybe);
    let next = match queue.pass.next() {
        Some(Pass::Stars) => "Second pass: rate picked and maybe creators with stars",
        Some(Pass::Tags) => "Third pass: tag them",
        _ => "",
    };
    if kept > 0 && !next.is_empty() {
        lines.push((format!("{next} ({}, {} cards).", ctx.key(Action::QueuePass), count(kept)), Role::Text));
    }
    let waiting = screen.waiting();
    if waiting > 0 {
        let new = grouped(waiting.unsigned_abs());
        lines.push((format!("{new} new since then. {} adds them.", ctx.key(Action::QueueAdd)), Role::Text));
    }
    let mut begins = begins(ctx);
    begins.push('.');
    lines.push((begins, Role::Quiet));
    lines
}

fn nobody(screen: &TriageScreen, ctx: &Ctx) -> Vec<StyledLine> {
    let Some(source) = &screen.nobody_in else {
        return vec![("Looking for creators to decide …".to_owned(), Role::Quiet)];
    };
    if ctx.counts.all == 0 {
        return vec![
            ("Nothing to decide: there are no creators yet.".to_owned(), Role::Strong),
            (
                format!(
                    "{} imports a list, {} adds one, {} opens sample data.",
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
        "" => "All creators are decided.".to_owned(),
        filter => format!("All creators that match {} are decided.", text::shown(filter)),
    };
    let next = if undecided > 0 && !source.filter.is_empty() {
        format!(
            "{} others are not decided yet. {} opens the creators, where {} clears the filter.",
            grouped(undecided.unsigned_abs()),
            ctx.key(Action::Go(Place::Creators)),
            ctx.key(Action::FilterClear)
        )
    } else {
        let (import, creators) = (ctx.key(Action::Go(Place::Import)), ctx.key(Action::Go(Place::Creators)));
        format!("{import} imports more. {creators} opens the creators, where you can change any verdict.")
    };
    vec![(first, Role::Strong), (next, Role::Text)]
}

/// A duration in everyday form.
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
    fn formats_durations() {
        assert_eq!(
            [0, 61_000, 41 * 60_000, 150 * 60_000].map(duration),
            ["under a minute", "1 min", "41 min", "2 h 30 min"]
        );
    }
}
