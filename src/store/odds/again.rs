//! The terms on which a campaign would book somebody again: those that are planned, else those of the last time.

use std::collections::HashMap;

use super::rows::Planned;
use crate::analysis::input::{BookingInput, CreatorInput, Plan};
use crate::domain::CollaborationId;

/// Where the fee of a booking to come is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeeFrom {
    /// It is agreed in a planned batch.
    Agreed,
    /// It is offered in a planned batch.
    Offered,
    /// A person typed it for a batch that is not planned yet.
    Here,
    /// The last booking had it.
    Last,
    /// The creator asks for it.
    Asked,
}

/// One more booking of somebody.
#[derive(Clone, Copy, Debug)]
pub struct Again {
    /// The collaboration that it repeats.
    pub like: Option<CollaborationId>,
    /// The fee, minor units.
    pub fee_minor: i64,
    /// Where that comes from.
    pub from: FeeFrom,
    /// Everything else but commission, minor units.
    pub other_minor: i64,
    /// Posts of one booking, at least 1.
    pub posts: u32,
}

impl Again {
    /// Finds the terms of a creator with bookings, and plans them where they are others than the last ones.
    pub fn plan(
        creator: &mut CreatorInput,
        ids: &[CollaborationId],
        costs: &HashMap<CollaborationId, (i64, i64)>,
        planned: Option<&Planned>,
        own_minor: Option<i64>,
    ) -> Self {
        let is_counted = |booking: &BookingInput| !booking.posts.is_empty() || booking.orders.count > 0;
        let bookings = &creator.bookings;
        let place = bookings.iter().rposition(is_counted);
        let place = place.or_else(|| bookings.iter().rposition(|booking| booking.cost_minor > 0));
        let place = place.unwrap_or(bookings.len().saturating_sub(1));
        let like = ids.get(place).copied();
        let (last_fee, last_other) = like.and_then(|id| costs.get(&id)).copied().unwrap_or_default();
        let last = bookings.get(place);
        let last_posts = last.map_or(1, |last| u32::try_from(last.posts.len().max(1)).unwrap_or(u32::MAX));
        let planned = planned.filter(|_| own_minor.is_none());
        // What is planned holds all of its bookings.
        let promised = planned.map_or(0, |planned| planned.posts);
        let booked = times(promised, last_posts);
        let posts = if promised > 0 { promised / booked } else { last_posts };
        let times = i64::from(booked);
        let (fee_minor, from) = match (own_minor, planned.and_then(|planned| planned.fee_minor)) {
            (Some(own), _) => (own, FeeFrom::Here),
            (None, Some(fee)) if planned.is_some_and(|planned| planned.is_agreed) => (fee / times, FeeFrom::Agreed),
            (None, Some(fee)) => (fee / times, FeeFrom::Offered),
            (None, None) => (last_fee, FeeFrom::Last),
        };
        let other_minor = planned.and_then(|planned| planned.other_minor).map_or(last_other, |other| other / times);
        let cost_minor = fee_minor.saturating_add(other_minor);
        let is_other = last.is_some_and(|last| is_counted(last) && last.cost_minor != cost_minor);
        if own_minor.is_some() || planned.is_some() || is_other {
            let last_bp = last.map_or(0, |last| last.commission_bp);
            let commission_bp = planned.map_or(last_bp, |planned| planned.commission_bp);
            creator.next = Some(Plan { posts, cost_minor: Some(cost_minor), commission_bp });
        }
        Self { like, fee_minor, from, other_minor, posts }
    }
}

/// How many bookings so many posts are: one where they are no multiple of the posts of each.
pub fn times(posts: u32, posts_each: u32) -> u32 {
    let each = posts_each.max(1);
    if posts.is_multiple_of(each) { (posts / each).max(1) } else { 1 }
}
