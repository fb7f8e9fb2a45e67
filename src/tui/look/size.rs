//! Size classes: what a window of a given size can hold.

use ratatui::layout::Rect;

/// Smallest window in which the screens work.
pub const SMALLEST: (u16, u16) = (40, 12);

/// What fits into a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SizeClass {
    /// Too small for anything but a sentence.
    TooSmall,
    /// 40 to 59 columns: the first column and one more.
    Tiny,
    /// 60 to 79 columns: a few columns.
    Narrow,
    /// 80 to 109 columns, or fewer than 30 lines: a list with two lines of info below.
    Medium,
    /// 110 columns and 30 lines up: list and info side by side.
    Wide,
}

impl SizeClass {
    /// Returns the class of a window.
    pub fn of(area: Rect) -> Self {
        match (area.width, area.height) {
            (width, height) if width < SMALLEST.0 || height < SMALLEST.1 => Self::TooSmall,
            (..60, _) => Self::Tiny,
            (..80, _) => Self::Narrow,
            (110.., 30..) => Self::Wide,
            _ => Self::Medium,
        }
    }
}
