//! What a click does on the results beside leading the cursor to a row: headings sort, and the row of panes leads to them.

use ratatui::layout::Rect;

use crate::tui::kit::hit::{self, Steps, Target};
use crate::tui::kit::{Action, SortBy};
use crate::tui::look::text;
use crate::tui::widgets::grid::{self, Column};
use crate::words::result_view::{Figure, GoalView};

use super::ResultsScreen;
use super::list::{By, Order};
use super::pane::Pane;

/// Lets a click on a heading sort the list, and a second one reverse it.
pub(super) fn headings(screen: &ResultsScreen, area: Rect, columns: &[Column]) {
    grid::clickable(area, columns, |at| sorts(screen, columns, at));
}

fn sorts(screen: &ResultsScreen, columns: &[Column], at: usize) -> Option<Steps> {
    let (view, heads) = (GoalView::of(screen.goal()), screen.heads());
    let title = columns.get(at)?.title.trim();
    let is_of = |figure| title == heads.head(figure).trim();
    let by = match title {
        _ if at == 0 => SortBy::Handle,
        "VERDICT" => SortBy::Verdict,
        "80% RANGE" => SortBy::Middle,
        _ if is_of(view.head) => SortBy::Roas,
        _ if is_of(view.brings) => SortBy::Orders,
        _ if is_of(Figure::Spend) => SortBy::Spend,
        // The bars stand behind the figures.
        _ if at == 1 + view.columns.len() => SortBy::Middle,
        _ => return None,
    };
    let action = Action::Sort(by);
    let is_again = matches!(screen.order, Order::By(sort) if By::of(action) == Some(sort.by));
    Some(vec![(if is_again { Action::SortReverse } else { action }, 1)])
}

/// Lets a click on the row of panes lead to them. `said` stands so many cells from the left end of the line.
pub(super) fn panes(screen: &ResultsScreen, line: Rect, from: usize, said: &str) {
    const BETWEEN: &str = "  ";
    let all = Pane::of(screen.reach);
    let words: Vec<&str> = said.split(BETWEEN).collect();
    let turn = |times| Target::Run(vec![(Action::PaneNext, times)]);
    // Where they don't fit, one word stands there, and how to go on.
    let here = all.iter().position(|pane| *pane == screen.pane()).filter(|_| words.len() == all.len());
    let mut from = from;
    for (at, word) in words.iter().enumerate() {
        let times = here.map_or(1, |here| (at + all.len() - here) % all.len());
        if times > 0 {
            hit::put(hit::part(line, from, word), || turn(times));
        }
        from += text::width(word) + BETWEEN.len();
    }
}
