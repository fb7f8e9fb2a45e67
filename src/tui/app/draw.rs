//! Draws the frame around the screens: tabs above, two lines below, popups over everything. Changes nothing.

use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Wrap};

use crate::tui::kit::Availability;
use crate::tui::kit::hit::{self, Wheel};
use crate::tui::kit::key::all_shown;
use crate::tui::look::size::SMALLEST;
use crate::tui::look::{Role, SizeClass};
use crate::tui::overlays::which_key;

use super::{Model, footer, tabs};

impl Model {
    /// Draws everything.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let window = frame.area();
        frame.buffer_mut().set_style(window, self.theme.style(Role::Text));
        if SizeClass::of(window) == SizeClass::TooSmall {
            return draw_too_small(frame);
        }
        let line = |y: u16| Rect { y, height: 1, ..window };
        let rule = |frame: &mut Frame<'_>, y: u16| {
            let text = "─".repeat(usize::from(window.width));
            frame.render_widget(Line::styled(text, self.theme.style(Role::Frame)), line(y));
        };
        tabs::draw(self, frame, line(window.y));
        rule(frame, window.y + 1);
        self.draw_bar(frame, line(window.y + 1));
        let body = self.body(window);
        hit::wheel(body, Wheel::LIST);
        if let Some(screen) = self.screen() {
            screen.draw(frame, body, &self.ctx, self.theme);
        }
        let strip = Rect { y: body.bottom(), height: self.tour_height(window), ..window };
        self.draw_tour(frame, strip);
        rule(frame, strip.bottom());
        let status =
            Rect { y: strip.bottom() + 1, height: window.bottom().saturating_sub(strip.bottom() + 2), ..window };
        footer::draw_status(self, frame, status);
        footer::draw_hints(self, frame, line(window.bottom().saturating_sub(1)));
        for layer in &self.layers {
            // The hints in the last line are those of the popup.
            hit::cover(Rect { height: window.height.saturating_sub(1), ..window });
            layer.popup.draw(frame, body, &self.ctx, self.theme);
        }
        if let Some(pending) = self.pending.as_ref().filter(|pending| pending.is_listed) {
            let is_dim = |action| matches!(self.availability(action), Availability::No(_));
            let next: Vec<_> = pending.next.iter().map(|next| (*next, next.action.is_some_and(is_dim))).collect();
            which_key::draw(frame, body, &all_shown(&pending.keys), &next, self.theme);
        }
    }
}

fn draw_too_small(frame: &mut Frame<'_>) {
    let area = frame.area();
    let (width, height) = SMALLEST;
    let sentence =
        format!("This window is {}x{}. Tenfold needs {width}x{height}. Your work is saved.", area.width, area.height);
    let lines = Constraint::Length(area.height.min(3));
    frame.render_widget(Paragraph::new(sentence).wrap(Wrap { trim: true }), area.centered_vertically(lines));
}
