//! Pages of sections: one or two columns, each as long as its lines and scrolled in the window, with the focus on one section.
//!
//! A screen says which sections it has and what stands in them; where they go, how they scroll and how they are drawn is here.

mod column;
mod draw;
mod sheet;

use ratatui::layout::Rect;
use strum::IntoEnumIterator;

use crate::tui::kit::{Action, Ctx};

pub use column::Column;
pub use draw::{Head, draw, draw_sentence};
pub use sheet::{Run, Sheet};

/// Gap between two columns.
const BETWEEN: u16 = 3;
/// From this width on there are two columns.
const TWO: u16 = 110;
/// Maximum width of the left of two columns, of a column, and of a section shown alone. Tables use it all; prose stays narrower.
const WIDEST: [u16; 3] = [72, 160, 160];

/// A section of a page.
pub trait Part: Copy + Eq + Default + IntoEnumIterator + 'static {
    /// The sections in the left of two columns; the others are in the right one.
    const LEFT: &'static [Self];

    /// Its heading.
    fn title(self) -> &'static str;

    /// The next or previous section, around the ends.
    fn beside(self, forward: bool) -> Self {
        let all: Vec<Self> = Self::iter().collect();
        let at = all.iter().position(|part| *part == self).unwrap_or(0);
        let step = if forward { 1 } else { all.len().saturating_sub(1) };
        all.get((at + step) % all.len().max(1)).copied().unwrap_or_default()
    }
}

/// Where a page is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Focus<P> {
    /// The section with the focus.
    pub part: P,
    /// Whether it is shown alone.
    pub is_full: bool,
    /// The first line on screen of each column, and of a section shown alone.
    pub tops: [usize; 3],
}

impl<P: Part> Focus<P> {
    /// Where the first line of a column is kept, or that of a section shown alone.
    fn slot(&self, column: usize) -> usize {
        if self.is_full { self.tops.len() - 1 } else { column }
    }

    /// The first line on screen of a column.
    fn top(&self, column: usize) -> usize {
        self.tops.get(self.slot(column)).copied().unwrap_or(0)
    }
}

/// The areas of a page.
#[derive(Debug)]
pub struct Areas<P> {
    /// The header.
    pub head: Rect,
    /// The columns with their sections.
    pub columns: Vec<(Rect, Vec<P>)>,
}

/// A page of sections.
pub trait Sectioned {
    /// Its sections.
    type Part: Part;

    /// Where it is.
    fn focus(&self) -> &Focus<Self::Part>;

    /// The same, to change it.
    fn focus_mut(&mut self) -> &mut Focus<Self::Part>;

    /// The lines of a section for a width.
    fn sheet(&self, part: Self::Part, ctx: &Ctx, cells: usize) -> Sheet;

    /// The text at the right of a heading: a count, or the key that acts there.
    fn note(&self, part: Self::Part, ctx: &Ctx) -> String;

    /// Which of the lines that the cursor can stop at has it, if the section with the focus has such lines.
    fn row(&self) -> Option<usize>;

    /// Divides an area.
    fn areas(&self, area: Rect) -> Areas<Self::Part> {
        let head_lines = if area.height >= 12 { 3 } else { 2 };
        let head = Rect { height: head_lines.min(area.height), ..area };
        let body = Rect { y: area.y + head.height, height: area.height - head.height, ..area };
        let [left, widest, alone] = WIDEST;
        let narrowed = |width: u16| Rect { width: body.width.min(width), ..body };
        if self.focus().is_full {
            return Areas { head, columns: vec![(narrowed(alone), vec![self.focus().part])] };
        }
        if body.width < TWO {
            return Areas { head, columns: vec![(narrowed(widest), Self::Part::iter().collect())] };
        }
        let room = body.width - BETWEEN;
        let left = (room / 2 - 2).min(left);
        let right = Rect { x: body.x + left + BETWEEN, width: (room - left).min(widest), ..body };
        let others = Self::Part::iter().filter(|part| !Self::Part::LEFT.contains(part)).collect();
        Areas { head, columns: vec![(narrowed(left), Self::Part::LEFT.to_vec()), (right, others)] }
    }

