//! Confirmation by pressing the same key twice, for changes that may be a mistake.
//!
//! A held key repeats, and its first repeat can come as late as a real second press. So the second press counts
//! when the key was away for [`APART_MS`] and is not seen again within [`SETTLE_MS`]. Any other key withdraws the question.

use super::key::{self, KeyCode, KeyCombination};

/// A change of more creators than this takes its key twice.
pub const MANY: usize = 20;
/// How long a key must have been away before it counts as pressed again, milliseconds.
pub const APART_MS: i64 = 400;
/// How long it must stay away after that: repeats of a held key follow each other faster, milliseconds.
pub const SETTLE_MS: i64 = 150;

/// What happens to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// It goes where it always goes.
    Through,
    /// It withdrew the question and does nothing else.
    Withdrew,
    /// It came too soon to count and does nothing.
    TooSoon,
    /// It counts at this time, unless it comes again before.
    Counts(i64),
}

/// The question, and the keys that were seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// The key or key sequence whose action is running now.
    pressed: Vec<KeyCombination>,
    /// The last key, and when it was seen.
    last: Option<(KeyCombination, i64)>,
    asked: Option<Asked>,
    /// The change this press confirms.
    granted: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    keys: Vec<KeyCombination>,
    /// How many keys of the sequence were pressed again.
    repeated: usize,
    does: String,
    /// When the second press counts, once there is one.
    counts_at: Option<i64>,
}

impl Confirmation {
    /// Returns whether the change is confirmed. If not, the question is on screen and the caller must change nothing.
    ///
    /// `does` completes "x again ..." and ends with a period: `rejects 1,240 creators. u would undo it.` The second press confirms
    /// exactly these words. If they changed in between, the question is asked again.
    pub fn agrees(&mut self, does: impl Into<String>) -> bool {
        let does = does.into();
        if self.granted.take().is_some_and(|granted| granted == does) {
            return true;
        }
        self.asked = Some(Asked { keys: self.pressed.clone(), repeated: 0, does, counts_at: None });
        false
    }

    /// The question, while it waits for its key.
    pub fn question(&self) -> Option<String> {
        let asked = self.asked.as_ref()?;
        let keys = asked.keys.iter().map(|key| key::shown(*key)).collect::<Vec<_>>().join(" ");
        let keys = if keys.is_empty() { "Pressing its key".to_owned() } else { format!("{keys} again") };
        Some(format!("{keys} {}", asked.does))
    }

    /// Whether a question is waiting for its answer.
    pub fn is_asking(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether a second press has counted by now, or counts because another key follows it.
    pub fn is_due(&self, now_ms: i64, next: Option<KeyCombination>) -> bool {
        let Some(asked) = &self.asked else { return false };
        let is_other = next.is_some_and(|key| asked.keys.last() != Some(&key));
        asked.counts_at.is_some_and(|at| is_other || at <= now_ms)
    }

    /// Accepts the second press and confirms the change. Returns the keys, which the caller must run again.
    pub fn confirm(&mut self) -> Vec<KeyCombination> {
        let Some(asked) = self.asked.take() else { return Vec::new() };
        self.granted = Some(asked.does);
        self.pressed.clone_from(&asked.keys);
        asked.keys
    }

    /// Ends the confirmation after the keys have run.
    pub fn end(&mut self) {
        self.granted = None;
    }

    /// Takes a key as it was typed after others of a sequence.
    pub fn press(&mut self, typed: &[KeyCombination], key: KeyCombination, now_ms: i64) -> Press {
        let before = self.last.replace((key, now_ms));
        self.pressed = typed.iter().copied().chain([key]).collect();
        let Some(asked) = &mut self.asked else { return Press::Through };
        if asked.keys.get(asked.repeated) != Some(&key) {
            // A held key repeats only the last one of its sequence.
            if asked.keys.last() == Some(&key) && before.is_some_and(|(last, _)| last == key) {
                return Press::TooSoon;
            }
            self.asked = None;
            return if key::single(key) == Some(KeyCode::Esc) { Press::Withdrew } else { Press::Through };
        }
        if asked.repeated + 1 < asked.keys.len() {
            asked.repeated += 1;
            return Press::Through;
        }
        asked.repeated = 0;
        // Another key of the sequence came in between, so the key was released.
        let is_apart = before.is_none_or(|(last, at)| last != key || now_ms.saturating_sub(at) >= APART_MS);
        asked.counts_at = is_apart.then(|| now_ms.saturating_add(SETTLE_MS));
        asked.counts_at.map_or(Press::TooSoon, Press::Counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> KeyCombination {
        key::parse(text).expect("a key")
    }

    /// The state after one press and its question.
    fn asked(keys: &str) -> Confirmation {
        let mut confirmation = Confirmation::default();
        let keys: Vec<_> = keys.split(' ').map(key).collect();
        for at in 0..keys.len() {
            assert_eq!(confirmation.press(&keys[..at], keys[at], 0), Press::Through);
        }
        assert!(!confirmation.agrees("rejects 30 creators."));
        confirmation
    }

    #[test]
    fn the_same_key_confirms_after_a_release() {
        let mut confirmation = asked("x");
        assert_eq!(confirmation.question().as_deref(), Some("x again rejects 30 creators."));
        assert_eq!(confirmation.press(&[], key("x"), 399), Press::TooSoon);
        assert_eq!(confirmation.press(&[], key("x"), 799), Press::Counts(949));
        assert!(!confirmation.is_due(948, None) && confirmation.is_due(949, None));
        assert_eq!(confirmation.confirm(), [key("x")]);
        assert!(confirmation.agrees("rejects 30 creators."));
        assert!(!confirmation.agrees("rejects 30 creators."), "once");
    }

    #[test]
    fn a_held_key_never_confirms_however_late_its_first_repeat_comes() {
        for first in [250, 399, 400, 500, 660, 1_000] {
            for every in [30, 40, 90, 140] {
                let mut confirmation = asked("x");
                let mut now = first;
                for _ in 0..200 {
                    assert!(!confirmation.is_due(now, Some(key("x"))), "{first} {every}");
                    confirmation.press(&[], key("x"), now);
                    now += every;
                }
                assert!(!confirmation.is_due(now + 10_000, None), "{first} {every}");
            }
        }
    }

    #[test]
    fn any_other_key_withdraws_and_a_quick_next_key_does_not() {
        let mut confirmation = asked("x");
        assert_eq!(confirmation.press(&[], key("j"), 500), Press::Through);
        assert_eq!(confirmation.press(&[], key("x"), 1_000), Press::Through);
        let mut confirmation = asked("x");
        assert_eq!(confirmation.press(&[], key("esc"), 500), Press::Withdrew);
        let mut confirmation = asked("x");
        confirmation.press(&[], key("x"), 500);
        assert!(confirmation.is_due(510, Some(key("j"))));
    }

    #[test]
    fn a_sequence_is_pressed_again_as_a_whole() {
        let mut confirmation = asked("z w");
        assert_eq!(confirmation.press(&[], key("w"), 600), Press::TooSoon, "the last key held down");
        assert_eq!(confirmation.press(&[], key("z"), 700), Press::Through);
        assert_eq!(confirmation.press(&[key("z")], key("w"), 800), Press::Counts(950));
        assert_eq!(confirmation.confirm(), [key("z"), key("w")]);
    }

    #[test]
    fn a_changed_question_is_asked_again() {
        let mut confirmation = asked("x");
        confirmation.press(&[], key("x"), 500);
        confirmation.confirm();
        assert!(!confirmation.agrees("rejects 31 creators."));
        assert!(confirmation.is_asking());
    }
}
