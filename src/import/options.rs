//! What an import assumes where a file says nothing.

use crate::domain::{Currency, Platform};
use crate::proto::column::DayOrder;
use crate::proto::ingest::ImportKind;

/// What an import assumes where a file says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Platform of accounts without one.
    pub platform: Platform,
    /// Currency of amounts without one.
    pub currency: Currency,
    /// Order of day and month where all dates of a column leave it open.
    pub day_order: DayOrder,
    /// What the file holds, where the user knows better than its header.
    pub kind: Option<ImportKind>,
}

impl Options {
    /// Options for files of this currency and order; everything else is left to the file.
    pub fn new(currency: Currency, day_order: DayOrder) -> Self {
        Self { platform: Platform::ASSUMED, currency, day_order, kind: None }
    }
}

#[cfg(test)]
impl Default for Options {
    fn default() -> Self {
        Self::new(Currency::USD, DayOrder::DayFirst)
    }
}
