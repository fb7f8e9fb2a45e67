//! Text to read, with scrolling.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, notation, single};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Theme, text};
use crate::tui::widgets::more;

use super::boxed;

/// Text on the screen.
#[derive(Debug)]
pub struct Reader {
    title: String,
    lines: Vec<String>,
    top: usize,
}

/// Text is never wider than this.
const WIDTH: u16 = 100;
/// Lines that PgDn moves by.
const PAGE: usize = 10;

impl Reader {
    /// Shows these lines.
    pub fn new(title: impl Into<String>, lines: Vec<String>) -> Self {
        Self { title: title.into(), lines, top: 0 }
    }
}

impl Popup for Reader {
    fn key(&mut self, key: KeyCombination, ctx: &Ctx) -> Step {
        // The key that opened it closes it.
        let is_of = |action| ctx.keys.notations(action, &[]).contains(&notation(canonical(key)));
        if is_of(Action::PaneInfo) || is_of(Action::PaneFull) {
            return Step::Close;
        }
        // Wrapping makes more lines than were given; drawing stops at the true end.
        let last = self.lines.iter().map(|line| 1 + line.len() / 20).sum::<usize>();
        self.top = match single(canonical(key)) {
            Some(KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q' | '?')) => return Step::Close,
            Some(KeyCode::Down | KeyCode::Char('j' | 'J')) => self.top + 1,
            Some(KeyCode::Up | KeyCode::Char('k' | 'K')) => self.top.saturating_sub(1),
            Some(KeyCode::PageDown | KeyCode::Char(' ')) => self.top + PAGE,
            Some(KeyCode::PageUp) => self.top.saturating_sub(PAGE),
            Some(KeyCode::Home | KeyCode::Char('g')) => 0,
            Some(KeyCode::End | KeyCode::Char('G')) => last,
            _ => self.top,
        }
        .min(last);
        Step::Stay
    }

    fn takes_letter(&self, letter: char) -> bool {
        letter.is_ascii()
    }

    fn hints(&self) -> &'static str {
        "↑↓ scroll   Esc close"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let cells = usize::from(WIDTH.min(area.width).saturating_sub(4));
        // What fits stands as it was written: its blanks are columns.
        let shown = |line: &String| {
            if text::width(line) <= cells { vec![line.clone()] } else { text::wrapped(line, cells) }
        };
        let lines: Vec<String> = self.lines.iter().flat_map(shown).collect();
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inner = boxed::draw(frame, area, (WIDTH, height.max(5)), &self.title, theme);
        // Near the end the text stops at its last line instead of scrolling out of the box.
        let top = self.top.min(lines.len().saturating_sub(usize::from(inner.height)));
        let below = lines.len().saturating_sub(top + usize::from(inner.height));
        more::on_frame(frame, inner, top, below, theme);
        for (y, line) in (inner.y..inner.bottom()).zip(lines.into_iter().skip(top)) {
            frame.render_widget(Line::raw(line), Rect { y, height: 1, ..inner });
        }
    }
}
