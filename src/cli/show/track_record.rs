//! The JSON of what working with a creator was like.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::track_record::TrackRecord;

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
        Self { collaborations, dated, on_time, days_late, missed, feedback_rounds, reply_days, book_again }
    }
}
