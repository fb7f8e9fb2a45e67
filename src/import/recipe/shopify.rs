//! Rows of a Shopify order export become orders: the first row of each order has everything, the others are line items.

use super::collaborations::not_in_use;
use super::{Fault, Recipe, counted, quoted};
use crate::domain::order::OrderAmounts;
use crate::domain::text::clean;
use crate::domain::{Currency, OrderState};
use crate::import::columns::Dictionary;
use crate::import::layout::{Layout, Row};
use crate::import::values::date::Moment;
use crate::import::values::money::parse_shop;
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{Newness, OrderRecord, Record};

/// What an export remembers from row to row.
#[derive(Debug, Default)]
pub(super) struct Shopify {
    /// The last of all dates in the export.
    newest: Option<i64>,
    last_name: String,
    last_id: String,
    /// The total of that order and its currency, until a row below it states another one.
    last_total: Option<(i64, Currency)>,
    orphans: u64,
    other_totals: u64,
    discounts_without_code: u64,
    without_zone: u64,
    without_currency: u64,
    unknown_status: u64,
}

/// What an export dates about an order.
const EVENTS: [Target; 6] = [
    Target::CreatedAt,
    Target::PaidAt,
    Target::FulfilledAt,
    Target::CancelledAt,
    Target::RefundedAt,
    Target::UpdatedAt,
];

/// The last moment that the rows of an export date.
#[derive(Debug, Default)]
pub(in crate::import) struct Newest {
    /// Unix milliseconds.
    pub(in crate::import) at: Option<i64>,
    /// The day before it as machines write it. What begins with an earlier one is older in every time zone, and most of an
    /// export is: its cells need not be read as dates.
    eve: String,
}

impl Newest {
    /// Looks at a row.
    pub(in crate::import) fn see(&mut self, row: Row<'_>) {
        for target in EVENTS {
            let is_older = |day: &str| day.as_bytes().get(4) == Some(&b'-') && day < self.eve.as_str();
            if row.get(target).get(..10).is_some_and(is_older) {
                continue;
            }
            let Some(moment) = row.date(target) else { continue };
            if Some(moment.unix_ms()) > self.at {
                self.at = Some(moment.unix_ms());
                self.eve = moment.day.pred_opt().map_or_else(String::new, |day| day.to_string());
            }
        }
    }
}

/// Returns the last moment that a row dates, unix milliseconds.
fn newest(row: Row<'_>) -> Option<i64> {
    EVENTS.into_iter().filter_map(|target| row.date(target)).map(Moment::unix_ms).max()
}

impl Recipe for Shopify {
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        let (name, id) = (row.get(Target::OrderName), row.get(Target::OrderId));
        let (status, total) = (row.get(Target::FinancialStatus), row.get(Target::Total));
        if name.is_empty() {
            return Err(Fault::at(Target::OrderName, "the order has no number"));
        }
        // Rows that were filled down by hand repeat status and total, but are line items.
        let same = name == self.last_name && (id.is_empty() || id == self.last_id);
        let is_item = status.is_empty() && total.is_empty();
        if same || is_item {
            self.orphans += u64::from(!same);
            let stated = |(_, currency): &(i64, Currency)| parse_shop(total, *currency);
            if same && self.last_total.take_if(|last| stated(last).is_some_and(|other| other != last.0)).is_some() {
                self.other_totals += 1;
            }
            return Ok(None);
        }
        name.clone_into(&mut self.last_name);
        id.clone_into(&mut self.last_id);
        self.last_total = None;
        let currency = self.currency(row)?;
        let amounts = amounts(row, currency, status)?;
        self.last_total = Some((amounts.total, currency));
        let discount = amount(row, Target::Discount, currency)?.unwrap_or(0);
        let codes = codes(row.get(Target::Code));
        self.discounts_without_code += u64::from(discount > 0 && codes.is_empty());
        let cancelled = !row.get(Target::CancelledAt).is_empty();
        let (placed_at, placed_on) = self.placed(row)?;
        Ok(Some(Record::Order(Box::new(OrderRecord {
            external_id: external_id(id, name).to_owned(),
            name: clean(name),
            placed_at,
            placed_on,
            currency,
            amounts,
            discount,
            state: self.state(row, status, cancelled, amounts.total),
            status: words(status, cancelled),
            codes,
            utm: utm(row.get(Target::NoteAttributes)),
            newness: Newness { event: newest(row), export: self.newest },
        }))))
    }

    fn notes(&self, layout: &Layout) -> Vec<ImportNote> {
        let telling =
            [Target::FinancialStatus, Target::Code, Target::Refunded, Target::Taxes, Target::Shipping, Target::OrderId];
        let missing = telling.into_iter().filter(|target| !layout.has(*target)).map(ImportNote::NoColumn);
        let counts = [
            counted(self.discounts_without_code, ImportNote::DiscountWithoutCode),
            counted(self.orphans, ImportNote::NoOrder),
            counted(self.other_totals, ImportNote::OtherTotals),
            counted(self.without_zone, ImportNote::NoTimeZone),
            counted(self.without_currency, |count| ImportNote::NoCurrency(count, layout.currency)),
            counted(self.unknown_status, ImportNote::UnknownStatus),
        ];
        missing.chain(counts.into_iter().flatten()).collect()
    }
}

