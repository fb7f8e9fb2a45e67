//! Counts and amounts as real numbers: the one place where the engine leaves the integers.
//!
//! Counts and minor units above 2^53 lose their last digits here, far below what an estimate can tell.

/// A count or an amount in minor units.
#[expect(clippy::cast_precision_loss, reason = "beyond 2^53 only digits are lost that no estimate shows")]
pub(super) fn real(whole: i64) -> f64 {
    whole as f64
}

/// A sum of products of amounts.
#[expect(clippy::cast_precision_loss, reason = "beyond 2^53 only digits are lost that no estimate shows")]
pub(super) fn real_sum(whole: i128) -> f64 {
    whole as f64
}

/// The length of a list.
pub(super) fn count(length: usize) -> f64 {
    real(i64::try_from(length).unwrap_or(i64::MAX))
}

/// Rounds a non-negative number half up, saturating at `u64::MAX`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and what is passed in is never negative"
)]
pub(super) fn rounded(number: f64) -> u64 {
    (number + 0.5).floor() as u64
}
