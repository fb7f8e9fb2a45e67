//! A row of a list of payments becomes a payment to a creator.

use super::collaborations::{currency, same_currency};
use super::{Fault, Recipe, counted, is_total, platform, quoted};
use crate::domain::Handle;
use crate::domain::text::clean;
use crate::import::layout::{Layout, Row};
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{PaymentRecord, Record};

/// Counts the rows that carry nothing.
#[derive(Debug, Default)]
pub(super) struct Payments {
    totals: u64,
}

impl Recipe for Payments {
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        if is_total(row) {
            self.totals += 1;
            return Ok(None);
        }
        let found =
            Handle::find(row.get(Target::Handle)).map_err(|fault| Fault::at(Target::Handle, fault.to_string()))?;
        let platform = match found.platform {
            Some(platform) => platform,
            None => platform(row.get(Target::Platform))?.unwrap_or(row.layout.platform),
        };
        let text = row.get(Target::Amount);
        let Some(amount) = row.layout.money(Target::Amount, text).filter(|amount| amount.milli > 0) else {
            return Err(Fault::at(Target::Amount, format!("\"{}\" isn't an amount above 0", quoted(text))));
        };
        let mut currency = currency(row)?;
        same_currency(Target::Amount, row, amount, &mut currency)?;
        let Some(moment) = row.date(Target::PaidOn) else {
            let text = quoted(row.get(Target::PaidOn));
            let reason = if text.is_empty() {
                "the day is empty, so there is no telling when this was paid".to_owned()
            } else {
                format!("\"{text}\" isn't a valid date")
            };
            return Err(Fault::at(Target::PaidOn, reason));
        };
        Ok(Some(Record::Payment(Box::new(PaymentRecord {
            platform,
            handle: found.handle,
            campaign: clean(row.get(Target::Campaign)),
            milli: amount.milli,
            currency: currency.or(row.layout.named_currency),
            paid_on: moment.day,
            method: clean(row.get(Target::Method)),
            reference: clean(row.get(Target::Reference)),
        }))))
    }

    fn notes(&self, _layout: &Layout) -> Vec<ImportNote> {
        counted(self.totals, ImportNote::Totals).into_iter().collect()
    }
}
