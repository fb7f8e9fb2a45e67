//! The lines of a column and how it scrolls.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::tui::kit::Ctx;
use crate::tui::widgets::rows::GUTTER;

use super::{Run, Sectioned};

/// A line of a column.
#[derive(Debug)]
pub(super) enum Drawn<P> {
    /// The heading of a section.
    Heading(P),
    /// A line of a section, and whether the cursor is on it.
    Line(Vec<Run>, bool),
    /// The gap between two sections.
    Blank,
}

/// All lines of a column.
#[derive(Debug)]
pub struct Column<P> {
    pub(super) lines: Vec<Drawn<P>>,
    /// The lines that the cursor can stop at: which, and the section and number of the stop.
    pub(super) stops: Vec<(usize, P, usize)>,
    /// The lines of each section, with its heading.
    parts: Vec<(P, Range<usize>)>,
    /// The section with the focus and the line with the cursor.
    focus: P,
    cursor: Option<usize>,
}

impl<P: super::Part> Column<P> {
    /// Lays out the sections of a column.
    pub(super) fn new<S: Sectioned<Part = P> + ?Sized>(screen: &S, area: Rect, parts: &[P], ctx: &Ctx) -> Self {
        let focus = screen.focus().part;
        let mut column = Self { lines: Vec::new(), stops: Vec::new(), parts: Vec::new(), focus, cursor: None };
        for part in parts {
            if !column.lines.is_empty() {
                column.lines.push(Drawn::Blank);
            }
            let start = column.lines.len();
            column.lines.push(Drawn::Heading(*part));
            let sheet = screen.sheet(*part, ctx, usize::from(area.width.saturating_sub(GUTTER)));
            let at = screen.row().filter(|_| *part == focus).and_then(|at| sheet.rows.get(at).copied());
            column.cursor = column.cursor.or(at.map(|at| column.lines.len() + at));
            let first = column.lines.len();
            column.stops.extend(sheet.rows.iter().enumerate().map(|(stop, line)| (first + line, *part, stop)));
            let lines = sheet.lines.into_iter().enumerate();
            column.lines.extend(lines.map(|(index, runs)| Drawn::Line(runs, at == Some(index))));
            column.parts.push((*part, start..column.lines.len()));
        }
        column
    }

    /// The section of a line, and the number of the stop that it belongs to: the last one above it in its section.
    pub(super) fn stop_at(&self, line: usize) -> Option<(P, usize)> {
        let (part, lines) = self.parts.iter().find(|(_, lines)| lines.contains(&line))?;
        let stops = self.stops.iter().rev().filter(|(at, ..)| *at <= line && lines.contains(at));
        stops.map(|(_, _, stop)| (*part, *stop)).next()
    }

    /// The section of a line.
    pub(super) fn part_at(&self, line: usize) -> Option<P> {
        self.parts.iter().find(|(_, lines)| lines.contains(&line)).map(|(part, _)| *part)
    }

    fn part(&self, part: P) -> Option<&Range<usize>> {
        self.parts.iter().find(|(known, _)| *known == part).map(|(_, lines)| lines)
    }

    /// How many lines fit on screen: one is reserved for "more below".
    pub(super) fn room(&self, area: Rect) -> usize {
        let height = usize::from(area.height);
        if self.lines.len() > height { height.saturating_sub(1) } else { height }
    }

    /// Clamps the first line on screen to the lines there are.
    pub fn top(&self, wanted: usize, area: Rect) -> usize {
        wanted.min(self.lines.len().saturating_sub(self.room(area)))
    }

    /// The first line on screen that brings a section into view with the least scrolling.
    pub(super) fn scroll_to(&self, part: P, top: usize, area: Rect) -> usize {
        let Some(lines) = self.part(part) else { return top };
        let room = self.room(area);
        let is_seen = top <= lines.start && lines.end <= top + room;
        let fits = lines.len() <= room;
        let goal = match (is_seen, fits && lines.start > top) {
            (true, _) => top,
            // A section further down scrolls until its last line is visible; one taller than the screen starts at its
            // heading.
            (false, true) => lines.end.saturating_sub(room),
            (false, false) => lines.start,
        };
        self.top(goal, area)
    }

    /// The first line on screen that brings the cursor into view, with all of its section if that fits, else with its heading if
    /// that does.
    pub fn following(&self, top: usize, area: Rect) -> usize {
        let Some(at) = self.cursor else { return self.top(top, area) };
        let room = self.room(area).max(1);
        let margin = 2.min((room - 1) / 2);
        let (highest, lowest) = ((at + margin + 1).saturating_sub(room), at.saturating_sub(margin));
        let mut top = top.clamp(highest, lowest.max(highest));
        if let Some(part) = self.part(self.focus) {
            if part.len() <= room {
                top = top.clamp(part.end.saturating_sub(room), part.start);
            } else if at < part.start + room {
                top = top.min(part.start.max((at + 1).saturating_sub(room)));
            }
        }
        self.top(top, area)
    }
}
