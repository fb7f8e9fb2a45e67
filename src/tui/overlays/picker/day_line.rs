//! The line of a list on which the day is typed. Tab turns to it and back.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::day::{short, spoken};
use crate::tui::kit::Ctx;
use crate::tui::kit::key::{KeyCode, KeyCombination};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::input::TextInput;

/// Cells of the label, and of the box behind it.
const LABEL: u16 = 5;
const BOX: u16 = 14;

/// The day on which something happened, as typed; empty for today.
#[derive(Clone, Debug, Default)]
pub(super) struct DayLine {
    input: TextInput,
    /// Whether it takes the keys.
    pub(super) has_focus: bool,
}

impl DayLine {
    /// Takes a key. Returns false for a key that belongs to the list.
    pub(super) fn key(&mut self, key: KeyCombination, code: KeyCode) -> bool {
        match code {
            KeyCode::Tab | KeyCode::BackTab => self.has_focus = !self.has_focus,
            KeyCode::Esc | KeyCode::Enter | KeyCode::Up | KeyCode::Down => return false,
            _ if self.has_focus => _ = self.input.key(key),
            _ => return false,
        }
        true
    }

    /// Takes pasted text.
    pub(super) fn insert(&mut self, pasted: &str) {
        self.input.insert(pasted);
    }

    /// Reads the day; a fault says why it can't be meant.
    pub(super) fn read(&self, ctx: &Ctx) -> Result<NaiveDate, String> {
        let typed = self.input.value().trim();
        if typed.is_empty() {
            return Ok(ctx.today);
        }
        let day = ctx.calendar().read_past(typed).map_err(|fault| fault.to_string())?;
        if day > ctx.today { Err(format!("in the future: {}", short(day, ctx.today))) } else { Ok(day) }
    }

    /// Draws the label, the box, and what it means.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        let role = if self.has_focus { Role::Key } else { Role::Quiet };
        frame.render_widget(Line::styled("Day", theme.style(role)), area);
        let place = Rect { x: area.x.saturating_add(LABEL), width: BOX, ..area }.intersection(area);
        if self.has_focus || !self.input.value().is_empty() {
            self.input.draw(frame, place, self.has_focus, theme);
        }
        let (meaning, role) = match self.read(ctx) {
            Ok(day) => (spoken(day, ctx.today), Role::Text),
            Err(fault) => (format!("! {fault}"), Role::Bad),
        };
        let used = if self.has_focus || !self.input.value().is_empty() { LABEL + BOX + 1 } else { LABEL };
        let rest = Rect { x: area.x.saturating_add(used), width: area.width.saturating_sub(used), ..area };
        let rest = rest.intersection(area);
        let meaning = text::fit(&meaning, usize::from(rest.width));
        frame.render_widget(Line::styled(meaning, theme.style(role)), rest);
    }
}
