//! A list whose items can be reordered, hidden and resized, such as table columns.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::kit::Ctx;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, single};
use crate::tui::kit::overlay::{Arrange, Breadth, Value};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::{dialog, more};

use super::prompt::{padded, row};

/// Cells the list wants.
const WIDEST: u16 = 48;

/// A window with a list that can be put in order.
#[derive(Clone, Debug)]
pub struct Arranger {
    arrange: Arrange,
    at: usize,
}

impl Arranger {
    /// Opens the list.
    pub fn new(arrange: Arrange) -> Self {
        Self { arrange, at: 0 }
    }

    fn step(&mut self, down: bool) {
        let last = self.arrange.items.len().saturating_sub(1);
        self.at = if down { (self.at + 1).min(last) } else { self.at.saturating_sub(1) };
    }

    /// Moves the item under the cursor by one place; the cursor follows.
    fn carry(&mut self, down: bool) {
        let to = if down { self.at + 1 } else { self.at.wrapping_sub(1) };
        if to < self.arrange.items.len() {
            self.arrange.items.swap(self.at, to);
            self.at = to;
        }
    }
}

impl Popup for Arranger {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        let here = self.at;
        match single(canonical(key)) {
            Some(KeyCode::Esc | KeyCode::Char('q')) => return Step::Close,
            Some(KeyCode::Enter) => return Step::Done(Value::Arranged(std::mem::take(&mut self.arrange.items))),
            Some(KeyCode::Down | KeyCode::Char('j')) => self.step(true),
            Some(KeyCode::Up | KeyCode::Char('k')) => self.step(false),
            Some(KeyCode::Char('J' | '>') | KeyCode::Right) => self.carry(true),
            Some(KeyCode::Char('K' | '<') | KeyCode::Left) => self.carry(false),
            Some(KeyCode::Char(' ' | 'x')) => {
                if let Some(item) = self.arrange.items.get_mut(here) {
                    item.is_shown = !item.is_shown;
                }
                self.step(true);
            }
            Some(KeyCode::Char('w')) => {
                if let Some(item) = self.arrange.items.get_mut(here) {
                    item.breadth = item.breadth.next();
                }
            }
            Some(KeyCode::Char('r')) => self.arrange.items.clone_from(&self.arrange.first),
            _ => {}
        }
        Step::Stay
    }

    fn point(&mut self, spot: usize, _is_double: bool, _ctx: &Ctx) -> Step {
        if let Some(item) = self.arrange.items.get_mut(spot) {
            item.is_shown = !item.is_shown;
            self.at = spot;
        }
        Step::Stay
    }

    fn takes_letter(&self, letter: char) -> bool {
        letter.is_ascii()
    }

    fn hints(&self) -> &'static str {
        "Space on or off   J K move   w width   r reset   Enter save   Esc cancel"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let items = &self.arrange.items;
        let wanted = u16::try_from(items.len() + 2).unwrap_or(u16::MAX);
        let inside = dialog::window(frame, area, (WIDEST, wanted), &self.arrange.title, theme);
        let room = usize::from(inside.height.saturating_sub(1));
        let top = dialog::top(self.at, items.len(), room);
        let cells = usize::from(padded(inside).width);
        more::on_frame(frame, inside, top, items.len().saturating_sub(top + room), theme);
        for (index, item) in items.iter().enumerate().skip(top).take(room) {
            let is_here = index == self.at;
            let sign = if item.is_shown { "[x]" } else { "[ ]" };
            let breadth = match item.breadth {
                Breadth::Normal => "",
                Breadth::Narrow => "narrow",
                Breadth::Wide => "wide",
            };
            let name = text::left(&item.label, cells.saturating_sub(15));
            let said = format!("{} {sign} {name}  {breadth}", if is_here { '>' } else { ' ' });
            let role = match (is_here, item.is_shown) {
                (true, _) => Role::Cursor,
                (_, true) => Role::Text,
                _ => Role::Quiet,
            };
            let down = u16::try_from(index - top).unwrap_or(u16::MAX);
            hit::put(row(inside, down), || Target::Spot(index));
            let line = Line::styled(text::left(&said, cells), theme.style(role));
            frame.render_widget(line, padded(row(inside, down)).intersection(inside));
        }
        if inside.height > 1 {
            let last = padded(row(inside, inside.height - 1));
            let said = text::fit(&self.arrange.foot, cells);
            frame.render_widget(Line::styled(said, theme.style(Role::Quiet)), last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::kit::overlay::ArrangeItem;
    use crate::tui::overlays::tests::{draws_everywhere, press, screenshot};

    fn columns() -> Arranger {
        let item = |key, is_shown| ArrangeItem { key, label: key.to_owned(), is_shown, breadth: Breadth::Normal };
        let items = vec![item("tier", true), item("price", true), item("country", false)];
        let (title, foot) = ("Columns".to_owned(), "the handle always comes first".to_owned());
        Arranger::new(Arrange { title, first: items.clone(), items, foot })
    }

    fn kept(step: &Step) -> Vec<(&'static str, bool, Breadth)> {
        let Step::Done(Value::Arranged(items)) = step else { panic!("{step:?}") };
        items.iter().map(|item| (item.key, item.is_shown, item.breadth)).collect()
    }

    #[test]
    fn columns_are_hidden_moved_and_widened() {
        let mut list = columns();
        press(&mut list, "space w down space shift-k shift-k");
        let kept = kept(&press(&mut list, "enter"));
        assert_eq!(
            kept,
            [("country", true, Breadth::Normal), ("tier", false, Breadth::Normal), ("price", true, Breadth::Wide)]
        );
        let mut list = columns();
        press(&mut list, "space w shift-j r");
        assert_eq!(press(&mut list, "esc"), Step::Close);
        assert_eq!(list.arrange.items, list.arrange.first);
    }

    #[test]
    fn the_order_is_drawn_at_any_size() {
        let mut list = columns();
        press(&mut list, "down w");
        insta::assert_snapshot!(screenshot(&list, 60, 9));
        draws_everywhere(&list);
    }
}
