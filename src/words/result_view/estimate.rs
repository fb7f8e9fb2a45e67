//! Formats estimates: never a figure without its range, one decimal everywhere, chances in percent.

use crate::analysis::decision::Advice;
use crate::domain::figure::ratio;
use crate::domain::money::div_round;
use crate::proto::results::Estimate;

/// The name of the middle range wherever it is shown.
pub const RANGE: &str = "80% range";

/// The color group of a verdict; words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// To book again.
    Good,
    /// Not settled.
    Open,
    /// Not to book again.
    Bad,
    /// Nothing to judge.
    Quiet,
}

impl Meaning {
    /// The meaning of an estimate's verdict.
    pub fn of(said: Option<&Estimate>) -> Self {
        match said.map(|said| said.verdict) {
            Some(Advice::Scale) => Self::Good,
            Some(Advice::Retest) => Self::Open,
            Some(Advice::Drop) => Self::Bad,
            Some(Advice::Wait | Advice::Free | Advice::Untested) | None => Self::Quiet,
        }
    }
}

/// The low end, the best guess and the high end of the 80% range, ROAS x 10,000; `None` without a cost.
pub fn range_e4(said: &Estimate) -> Option<[i64; 3]> {
    let [_, low, middle, high, _] = said.roas?.map(e4);
    Some([low, middle, high])
}

/// Writes the best guess alone: `1.4`.
pub fn middle(said: &Estimate) -> Option<String> {
    Some(ratio(range_e4(said)?[1]))
}

/// Writes the range alone: `0.7 to 2.9`.
pub fn range(said: &Estimate) -> Option<String> {
    let [low, _, high] = range_e4(said)?;
    Some(between(low, high))
}

/// Writes a best guess with its range: `1.4 (0.7 to 2.9)`.
pub fn guess(said: &Estimate) -> Option<String> {
    Some(three(range_e4(said)?))
}

/// Writes a low end, a middle and a high end: `1.4 (0.7 to 2.9)`.
pub fn three([low, middle, high]: [i64; 3]) -> String {
    format!("{} ({})", ratio(middle), between(low, high))
}

fn between(low: i64, high: i64) -> String {
    format!("{} to {}", ratio(low), ratio(high))
}

/// A chance below this, or above its complement, is not written as an exact number.
pub(super) const LOWEST: f64 = 0.03;

/// Writes a chance: `72%`, `under 3%`, `over 97%`.
pub fn chance(p: f64) -> String {
    if p < LOWEST {
        "under 3%".to_owned()
    } else if p > 1.0 - LOWEST {
        "over 97%".to_owned()
    } else {
        percent(p)
    }
}

/// Says the chance to beat a target x 10,000: `72% chance to beat 1.7`.
pub fn beats(said: &Estimate, target_e4: Option<i64>) -> Option<String> {
    Some(format!("{} chance to beat {}", chance(said.p_target?), ratio(target_e4?)))
}

/// Writes a share in whole percents: `83%`.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", (100.0 * share).round())
}

/// Writes a ROAS inside a sentence: `2.5x`.
pub(super) fn times(roas: f64) -> String {
    format!("{}x", ratio(e4(roas)))
}

/// Converts a ROAS to x 10,000, capped at one million.
#[expect(clippy::cast_possible_truncation, reason = "clamped right here")]
pub fn e4(roas: f64) -> i64 {
    div_round((roas.clamp(0.0, 1e6) * 10_000.0) as i128, 1).unwrap_or(0)
}
