//! The parts of the builder. A large window shows all of them, a small one the current one.

use strum::IntoEnumIterator;

use crate::tui::look::text;

/// A part of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub(super) enum Pane {
    /// Everybody who could be booked.
    #[default]
    People,
    /// Who is in the batch, and what that costs.
    Batch,
    /// What it would bring.
    Forecast,
    /// What it can tell, and its days.
    Days,
}

impl Pane {
    /// Its heading.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::People => "Who",
            Self::Batch => "Batch",
            Self::Forecast => "Forecast",
            Self::Days => "Test and days",
        }
    }

    /// The next or the previous one, around the ends.
    pub(super) fn beside(self, forward: bool) -> Self {
        let all: Vec<Self> = Self::iter().collect();
        let at = all.iter().position(|pane| *pane == self).unwrap_or(0);
        let step = if forward { 1 } else { all.len() - 1 };
        all.get((at + step) % all.len()).copied().unwrap_or_default()
    }
}

/// What stands between two words of the row of panes.
pub(super) const BETWEEN: &str = "  ";

/// The row of panes with the current one between `»` and `«` and the number of creators in the batch; where that does not fit, the
/// current one alone, and how to go on.
pub(super) fn tabs(current: Pane, in_batch: usize, next_key: &str, cells: usize) -> String {
    let word = |pane: Pane| match pane {
        Pane::Batch => format!("{} ({in_batch})", pane.word()),
        pane => pane.word().to_owned(),
    };
    let all = Pane::iter().map(|pane| if pane == current { format!("»{}«", word(pane)) } else { word(pane) });
    let all = all.collect::<Vec<_>>().join(BETWEEN);
    if text::width(&all) <= cells { all } else { format!("»{}«{BETWEEN}{next_key}: more", word(current)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_wrap_both_ways() {
        assert_eq!(Pane::People.beside(false), Pane::Days);
        assert_eq!(Pane::Days.beside(true), Pane::People);
    }

    #[test]
    fn the_current_pane_is_named_at_any_width() {
        assert_eq!(tabs(Pane::Batch, 4, "Tab", 60), "Who  »Batch (4)«  Forecast  Test and days");
        assert_eq!(tabs(Pane::Batch, 4, "Tab", 20), "»Batch (4)«  Tab: more");
    }
}
