//! Formats estimates: never a figure without its range, one decimal everywhere, chances in percent.

use crate::analysis::decision::Advice;
use crate::domain::figure::{money, ratio};
use crate::domain::money::div_round;
use crate::domain::{Currency, Goal};
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
        match said.map(|said| said.head.advice) {
            Some(Advice::Scale) => Self::Good,
            Some(Advice::Retest) => Self::Open,
            Some(Advice::Drop) => Self::Bad,
            Some(Advice::Wait | Advice::Free | Advice::Untested) | None => Self::Quiet,
        }
    }
}

/// How a head figure is written: a ROAS as a ratio, a cost as an amount of the campaign's currency. Figures are x 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    goal: Goal,
    currency: Currency,
}

impl Written {
    /// How the head figure of a goal is written.
    pub fn new(goal: Goal, currency: Currency) -> Self {
        Self { goal, currency }
    }

    /// Whether it is a ROAS, which is a ratio.
    pub fn is_roas(self) -> bool {
        self.goal == Goal::Conversions
    }

    /// Writes a figure: `1.4`, `$8.30`.
    pub fn number(self, e4: i64) -> String {
        if self.is_roas() { ratio(e4) } else { money(self.minor(e4), self.currency) }
    }

    /// Writes a figure of an estimate.
    pub fn value(self, value: f64) -> String {
        self.number(self.e4(value))
    }

    /// Converts a target to x 10,000, of which it was made.
    #[expect(clippy::cast_possible_truncation, reason = "clamped right here")]
    pub fn level_e4(self, value: f64) -> i64 {
        (value.clamp(0.0, MOST) * 10_000.0).round() as i64
    }

    /// Writes a target.
    pub fn level(self, value: f64) -> String {
        self.number(self.level_e4(value))
    }

    /// Writes a figure inside a sentence: `2.5x`, `$8.30`.
    pub fn times(self, value: f64) -> String {
        let text = self.value(value);
        if self.is_roas() { format!("{text}x") } else { text }
    }

    /// Converts a figure of an estimate to x 10,000. A cost can be larger than any ROAS.
    pub fn e4(self, value: f64) -> i64 {
        if self.is_roas() { e4(value) } else { self.level_e4(value) }
    }

    /// A cost x 10,000 in minor units.
    pub fn minor(self, e4: i64) -> i64 {
        let scaled = i128::from(e4) * i128::from(self.currency.minor_per_unit());
        div_round(scaled, 10_000).unwrap_or(i64::MAX)
    }

    /// Writes a low end, a middle and a high end: `1.4 (0.7 to 2.9)`.
    pub fn three(self, [low, middle, high]: [i64; 3]) -> String {
        format!("{} ({} to {})", self.number(middle), self.number(low), self.number(high))
    }
}

/// The largest cost that is written, in units.
const MOST: f64 = 1e12;

/// The low end, the best guess and the high end of the 80% range of the head figure x 10,000; `None` without a cost.
pub fn range_e4(said: &Estimate) -> Option<[i64; 3]> {
    let written = Written::new(said.head.goal, Currency::USD);
    let [_, low, middle, high, _] = said.head.range?.map(|value| written.e4(value));
    Some([low, middle, high])
}

/// Writes the best guess alone: `1.4`.
pub fn middle(said: &Estimate, currency: Currency) -> Option<String> {
    Some(Written::new(said.head.goal, currency).number(range_e4(said)?[1]))
}

/// Writes the range alone: `0.7 to 2.9`.
pub fn range(said: &Estimate, currency: Currency) -> Option<String> {
    let (written, [low, _, high]) = (Written::new(said.head.goal, currency), range_e4(said)?);
    Some(format!("{} to {}", written.number(low), written.number(high)))
}

/// Writes a best guess with its range: `1.4 (0.7 to 2.9)`.
pub fn guess(said: &Estimate, currency: Currency) -> Option<String> {
    Some(Written::new(said.head.goal, currency).three(range_e4(said)?))
}

/// Writes a low end, a middle and a high end of a ROAS x 10,000: `1.4 (0.7 to 2.9)`.
pub fn three(roas_e4: [i64; 3]) -> String {
    Written::new(Goal::Conversions, Currency::USD).three(roas_e4)
}

/// A chance below this, or above its complement, is not written as an exact number.
pub const LOWEST: f64 = 0.03;

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

/// From which chance on a verdict is SCALE, and below which it is DROP.
pub type Borders = (f64, f64);

/// The border that a chance is below, although rounding would put it there.
fn just_under(p: f64, (scale, drop): Borders) -> Option<f64> {
    [scale, drop].into_iter().find(|border| p < *border && chance(*border) == chance(p))
}

/// Writes a chance beside its verdict: 69.6% reads as `just under 70%` beside RETEST.
pub fn beside_verdict(p: f64, borders: Borders) -> String {
    just_under(p, borders).map_or_else(|| chance(p), |border| format!("just under {}", percent(border)))
}

/// The same in a narrow column: `72%`, `<70%`, `<3%`, `>97%`.
pub fn beside_verdict_cell(p: f64, borders: Borders) -> String {
    match p {
        low if low < LOWEST => format!("<{}", percent(LOWEST)),
        high if high > 1.0 - LOWEST => format!(">{}", percent(1.0 - LOWEST)),
        p => just_under(p, borders).map_or_else(|| percent(p), |border| format!("<{}", percent(border))),
    }
}

/// Says the chance to beat the target in a few words: `72% chance to beat 1.7`, `72% chance of $8.30 or less`. The target is the
/// estimate's own, else the one given, x 10,000.
pub fn beats(said: &Estimate, target_e4: Option<i64>, currency: Currency, borders: Borders) -> Option<String> {
    let written = Written::new(said.head.goal, currency);
    let target = said.head.target.map(|target| written.level_e4(target.value)).or(target_e4)?;
    let (chance, target) = (beside_verdict(said.head.chance?, borders), written.number(target));
    Some(match said.head.goal {
        Goal::Conversions => format!("{chance} chance to beat {target}"),
        Goal::Awareness | Goal::Ugc => format!("{chance} chance of {target} or less"),
    })
}

/// Writes a share in whole percents: `83%`.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", (100.0 * share).round())
}

/// Writes a ROAS inside a sentence: `2.5x`.
pub(super) fn times(roas: f64) -> String {
    Written::new(Goal::Conversions, Currency::USD).times(roas)
}

/// Converts a ROAS to x 10,000, capped at one million.
#[expect(clippy::cast_possible_truncation, reason = "clamped right here")]
pub fn e4(roas: f64) -> i64 {
    div_round((roas.clamp(0.0, 1e6) * 10_000.0) as i128, 1).unwrap_or(0)
}
