//! The geometry of the charts: plain numbers, already in percent or in the units of the drawing.

use std::fmt::Write as _;

use crate::analysis::head::HeadTarget;
use crate::domain::Currency;
use crate::domain::figure::money;
use crate::domain::number::full;
use crate::proto::outlook::DayMoney;
use crate::proto::post::ReadingRecord;

use crate::words::result_view::creator::together;
use crate::words::result_view::estimate::RANGE;
use crate::words::result_view::{CreatorLine, Funnel, RunningSum, Written};

use super::words::day;

/// A scale reaches at least this many targets, so that short ranges stay apart, and at most so many, so that one lucky post does
/// not squeeze all others.
const TARGETS: (f64, f64) = (2.0, 5.0);

/// The scale of the ranges: the head figure from 0 to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangeScale {
    written: Written,
    /// The figure at the right end.
    pub end: f64,
    /// The target, if there is one.
    pub target: Option<f64>,
}

/// The range of one creator, in percent of the width.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeBar {
    /// Left end of the 80% range.
    pub low: String,
    /// Its width.
    pub width: String,
    /// The best guess; `None` if it is beyond the scale.
    pub middle: Option<String>,
    /// The figure tracked so far; `None` if it is undefined or beyond the scale.
    pub tracked: Option<String>,
    /// The target.
    pub target: Option<String>,
    /// Whether the range continues beyond the scale.
    pub is_cut: bool,
    /// The same in words.
    pub words: String,
}

impl RangeScale {
    /// Returns the scale for these creators; `None` if none of them has a range.
    pub(super) fn of<'a>(
        lines: impl Iterator<Item = &'a CreatorLine>,
        target: Option<HeadTarget>,
        written: Written,
    ) -> Option<Self> {
        let high = lines.filter_map(|line| Some(range(line)?[2])).reduce(f64::max)?;
        let target = target.map(|target| target.value);
        let end = match (target, written.is_roas()) {
            (Some(unit), _) => high.clamp(unit * TARGETS.0, unit * TARGETS.1),
            (None, true) => high.clamp(TARGETS.0, TARGETS.1),
            // Without a target a cost has no usual size.
            (None, false) => high.max(f64::MIN_POSITIVE),
        };
        Some(Self { written, end, target })
    }

    /// The position of a figure in percent of the width; `None` beyond the end.
    fn place(self, figure: f64) -> Option<String> {
        (figure <= self.end).then(|| percent(figure.max(0.0) / self.end))
    }

    /// The end of the scale as text.
    pub fn end_text(self) -> String {
        self.written.value(self.end)
    }

    /// The target as text, and its position.
    pub fn target_mark(self) -> Option<(String, String)> {
        let target = self.target?;
        Some((self.written.level(target), self.place(target)?))
    }

    /// Returns the bar of a creator; `None` without a range.
    #[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than 2^53 steps")]
    pub fn bar(self, line: &CreatorLine) -> Option<RangeBar> {
        let [low, middle, high] = range(line)?;
        let tracked = line.figures.head_e4(line.goal);
        let mut words = format!("{RANGE} {}, best guess {}", line.range()?, line.middle()?);
        if let Some(tracked) = tracked {
            let _ = write!(words, ", tracked so far {}", self.written.number(tracked));
        }
        let tracked = tracked.map(|e4| e4 as f64 / 10_000.0);
        let left = low.clamp(0.0, self.end) / self.end;
        let right = high.clamp(0.0, self.end) / self.end;
        Some(RangeBar {
            low: percent(left),
            width: percent((right - left).max(0.004)),
            middle: self.place(middle),
            tracked: tracked.and_then(|tracked| self.place(tracked)),
            target: self.target.and_then(|target| self.place(target)),
            is_cut: high > self.end,
            words,
        })
    }
}

/// The range of a creator with its middle; `None` without one.
fn range(line: &CreatorLine) -> Option<[f64; 3]> {
    line.estimate.as_ref()?.head.range.map(|[_, low, middle, high, _]| [low, middle, high])
}

fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

/// Width and height of the drawing of money over time.
const PLANE: (f64, f64) = (1000.0, 100.0);

/// Running sums of money over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyChart {
    /// The line of what was spent, as an SVG path.
    pub spent: String,
    /// The line of revenue.
    pub sales: String,
    /// The position of 0.
    pub zero: String,
    /// The first day, and the last.
    pub days: (String, String),
    /// The highest amount, for the axis.
    pub top: String,
    /// Total spend and revenue.
    pub totals: (String, String),
    /// The same in words.
    pub words: String,
    /// Running sums at the end of each week, as a table for readers without the chart: day, spend, revenue.
    pub weeks: Vec<[String; 3]>,
}

