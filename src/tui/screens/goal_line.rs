//! The line of the weekly goal, as the agenda and the creators show it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::money::grouped;
use crate::proto::agenda::GoalProgress;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::bar;
use crate::words::agenda::goal_standing;

/// Cells of the bar.
const BAR: usize = 10;

/// Draws the progress of the goal, with the next step at the right end if it fits.
pub fn draw(stand: &GoalProgress, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = Rect { height: area.height.min(1), ..area }.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let cells = usize::from(area.width);
    let is_reached = stand.picked >= stand.goal.wanted;
    let role = if is_reached { Role::Good } else { Role::Strong };
    let said = text::shown(&goal_standing(&stand.goal, stand.picked, ctx.today));
    let next = format!("{} ", next(stand, ctx));
    let bar = bar::filled(stand.picked, stand.goal.wanted, BAR);
    let left = [format!(" {bar} {said}"), format!(" {said}")];
    let fits = |left: &String, right: &str| text::width(left) + text::width(right) + 2 <= cells;
    // The next step matters more than the bar.
    let (left, right) = match (fits(&left[0], &next), fits(&left[1], &next), fits(&left[0], "")) {
        (true, ..) => (&left[0], next.as_str()),
        (_, true, _) => (&left[1], next.as_str()),
        (_, _, true) => (&left[0], ""),
        _ => (&left[1], ""),
    };
    let room = cells.saturating_sub(text::width(right));
    let spans =
        vec![Span::styled(text::left(left, room), theme.style(role)), Span::styled(right, theme.style(Role::Quiet))];
    frame.render_widget(Line::from(spans), area);
}

/// What to do next for the goal: `g t: 40 to triage in skincare`.
pub fn next(stand: &GoalProgress, ctx: &Ctx) -> String {
    if stand.picked >= stand.goal.wanted {
        return format!("{}: batches", ctx.key(Action::Go(Place::Campaigns)));
    }
    if stand.to_triage == 0 {
        return format!("{}: import more", ctx.key(Action::Go(Place::Import)));
    }
    let niche = match stand.goal.niche.as_str() {
        "" => String::new(),
        name => format!(" in {}", text::shown(name)),
    };
    format!("{}: {} to triage{niche}", ctx.key(Action::Go(Place::Triage)), grouped(stand.to_triage.unsigned_abs()))
}
