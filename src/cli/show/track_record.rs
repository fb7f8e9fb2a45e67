//! The JSON of what working with a creator was like.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::track_record::{Outcomes, TrackRecord};

/// What working together was like, over the batches that were started.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TrackRecordJson {
    /// Collaborations.
    collaborations: usize,
    /// Posts with a promised day that are out.
    dated: usize,
    /// Those out by that day.
    on_time: usize,
    /// Days after the promised day, median; below 0 before it.
    days_late: Option<i64>,
    /// Deliverables missed, or overdue now.
    missed: usize,
    /// Rounds of feedback.
    feedback_rounds: i64,
    /// Days to the first answer, median.
    reply_days: Option<i64>,
    /// Whether you would book them again.
    book_again: Option<bool>,
    /// What was spent and what came back, each currency apart.
    outcomes: Vec<OutcomesJson>,
}

/// What the collaborations in one currency came to.
#[derive(Debug, Serialize, JsonSchema)]
struct OutcomesJson {
    /// ISO 4217 currency of the amounts.
    currency: String,
    /// Collaborations.
    collaborations: usize,
    /// Loaded cost, minor units.
    spend_minor: i64,
    /// Net revenue of attributed orders, minor units.
    revenue_minor: i64,
    /// Attributed orders.
    orders: i64,
    /// Revenue / spend, x 10,000; null without a cost.
    roas_e4: Option<i64>,
    /// Cost of 1,000 views, minor units, of the awareness collaborations whose views are known.
    cpm_minor: Option<i64>,
}

impl From<&Outcomes> for OutcomesJson {
    fn from(sums: &Outcomes) -> Self {
        Self {
            currency: sums.currency.code().to_owned(),
            collaborations: sums.collaborations,
            spend_minor: sums.spend_minor,
            revenue_minor: sums.revenue_minor,
            orders: sums.orders,
            roas_e4: sums.roas_e4(),
            cpm_minor: sums.cpm_minor(),
        }
    }
}

impl From<&TrackRecord> for TrackRecordJson {
    fn from(record: &TrackRecord) -> Self {
        let TrackRecord {
            collaborations,
            dated,
            on_time,
            days_late,
            missed,
            feedback_rounds,
            reply_days,
            book_again,
            ..
        } = *record;
        let outcomes = record.outcomes.iter().map(OutcomesJson::from).collect();
        Self { collaborations, dated, on_time, days_late, missed, feedback_rounds, reply_days, book_again, outcomes }
    }
}
