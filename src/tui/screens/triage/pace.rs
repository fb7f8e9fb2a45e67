//! The pace of triage, and when the queue will be done. Time is passed in.

use std::collections::VecDeque;

use crate::analysis::Spread;

/// Longer pauses don't count as work.
const IDLE_MS: i64 = 60_000;
/// The pace is the median of this many verdicts.
const LATEST: usize = 20;
/// Fewer verdicts are too few for a forecast.
const ENOUGH: usize = 10;
/// With this few cards left, the forecast is exact to the minute.
const FEW: usize = 20;
/// No forecast beyond this.
const FURTHEST_MS: i64 = 12 * 60 * 60_000;

/// The pace of one session.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    /// Milliseconds between the latest verdicts.
    gaps: VecDeque<i64>,
    given: usize,
    last_verdict: Option<i64>,
    last_key: Option<i64>,
    /// When the screen asked to be woken.
    wake_at: Option<i64>,
    /// Time spent on this queue, including earlier sessions.
    pub(super) spent_ms: i64,
}

impl Pace {
    /// Records a key press. Returns when to wake up and check for a pause.
    pub(super) fn key(&mut self, now: i64) -> Option<i64> {
        let gap = self.last_key.map_or(0, |last| now - last);
        if (0..=IDLE_MS).contains(&gap) {
            self.spent_ms += gap;
        }
        self.last_key = Some(now);
        if self.wake_at.is_some_and(|at| at > now) {
            return None;
        }
        self.wake_at = Some(now + IDLE_MS);
        self.wake_at
    }

    /// Records a wake-up. Returns when to check again while keys still come.
    pub(super) fn woken(&mut self, now: i64) -> Option<i64> {
        self.wake_at.take_if(|at| *at <= now)?;
        let next = self.last_key? + IDLE_MS;
        self.wake_at = (next > now).then_some(next);
        self.wake_at
    }

    /// Records a verdict.
    pub(super) fn verdict(&mut self, now: i64) {
        self.given += 1;
        let gap = self.last_verdict.replace(now).map(|last| now - last);
        self.gaps.extend(gap.filter(|gap| (0..=IDLE_MS).contains(gap)));
        while self.gaps.len() > LATEST {
            self.gaps.pop_front();
        }
    }

    /// Whether no key was pressed for a while.
    pub(super) fn is_paused(&self, now: i64) -> bool {
        self.last_key.is_some_and(|last| now - last >= IDLE_MS)
    }

    /// The median time of a verdict.
    fn usual_ms(&self) -> Option<i64> {
        let spread = Spread::of(self.gaps.iter().copied().collect())?;
        Some(spread.middle.max(1))
    }

    /// Verdicts per minute.
    pub(super) fn per_minute(&self) -> Option<i64> {
        // Two gaps are too few for a pace.
        let usual = self.usual_ms().filter(|_| self.gaps.len() > 2)?;
        Some(IDLE_MS / usual).filter(|pace| (1..1_000).contains(pace))
    }

    /// When the rest will be done, rounded to five minutes if much is left.
    pub(super) fn done_at(&self, now: i64, left: usize) -> Option<i64> {
        const STEP: i64 = 5 * 60_000;
        let usual = self.usual_ms().filter(|_| self.given >= ENOUGH && left > 0)?;
        let takes = usual.saturating_mul(i64::try_from(left).ok()?);
        let at = now.saturating_add(takes);
        let rounded = if left > FEW { (at + STEP / 2) / STEP * STEP } else { at };
        (takes <= FURTHEST_MS).then_some(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000;
    const MINUTE: i64 = 60 * SECOND;

    fn after(verdicts: i64, gap: i64) -> Pace {
        let mut pace = Pace::default();
        for number in 0..verdicts {
            pace.key(number * gap);
            pace.verdict(number * gap);
        }
        pace
    }

    #[test]
    fn pace_is_the_median_without_pauses() {
        assert_eq!(after(3, 5 * SECOND).per_minute(), None);
        let mut pace = after(12, 5 * SECOND);
        assert_eq!(pace.per_minute(), Some(12));
        pace.verdict(200 * MINUTE);
        pace.verdict(200 * MINUTE + 30 * SECOND);
        assert_eq!(pace.per_minute(), Some(12), "one slow verdict and a lunch change nothing");
        assert_eq!(pace.gaps.len(), 12);
    }

    #[test]
    fn forecasts_after_ten_verdicts() {
        let now = 60 * MINUTE;
        assert_eq!(after(9, 6 * SECOND).done_at(now, 100), None);
        assert_eq!(after(10, 6 * SECOND).done_at(now, 100), Some(70 * MINUTE));
        assert_eq!(after(10, 6 * SECOND).done_at(now, 124), Some(70 * MINUTE), "12.4 minutes are about ten");
        assert_eq!(after(10, 6 * SECOND).done_at(now, 20), Some(62 * MINUTE));
        assert_eq!(after(10, 6 * SECOND).done_at(now, 0), None);
        assert_eq!(after(10, 50 * SECOND).done_at(now, 1_000_000), None);
    }

    #[test]
    fn a_minute_without_keys_is_a_pause() {
        let mut pace = Pace::default();
        assert_eq!(pace.key(0), Some(MINUTE));
        assert_eq!(pace.key(20 * SECOND), None, "one wake-up is on its way");
        assert_eq!(pace.woken(MINUTE), Some(80 * SECOND));
        assert!(!pace.is_paused(MINUTE));
        assert_eq!(pace.woken(70 * SECOND), None, "meant for somebody else");
        assert_eq!(pace.woken(80 * SECOND), None);
        assert!(pace.is_paused(80 * SECOND));
        pace.key(10 * MINUTE);
        assert_eq!(pace.spent_ms, 20 * SECOND, "pauses are not work");
    }
}
