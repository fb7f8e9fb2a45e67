//! Helpers for the overlay tests.

mod opened;

use chrono::NaiveDate;
use crokey::KeyCombination;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::domain::{Currency, TierBorders};
use crate::tui::kit::Ctx;
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::Theme;

/// Wednesday 11 march 2026.
pub(crate) fn ctx() -> Ctx {
    let today = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
    Ctx::new(
        1_773_230_400_000,
        crate::domain::day::Calendar::day_first(today),
        TierBorders::default(),
        Currency::USD,
        false,
    )
}

/// Presses space-separated keys and returns the result of the last one.
pub(crate) fn press(popup: &mut impl Popup, keys: &str) -> Step {
    let ctx = ctx();
    let step = |key: &str| popup.key(key.parse::<KeyCombination>().expect("a key"), &ctx);
    keys.split(' ').map(step).last().expect("at least one key")
}

/// The popup over an empty screen, as text.
pub(crate) fn screenshot(popup: &impl Popup, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    terminal.draw(|frame| popup.draw(frame, frame.area(), &ctx(), Theme::default())).expect("drawn");
    terminal.backend().to_string()
}

/// Draws the popup at many sizes to check that none panics.
pub(crate) fn draws_everywhere(popup: &impl Popup) {
    for width in (1..=220).step_by(9) {
        for height in (1..=70).step_by(3) {
            screenshot(popup, width, height);
        }
    }
    for size in 1..=14 {
        screenshot(popup, size, size);
    }
}
