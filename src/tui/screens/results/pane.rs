//! The parts of the screen, of which one at a time has the room below the headline.

use strum::IntoEnumIterator;

use crate::domain::Goal;
use crate::tui::look::text;

use super::list::Reach;
use super::program;

/// A part of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub(super) enum Pane {
    /// Each creator with a bar; on large windows with the next three beside it.
    #[default]
    Creators,
    /// What was spent and what came back, day by day; for other goals what they count.
    Money,
    /// Views, clicks, orders.
    Funnel,
    /// What the numbers suggest, with reasons.
    Hints,
    /// Niches, tiers and styles.
    Groups,
    /// Batches at equal age.
    Batches,
    /// Orders that need review, and how tracked orders count.
    Review,
}

impl Pane {
    /// The word in the row of panes, in a campaign with a goal.
    pub(super) fn word(self, goal: Goal) -> &'static str {
        match self {
            Self::Creators => "Answer",
            Self::Money => match goal {
                Goal::Conversions => "Money",
                Goal::Awareness => "Views",
                Goal::Ugc => "Assets",
            },
            Self::Funnel => "Funnel",
            Self::Hints => "Suggestions",
            Self::Groups => "Groups",
            Self::Batches => "Batches",
            Self::Review => "Review",
        }
    }

    /// Whether its lines are those of the list of creators, so that verbs act on the creator under the cursor.
    pub(super) fn lists_creators(self) -> bool {
        matches!(self, Self::Creators | Self::Money | Self::Funnel | Self::Hints)
    }

    /// The panes of one campaign or batch; of all campaigns beside each other there are two.
    pub(super) fn of(reach: Reach) -> Vec<Self> {
        if reach == Reach::All { vec![Self::Creators, Self::Money] } else { Self::iter().collect() }
    }

    /// The pane some steps further; behind the last comes the first.
    pub(super) fn turned(self, steps: usize, forward: bool, reach: Reach) -> Self {
        let all = Self::of(reach);
        let at = all.iter().position(|pane| *pane == self).unwrap_or(0);
        let steps = steps % all.len();
        let next = (at + if forward { steps } else { all.len() - steps }) % all.len();
        all.get(next).copied().unwrap_or_default()
    }
}

/// Writes the row of panes with the current one between `»` and `«`, and how many doubts wait; where it does not fit, the current
/// one alone, and how to go on.
pub(super) fn tabs(current: Pane, (reach, goal): (Reach, Goal), review: i64, next_key: &str, cells: usize) -> String {
    let word = |pane: Pane| match (pane, review) {
        (Pane::Creators, _) if reach == Reach::All => "Campaigns".to_owned(),
        (Pane::Money, _) if reach == Reach::All => program::TITLE.to_owned(),
        (Pane::Review, review) if review > 0 => format!("Review {}", crate::domain::number::full(review)),
        _ => pane.word(goal).to_owned(),
    };
    let all =
        Pane::of(reach).into_iter().map(|pane| if pane == current { format!("»{}«", word(pane)) } else { word(pane) });
    let all = all.collect::<Vec<_>>().join("  ");
    if text::width(&all) <= cells { all } else { format!("»{}«  {next_key}: more", word(current)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_wrap_both_ways() {
        assert_eq!(Pane::Creators.turned(1, true, Reach::Campaign), Pane::Money);
        assert_eq!(Pane::Creators.turned(1, false, Reach::Campaign), Pane::Review);
        assert_eq!(Pane::Review.turned(8, true, Reach::Campaign), Pane::Creators);
        assert_eq!(Pane::Creators.turned(1, true, Reach::All), Pane::Money);
        assert_eq!(Pane::Creators.turned(2, true, Reach::All), Pane::Creators);
    }

    #[test]
    fn the_current_pane_is_named_at_any_width() {
        let row = tabs(Pane::Groups, (Reach::Campaign, Goal::Conversions), 14, "Tab", 90);
        assert_eq!(row, "Answer  Money  Funnel  Suggestions  »Groups«  Batches  Review 14");
        assert_eq!(tabs(Pane::Groups, (Reach::Campaign, Goal::Conversions), 14, "Tab", 30), "»Groups«  Tab: more");
    }
}
