//! What comes of a post: its counts day by day, the clicks of its link, and the orders of the shop.

use chrono::{Days, NaiveDate};

use crate::domain::OrderState;
use crate::domain::reading_age::AGES;
use crate::proto::collaboration_change::{DeliverableCmd, Which};
use crate::proto::ingest::{PostRecord, StatedDay, TallyRecord};
use crate::proto::post::{PostEntry, ReadingRecord};

use super::bookings::{Booking, Post};
use super::moment::{Act, Deed};
use super::orders::{By, order};
use super::random::whole;
use super::stage::Stage;

/// Days in which most orders of a post come.
const MOST_ORDERS: f64 = 30.0;
/// Days on which a link is clicked.
const CLICKED: u64 = 14;

/// The counts of a piece of a post at an age.
#[expect(clippy::cast_precision_loss, reason = "views and days are far below 2^53")]
fn reading(booking: &Booking<'_>, piece: usize, age: u64) -> ReadingRecord {
    let fields = &booking.candidate.record.fields;
    let share = if piece == 0 { 1.0 } else { 0.55 };
    let views = fields.views.unwrap_or(6_000) as f64 * booking.part.luck * share;
    let grown = views * (1.0 - (-(age as f64 / 2.5).powf(0.45)).exp());
    let engaged = grown * fields.er.unwrap_or(6.0) / 100.0;
    let part = |share: f64| Some(whole(engaged * share));
    ReadingRecord {
        views: Some(whole(grown)),
        likes: part(0.86),
        comments: part(0.05),
        shares: part(0.05),
        saves: part(0.04),
    }
}

/// Reads the posts at the usual ages: in a running test they are typed, else they come in files.
pub(super) fn read(booking: &Booking<'_>, post: &Post, stage: &mut Stage<'_>) {
    let is_typed = stage.is_running(booking.start);
    let fields = &booking.candidate.record.fields;
    for (piece, url) in post.urls.iter().enumerate() {
        let posted_on = post.posted_on + Days::new(piece as u64);
        for age in AGES {
            let day = posted_on + Days::new(u64::from(age));
            let reading = reading(booking, piece, u64::from(age));
            if is_typed && u64::from(age) < booking.part.unread_from {
                let cmd = DeliverableCmd::Read(Which::Number(piece + 1), day, reading);
                stage.on(
                    day,
                    Deed::Booked(booking.batch.clone(), vec![booking.candidate.account()], Act::Deliverable(cmd)),
                );
            } else if !is_typed {
                let caption = format!("#ad {}, my honest week with it", booking.campaign.sells);
                let entry = PostEntry { url: url.clone(), posted_on: Some(posted_on), caption, reading };
                let record = PostRecord {
                    platform: fields.platform,
                    handle: fields.handle.clone(),
                    entry,
                    counted_on: Some(StatedDay::On(day)),
                    creator: None,
                };
                stage.readings.push((day, record));
            }
        }
    }
}

/// The clicks of the link, most of them in the first days.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn click(booking: &Booking<'_>, post: &Post, stage: &mut Stage<'_>) {
    let views = reading(booking, 0, 30).views.unwrap_or(0) as f64;
    let total = (booking.part.orders as f64 * 14.0).max(views * 0.004);
    let mut all = 0;
    for after in 0..CLICKED {
        let day = post.posted_on + Days::new(after);
        let count = whole(stage.random.log_normal(total * 0.26 * 0.75_f64.powf(after as f64), 0.2));
        if count == 0 || day > stage.imported {
            continue;
        }
        all += count;
        if !stage.is_running(booking.start) || booking.place > 0 {
            stage.clicks.push(TallyRecord { of: booking.mark(), day, count, is_total: false });
        }
    }
    if stage.is_running(booking.start) && booking.place == 0 {
        stage.on(stage.last, Deed::Booked(booking.batch.clone(), vec![booking.candidate.account()], Act::Clicks(all)));
    }
}

/// The orders that a post brings.
pub(super) fn sell(booking: &Booking<'_>, post: &Post, stage: &mut Stage<'_>) {
    let part = booking.part;
    let after = |stage: &mut Stage<'_>| {
        let share = stage.random.unit();
        post.posted_on + Days::new(whole(share * share * MOST_ORDERS).unsigned_abs())
    };
    for number in 0..part.orders {
        let placed_on = after(stage);
        // One in four comes by the link and forgets the code.
        let by =
            if number % 4 == 3 && part.code.is_none() { By::Link(booking.mark()) } else { By::Code(booking.code()) };
        stage.sell(placed_on, booking.campaign.price_minor, &[by]);
    }
    for number in 0..part.early.unsigned_abs() {
        stage.sell(post.posted_on - Days::new(2 + number), booking.campaign.price_minor, &[By::Code(booking.code())]);
    }
    for number in 0..part.tail.unsigned_abs() {
        let placed_on = post.posted_on + Days::new(41 + 9 * number);
        stage.sell(placed_on, booking.campaign.price_minor, &[By::Code(booking.code())]);
    }
    if let Some(gross) = part.whale_minor {
        let mut one =
            order(&mut stage.random, stage.market, post.posted_on + Days::new(9), (gross, &[By::Code(booking.code())]));
        (one.state, one.status, one.amounts.refunded) = (OrderState::Sale, "paid".to_owned(), 0);
        stage.keep(one);
    }
}

/// Orders without a creator: direct ones, or with a code of the shop. There are more of them every month.
pub(super) fn walk_ins(stage: &mut Stage<'_>, first: NaiveDate) {
    let days = u64::try_from((stage.imported - first).num_days()).unwrap_or(0);
    for _ in 0..520 {
        let share = stage.random.unit();
        #[expect(clippy::cast_precision_loss, reason = "a year has few days")]
        let ago = whole(share.powf(1.4) * days as f64).unsigned_abs();
        let price = *stage.random.pick(&[3_700, 1_400, 2_200, 2_400, 2_900]);
        let own = if stage.random.chance(0.15) { vec![By::Code("WELCOME10".to_owned())] } else { Vec::new() };
        stage.sell(stage.imported - Days::new(ago), price, &own);
    }
}
