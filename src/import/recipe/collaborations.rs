//! A row of a tracker becomes a collaboration.

use std::collections::BTreeMap;

use super::{Fault, Recipe, counted, is_total, number, platform, quoted, too_long};
use crate::domain::cost::StatedAmount;
use crate::domain::record::{Kind, Slot, TextFault};
use crate::domain::text::clean;
use crate::domain::{AmountState, CollaborationField, CollaborationFields, Currency, Handle};
use crate::import::layout::{Layout, Row};
use crate::import::values::amount_states;
use crate::import::values::date;
use crate::import::values::listed_payments;
use crate::import::values::money::{self, Amount};
use crate::import::values::paid::{self, Paid};
use crate::import::values::rate::{self, Scale};
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{CollaborationRecord, ImportKind, PaidRecord, Record};

/// Counts the rows that carry nothing.
#[derive(Debug, Default)]
pub(super) struct Collaborations {
    no_creator: u64,
    totals: u64,
    /// Cells that cannot be what their column says, with the first few of them.
    unreadable: BTreeMap<Target, (u64, Vec<String>)>,
}

/// This many texts that cannot be read are named in a note.
const NAMED: usize = 3;

impl Recipe for Collaborations {
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        if is_total(row) {
            self.totals += 1;
            return Ok(None);
        }
        let (campaign, account) = (clean(row.get(Target::Campaign)), row.get(Target::Handle));
        if account.is_empty() {
            // Sheets are filled down ahead of time: a campaign alone is not a collaboration yet.
            let frame = [Target::Campaign, Target::Batch, Target::Platform, Target::Currency, Target::Margin];
            let dealt = Target::of(ImportKind::Collaborations).iter().filter(|target| !frame.contains(target));
            if dealt.copied().any(|target| !is_blank(row.get(target))) {
                return Err(Fault::at(Target::Handle, "the handle is empty, so there is no telling who it is"));
            }
            self.no_creator += 1;
            return Ok(None);
        }
        if campaign.is_empty() {
            return Err(Fault::at(Target::Campaign, "the campaign is empty, so there is no telling where it belongs"));
        }
        let found = Handle::find(account).map_err(|fault| Fault::at(Target::Handle, fault.to_string()))?;
        let platform = match found.platform {
            Some(platform) => platform,
            None => platform(row.get(Target::Platform))?.unwrap_or(row.layout.platform),
        };
        let mut currency = currency(row)?;
        let mut stated = CollaborationFields::default();
        for field in CollaborationField::ALL {
            match read(row, *field, stated.slot(*field), &mut currency) {
                Err(fault) if field.is_reckoned_from() => return Err(fault),
                Err(_) => self.leave_out(row, Target::Collaboration(*field)),
                Ok(()) => {}
            }
        }
        let amount_states = amount_states(row, &stated)?;
        let paid = paid(row, &mut currency)?;
        let payments = listed_payments::parse(row.get(Target::Payments)).unwrap_or_else(|| {
            self.leave_out(row, Target::Payments);
            Vec::new()
        });
        let record = CollaborationRecord {
            campaign,
            batch: Some(clean(row.get(Target::Batch))).filter(|name| !name.is_empty()),
            platform,
            handle: found.handle,
            currency: currency.or(row.layout.named_currency),
            stated,
            amount_states,
            paid,
            payments,
            margin_bp: self.margin(row),
            note: clean(row.get(Target::Notes)),
        };
        Ok(Some(Record::Collaboration(Box::new(record))))
    }

    fn notes(&self, _layout: &Layout) -> Vec<ImportNote> {
        let notes = [counted(self.no_creator, ImportNote::NoCreator), counted(self.totals, ImportNote::Totals)];
        let unreadable = self.unreadable.iter().map(|(target, (count, first))| ImportNote::UnreadableCells {
            column: target.label(ImportKind::Collaborations).to_owned(),
            count: *count,
            first: first.clone(),
        });
        notes.into_iter().flatten().chain(unreadable).collect()
    }
}

