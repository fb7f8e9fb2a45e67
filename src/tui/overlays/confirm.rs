//! A question with buttons that say what they do. The safe one has the focus.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};

use crate::tui::kit::Ctx;
use crate::tui::kit::hit;
use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, single};
use crate::tui::kit::overlay::{Confirm, Value};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::{Role, Theme, text};

use super::boxed;

/// What stands between the buttons.
const BETWEEN: &str = "   ";

/// The question on the screen.
#[derive(Debug)]
pub struct ConfirmBox {
    question: Confirm,
    on_yes: bool,
}

impl ConfirmBox {
    /// Asks.
    pub fn new(question: Confirm) -> Self {
        Self { question, on_yes: false }
    }
}

impl Popup for ConfirmBox {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        match single(canonical(key)) {
            Some(KeyCode::Char('y')) => return Step::Done(Value::Yes),
            Some(KeyCode::Enter) if self.on_yes => return Step::Done(Value::Yes),
            Some(KeyCode::Char('n' | 'q') | KeyCode::Esc | KeyCode::Enter) => return Step::Close,
            Some(KeyCode::Tab | KeyCode::BackTab | KeyCode::Left | KeyCode::Right | KeyCode::Char('h' | 'l')) => {
                self.on_yes = !self.on_yes;
            }
            _ => {}
        }
        Step::Stay
    }

    fn takes_letter(&self, letter: char) -> bool {
        letter.is_ascii()
    }

    fn hints(&self) -> &'static str {
        "y yes   n no   Tab other button   Enter press   Esc close"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        const WIDTH: u16 = 66;
        let cells = usize::from(WIDTH.min(area.width).saturating_sub(4)).max(1);
        let lines = self.question.text.lines().map(|line| text::width(line).div_ceil(cells).max(1)).sum::<usize>();
        let lines = u16::try_from(lines + 1).unwrap_or(u16::MAX);
        let inner = boxed::draw(frame, area, (WIDTH, lines.saturating_add(4)), &self.question.title, theme);
        let body = Rect { height: inner.height.saturating_sub(2), ..inner };
        frame.render_widget(Paragraph::new(self.question.text.as_str()).wrap(Wrap { trim: true }), body);
        let button = |label: &str, key: &str, has_focus: bool| {
            let sign = if has_focus { ">" } else { " " };
            let style = theme.style(if has_focus { Role::Cursor } else { Role::Text });
            Span::styled(format!("{sign}[ {label} ] {key} "), style)
        };
        let (no, yes) = (button(&self.question.no, "n", !self.on_yes), button(&self.question.yes, "y", self.on_yes));
        if inner.height > 0 {
            let foot = Rect { y: inner.bottom() - 1, height: 1, ..inner };
            hit::key(hit::part(foot, 0, &no.content), "n");
            hit::key(hit::part(foot, no.width() + BETWEEN.len(), &yes.content), "y");
            frame.render_widget(Line::from(vec![no, Span::raw(BETWEEN), yes]), foot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::kit::key::parse;
    use crate::tui::overlays::tests::ctx;

    #[test]
    fn a_quick_enter_never_confirms() {
        let question = Confirm { title: String::new(), text: String::new(), yes: "Empty".into(), no: "Keep".into() };
        let press = |keys: &[&str]| {
            let mut asked = ConfirmBox::new(question.clone());
            keys.iter().map(|key| asked.key(parse(key).unwrap(), &ctx())).last()
        };
        assert_eq!(press(&["enter"]), Some(Step::Close));
        assert_eq!(press(&["esc"]), Some(Step::Close));
        assert_eq!(press(&["x"]), Some(Step::Stay));
        assert_eq!(press(&["y"]), Some(Step::Done(Value::Yes)));
        assert_eq!(press(&["tab", "enter"]), Some(Step::Done(Value::Yes)));
        assert_eq!(press(&["tab", "tab", "enter"]), Some(Step::Close));
    }
}
