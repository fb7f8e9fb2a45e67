//! Counts as bars to choose from: arrows and Enter.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::number::full;
use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, notation, single};
use crate::tui::kit::overlay::{Bars, Choice, Value};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::{bar, dialog, more};

use super::prompt::{padded, row};

/// Cells and rows of a large window.
const WIDEST: u16 = 96;
/// Most cells of a label.
const LONGEST_LABEL: usize = 28;
/// Rows that PgDn moves by.
const PAGE: usize = 10;

/// The bars on the screen.
#[derive(Debug)]
pub struct BarBox {
    bars: Bars,
    at: usize,
}

impl BarBox {
    /// Shows the bars.
    pub fn new(bars: Bars) -> Self {
        Self { bars, at: 0 }
    }

    fn last(&self) -> usize {
        self.bars.rows.len().saturating_sub(1)
    }

    /// A label, its bar, its count and its share of all.
    fn line(&self, at: usize, cells: usize) -> [String; 3] {
        let Some((label, count)) = self.bars.rows.get(at) else { return Default::default() };
        let widest = self.bars.rows.iter().map(|(label, _)| text::width(&text::shown(label))).max().unwrap_or(0);
        let label_cells = widest.min(LONGEST_LABEL).min(cells / 3);
        let most = self.bars.rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let figures = format!("{:>9} {:>5}", full(*count), share(*count, self.bars.all));
        let room = cells.saturating_sub(label_cells + text::width(&figures) + 6);
        let drawn = bar::eighths(*count, most, room);
        let sign = if at == self.at { '>' } else { ' ' };
        let label = text::left(&text::shown(label), label_cells);
        [format!("{sign} {label} "), format!(" {} ", text::left(&drawn, room)), format!(" {figures}")]
    }
}

/// `12%`, and `<1%` for the few.
fn share(count: i64, all: i64) -> String {
    match count.saturating_mul(100).saturating_add(all / 2).checked_div(all) {
        Some(0) if count > 0 => "<1%".to_owned(),
        Some(percent) => format!("{percent}%"),
        None => String::new(),
    }
}

impl Popup for BarBox {
    fn key(&mut self, key: KeyCombination, ctx: &Ctx) -> Step {
        // The key that opened it closes it.
        if ctx.keys.notations(Action::FilterCount, &[]).contains(&notation(canonical(key))) {
            return Step::Close;
        }
        let last = self.last();
        self.at = match single(canonical(key)) {
            Some(KeyCode::Esc | KeyCode::Char('q')) => return Step::Close,
            Some(KeyCode::Enter) if self.bars.rows.is_empty() => return Step::Close,
            Some(KeyCode::Enter) => return Step::Done(Value::Chosen(Choice::Entry(self.at))),
            Some(KeyCode::Down | KeyCode::Char('j')) => self.at + 1,
            Some(KeyCode::Up | KeyCode::Char('k')) => self.at.saturating_sub(1),
            Some(KeyCode::PageDown | KeyCode::Char(' ')) => self.at + PAGE,
            Some(KeyCode::PageUp) => self.at.saturating_sub(PAGE),
            Some(KeyCode::Home | KeyCode::Char('g')) => 0,
            Some(KeyCode::End | KeyCode::Char('G')) => last,
            _ => self.at,
        }
        .min(last);
        Step::Stay
    }

    fn takes_letter(&self, letter: char) -> bool {
        matches!(letter, 'j' | 'k' | 'g' | 'G' | 'q' | 'F')
    }

    fn hints(&self) -> &'static str {
        "↑↓ move   Enter filter to this bar   Esc close"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let width = WIDEST.min(area.width.saturating_sub(4));
        let feet = text::wrapped(&text::shown(&self.bars.foot), usize::from(width.saturating_sub(2)));
        let foot_lines = u16::try_from(feet.len()).unwrap_or(0);
        let rows = u16::try_from(self.bars.rows.len()).unwrap_or(u16::MAX);
        let wanted = rows.saturating_add(foot_lines).saturating_add(1).max(4);
        let inside = dialog::window(frame, area, (width, wanted), &self.bars.title, theme);
        let room = usize::from(inside.height.saturating_sub(foot_lines + 1));
        let top = dialog::top(self.at, self.bars.rows.len(), room);
        let cells = usize::from(padded(inside).width);
        for at in (top..self.bars.rows.len()).take(room) {
            let down = u16::try_from(at - top).unwrap_or(u16::MAX);
            let place = padded(row(inside, down)).intersection(inside);
            let is_quiet = self.bars.quiet == Some(at);
            let role = match () {
                () if at == self.at => Role::Cursor,
                () if is_quiet => Role::Quiet,
                () => Role::Text,
            };
            // Turned round, a bar under the cursor would be drawn by what is not there.
            let bar_role = if is_quiet { Role::Quiet } else { Role::First };
            let [label, bar, figures] = self.line(at, cells);
            let spans = [(label, role), (bar, bar_role), (figures, role)];
            let line = Line::from_iter(spans.map(|(part, role)| Span::styled(part, theme.style(role))));
            frame.render_widget(line, place);
        }
        more::on_frame(frame, inside, top, self.bars.rows.len().saturating_sub(top + room), theme);
        for (line, from) in feet.iter().rev().zip(1_u16..) {
            let place = padded(row(inside, inside.height.saturating_sub(from))).intersection(inside);
            if usize::from(inside.height) > usize::from(from) {
                frame.render_widget(Span::styled(text::fit(line, cells), theme.style(Role::Quiet)), place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::overlays::tests::{draws_everywhere, press, screenshot};

    fn bars() -> BarBox {
        let rows = vec![("1k to 10k".to_owned(), 800), ("10k to 100k".to_owned(), 35), ("unknown".to_owned(), 1)];
        BarBox::new(Bars {
            title: "836 creators by followers".to_owned(),
            rows,
            quiet: Some(2),
            all: 836,
            foot: "Unknown: 1 creator.".to_owned(),
        })
    }

    #[test]
    fn arrows_and_enter_choose_a_bar() {
        assert_eq!(press(&mut bars(), "down enter"), Step::Done(Value::Chosen(Choice::Entry(1))));
        assert_eq!(press(&mut bars(), "end enter"), Step::Done(Value::Chosen(Choice::Entry(2))));
        assert_eq!(press(&mut bars(), "up enter"), Step::Done(Value::Chosen(Choice::Entry(0))));
        for key in ["esc", "q", "shift-f"] {
            assert_eq!(press(&mut bars(), key), Step::Close, "{key}");
        }
    }

    #[test]
    fn the_bars_are_drawn_at_any_size() {
        let drawn = screenshot(&bars(), 80, 12);
        assert!(drawn.contains("836 creators by followers") && drawn.contains("<1%"), "{drawn}");
        draws_everywhere(&bars());
        draws_everywhere(&BarBox::new(Bars::default()));
    }
}