    /// How many lines the first column has on screen.
    fn column_lines(&self, area: Rect) -> usize {
        self.areas(area).columns.first().map_or(1, |(column, _)| usize::from(column.height))
    }

    /// Brings the cursor into view.
    fn follow(&mut self, ctx: &Ctx) {
        self.with_column(ctx, Column::following);
    }

    /// Scrolls the column with the focus by lines.
    fn scroll(&mut self, by: isize, ctx: &Ctx) {
        self.with_column(ctx, |column, top, area| column.top(top.saturating_add_signed(by), area));
    }

    /// Scrolls a column by so many notches of the wheel, wherever the focus is.
    fn turn(&mut self, column: usize, notches: isize, ctx: &Ctx) {
        let plan = self.areas(ctx.body);
        let Some((area, parts)) = plan.columns.get(column) else { return };
        let lines = Column::new(self, *area, parts, ctx);
        let by = notches.saturating_mul(3);
        let top = lines.top(lines.top(self.focus().top(column), *area).saturating_add_signed(by), *area);
        let slot = self.focus().slot(column);
        if let Some(kept) = self.focus_mut().tops.get_mut(slot) {
            *kept = top;
        }
    }

    /// Focuses a section and brings it into view.
    fn focus_on(&mut self, part: Self::Part, ctx: &Ctx) {
        let focus = self.focus_mut();
        focus.part = part;
        if focus.is_full {
            focus.tops[2] = 0;
            return;
        }
        self.with_column(ctx, |column, top, area| column.scroll_to(part, top, area));
    }

    /// Toggles between one section and all of them.
    fn toggle_full(&mut self, ctx: &Ctx) {
        let focus = self.focus_mut();
        focus.is_full = !focus.is_full;
        focus.tops[2] = 0;
        self.follow(ctx);
    }

    /// Sets the first line of the column with the focus.
    fn with_column(&mut self, ctx: &Ctx, go: impl FnOnce(&Column<Self::Part>, usize, Rect) -> usize) {
        let (plan, part) = (self.areas(ctx.body), self.focus().part);
        let found = plan.columns.iter().enumerate().find(|(_, (_, parts))| parts.contains(&part));
        let Some((index, (area, parts))) = found else { return };
        let column = Column::new(self, *area, parts, ctx);
        let top = go(&column, column.top(self.focus().top(index), *area), *area);
        let slot = self.focus().slot(index);
        if let Some(kept) = self.focus_mut().tops.get_mut(slot) {
            *kept = top;
        }
    }
}

/// More stops than this are in no section; a spot is the number of the section so often, and that of the stop, from 1.
const MOST: usize = 100_000;

/// The number of a section, or of a stop in it, for a click.
fn spot<P: Part>(part: P, stop: Option<usize>) -> usize {
    let at = P::iter().position(|known| known == part).unwrap_or(0);
    at * MOST + stop.map_or(0, |stop| (stop + 1).min(MOST - 1))
}

/// The section that a click goes to, and the stop in it.
pub fn pointed<P: Part>(spot: usize) -> Option<(P, Option<usize>)> {
    Some((P::iter().nth(spot / MOST)?, (spot % MOST).checked_sub(1)))
}

/// How many lines a movement goes, up if negative; to an end by more lines than there are.
pub fn distance(action: Action, count: usize, ctx: &Ctx) -> isize {
    let lines = ctx.list_lines.max(1);
    let step = |lines: usize| isize::try_from(lines.saturating_mul(count.max(1))).unwrap_or(isize::MAX);
    match action {
        Action::NavDown | Action::NavScrollDown => step(1),
        Action::NavUp | Action::NavScrollUp => -step(1),
        Action::NavHalfDown => step(lines.div_ceil(2)),
        Action::NavHalfUp => -step(lines.div_ceil(2)),
        Action::NavPageDown => step(lines),
        Action::NavPageUp => -step(lines),
        Action::NavTop => isize::MIN + 1,
        _ => isize::MAX,
    }
}

/// A page as plain text: its head, then each section.
pub fn as_text<P: Part>(head: Vec<String>, sheet: impl Fn(P) -> Sheet) -> Vec<String> {
    let mut lines = head;
    for part in P::iter() {
        lines.extend([String::new(), part.title().to_uppercase()]);
        lines.extend(sheet(part).text());
    }
    lines
}
