//! The manual: a list of topics, and the open topic.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::kit::Ctx;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, single};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::kit::topic::{ALL, Topic, WIDTH};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::{dialog, more};

use super::boxed;

/// Lines that PgDn moves by.
const PAGE: usize = 10;

/// The manual.
#[derive(Debug)]
pub struct Topics {
    at: usize,
    /// First visible line of the open topic; `None` in the list of topics.
    top: Option<usize>,
    /// Whether a topic was opened directly, so Esc closes it.
    is_direct: bool,
}

impl Topics {
    /// The list of topics, or one of them.
    pub fn new(topic: Option<Topic>) -> Self {
        let at = topic.and_then(|topic| ALL.iter().position(|known| *known == topic));
        Self { at: at.unwrap_or(0), top: at.map(|_| 0), is_direct: at.is_some() }
    }

    fn topic(&self) -> Topic {
        ALL[self.at.min(ALL.len() - 1)]
    }

    /// Chooses a topic.
    fn choose(&mut self, code: KeyCode) -> Step {
        match code {
            KeyCode::Esc | KeyCode::Char('q' | '?') => return Step::Close,
            KeyCode::Down | KeyCode::Char('j') => self.at = (self.at + 1).min(ALL.len() - 1),
            KeyCode::Up | KeyCode::Char('k') => self.at = self.at.saturating_sub(1),
            KeyCode::Enter => self.top = Some(0),
            _ => {}
        }
        Step::Stay
    }

    /// Scrolls, or leaves the topic.
    fn read(&mut self, top: usize, code: KeyCode) -> Step {
        // Narrow windows wrap into more lines; `draw` clamps to the real end.
        let last = self.topic().lines(WIDTH).len() * 3;
        let next = match code {
            KeyCode::Esc | KeyCode::Char('q' | '?') if self.is_direct => return Step::Close,
            KeyCode::Esc | KeyCode::Char('q' | '?') => {
                self.top = None;
                return Step::Stay;
            }
            KeyCode::Down | KeyCode::Char('j' | 'J') => top + 1,
            KeyCode::Up | KeyCode::Char('k' | 'K') => top.saturating_sub(1),
            KeyCode::PageDown | KeyCode::Char(' ') => top + PAGE,
            KeyCode::PageUp => top.saturating_sub(PAGE),
            KeyCode::Home | KeyCode::Char('g') => 0,
            KeyCode::End | KeyCode::Char('G') => last,
            KeyCode::Tab => {
                self.at = (self.at + 1) % ALL.len();
                0
            }
            _ => top,
        };
        self.top = Some(next.min(last));
        Step::Stay
    }
}

impl Popup for Topics {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        match (single(canonical(key)), self.top) {
            (Some(code), None) => self.choose(code),
            (Some(code), Some(top)) => self.read(top, code),
            (None, _) => Step::Stay,
        }
    }

    fn point(&mut self, spot: usize, _is_double: bool, _ctx: &Ctx) -> Step {
        (self.at, self.top) = (spot.min(ALL.len() - 1), Some(0));
        Step::Stay
    }

    fn hints(&self) -> &'static str {
        match self.top {
            None => "↑↓ choose   Enter read   Esc close",
            Some(_) if self.is_direct => "↑↓ PgDn scroll   Tab next topic   Esc close",
            Some(_) => "↑↓ PgDn scroll   Tab next topic   Esc topics",
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let Some(top) = self.top else { return self.draw_list(frame, area, theme) };
        let cells = WIDTH.min(usize::from(area.width).saturating_sub(4));
        let lines = self.topic().lines(cells);
        let wide = u16::try_from(WIDTH + 4).unwrap_or(u16::MAX);
        let height = usize::from(area.height.saturating_sub(2));
        let top = top.min(lines.len().saturating_sub(height));
        let inner = boxed::draw(frame, area, (wide, area.height), self.topic().title(), theme);
        more::on_frame(frame, inner, top, lines.len().saturating_sub(top + height), theme);
        let shown = lines.iter().skip(top);
        for (y, line) in (inner.y..inner.bottom()).zip(shown) {
            let style = if line.is_heading { theme.style(Role::Strong) } else { theme.style(Role::Text) };
            frame.render_widget(Line::styled(line.text.as_str(), style), Rect { y, height: 1, ..inner });
        }
    }
}

impl Topics {
    fn draw_list(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let height = u16::try_from(ALL.len() + 2).unwrap_or(u16::MAX);
        let inner = boxed::draw(frame, area, (60, height), "Help topics", theme);
        let room = usize::from(inner.height);
        let top = dialog::top(self.at, ALL.len(), room);
        more::on_frame(frame, inner, top, ALL.len().saturating_sub(top + room), theme);
        for (y, (index, topic)) in (inner.y..inner.bottom()).zip(ALL.iter().enumerate().skip(top)) {
            let cells = usize::from(inner.width);
            let mark = if index == self.at { "> " } else { "  " };
            let style = if index == self.at { theme.style(Role::Cursor) } else { theme.style(Role::Text) };
            let line = text::left(&format!("{mark}{}", topic.title()), cells);
            hit::put(Rect { y, height: 1, ..inner }, || Target::Spot(index));
            frame.render_widget(Line::styled(line, style), Rect { y, height: 1, ..inner });
        }
    }
}
