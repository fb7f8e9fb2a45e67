//! How the results are laid out: the headline on top, below it one pane, or on large windows four.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::domain::Goal;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::panel::{self, Edge};
use crate::words::result_view::GoalView;

use super::list::Reach;
use super::look::Look;
use super::pane::{self, Pane};
use super::{
    ResultsScreen, batches, click, counted, creators, funnel, groups, headline, hints, money, program, review,
};

/// Lines of the two boxes at the foot of the list: most of one of them, and fewest.
const FOOT: (u16, u16) = (9, 7);
/// From this width on, charts stand beside the list.
const BESIDE: u16 = 150;

/// About how many rows of the list fit, for moving by pages.
pub(super) fn list_lines(area: Rect) -> usize {
    let around = if Edge::of(area) == Edge::Frame { 20 } else { 8 };
    usize::from(area.height.saturating_sub(around))
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    let look = Look { ctx, theme, edge: Edge::of(area) };
    if screen.result().is_none() && screen.review().is_some_and(|review| !review.orders.is_empty()) {
        return review::draw(screen, frame, area, look, "Orders without a creator");
    }
    if screen.result().is_none() {
        let sentence = match screen.results {
            Some(_) => format!(
                "No results yet. They need a batch with codes and imported orders. {} plans a batch, {} imports orders.",
                ctx.key(Action::Go(Place::Campaigns)),
                ctx.key(Action::Go(Place::Import))
            ),
            None => "Reading results …".to_owned(),
        };
        let inner = panel::draw(frame, area, look.edge, "Results", "", theme);
        return look.say(frame, inner, &sentence);
    }
    let wanted = headline::height(screen, area, look);
    let (head, row, body) = match look.edge {
        Edge::Frame => {
            let parts = Layout::vertical([Constraint::Length(wanted), Constraint::Length(1), Constraint::Fill(1)]);
            let [head, row, body] = area.layout(&parts);
            (head, Some(row), body)
        }
        Edge::Rule => {
            let [head, body] = area.layout(&Layout::vertical([Constraint::Length(wanted), Constraint::Fill(1)]));
            (head, None, body)
        }
    };
    headline::draw(screen, frame, head, look);
    let title = row_of_panes(screen, look, usize::from(area.width).saturating_sub(8));
    let Some(row) = row else {
        // Where lines are few the row of panes is the heading.
        draw_pane(screen, frame, body, look, Some(&title));
        panel::accent_tabs(frame, body, theme);
        return click::panes(screen, Rect { height: body.height.min(1), ..body }, 3, &title);
    };
    let line = Line::styled(
        format!("  {}", text::fit(&title, usize::from(row.width).saturating_sub(4))),
        theme.style(Role::Quiet),
    );
    frame.render_widget(line, row.intersection(frame.area()));
    panel::accent_tabs(frame, row, theme);
    click::panes(screen, row, 2, &title);
    draw_pane(screen, frame, body, look, None);
}

fn row_of_panes(screen: &ResultsScreen, look: Look<'_>, cells: usize) -> String {
    if screen.reach == Reach::All {
        let (next, open) = (look.ctx.key(Action::PaneNext), look.ctx.key(Action::NavOpen));
        let tabs = pane::tabs(screen.pane(), (screen.reach, screen.goal()), 0, &next, cells);
        let with_keys = format!("{tabs}   {open} opens one, {} switches scope", look.ctx.key(Action::ReachNext));
        return if text::width(&with_keys) <= cells { with_keys } else { tabs };
    }
    let waiting = screen.result().map_or(0, review::waiting);
    pane::tabs(screen.pane(), (screen.reach, screen.goal()), waiting, &look.ctx.key(Action::PaneNext), cells)
}

/// Draws the pane that has the room; a heading of its own only where the row of panes stands elsewhere.
fn draw_pane(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, heading: Option<&str>) {
    let title = |own: &'static str| heading.unwrap_or(own).to_owned();
    let goal = screen.goal();
    match screen.pane() {
        Pane::Creators => draw_overview(screen, frame, area, look, heading),
        Pane::Money if screen.reach == Reach::All => program::draw(screen, frame, area, look, &title(program::TITLE)),
        Pane::Money if goal == Goal::Conversions => money::draw(screen, frame, area, look, &title("Money over time")),
        Pane::Money => counted::draw(screen, frame, area, look, &title(counted::title(goal))),
        Pane::Funnel => funnel::draw(screen, frame, area, look, &title("Funnel")),
        Pane::Hints => hints::draw(screen, frame, area, look, &title("What the numbers suggest")),
        Pane::Groups => {
            groups::draw(
                screen,
                frame,
                area,
                look,
                &title(match goal {
                    Goal::Conversions => "Niches, tiers and styles: what a new creator would return",
                    Goal::Awareness => "Niches, tiers and styles: what 1,000 views of a new creator would cost",
                    Goal::Ugc => "Niches, tiers and styles",
                }),
            );
        }
        Pane::Batches => batches::draw(screen, frame, area, look, &title(batches::title(goal))),
        Pane::Review => review::draw(screen, frame, area, look, &title("Review")),
    }
}

fn draw_overview(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, heading: Option<&str>) {
    let own = match screen.reach {
        Reach::All => "Per campaign".to_owned(),
        Reach::Campaign | Reach::Batch => format!("Per creator: {}", GoalView::of(screen.goal()).name),
    };
    let title = heading.unwrap_or(&own);
    let has_charts = look.edge == Edge::Frame && !screen.is_full;
    if has_charts && area.width >= BESIDE && screen.reach != Reach::All {
        let width = (area.width / 3).clamp(50, 76);
        let [list, beside] = area.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(width)]));
        let parts = [Constraint::Fill(3), Constraint::Length(FOOT.0 - 1), Constraint::Fill(2)];
        let [chart, funnel, hints] = beside.layout(&Layout::vertical(parts));
        creators::draw(screen, frame, list, look, (title, true));
        draw_chart(screen, frame, chart, look);
        funnel::draw_small(screen, frame, funnel, look);
        return hints::draw_small(screen, frame, hints, look);
    }
    // The frame of the list takes two lines, what is said of its cursor two more.
    let listed = u16::try_from(creators::lines(screen) + 4).unwrap_or(u16::MAX);
    let foot = area.height.saturating_sub(listed);
    if !has_charts || foot < FOOT.1 {
        return creators::draw(screen, frame, area, look, (title, false));
    }
    let foot = if screen.reach == Reach::All { foot } else { foot.min(FOOT.0 + FOOT.1) };
    let [above, below] = area.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]));
    if screen.reach == Reach::All {
        creators::draw(screen, frame, above, look, (title, true));
        return program::draw_small(screen, frame, below, look);
    }
    let [left, right] = below.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]));
    creators::draw(screen, frame, above, look, (title, true));
    draw_chart(screen, frame, left, look);
    funnel::draw_small(screen, frame, right, look);
}

fn draw_chart(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    match screen.goal() {
        Goal::Conversions => money::draw_small(screen, frame, area, look),
        Goal::Awareness | Goal::Ugc => counted::draw_small(screen, frame, area, look),
    }
}