impl Shopify {
    pub(super) fn new(newest: Option<i64>) -> Self {
        Self { newest, ..Self::default() }
    }

    fn currency(&mut self, row: Row<'_>) -> Result<Currency, Fault> {
        let text = row.get(Target::Currency);
        if text.is_empty() {
            self.without_currency += 1;
            return Ok(row.layout.currency);
        }
        Currency::in_use(text).ok_or_else(|| not_in_use(row))
    }

    /// An order belongs to the day it was placed; the day it was paid is in where that column is gone.
    fn placed(&mut self, row: Row<'_>) -> Result<(i64, chrono::NaiveDate), Fault> {
        let target = if row.get(Target::CreatedAt).is_empty() { Target::PaidAt } else { Target::CreatedAt };
        let text = row.get(target);
        if text.is_empty() {
            return Err(Fault::at(Target::CreatedAt, "the order has no date"));
        }
        let Some(moment) = row.date(target) else {
            return Err(Fault::at(target, format!("\"{}\" isn't a valid date", quoted(text))));
        };
        self.without_zone += u64::from(!moment.has_offset());
        Ok((moment.unix_ms(), moment.day))
    }

    fn state(&mut self, row: Row<'_>, status: &str, cancelled: bool, total: i64) -> OrderState {
        let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(status));
        if cancelled || is(&["voided", "expired"]) {
            return OrderState::Void;
        }
        if total == 0 {
            return OrderState::Sample;
        }
        if is(&["paid", "refunded", "partially_refunded"]) || !row.layout.has(Target::FinancialStatus) {
            return OrderState::Sale;
        }
        if !is(&["pending", "authorized", "partially_paid", "unpaid"]) {
            self.unknown_status += 1;
        }
        OrderState::Pending
    }
}

/// The id is stable. If it is missing or a spreadsheet turned it into `3.77123E+12`, the order number takes its place.
fn external_id<'a>(id: &'a str, name: &'a str) -> &'a str {
    if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) { id } else { name }
}

fn amount(row: Row<'_>, target: Target, currency: Currency) -> Result<Option<i64>, Fault> {
    let text = row.get(target);
    if text.is_empty() {
        return Ok(None);
    }
    match parse_shop(text, currency) {
        Some(minor) if minor >= 0 => Ok(Some(minor)),
        Some(_) => Err(Fault::at(target, format!("\"{}\" is below 0", quoted(text)))),
        None => Err(Fault::at(target, format!("\"{}\" isn't an amount", quoted(text)))),
    }
}

fn amounts(row: Row<'_>, currency: Currency, status: &str) -> Result<OrderAmounts, Fault> {
    let total =
        amount(row, Target::Total, currency)?.ok_or_else(|| Fault::at(Target::Total, "the order has no total"))?;
    let refunded = match amount(row, Target::Refunded, currency)? {
        Some(refunded) => refunded,
        None if status.eq_ignore_ascii_case("refunded") => total,
        None => 0,
    };
    Ok(OrderAmounts {
        total,
        tax: amount(row, Target::Taxes, currency)?.unwrap_or(0),
        shipping: amount(row, Target::Shipping, currency)?.unwrap_or(0),
        refunded,
    })
}

/// The shop's words, with the cancellation that is in a column of its own.
fn words(status: &str, cancelled: bool) -> String {
    match (status, cancelled) {
        ("", true) => "cancelled".to_owned(),
        (status, true) => format!("{}, cancelled", clean(status)),
        (status, false) => clean(status),
    }
}

/// Splits stacked codes and leaves out texts that aren't promo codes.
fn codes(text: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for part in text.split(" + ") {
        let code = clean(part);
        let known = codes.iter().any(|known| known.eq_ignore_ascii_case(&code));
        if !code.is_empty() && !known && !is_pseudo(&code) {
            codes.push(code);
        }
    }
    codes
}

fn is_pseudo(code: &str) -> bool {
    let rules = &Dictionary::get().pseudo_codes;
    let lower = code.to_lowercase();
    rules.exact.contains(&lower)
        || rules.prefixes.iter().any(|prefix| lower.starts_with(prefix.as_str()))
        || code.contains(['(', ')'])
        || code.split_whitespace().count() > rules.most_words
}

/// Finds `utm_…: value` among the attributes apps attach, one per line.
fn utm(attributes: &str) -> Vec<(String, String)> {
    if !attributes.contains("utm_") {
        return Vec::new();
    }
    let pair = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let (key, value) = (key.trim(), clean(value));
        (key.starts_with("utm_") && !value.is_empty()).then(|| (clean(key), value))
    };
    attributes.lines().filter_map(pair).collect()
}
