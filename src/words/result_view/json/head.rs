//! Head figures other than ROAS for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::head::{Head, HeadTarget, Lacks};
use crate::domain::Goal;
use crate::domain::success_rule::RuleMeasure;
use crate::words::result_view::{ResultView, Written};

/// The head figure of a goal other than conversions: the cost of 1,000 views, or of a usable asset.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HeadJson {
    /// `cpm` or `asset cost`.
    pub figure: &'static str,
    /// Tracked so far, minor units.
    pub tracked_minor: Option<i64>,
    /// Low end of the 80% range if booked again, minor units; null for a cost per asset, which is a count.
    pub low_minor: Option<i64>,
    /// Best guess, minor units.
    pub middle_minor: Option<i64>,
    /// High end of the 80% range, minor units.
    pub high_minor: Option<i64>,
    /// What it is held against.
    pub target: Option<TargetJson>,
    /// Why there is no verdict; null where there is one.
    pub lacks: Option<String>,
}

/// What a head figure is held against.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TargetJson {
    /// The most that it should cost, minor units.
    pub value_minor: i64,
    /// `success rule`, `own median` or `published`.
    pub source: &'static str,
    /// The same in words.
    pub sentence: String,
}

impl ResultView<'_> {
    /// A head figure; nothing for conversions. `target` stands in where it has none of its own.
    pub(super) fn head_json(self, head: Head, target: Option<HeadTarget>) -> Option<HeadJson> {
        let goal = self.result.goal;
        if goal == Goal::Conversions {
            return None;
        }
        let written = Written::new(goal, self.result.currency);
        let minor = |value: f64| written.minor(written.e4(value));
        let at = |place: usize| head.range.map(|range| minor(range[place]));
        Some(HeadJson {
            figure: RuleMeasure::of(goal).word(),
            tracked_minor: head.tracked.map(minor),
            low_minor: at(1),
            middle_minor: at(2),
            high_minor: at(3),
            target: head.target.or(target).map(|target| TargetJson {
                value_minor: written.minor(written.level_e4(target.value)),
                source: target.source.word(),
                sentence: self.named(Some(target)),
            }),
            lacks: head.lacks.map(|lacks| self.lacking(lacks)),
        })
    }

    /// The head figure of a whole, which can be without an estimate.
    pub(super) fn whole_json(self, head: Option<Head>, target: Option<HeadTarget>) -> Option<HeadJson> {
        let nothing = Head { goal: self.result.goal, lacks: Some(Lacks::Views), ..Head::default() };
        self.head_json(head.unwrap_or(nothing), target)
    }
}
