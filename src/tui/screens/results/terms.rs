//! How tracked orders count: the forms for promo code leak and halo, set as ranges. Tenfold never guesses them.

use crate::domain::day::Calendar;
use crate::proto::outlook::Terms;
use crate::proto::results::CreatorResult;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};
use crate::tui::screens::form::{Reader, decimal_text};

/// Most halo: ten real orders more for each tracked one, in basis points. Anything above is a typo.
const MOST_HALO_BP: i64 = 100_000;

/// Builds the form of a campaign.
pub(super) fn build(terms: Terms) -> Overlay {
    let field = |key, label: &str, bp: i64, hint: &str| {
        Field::new(key, label, FieldKind::Percent).with(decimal_text(bp, 2)).hint(hint)
    };
    let fields = vec![
        field("leak_low", "Leak, from", terms.leak_low_bp, "least share of code orders no creator caused"),
        field("leak_high", "Leak, to", terms.leak_high_bp, "most: buyers who found the code on a coupon site"),
        field("halo_low", "Halo, from", terms.halo_low_bp, "fewest orders without the code per 100 with it"),
        field("halo_high", "Halo, to", terms.halo_high_bp, "most: buyers who saw the post but used no code"),
    ];
    Overlay::Form(Form { title: "How tracked orders count".to_owned(), fields, save: "Set".to_owned() })
}

/// Builds the form of one creator's leak.
pub(super) fn build_leak(creator: &CreatorResult) -> Overlay {
    let value = |pick: fn((i64, i64)) -> i64| creator.leak_bp.map_or(String::new(), |leak| decimal_text(pick(leak), 2));
    let fields = vec![
        Field::new("leak_low", "Leak, from", FieldKind::Percent)
            .with(value(|leak| leak.0))
            .hint("empty: the campaign's setting"),
        Field::new("leak_high", "Leak, to", FieldKind::Percent)
            .with(value(|leak| leak.1))
            .hint("empty: the campaign's setting"),
    ];
    let title = format!("Promo code leak of @{}", creator.handle);
    Overlay::Form(Form { title, fields, save: "Set".to_owned() })
}

/// Reads the form of a campaign; the budget for the next batch stays as it is.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub(super) fn read(form: Form, calendar: Calendar, before: Terms) -> Result<Terms, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let (leak_low_bp, leak_high_bp) = leak(&mut reader);
    let (halo_low_bp, halo_high_bp) = (halo(&mut reader, "halo_low"), halo(&mut reader, "halo_high"));
    if halo_low_bp > halo_high_bp {
        reader.fault("halo_high", "must not be below the start of the range");
    }
    reader.finish(Terms { leak_low_bp, leak_high_bp, halo_low_bp, halo_high_bp, ..before })
}

/// Reads the form of one creator's leak; both fields empty give it back to the campaign.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub(super) fn read_leak(form: Form, calendar: Calendar) -> Result<Option<(i64, i64)>, Box<Form>> {
    let is_empty = form.text("leak_low").is_empty() && form.text("leak_high").is_empty();
    let mut reader = Reader::new(form, calendar);
    let leak = leak(&mut reader);
    reader.finish((!is_empty).then_some(leak))
}

fn leak(reader: &mut Reader) -> (i64, i64) {
    let low = reader.percent_bp("leak_low").unwrap_or(0);
    // An empty end is where the range starts.
    let high = reader.percent_bp("leak_high").unwrap_or(low);
    if low > high {
        reader.fault("leak_high", "must not be below the start of the range");
    }
    (low, high)
}

fn halo(reader: &mut Reader, key: &'static str) -> i64 {
    let text = reader.text(key);
    if text.is_empty() {
        return 0;
    }
    let read = crate::domain::number::parse_percent(&text).filter(|bp| *bp <= MOST_HALO_BP);
    if read.is_none() {
        reader.fault(key, "0 to 1,000 percent, such as 20");
    }
    read.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::sample;

    fn form(overlay: Overlay) -> Form {
        match overlay {
            Overlay::Form(form) => form,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn terms_survive_their_form() {
        let terms = Terms {
            leak_low_bp: 2_000,
            leak_high_bp: 4_050,
            halo_low_bp: 0,
            halo_high_bp: 15_000,
            next_budget_minor: Some(5),
        };
        assert_eq!(read(form(build(terms)), sample::ctx().calendar(), terms), Ok(terms));
    }

    #[test]
    fn a_range_that_goes_down_is_refused_with_a_sentence() {
        let mut filled = form(build(Terms { leak_low_bp: 5_000, leak_high_bp: 5_000, ..Terms::default() }));
        filled.fields[1].value = "20".to_owned();
        filled.fields[3].value = "2000".to_owned();
        let back = read(filled, sample::ctx().calendar(), Terms::default()).expect_err("two faults");
        assert!(back.fields[1].error.is_some() && back.fields[3].error.is_some());
        assert_eq!(back.fields[1].value, "20");
    }

    #[test]
    fn an_empty_leak_belongs_to_the_campaign_again() {
        let creator = &sample::results()[0].batches[0].creators[0];
        assert_eq!(read_leak(form(build_leak(creator)), sample::ctx().calendar()), Ok(None));
        let mut filled = form(build_leak(creator));
        filled.fields[0].value = "10".to_owned();
        assert_eq!(read_leak(filled, sample::ctx().calendar()), Ok(Some((1_000, 1_000))));
    }
}
