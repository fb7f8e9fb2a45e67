//! How the box and what it found look.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line as TextLine;

use crate::proto::find::FoundList;
use crate::tui::kit::Ctx;
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::listed::draw_line;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;
use crate::words::find as words;

use super::{FindScreen, Line};

/// Lines of the box above the list: what is typed, and a blank one.
const BOX_LINES: u16 = 2;

/// How many rows fit, about: headings take lines as well.
pub(super) fn list_lines(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(BOX_LINES + 3)).max(1)
}

pub(super) fn draw(screen: &FindScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let inner = panel::draw(frame, area, Edge::of(area), "Find anything", &note(screen), theme);
    draw_box(screen, frame, inner, theme);
    let below = inner.height.saturating_sub(BOX_LINES);
    let list = Rect { y: inner.bottom() - below, height: below, ..inner };
    if list.is_empty() {
        return;
    }
    match screen.answer() {
        _ if screen.words().is_empty() => draw_examples(frame, list, theme),
        None if screen.list.rows().is_empty() => {
            draw_line(frame, rows::line(list, 0), " Searching …", Role::Quiet, theme);
        }
        // What was found for the letters before stays until the answer comes, so that nothing flickers.
        found => draw_found(screen, found, frame, list, ctx, theme),
    }
}

/// What stands at the right of the heading.
fn note(screen: &FindScreen) -> String {
    match screen.answer() {
        Some(found) if !found.groups.is_empty() => {
            let total: usize = found.groups.iter().map(|group| group.total).sum();
            format!("{} found", crate::domain::number::full(i64::try_from(total).unwrap_or(i64::MAX)))
        }
        _ => String::new(),
    }
}

fn draw_box(screen: &FindScreen, frame: &mut Frame<'_>, inner: Rect, theme: Theme) {
    let line = rows::line(inner, 0).intersection(frame.area());
    if line.width < 4 || line.is_empty() {
        return;
    }
    frame.render_widget(TextLine::styled(">", theme.style(Role::Key)), Rect { width: 1, ..line });
    let typed = Rect { x: line.x + 2, width: line.width - 2, ..line };
    screen.input.draw(frame, typed, screen.is_typing, theme);
    let room = usize::from(typed.width).saturating_sub(text::width(screen.input.value()) + 2);
    let said = "from last time: type to replace it";
    if screen.is_kept && screen.is_typing && text::width(said) <= room {
        let right = u16::try_from(text::width(said)).unwrap_or(0);
        draw_line(frame, Rect { x: line.right() - right, width: right, ..line }, said, Role::Quiet, theme);
    }
}

fn draw_examples(frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    draw_line(frame, rows::line(area, 0), "Type a few letters of what you are looking for:", Role::Text, theme);
    let below = Rect { y: area.y + area.height.min(2), height: area.height.saturating_sub(2), ..area };
    let facts: Vec<Fact> =
        words::EXAMPLES.iter().map(|(kind, what)| Fact::new(kind, *what, 1).role(Role::Quiet)).collect();
    fact::draw(frame, below, &facts, theme);
}

fn draw_found(
    screen: &FindScreen,
    found: Option<&FoundList>,
    frame: &mut Frame<'_>,
    area: Rect,
    ctx: &Ctx,
    theme: Theme,
) {
    let mut foot: Vec<String> = Vec::new();
    if let Some(found) = found {
        if found.groups.is_empty() {
            foot.push(words::nothing(&found.text));
        }
        if !found.searched.is_empty() {
            foot.push(words::searched(&found.searched));
        }
    }
    let cells = usize::from(area.width.saturating_sub(1)).max(1);
    let foot: Vec<String> = foot.iter().flat_map(|said| fact::wrap(said, cells)).collect();
    let headings = headings(found.or(screen.found.get().map(AsRef::as_ref)));
    let used = headings.iter().map(|(.., rows)| rows + 1).sum::<usize>();
    let room = usize::from(area.height).saturating_sub(if foot.is_empty() { 0 } else { foot.len() + 1 });
    let lines = used.min(room);
    let list = Rect { height: u16::try_from(lines).unwrap_or(area.height), ..area };
    let columns = columns(screen, area.width);
    let typed = screen.words();
    screen.list.draw_under(frame, list, &headings, &columns, theme, |line| cells_of(line, &typed, ctx));
    let from = if lines == 0 { 0 } else { lines + 1 };
    for (down, said) in (from..).zip(&foot) {
        let role =
            if found.is_some_and(|found| found.groups.is_empty()) && down == from { Role::Warn } else { Role::Quiet };
        draw_line(frame, rows::line(area, down), &format!(" {said}"), role, theme);
    }
}

/// The headings with the rows below each.
fn headings(found: Option<&FoundList>) -> Vec<(String, Role, usize)> {
    let Some(found) = found else { return Vec::new() };
    let mut headings: Vec<(String, Role, usize)> = Vec::new();
    for group in &found.groups {
        let more = usize::from(FindScreen::has_more(found, group.rows.first()));
        headings.push((format!(" {}", words::heading(group)), Role::Strong, group.rows.len() + more));
    }
    if !found.closest.is_empty() {
        headings.push((" Creators with a similar handle".to_owned(), Role::Strong, found.closest.len()));
    }
    headings
}

fn columns(screen: &FindScreen, cells: u16) -> Vec<Column> {
    let widest = |cell: &dyn Fn(&Line) -> String, most: usize| {
        let widest = screen.list.rows().iter().map(|line| text::width(&text::shown(&cell(line)))).max().unwrap_or(0);
        u16::try_from(widest.min(most)).unwrap_or(16)
    };
    let title = widest(&title, 34).max(12);
    let opens = widest(&|line| opens(line).to_owned(), 20);
    let about = cells.saturating_sub(title + opens + 8).max(20);
    vec![
        Column::words("", title.min(24), title, 0),
        Column::words("", 20, about, 0),
        Column::words("", opens, opens, 2),
    ]
}

fn title(line: &Line) -> String {
    match line {
        Line::Row(found) => words::title(found),
        Line::All(_) => "…".to_owned(),
    }
}

fn opens(line: &Line) -> &'static str {
    match line {
        Line::Row(found) => words::opens(found),
        Line::All(_) => "creators",
    }
}

fn cells_of(line: &Line, typed: &[String], ctx: &Ctx) -> Vec<Cell> {
    let about = match line {
        Line::Row(found) => words::about(found, typed, ctx.today),
        Line::All(count) => words::all_in_list(*count),
    };
    vec![
        Cell::with(text::shown(&title(line)), Role::Strong),
        Cell::new(text::shown(&about)),
        Cell::with(opens(line), Role::Quiet),
    ]
}
