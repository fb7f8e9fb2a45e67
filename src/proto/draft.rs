//! What a person wants of a batch before it is planned. The method and the calendar propose all that it leaves open.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{CreatorId, Money, SuccessRule};

/// A batch to come as far as a person said something about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// How many creators it should have; as many as the method proposes without a number.
    pub size: Option<usize>,
    /// How often creators are booked.
    pub bookings: BTreeMap<CreatorId, u32>,
    /// The fee of one booking of creators. One in another currency than the campaign's says nothing.
    pub fees: BTreeMap<CreatorId, Money>,
    /// The day of the first post that is not promised yet.
    pub first_post: Option<NaiveDate>,
    /// Days from one post to the next.
    pub apart_days: Option<u32>,
    /// The success rule of a new batch.
    pub rule: Option<SuccessRule>,
    /// The day on which a new batch ends.
    pub ends_on: Option<NaiveDate>,
}
