//! A few entries at the foot of the screen, each with a letter that chooses it at once.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::kit::Ctx;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, canonical, single};
use crate::tui::kit::overlay::{Choice, Letters, Value};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::{Theme, text};

use super::which_key::{self, Entry};

/// The list on the screen.
#[derive(Debug)]
pub struct LettersBox {
    letters: Letters,
}

impl LettersBox {
    /// Offers the entries.
    pub fn new(letters: Letters) -> Self {
        Self { letters }
    }
}

impl Popup for LettersBox {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        let key = canonical(key);
        let Some(KeyCode::Char(typed)) = single(key).filter(|_| key.modifiers == KeyModifiers::NONE) else {
            return Step::Close;
        };
        let found = self.letters.entries.iter().position(|(letter, _)| *letter == typed);
        // An unknown letter is a typo: ignore it and close the list.
        found.map_or(Step::Close, |at| Step::Done(Value::Chosen(Choice::Entry(at))))
    }

    fn takes_letter(&self, letter: char) -> bool {
        self.letters.entries.iter().any(|(known, _)| *known == letter)
    }

    fn hints(&self) -> &'static str {
        "press a letter to choose   Esc cancel"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let entry =
            |(letter, does): &(char, String)| Entry { key: letter.to_string(), does: text::shown(does), is_dim: false };
        let entries: Vec<Entry> = self.letters.entries.iter().map(entry).collect();
        which_key::draw_entries(frame, area, &text::shown(&self.letters.title), &entries, theme);
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
    fn the_letters_are_drawn_at_any_size() {
        insta::assert_snapshot!(screenshot(&quick(), 80, 6));
        draws_everywhere(&quick());
    }
}
