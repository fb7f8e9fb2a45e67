//! The mouse as the screens see it: presses of the left button, drags, releases and turns of the wheel.

use ratatui::layout::Position;

/// A second press on the same place within this time is a double click, milliseconds.
pub const DOUBLE_MS: i64 = 400;
/// More turns of the wheel at once than this are an accident.
const MOST_TURNS: i32 = 200;

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button went down.
    Press,
    /// It moved with the left button held.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel turned so many notches, down if positive.
    Wheel(i32),
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The cell of the window, from 0; a terminal may name one outside it.
    pub at: Position,
    /// What it did there.
    pub gesture: Gesture,
}

impl Mouse {
    /// Both in one, where the screens need not see the first alone: turns of the wheel add up, and only the end of a drag counts.
    pub fn and(self, next: Self) -> Option<Self> {
        match (self.gesture, next.gesture) {
            (Gesture::Wheel(first), Gesture::Wheel(second)) if self.at == next.at => {
                let turns = first.saturating_add(second).clamp(-MOST_TURNS, MOST_TURNS);
                Some(Self { gesture: Gesture::Wheel(turns), ..next })
            }
            (Gesture::Drag, Gesture::Drag) => Some(next),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mouse(x: u16, gesture: Gesture) -> Mouse {
        Mouse { at: Position::new(x, 5), gesture }
    }

    #[test]
    fn a_burst_of_the_wheel_is_one_turn_and_a_drag_its_end() {
        let burst = (0..900).map(|_| mouse(4, Gesture::Wheel(1)));
        let one = burst.reduce(|all, next| all.and(next).expect("they add up"));
        assert_eq!(one, Some(mouse(4, Gesture::Wheel(MOST_TURNS))));
        assert_eq!(mouse(1, Gesture::Drag).and(mouse(9, Gesture::Drag)), Some(mouse(9, Gesture::Drag)));
        let there_and_back = mouse(4, Gesture::Wheel(3)).and(mouse(4, Gesture::Wheel(-3)));
        assert_eq!(there_and_back, Some(mouse(4, Gesture::Wheel(0))));
    }

    #[test]
    fn nothing_that_a_person_does_is_lost() {
        for (first, second) in [
            (mouse(1, Gesture::Wheel(1)), mouse(2, Gesture::Wheel(1))),
            (mouse(1, Gesture::Press), mouse(1, Gesture::Press)),
            (mouse(1, Gesture::Drag), mouse(1, Gesture::Release)),
            (mouse(1, Gesture::Release), mouse(1, Gesture::Drag)),
        ] {
            assert_eq!(first.and(second), None);
        }
    }
}