impl Collaborations {
    /// Leaves a cell out that cannot be what its column says; the rest of its row counts.
    fn leave_out(&mut self, row: Row<'_>, target: Target) {
        let (count, cells) = self.unreadable.entry(target).or_default();
        let cell = quoted(row.get(target));
        *count += 1;
        if cells.len() < NAMED && !cells.contains(&cell) {
            cells.push(cell);
        }
    }

    /// The gross margin; another row may state it where this one is unreadable.
    fn margin(&mut self, row: Row<'_>) -> Option<i64> {
        let text = row.get(Target::Margin);
        let margin = rate::margin(text);
        if margin.is_none() && !text.is_empty() {
            self.leave_out(row, Target::Margin);
        }
        margin
    }
}

/// Whether a cell of a row that was filled down ahead of time is blank. An unticked checkbox counts as blank.
fn is_blank(text: &str) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case("false")
}

/// Reads what a cell states into its place; one that states nothing leaves it empty.
fn read(row: Row<'_>, field: CollaborationField, slot: Slot<'_>, currency: &mut Option<Currency>) -> Result<(), Fault> {
    let (target, fact) = (Target::Collaboration(field), field.fact());
    let text = row.get(target);
    if text.is_empty() {
        return Ok(());
    }
    let no_share = || Fault::at(target, format!("\"{}\" isn't a percentage from 0% to 100%", quoted(text)));
    match (slot, fact.kind) {
        (Slot::Count(slot), Kind::Money) => *slot = Some(cost(row, target, currency)?),
        (Slot::Count(slot), Kind::Share) => *slot = Some(rate::commission(text).ok_or_else(no_share)?),
        (Slot::Count(slot), _) => *slot = number(row, target, &format!("{} need", fact.in_sentence()))?,
        (Slot::Decimal(slot), _) => *slot = Some(rate::parse(text, Scale::Points).ok_or_else(no_share)?),
        (Slot::Day(slot), _) => *slot = day(row, target)?,
        (Slot::List(slot), _) => *slot = words(text),
        (Slot::Window(slot), _) => {
            let window = date::window(text, row.layout.order(target));
            let no_window = || Fault::at(target, format!("\"{}\" isn't a day or a range of two days", quoted(text)));
            *slot = Some(window.ok_or_else(no_window)?);
        }
        (Slot::Text(slot), _) => {
            let no_text = |fault| match fault {
                TextFault::Shape(wanted) => Fault::at(target, format!("\"{}\" isn't {wanted}", quoted(text))),
                TextFault::Long(fault) => too_long(target, text, fault),
            };
            *slot = fact.cleaned(text).map_err(no_text)?;
        }
    }
    Ok(())
}

/// Says that the column of the currency names none.
pub(super) fn not_in_use(row: Row<'_>) -> Fault {
    Fault::at(Target::Currency, format!("\"{}\" isn't a currency", quoted(row.get(Target::Currency))))
}

/// Reads the column of the currency.
pub(super) fn currency(row: Row<'_>) -> Result<Option<Currency>, Fault> {
    let text = row.get(Target::Currency);
    if text.is_empty() {
        return Ok(None);
    }
    match money::named(text) {
        Some(amount) if amount.is_yen_or_yuan => match row.layout.yen_or_yuan(None) {
            Some(currency) => Ok(Some(currency)),
            None => Err(Fault::at(Target::Currency, format!("{YEN_OR_YUAN}, write JPY or CNY"))),
        },
        Some(Amount { currency: Some(currency), .. }) => Ok(Some(currency)),
        _ => Err(not_in_use(row)),
    }
}

/// Why an amount with this sign is refused.
const YEN_OR_YUAN: &str = "¥ is yen or yuan";

/// Reads an amount. A sign in the cell names the currency of the row, unless a column did; two that disagree are a fault,
/// because amounts of different currencies are never added.
fn cost(row: Row<'_>, target: Target, currency: &mut Option<Currency>) -> Result<i64, Fault> {
    let text = row.get(target);
    let amount = match row.layout.money(target, text) {
        Some(amount) if amount.milli >= 0 => amount,
        Some(_) => return Err(Fault::at(target, format!("\"{}\" is below 0", quoted(text)))),
        None => return Err(Fault::at(target, format!("\"{}\" isn't an amount", quoted(text)))),
    };
    same_currency(target, row, amount, currency)?;
    Ok(amount.milli)
}