impl MoneyChart {
    /// Draws money over time; `None` with fewer than two days of data.
    #[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than 2^53 steps")]
    pub(super) fn of(days: &[DayMoney], currency: Currency) -> Option<Self> {
        let (first, last) = (days.first()?.day, days.last()?.day);
        let span = (last - first).num_days();
        if span < 1 {
            return None;
        }
        let running = RunningSum::of(days);
        let (spent, sales) = running.last().map(|sum| (sum.spend_minor, sum.revenue_minor))?;
        let amounts = || running.iter().flat_map(|sum| [sum.spend_minor, sum.revenue_minor]);
        let (top, bottom) = (amounts().max()?.max(1), amounts().min()?.min(0));
        let height = (top as f64) - (bottom as f64);
        let y = |minor: i64| PLANE.1 * ((top as f64) - (minor as f64)) / height;
        let x = |day: chrono::NaiveDate| PLANE.0 * ((day - first).num_days() as f64) / (span as f64);
        // Money moves in steps: a line between two days would invent what lies between them.
        let path = |amount: fn(&RunningSum) -> i64| {
            let mut path = format!("M0 {:.2}", y(0));
            for entry in &running {
                let _ = write!(path, "H{:.2}V{:.2}", x(entry.day), y(amount(entry)));
            }
            path
        };
        let said = |minor| money(minor, currency);
        Some(Self {
            spent: path(|sum| sum.spend_minor),
            sales: path(|sum| sum.revenue_minor),
            zero: format!("{:.2}", y(0)),
            days: (day(first), day(last)),
            top: said(top),
            totals: (said(spent), said(sales)),
            words: format!("From {} to {}: {} spend, {} revenue.", day(first), day(last), said(spent), said(sales)),
            weeks: weeks(&running)
                .into_iter()
                .map(|sum| [day(sum.day), said(sum.spend_minor), said(sum.revenue_minor)])
                .collect(),
        })
    }
}

/// The last sums of each week since the first day.
fn weeks(running: &[RunningSum]) -> Vec<RunningSum> {
    let Some(first) = running.first() else { return Vec::new() };
    let mut weeks: Vec<(i64, RunningSum)> = Vec::new();
    for entry in running {
        let week = (entry.day - first.day).num_days() / 7;
        match weeks.last_mut() {
            Some((known, last)) if *known == week => *last = *entry,
            _ => weeks.push((week, *entry)),
        }
    }
    weeks.into_iter().map(|(_, entry)| entry).collect()
}

/// One step of the funnel from views to orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is counted.
    pub label: &'static str,
    /// The count as text.
    pub count: String,
    /// Width of its bar on a logarithmic scale, in percent.
    pub width: String,
    /// Its share of an earlier step; empty for the first one.
    pub share: String,
}

/// Returns the known steps of the funnel, or none if there is only one.
#[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than 2^53 steps")]
pub(super) fn funnel(funnel: Funnel, readings: impl Iterator<Item = ReadingRecord>) -> Vec<Step> {
    let funnel = funnel.with_reactions(readings.fold(ReadingRecord::default(), together));
    let known: Vec<_> = funnel.steps().into_iter().filter_map(|step| Some((step.count?.max(0), step))).collect();
    if known.len() < 2 {
        return Vec::new();
    }
    let size = |count: i64| (count as f64).ln_1p();
    let widest = known.iter().map(|(count, _)| size(*count)).fold(1.0, f64::max);
    let drawn = known.into_iter().map(|(count, step)| Step {
        label: step.label,
        count: full(count),
        width: percent(size(count) / widest),
        share: step.note,
    });
    drawn.collect()
}

/// A count over time, such as followers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChart {
    /// The line, as an SVG path.
    pub path: String,
    /// The lowest and the highest count: the axis does not begin at 0.
    pub ends: (String, String),
    /// The first day, and the last.
    pub days: (String, String),
    /// The same in words.
    pub words: String,
}

impl LineChart {
    /// Draws counts, oldest first; `None` with fewer than two days of data.
    #[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than 2^53 steps")]
    pub(super) fn of(points: &[(chrono::NaiveDate, i64)]) -> Option<Self> {
        let ((first, from), (last, to)) = (*points.first()?, *points.last()?);
        let span = (last - first).num_days();
        if span < 1 {
            return None;
        }
        let (low, high) = (points.iter().map(|point| point.1).min()?, points.iter().map(|point| point.1).max()?);
        let height = ((high as f64) - (low as f64)).max(1.0);
        let place = |(day, count): &(chrono::NaiveDate, i64)| {
            let x = PLANE.0 * ((*day - first).num_days() as f64) / (span as f64);
            let y = PLANE.1 * ((high as f64) - (*count as f64)) / height;
            format!("{x:.2} {y:.2}")
        };
        let places: Vec<String> = points.iter().map(place).collect();
        Some(Self {
            path: format!("M{}", places.join("L")),
            ends: (full(low), full(high)),
            days: (day(first), day(last)),
            words: format!("From {} on {} to {} on {}.", full(from), day(first), full(to), day(last)),
        })
    }
}
