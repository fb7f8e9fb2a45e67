//! Forms that more than one screen opens: built from a record, parsed back into the fields of a command.

pub mod batch;
pub mod booking_fee;
pub mod campaign;
pub mod creator;
pub mod goal;
pub mod next_batch;
pub mod payment;
pub mod reading;
pub mod record;
pub mod task;

use chrono::NaiveDate;

use crate::domain::day::Calendar;
use crate::domain::figure::plural;
use crate::domain::money::parse_amount;
use crate::domain::number::{parse_count, parse_percent, parse_ratio};
use crate::domain::{BatchStatus, Currency, Money, PostingWindow};
use crate::tui::kit::overlay::Form;

/// Writes an amount for a form's field: digits only, decimals only where there are any.
pub fn amount_text(minor: i64, currency: Currency) -> String {
    let exact = Money::new(minor, currency).exact().replace([',', ' '], "");
    let plain: String = exact.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let zeros = format!(".{}", "0".repeat(currency.decimals() as usize));
    plain.strip_suffix(&zeros).map_or(plain.clone(), str::to_owned)
}

/// Writes a figure that is held in hundredths or ten-thousandths: as many decimals as it has.
pub fn decimal_text(scaled: i64, digits: usize) -> String {
    let one = 10_u64.pow(u32::try_from(digits).unwrap_or(0));
    let size = scaled.unsigned_abs();
    let sign = if scaled < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:0digits$}", size / one, size % one);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads a filled-in form; what cannot be read gets its error under the field, and nothing typed is lost.
#[derive(Debug)]
pub struct Reader {
    form: Form,
    calendar: Calendar,
    is_good: bool,
}

impl Reader {
    /// Begins with the form that came back.
    pub fn new(mut form: Form, calendar: Calendar) -> Self {
        for field in &mut form.fields {
            field.error = field.longest.check(field.value.trim()).err().map(|fault| fault.to_string());
        }
        let is_good = form.fields.iter().all(|field| field.error.is_none());
        Self { form, calendar, is_good }
    }

    /// Returns the text of a field, made safe.
    pub fn text(&self, key: &str) -> String {
        crate::domain::text::clean(self.form.text(key))
    }

    /// Returns the text of a field with its line breaks, made safe.
    pub fn lines(&self, key: &str) -> String {
        crate::domain::text::lines(self.form.text(key))
    }

    /// Returns the entries of a field that lists several, without empty and repeated ones.
    pub fn list(&self, key: &str) -> Vec<String> {
        let mut entries: Vec<String> = Vec::new();
        for entry in self.text(key).split(',').map(|entry| entry.trim().trim_start_matches('#')) {
            if !entry.is_empty() && !entries.iter().any(|known| known.eq_ignore_ascii_case(entry)) {
                entries.push(entry.to_owned());
            }
        }
        entries
    }

    /// Puts an error under a field.
    pub fn fault(&mut self, key: &str, error: impl Into<String>) {
        self.is_good = false;
        self.form.fault(key, error);
    }

    /// Reads a currency; the default one where it is none.
    pub fn currency(&mut self, key: &'static str) -> Currency {
        Currency::typed(&self.text(key)).unwrap_or_else(|fault| {
            self.fault(key, fault);
            Currency::default()
        })
    }

    /// Reads an amount of at least 0, in minor units.
    pub fn money(&mut self, key: &'static str, currency: Currency) -> Option<i64> {
        self.read(key, "an amount, such as 250 or 1,200.50", |text| {
            parse_amount(text, currency).filter(|minor| *minor >= 0)
        })
    }

    /// Reads a percentage of 0 to 100, in basis points.
    pub fn percent_bp(&mut self, key: &'static str) -> Option<i64> {
        self.read(key, "0 to 100 percent, such as 60 or 12.5", |text| parse_percent(text).filter(|bp| *bp <= 10_000))
    }

    /// Reads a ratio, x 10,000.
    pub fn ratio_e4(&mut self, key: &'static str) -> Option<i64> {
        self.read(key, "a number, such as 2 or 1.8", |text| {
            let e4 = (parse_ratio(text)? * 10_000.0).round();
            #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
            (0.0..1.0e12).contains(&e4).then_some(e4 as i64)
        })
    }

