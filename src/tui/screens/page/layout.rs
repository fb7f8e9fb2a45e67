//! The layout of the sections: one or two columns, each as long as its lines, scrolled in the window.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::proto::page::CreatorPage;
use crate::tui::kit::Ctx;
use crate::tui::look::SizeClass;

use super::PageScreen;
use super::section::Section;
use super::sheet::Run;

/// Height of the tabs and the footer. Size classes refer to the whole window.
const CHROME: u16 = 5;
/// Indent of section lines, for the cursor sign.
pub(super) const GUTTER: u16 = 2;
/// Gap between two columns.
const BETWEEN: u16 = 3;
/// Maximum width of text.
const WIDEST: u16 = 104;

/// The areas of the screen.
pub(super) struct PageAreas {
    /// The header with the creator.
    pub(super) head: Rect,
    /// The columns with their sections.
    pub(super) columns: Vec<(Rect, Vec<Section>)>,
}

/// Divides an area.
pub(super) fn areas(screen: &PageScreen, area: Rect) -> PageAreas {
    let class = SizeClass::of(Rect { height: area.height.saturating_add(CHROME), ..area });
    let head_lines = if area.height >= 16 { 3 } else { 1.min(area.height) };
    let head = Rect { height: head_lines.min(area.height), ..area };
    let body = Rect { y: area.y + head.height, height: area.height - head.height, ..area };
    if screen.is_full {
        let body = Rect { width: body.width.min(WIDEST.max(120)), ..body };
        return PageAreas { head, columns: vec![(body, vec![screen.focus])] };
    }
    let sections = Section::columns(class == SizeClass::Wide);
    if sections.len() == 1 {
        let body = Rect { width: body.width.min(WIDEST), ..body };
        return PageAreas { head, columns: sections.into_iter().map(|sections| (body, sections)).collect() };
    }
    let room = body.width.saturating_sub(BETWEEN);
    let left = (room / 2).saturating_sub(2).min(72);
    let right = (room - left).min(WIDEST);
    let areas = [Rect { width: left, ..body }, Rect { x: body.x + left + BETWEEN, width: right, ..body }];
    PageAreas { head, columns: areas.into_iter().zip(sections).collect() }
}

/// A line of a column.
pub(super) enum Drawn {
    /// The heading of a section.
    Heading(Section),
    /// A line of a section; may have the cursor.
    Line(Vec<Run>, bool),
    /// The gap between two sections.
    Blank,
}

/// All lines of a column.
pub(super) struct Column {
    pub(super) lines: Vec<Drawn>,
    /// The line range of each section, including its heading.
    parts: Vec<(Section, Range<usize>)>,
    /// The line with the cursor.
    cursor: Option<usize>,
}

impl Column {
    /// Lays out the sections of a column.
    pub(super) fn new(screen: &PageScreen, page: &CreatorPage, area: Rect, sections: &[Section], ctx: &Ctx) -> Self {
        let mut column = Self { lines: Vec::new(), parts: Vec::new(), cursor: None };
        for section in sections {
            if !column.lines.is_empty() {
                column.lines.push(Drawn::Blank);
            }
            let start = column.lines.len();
            column.lines.push(Drawn::Heading(*section));
            let sheet = section.sheet(page, ctx, usize::from(area.width.saturating_sub(GUTTER)), false);
            let at = screen.cursor_of(*section).and_then(|at| sheet.rows.get(at).copied());
            for (index, runs) in sheet.lines.into_iter().enumerate() {
                let is_cursor = *section == screen.focus && at == Some(index);
                if is_cursor {
                    column.cursor = Some(column.lines.len());
                }
                column.lines.push(Drawn::Line(runs, is_cursor));
            }
            column.parts.push((*section, start..column.lines.len()));
        }
        column
    }

    /// How many lines fit on screen: one is reserved for "more below".
    pub(super) fn room(&self, area: Rect) -> usize {
        let height = usize::from(area.height);
        if self.lines.len() > height { height.saturating_sub(1) } else { height }
    }

    /// Clamps the first line on screen to the lines there are.
    pub(super) fn top(&self, wanted: usize, area: Rect) -> usize {
        wanted.min(self.lines.len().saturating_sub(self.room(area)))
    }

    /// The first line on screen that brings a section into view with the least scrolling.
    pub(super) fn scroll_to_section(&self, section: Section, top: usize, area: Rect) -> usize {
        let Some((_, lines)) = self.parts.iter().find(|(known, _)| *known == section) else { return top };
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

    /// The first line on screen that brings the cursor into view, with the heading if it fits.
    pub(super) fn following(&self, top: usize, area: Rect) -> usize {
        let Some(at) = self.cursor else { return self.top(top, area) };
        let room = self.room(area).max(1);
        let margin = 2.min((room - 1) / 2);
        let (highest, lowest) = ((at + margin + 1).saturating_sub(room), at.saturating_sub(margin));
        self.top(top.clamp(highest, lowest.max(highest)), area)
    }
}
