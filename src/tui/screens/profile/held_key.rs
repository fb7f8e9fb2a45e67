//! Detects a verdict key that is held down, so that it can't decide on a hundred creators.

use crate::domain::Verdict;

/// This many equal verdicts...
pub const MOST_AT_ONCE: usize = 8;
/// ...within this many milliseconds mean that a key is held down.
const AT_ONCE_MS: i64 = 400;

/// The last verdicts on single creators.
#[derive(Debug, Default)]
pub struct HeldKey {
    verdict: Verdict,
    /// When each was given, in Unix milliseconds.
    times: Vec<i64>,
}

impl HeldKey {
    /// Records a verdict. Returns true while the same verdict comes faster than a person decides, until the key is let go for
    /// a moment.
    pub fn is_held_down(&mut self, verdict: Verdict, now_ms: i64) -> bool {
        let is_same = self.verdict == verdict;
        self.verdict = verdict;
        let recent = |at: &i64| is_same && now_ms - at < AT_ONCE_MS;
        let is_held = self.times.len() >= MOST_AT_ONCE && self.times.iter().all(recent);
        if is_held {
            // Each repeat of the key restarts the wait.
            self.times.fill(now_ms);
        } else {
            if self.times.len() >= MOST_AT_ONCE {
                self.times.remove(0);
            }
            if !is_same {
                self.times.clear();
            }
            self.times.push(now_ms);
        }
        is_held
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects_a_held_key_but_not_quick_decisions() {
        let mut burst = HeldKey::default();
        let held = (0..12).map(|press| burst.is_held_down(Verdict::Rejected, 1_000 + press * 33)).collect::<Vec<_>>();
        assert_eq!(held.iter().position(|held| *held), Some(8));
        let mut burst = HeldKey::default();
        assert!((0..30).all(|press| !burst.is_held_down(Verdict::Rejected, press * 120)));
        assert!((0..30).all(|press| {
            let verdict = if press % 2 == 0 { Verdict::Picked } else { Verdict::Rejected };
            !burst.is_held_down(verdict, 9_000 + press)
        }));
    }
}
