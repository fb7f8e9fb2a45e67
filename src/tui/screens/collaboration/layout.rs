//! The layout of the sections: one or two columns, each as long as its lines, scrolled in the window.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::proto::collaboration::CollaborationPage;
use crate::tui::kit::Ctx;

use super::lines::{Run, Stop};
use super::section::Section;

/// Indent of section lines, for the cursor sign.
pub(super) const GUTTER: u16 = 2;
/// Gap between two columns.
const BETWEEN: u16 = 3;
/// From this width on there are two columns.
const TWO: u16 = 110;
/// Maximum width of text.
const WIDEST: u16 = 100;

/// The areas of the screen.
pub(super) struct Areas {
    /// The header with the creator and the next step.
    pub(super) head: Rect,
    /// The columns with their sections.
    pub(super) columns: Vec<(Rect, Vec<Section>)>,
}

/// Divides an area.
pub(super) fn areas(area: Rect) -> Areas {
    let head_lines = if area.height >= 12 { 3 } else { 2 };
    let head = Rect { height: head_lines.min(area.height), ..area };
    let body = Rect { y: area.y + head.height, height: area.height - head.height, ..area };
    let sections = Section::columns(body.width >= TWO);
    if sections.len() == 1 {
        let body = Rect { width: body.width.min(WIDEST), ..body };
        return Areas { head, columns: sections.into_iter().map(|sections| (body, sections)).collect() };
    }
    let room = body.width.saturating_sub(BETWEEN);
    let left = (room * 9 / 20).min(WIDEST);
    let right = (room - left).min(WIDEST);
    let areas = [Rect { width: left, ..body }, Rect { x: body.x + left + BETWEEN, width: right, ..body }];
    Areas { head, columns: areas.into_iter().zip(sections).collect() }
}

/// A line of a column.
pub(super) enum Drawn {
    /// The heading of a section.
    Heading(Section),
    /// A line of a section, and whether the cursor is on it.
    Line(Vec<Run>, bool),
    /// The gap between two sections.
    Blank,
}

/// All lines of a column.
pub(super) struct Column {
    pub(super) lines: Vec<Drawn>,
    /// The line with the cursor.
    cursor: Option<usize>,
    /// The heading of the section with the cursor, and the end of that section.
    part: Option<Range<usize>>,
}

impl Column {
    /// Lays out the sections of a column.
    pub(super) fn new(
        page: &CollaborationPage,
        width: u16,
        sections: &[Section],
        (focus, here): (Section, Option<Stop>),
        ctx: &Ctx,
    ) -> Self {
        let mut column = Self { lines: Vec::new(), cursor: None, part: None };
        for section in sections {
            if !column.lines.is_empty() {
                column.lines.push(Drawn::Blank);
            }
            let start = column.lines.len();
            column.lines.push(Drawn::Heading(*section));
            let cells = usize::from(width.saturating_sub(GUTTER));
            for (runs, stop) in section.lines(page, ctx, cells).lines {
                let is_cursor = *section == focus && stop.is_some() && stop == here;
                if is_cursor {
                    column.cursor = Some(column.lines.len());
                }
                column.lines.push(Drawn::Line(runs, is_cursor));
            }
            if *section == focus {
                column.part = Some(start..column.lines.len());
            }
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

    /// The first line on screen that brings the cursor into view, with all of its section if that fits, else with its heading if
    /// that does.
    pub(super) fn following(&self, top: usize, area: Rect) -> usize {
        let Some(at) = self.cursor else { return self.top(top, area) };
        let room = self.room(area).max(1);
        let mut top = top.clamp((at + 2).saturating_sub(room), at);
        if let Some(part) = &self.part {
            if part.len() <= room {
                top = top.clamp(part.end.saturating_sub(room), part.start);
            } else if at < part.start + room {
                top = top.min(part.start.max((at + 1).saturating_sub(room)));
            }
        }
        self.top(top, area)
    }
}
