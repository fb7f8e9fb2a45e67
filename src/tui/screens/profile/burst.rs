//! The guard against a key held down: it must not decide about a hundred creators.

use crate::domain::Verdict;

/// So many equal verdicts...
pub const MOST_AT_ONCE: usize = 8;
/// ...within so many milliseconds come from a key that is held down.
const AT_ONCE_MS: i64 = 400;

/// The last verdicts on single creators.
#[derive(Debug, Default)]
pub struct Burst {
    verdict: Verdict,
    /// When each of them was pressed, unix milliseconds.
    times: Vec<i64>,
}

impl Burst {
    /// Notes a verdict; true while the same one comes faster than anybody decides, until the key is let go for a moment.
    pub fn is_held_down(&mut self, verdict: Verdict, now_ms: i64) -> bool {
        let is_same = self.verdict == verdict;
        self.verdict = verdict;
        let recent = |at: &i64| is_same && now_ms - at < AT_ONCE_MS;
        let is_held = self.times.len() >= MOST_AT_ONCE && self.times.iter().all(recent);
        if is_held {
            // Each repeat of the key starts the wait anew.
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
    fn nine_in_a_moment_are_a_key_held_down_and_nine_thoughts_are_not() {
        let mut burst = Burst::default();
        let held = (0..12).map(|press| burst.is_held_down(Verdict::Rejected, 1_000 + press * 33)).collect::<Vec<_>>();
        assert_eq!(held.iter().position(|held| *held), Some(8));
        let mut burst = Burst::default();
        assert!((0..30).all(|press| !burst.is_held_down(Verdict::Rejected, press * 120)));
        assert!((0..30).all(|press| {
            let verdict = if press % 2 == 0 { Verdict::Picked } else { Verdict::Rejected };
            !burst.is_held_down(verdict, 9_000 + press)
        }));
    }
}