/// Takes the currency that an amount names as that of the row; two that disagree are a fault.
pub(super) fn same_currency(
    target: Target,
    row: Row<'_>,
    amount: Amount,
    currency: &mut Option<Currency>,
) -> Result<(), Fault> {
    let text = row.get(target);
    let found = if amount.is_yen_or_yuan {
        let Some(found) = row.layout.yen_or_yuan(*currency) else {
            let way = "name JPY or CNY in a column `currency` or in the header, `Fee (CNY)`";
            return Err(Fault::at(target, format!("\"{}\": {YEN_OR_YUAN}, {way}", quoted(text))));
        };
        Some(found)
    } else {
        amount.currency
    };
    match (*currency, found) {
        (None, Some(found)) => *currency = Some(found),
        // "$" stands for several currencies, so the currency column decides.
        (Some(known), Some(found)) if known != found && !text.contains('$') => {
            return Err(Fault::at(
                target,
                format!("\"{}\" is in {found}, but the rest of the row is in {known}", quoted(text)),
            ));
        }
        _ => {}
    }
    Ok(())
}

/// Reads how far the amounts have come. What the parts of a kind add up to, without those released, is what its column says.
fn amount_states(row: Row<'_>, stated: &CollaborationFields) -> Result<Vec<StatedAmount>, Fault> {
    let text = row.get(Target::AmountStates);
    let fault = |reason: String| Fault::at(Target::AmountStates, reason);
    let found = amount_states::parse(text).ok_or_else(|| {
        fault(format!("\"{}\" isn't a list of amount states. Write them as in \"fee owed|product paid\"", quoted(text)))
    })?;
    for (kind, whole) in stated.costs() {
        let mut parts = found.iter().filter(|part| part.kind == kind && part.state != AmountState::Released).peekable();
        let is_whole = parts.peek().is_none_or(|part| part.milli.is_none()) && parts.clone().count() <= 1;
        let sum = parts.try_fold(0_i64, |sum, part| sum.checked_add(part.milli?));
        if !is_whole && sum != whole {
            return Err(fault(format!("the {} amounts don't add up to the {0} column", kind.word())));
        }
    }
    if found.iter().any(|part| part.state == AmountState::Released && part.milli.is_none()) {
        return Err(fault("a released amount needs its size, as in \"fee released 80.00\"".to_owned()));
    }
    Ok(found)
}

/// Reads what the row says about paying; a cell that says nothing about it is a fault, because silence would mean unpaid.
fn paid(row: Row<'_>, currency: &mut Option<Currency>) -> Result<PaidRecord, Fault> {
    let mut record = PaidRecord { on: day(row, Target::PaidOn)?, ..PaidRecord::default() };
    let text = row.get(Target::Paid);
    if text.is_empty() {
        return Ok(record);
    }
    match paid::parse(text, row.layout.order(Target::Paid)) {
        Some(Paid::State(payment)) => record.state = Some(payment),
        Some(Paid::On(moment)) => record.on = record.on.or(Some(moment.day)),
        Some(Paid::Amount(amount)) => {
            same_currency(Target::Paid, row, amount, currency)?;
            record.milli = Some(amount.milli);
        }
        None => return Err(Fault::at(Target::Paid, format!("\"{}\" doesn't say paid or unpaid", quoted(text)))),
    }
    Ok(record)
}

/// The entries of a cell that lists several, without empty and repeated ones.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split([',', ';', '+', '|', '\n']).map(clean).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known.eq_ignore_ascii_case(&word)) {
            words.push(word);
        }
    }
    words
}

fn day(row: Row<'_>, target: Target) -> Result<Option<chrono::NaiveDate>, Fault> {
    let text = row.get(target);
    if text.is_empty() {
        return Ok(None);
    }
    match row.date(target) {
        Some(moment) => Ok(Some(moment.day)),
        None => Err(Fault::at(target, format!("\"{}\" isn't a valid date", quoted(text)))),
    }
}
