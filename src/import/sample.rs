//! A cell as Tenfold will read it, for the preview of a mapping.

use super::content::Content;
use super::layout::Layout;
use super::values::money::parse_shop;
use super::values::paid::{self, Paid};
use super::values::rate::{self, Scale};
use super::values::{date, email, known};
use crate::domain::collaboration::Payment;
use crate::domain::creator::CreatorField;
use crate::domain::day::dated;
use crate::domain::number::full;
use crate::domain::text::clean;
use crate::domain::{Handle, Money, Platform};
use crate::proto::column::Target;

/// What an unknown figure looks like everywhere.
const UNKNOWN: &str = "-";

/// Writes a cell as its column will be read; a cell that cannot be read is in quotes with a question mark.
pub(super) fn sample(cell: &str, becomes: Option<Target>, layout: &Layout) -> String {
    let text = known(cell);
    if text.is_empty() {
        return UNKNOWN.to_owned();
    }
    let Some(target) = becomes else { return clean(text) };
    let unreadable = || format!("\"{}\"?", clean(text));
    let read = match Content::of(target) {
        Content::Handle => Handle::find(text).ok().map(|found| found.handle.to_string()),
        #[expect(clippy::cast_possible_truncation, reason = "counts are below 9e15")]
        Content::Count => layout.count(target, text).map(|count| full(count.round() as i64)),
        Content::Rate if target == Target::Margin => rate::margin(text)
            .map(|basis_points| format!("{}%", plain(f64::from(i32::try_from(basis_points).unwrap_or(0)) / 100.0))),
        Content::Rate if matches!(target, Target::Collaboration(_)) => rate::commission(text)
            .map(|basis_points| format!("{}%", plain(f64::from(i32::try_from(basis_points).unwrap_or(0)) / 100.0))),
        Content::Rate => rate::parse(text, layout.scale()).map(|points| {
            let raised = layout.scale() == Scale::Fraction && !text.ends_with('%');
            let how = if raised { format!(" ({text} x 100)") } else { String::new() };
            format!("{}%{how}", plain(points))
        }),
        Content::Money => layout.money(target, text).and_then(|amount| {
            let named = if amount.is_yen_or_yuan {
                match layout.yen_or_yuan(None) {
                    Some(currency) => currency,
                    // The currency is in a column of its own.
                    None if layout.has(Target::Currency) => return Some(clean(text)),
                    None => return None,
                }
            } else {
                amount.currency.or(layout.named_currency).unwrap_or(layout.currency)
            };
            Some(Money::new(amount.minor(named)?, named).exact())
        }),
        // The currency is in a column of its own.
        Content::ShopMoney => parse_shop(text, layout.currency).map(|_| clean(text)),
        Content::Paid => paid::parse(text, layout.order(target)).map(|said| match said {
            Paid::State(Payment::NothingOwed) => "not paid".to_owned(),
            Paid::State(payment) => payment.word().to_owned(),
            Paid::On(moment) => format!("paid {}", dated(moment.day)),
            Paid::Amount(_) => format!("paid {}", clean(text)),
        }),
        Content::Date => date::parse(text, layout.order(target))
            .map(|moment| dated(moment.day))
            .or_else(|| date::parse_yearless(text).map(|_| clean(text))),
        Content::Window => date::window(text, layout.order(target)).map(|_| clean(text)),
        Content::Text => match target {
            Target::Of(CreatorField::Email) => Some(email(text).unwrap_or(UNKNOWN).to_owned()),
            Target::Of(CreatorField::Country) => {
                Some(crate::domain::country::name(&crate::domain::country::kept(text)).into_owned())
            }
            Target::Of(field) => Some(field.fact().cleaned(text).unwrap_or_else(|_| UNKNOWN.to_owned())),
            Target::Platform => Platform::from_word(text).map(|platform| platform.word().to_owned()),
            _ => Some(clean(text)),
        },
    };
    read.unwrap_or_else(unreadable)
}

/// One decimal, none where it is zero.
fn plain(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
