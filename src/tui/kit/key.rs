//! Keys as the screens see them. The only names borrowed from the terminal library above `term`.

pub use crokey::KeyCombination;
pub use crokey::crossterm::event::{KeyCode, KeyModifiers};

/// Returns the single key of a combination; combinations of several keys at once do not occur here.
pub fn single(key: KeyCombination) -> Option<KeyCode> {
    match key.codes {
        crokey::OneToThree::One(code) => Some(code),
        _ => None,
    }
}