    /// Reads a number of at least 0.
    pub fn decimal(&mut self, key: &'static str) -> Option<f64> {
        self.read(key, "a number, such as 6 or 6.5", |text| parse_ratio(text).filter(|number| *number >= 0.0))
    }

    /// Reads a count.
    pub fn count(&mut self, key: &'static str) -> Option<i64> {
        self.read(key, "a whole number, such as 1200 or 12.5k", |text| parse_count(text).filter(|count| *count >= 0))
    }

    /// Reads a day.
    pub fn day(&mut self, key: &'static str) -> Option<NaiveDate> {
        let calendar = self.calendar;
        self.read(key, &day_wanted(calendar), |text| calendar.read(text).ok())
    }

    /// Reads the days between which something is to happen.
    pub fn window(&mut self, key: &'static str) -> Option<PostingWindow> {
        let text = self.text(key);
        if text.is_empty() {
            return None;
        }
        PostingWindow::typed(&text, self.calendar).map_err(|fault| self.fault(key, fault)).ok()
    }

    /// Ends the reading: the value if every field was fine, else the form with its errors.
    pub fn finish<T>(self, value: T) -> Result<T, Box<Form>> {
        if self.is_good { Ok(value) } else { Err(Box::new(self.form)) }
    }

    fn read<T>(&mut self, key: &str, hint: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(key);
        if text.is_empty() {
            return None;
        }
        let value = parse(&text);
        if value.is_none() {
            self.fault(key, hint);
        }
        value
    }
}

/// What a field for a day takes, in the order in force.
pub fn day_wanted(calendar: Calendar) -> String {
    format!("a day, such as fri, {} or 2026-03-14", calendar.order.example())
}

/// Names the creators of a batch; while it is planned also how many there may be: `5 creators (3 to 10)`.
pub fn batch_size(creators: i64, status: BatchStatus) -> String {
    let (fewest, most) = (crate::domain::batch::SIZE.start(), crate::domain::batch::SIZE.end());
    let size = plural(creators, "creator");
    match status {
        BatchStatus::Planned => format!("{size} ({fewest} to {most})"),
        BatchStatus::Running | BatchStatus::Finished => size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::kit::overlay::{Field, FieldKind};
    use crate::tui::screens::sample;

    fn reader(value: &str) -> Reader {
        let fields = vec![Field::new("x", "X", FieldKind::Text).with(value)];
        Reader::new(Form { title: String::new(), fields, save: String::new() }, sample::ctx().calendar())
    }

    #[test]
    fn amounts_are_read_as_typed_and_written_back() {
        for (text, minor) in
            [("250", 25_000), ("$1,200.50", 120_050), ("6,5", 650), ("1.2k", 120_000), ("19.99 USD", 1_999)]
        {
            assert_eq!(reader(text).money("x", Currency::USD), Some(minor), "{text}");
            assert_eq!(reader(&amount_text(minor, Currency::USD)).money("x", Currency::USD), Some(minor), "{text}");
        }
        assert_eq!(amount_text(25_000, Currency::USD), "250");
        assert_eq!(amount_text(2_550, Currency::USD), "25.50");
        assert_eq!(amount_text(1_800, "JPY".parse().expect("a currency")), "1800");
        assert_eq!(decimal_text(6_000, 2), "60");
        assert_eq!(decimal_text(16_667, 4), "1.6667");
    }

    #[test]
    fn invalid_values_show_an_error_under_their_field() {
        for text in ["six", "-5", "1e99", "--"] {
            let mut reader = reader(text);
            assert_eq!(reader.money("x", Currency::USD), None, "{text}");
            let form = reader.finish(()).expect_err("a fault");
            assert!(form.fields[0].error.is_some(), "{text}");
            assert_eq!(form.fields[0].value, text);
        }
        let mut reader = reader("140");
        assert_eq!(reader.percent_bp("x"), None);
    }

    #[test]
    fn lists_lose_empty_and_repeated_entries() {
        assert_eq!(reader("BookTok, #CleanTok,, booktok").list("x"), ["BookTok", "CleanTok"]);
    }
}
