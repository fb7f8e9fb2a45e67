//! A few entries at the foot of the screen, each with a letter that chooses it at once; arrows and Enter choose too.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::kit::Ctx;
use crate::tui::kit::hit::Target;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, canonical, single};
use crate::tui::kit::overlay::{Choice, Letters, Value};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::{Theme, text};

use super::which_key::{self, Entry};

/// The list on the screen.
#[derive(Debug)]
pub struct LettersBox {
    letters: Letters,
    /// The entry under the cursor, once an arrow put it there.
    at: Option<usize>,
}

impl LettersBox {
    /// Offers the entries.
    pub fn new(letters: Letters) -> Self {
        Self { letters, at: None }
    }
}

impl LettersBox {
    /// Moves the cursor, around the ends; the first arrow puts it on the first or the last entry.
    fn go(&mut self, forward: bool) -> Step {
        let len = self.letters.entries.len().max(1);
        let step = if forward { 1 } else { len - 1 };
        self.at = Some(match self.at {
            None if forward => 0,
            at => (at.unwrap_or(0) + step) % len,
        });
        Step::Stay
    }
}

impl Popup for LettersBox {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        let key = canonical(key);
        match single(key) {
            Some(KeyCode::Down | KeyCode::Right | KeyCode::Tab) => return self.go(true),
            Some(KeyCode::Up | KeyCode::Left | KeyCode::BackTab) => return self.go(false),
            Some(KeyCode::Enter) => {
                return self.at.map_or(Step::Close, |at| Step::Done(Value::Chosen(Choice::Entry(at))));
            }
            _ => {}
        }
        let Some(KeyCode::Char(typed)) = single(key).filter(|_| key.modifiers == KeyModifiers::NONE) else {
            return Step::Close;
        };
        let found = self.letters.entries.iter().position(|(letter, _)| *letter == typed);
        // An unknown letter is a typo: ignore it and close the list.
        found.map_or(Step::Close, |at| Step::Done(Value::Chosen(Choice::Entry(at))))
    }

    fn point(&mut self, spot: usize, _is_double: bool, _ctx: &Ctx) -> Step {
        let is_there = spot < self.letters.entries.len();
        if is_there { Step::Done(Value::Chosen(Choice::Entry(spot))) } else { Step::Stay }
    }

    fn wheel(&mut self, _down: bool, _notches: usize, _ctx: &Ctx) -> Step {
        Step::Stay
    }

    fn takes_letter(&self, letter: char) -> bool {
        self.letters.entries.iter().any(|(known, _)| *known == letter)
    }

    fn hints(&self) -> &'static str {
        "press a letter, or ↑↓ and Enter   Esc cancel"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let entry =
            |(letter, does): &(char, String)| Entry { key: letter.to_string(), does: text::shown(does), is_dim: false };
        let entries: Vec<Entry> = self.letters.entries.iter().map(entry).collect();
        which_key::draw_entries(frame, area, &text::shown(&self.letters.title), &entries, self.at, Target::Spot, theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::overlays::tests::{draws_everywhere, press, screenshot};

    fn quick() -> LettersBox {
        let entries = vec![('g', "glass-skin".to_owned()), ('v', "vegan".to_owned()), ('1', "nano-test".to_owned())];
        LettersBox::new(Letters { title: "; tags @mia with".into(), entries })
    }

    #[test]
    fn a_letter_chooses_and_any_other_key_leaves() {
        assert_eq!(press(&mut quick(), "v"), Step::Done(Value::Chosen(Choice::Entry(1))));
        assert_eq!(press(&mut quick(), "1"), Step::Done(Value::Chosen(Choice::Entry(2))));
        for key in ["x", "esc", "enter", "ctrl-v", "q"] {
            assert_eq!(press(&mut quick(), key), Step::Close, "{key}");
        }
    }

    #[test]
    fn arrows_and_enter_choose_too() {
        for (keys, at) in [("down", 0), ("down down", 1), ("up", 2), ("right right right right", 0), ("tab backtab", 2)]
        {
            let mut open = quick();
            for key in keys.split(' ') {
                assert_eq!(press(&mut open, key), Step::Stay, "{keys}");
            }
            assert_eq!(press(&mut open, "enter"), Step::Done(Value::Chosen(Choice::Entry(at))), "{keys}");
        }
    }

    #[test]
    fn the_letters_are_drawn_at_any_size() {
        insta::assert_snapshot!(screenshot(&quick(), 80, 6));
        draws_everywhere(&quick());
    }
}
