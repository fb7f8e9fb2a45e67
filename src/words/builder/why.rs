//! Why somebody stands where they stand.

use crate::analysis::decision::Advice;
use crate::domain::Currency;
use crate::domain::figure::money;
use crate::domain::number::compact;
use crate::proto::builder::{Bookee, Price};
use crate::proto::odds::NOT_WORTH_IT;

/// Why somebody stands where they stand, in a few words.
pub fn why(person: &Bookee, currency: Currency) -> String {
    let worth = person.worth_minor.map(|minor| money(minor, currency));
    let is_worthless = person.worth_minor == Some(0) && person.tested.is_none();
    match (person.price, person.tested) {
        _ if is_worthless => NOT_WORTH_IT.to_owned(),
        (Price::Foreign(price), _) => format!("asks {}: convert it", money(price.minor, price.currency)),
        (Price::Guessed(_), _) => "ask for a price".to_owned(),
        (price, None) => match (price.fee_minor().zip(person.worth_minor), worth) {
            (Some((0, _)), _) if person.odds.is_none() => "costs nothing".to_owned(),
            (Some((fee, worth_minor)), Some(worth)) if fee > worth_minor => format!("offer {worth}"),
            _ => new(person),
        },
        (price, Some(advice)) => match (price, person.worth_minor) {
            (Price::Typed(1..) | Price::Planned(1..), Some(0)) => NOT_WORTH_IT.to_owned(),
            (Price::Typed(fee) | Price::Planned(fee), Some(worth)) if fee > worth => {
                format!("offer {}", money(worth, currency))
            }
            (Price::Agreed(fee), Some(worth)) if fee > worth => format!("worth only {}", money(worth, currency)),
            _ => again(person, advice),
        },
    }
}

/// `untested, 11k views`.
fn new(person: &Bookee) -> String {
    let views = person.views.map(|views| format!(", {} views", compact(views)));
    format!("untested{}", views.unwrap_or_else(|| ", views unknown".to_owned()))
}

fn again(person: &Bookee, advice: Advice) -> String {
    match (advice, person.settles) {
        (Advice::Scale, _) => "scale".to_owned(),
        (Advice::Retest, Some(settles)) => format!("retest: settles it {} in 10", tenths(settles)),
        (Advice::Retest, None) => "retest".to_owned(),
        (Advice::Drop, _) => "drop".to_owned(),
        (Advice::Wait, _) => "wait: orders to come".to_owned(),
        (Advice::Free, _) => "cost nothing so far".to_owned(),
        (Advice::Untested, _) => "nothing posted yet".to_owned(),
    }
}

/// A chance in tenths, at least 1 and at most 9, so that neither reads as certain.
fn tenths(chance: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 10")]
    let tenths = (chance * 10.0).round() as i64;
    tenths.clamp(1, 9)
}
