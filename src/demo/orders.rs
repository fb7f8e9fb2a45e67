//! The orders of the shop: what was bought, by which code or link, and what became of it.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::OrderState;
use crate::domain::order::OrderAmounts;
use crate::proto::ingest::{Newness, OrderRecord};

use super::Market;
use super::random::Random;

/// By what an order is known.
#[derive(Clone, Debug)]
pub(super) enum By {
    /// A promo code.
    Code(String),
    /// The mark of a link.
    Link(String),
}

/// An order of one piece or more.
pub(super) fn pieces(random: &mut Random, price_minor: i64) -> i64 {
    price_minor * (1 + random.poisson(0.35))
}

/// An order of so much.
pub(super) fn order(
    random: &mut Random,
    market: &Market,
    placed_on: NaiveDate,
    (gross, by): (i64, &[By]),
) -> OrderRecord {
    let codes: Vec<String> =
        by.iter().filter_map(|by| if let By::Code(code) = by { Some(code.clone()) } else { None }).collect();
    let links = by.iter().filter_map(|by| if let By::Link(mark) = by { Some(mark.clone()) } else { None });
    let utm = links.map(|mark| ("utm_content".to_owned(), mark)).collect();
    let discount = if codes.is_empty() { 0 } else { gross * 15 / 100 };
    let goods = gross - discount;
    let (tax, shipping) = (goods * 8 / 100, if goods >= 5_000 { 0 } else { 495 });
    let total = goods + tax + shipping;
    let (state, status, refunded) = match random.unit() {
        ..0.03 => (OrderState::Sale, "refunded", total),
        0.03..0.06 => (OrderState::Sale, "partially_refunded", goods / 2),
        0.06..0.08 => (OrderState::Void, "voided", 0),
        0.08..0.09 => (OrderState::Pending, "pending", 0),
        _ => (OrderState::Sale, "paid", 0),
    };
    let second = i64::try_from(random.below(86_000)).unwrap_or(0);
    OrderRecord {
        external_id: String::new(),
        name: String::new(),
        placed_at: (placed_on.and_time(NaiveTime::MIN).and_utc().timestamp() + second) * 1_000,
        placed_on,
        currency: market.currency,
        amounts: OrderAmounts { total, tax, shipping, refunded },
        discount,
        state,
        status: status.to_owned(),
        codes,
        utm,
        newness: Newness::default(),
    }
}
