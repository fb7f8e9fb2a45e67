//! What is to be paid to creators: for what, by when, and what was paid of it.
//!
//! An amount that is agreed is a payable; it is owed from the day on which its clock started, by the [`super::PayTerms`]. Whether it
//! is overdue follows from the day and is kept nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use super::collaboration::Payment;
use super::{AmountId, AmountState, BatchId, CampaignId, CollaborationId, CostKind, CreatorId, Currency};

/// A month, by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        format!("{text}-01").parse().ok().map(Self)
    }

    /// `Nov 2026`.
    pub fn name(self) -> String {
        self.0.format("%b %Y").to_string()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

/// Which payable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayableId {
    /// An amount of a collaboration.
    Amount(AmountId),
    /// The commission of a month.
    Commission(CollaborationId, Month),
}

/// What a payable is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// An amount that was agreed.
    Amount(CostKind),
    /// A share of the sales of a month.
    Commission(Month),
}

impl Purpose {
    /// As a sheet has it: `fee`, `commission 2026-03`.
    pub fn in_sheet(self) -> String {
        match self {
            Self::Amount(kind) => kind.word().to_owned(),
            Self::Commission(month) => format!("{COMMISSION} {month}"),
        }
    }

    /// Finds the purpose at the front of words, as [`Self::in_sheet`] writes it, and returns the words after it.
    pub fn find<'a, 'w>(words: &'w [&'a str]) -> Option<(Self, &'w [&'a str])> {
        match words {
            [COMMISSION, month, rest @ ..] => Some((Self::Commission(Month::parse(month)?), rest)),
            [word, rest @ ..] => {
                let kind = CostKind::from_word(word).filter(|kind| kind.is_for_the_creator())?;
                Some((Self::Amount(kind), rest))
            }
            [] => None,
        }
    }
}

/// The word for a share of sales.
pub const COMMISSION: &str = "commission";

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(kind) => f.write_str(kind.word()),
            Self::Commission(month) => write!(f, "commission {}", month.name()),
        }
    }
}

/// Who is to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// The creator.
    pub id: CreatorId,
    /// Account name without `@`.
    pub handle: String,
    /// Their own name; empty where unknown.
    pub name: String,
    /// Email address; empty where unknown.
    pub email: String,
    /// Country code; empty where unknown.
    pub country: String,
    /// How they are paid: `bank transfer`; empty where unknown.
    pub method: String,
    /// The day on which their tax form W-9 came.
    pub tax_form_on: Option<NaiveDate>,
}

/// An amount to be paid to a creator, with what was paid of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payable {
    /// Which.
    pub id: PayableId,
    /// The creator.
    pub payee: Payee,
    /// The collaboration.
    pub collaboration: CollaborationId,
    /// The campaign.
    pub campaign: CampaignId,
    /// Its name.
    pub campaign_name: String,
    /// The batch.
    pub batch: BatchId,
    /// Its name.
    pub batch_name: String,
    /// What for.
    pub purpose: Purpose,
    /// Currency of the campaign.
    pub currency: Currency,
    /// What was agreed, minor units.
    pub agreed_minor: i64,
    /// When it was agreed.
    pub agreed_on: Option<NaiveDate>,
    /// Number of the invoice; empty where there is none.
    pub invoice: String,
    /// When the invoice came.
    pub invoiced_on: Option<NaiveDate>,
    /// When the days until it is due began.
    pub start_on: Option<NaiveDate>,
    /// When it is due.
    pub due_on: Option<NaiveDate>,
    /// What was paid of it, minor units; never more than was agreed.
    pub paid_minor: i64,
    /// Day of the last payment.
    pub paid_on: Option<NaiveDate>,
    /// Agreed, owed or paid, as the file has it.
    pub state: AmountState,
}

/// Under which heading a payable is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum PayGroup {
    /// Due before today.
    Overdue,
    /// Due today.
    Today,
    /// Due in the next 14 days.
    Soon,
    /// Due after that, or on a day that is not known yet.
    Later,
    /// Paid.
    Paid,
}

/// How many days count as soon.
pub const SOON: Days = Days::new(14);

impl PayGroup {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "OVERDUE",
            Self::Today => "TODAY",
            Self::Soon => "NEXT 14 DAYS",
            Self::Later => "LATER",
            Self::Paid => "PAID",
        }
    }
}

impl Payable {
    /// What is left to be paid, minor units.
    pub fn left_minor(&self) -> i64 {
        if self.is_paid() { 0 } else { self.agreed_minor.saturating_sub(self.paid_minor).max(0) }
    }

    /// Whether nothing is left to be paid.
    pub fn is_paid(&self) -> bool {
        self.state == AmountState::Paid || self.paid_minor >= self.agreed_minor
    }

    /// Whether it is owed: the creator did their part, and it is not paid. What is only agreed is not owed yet.
    pub fn is_owed(&self, today: NaiveDate) -> bool {
        let has_started = self.start_on.is_some_and(|start| start <= today) || self.is_late(today);
        !self.is_paid() && (self.state == AmountState::Owed || has_started)
    }

    /// Whether it should have been paid before today.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        !self.is_paid() && self.due_on.is_some_and(|due| due < today)
    }

    /// Days after the due date: of the payment, or until today.
    pub fn days_late(&self, today: NaiveDate) -> Option<i64> {
        let until = if self.is_paid() { self.paid_on? } else { today };
        Some((until - self.due_on?).num_days().max(0))
    }

    /// How far paying has come, in the word of the money track.
    pub fn standing(&self, today: NaiveDate) -> Payment {
        if self.is_paid() {
            Payment::Paid
        } else if self.is_late(today) {
            Payment::Overdue
        } else if self.paid_minor > 0 {
            Payment::PartPaid
        } else if self.is_owed(today) {
            Payment::Due
        } else if self.invoiced_on.is_some() || !self.invoice.is_empty() {
            Payment::Invoiced
        } else {
            Payment::Agreed
        }
    }

    /// The heading it stands under.
    pub fn group(&self, today: NaiveDate) -> PayGroup {
        match self.due_on {
            _ if self.is_paid() => PayGroup::Paid,
            Some(due) if due < today => PayGroup::Overdue,
            Some(due) if due == today => PayGroup::Today,
            Some(due) if due <= today + SOON => PayGroup::Soon,
            _ => PayGroup::Later,
        }
    }

    /// Whether it was paid by the due date, where both days are known.
    pub fn is_on_time(&self) -> Option<bool> {
        self.is_paid().then_some(())?;
        Some(self.paid_on? <= self.due_on?)
    }
}

/// Sorts payables as they are listed: overdue first, each group by its day; what is paid, the last first.
pub fn sort(rows: &mut [Payable], today: NaiveDate) {
    rows.sort_by_key(|row| {
        let group = row.group(today);
        let (is_unknown, day) = match (group, row.due_on, row.paid_on) {
            (PayGroup::Paid, _, on) => (false, on.map_or(0, |on| -i64::from(on.num_days_from_ce()))),
            (_, due, _) => (due.is_none(), due.map_or(0, |due| i64::from(due.num_days_from_ce()))),
        };
        (group, is_unknown, day, row.payee.handle.clone(), row.purpose, row.id)
    });
}

/// Sums of several payables, each currency apart.
pub type Sums = BTreeMap<Currency, i64>;

/// How paying stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaySummary {
    /// What is owed.
    pub owed: Sums,
    /// To how many creators.
    pub creators: usize,
    /// What of it is overdue.
    pub overdue: Sums,
    /// What is agreed and not owed yet.
    pub agreed: Sums,
    /// How many were paid of which it is known whether they were on time.
    pub paid: usize,
    /// How many of them were paid by the due date.
    pub on_time: usize,
    /// Days from the start of the clock to the payment, in the middle.
    pub median_days: Option<i64>,
}

impl PaySummary {
    /// Sums up payables.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Payable>, today: NaiveDate) -> Self {
        let mut summary = Self::default();
        let (mut creators, mut days) = (BTreeSet::new(), Vec::new());
        for row in rows {
            let left = row.left_minor();
            if row.is_owed(today) {
                creators.insert(row.payee.id);
                add(&mut summary.owed, row.currency, left);
                if row.is_late(today) {
                    add(&mut summary.overdue, row.currency, left);
                }
            } else if left > 0 {
                add(&mut summary.agreed, row.currency, left);
            }
            if let Some(is_on_time) = row.is_on_time() {
                summary.paid += 1;
                summary.on_time += usize::from(is_on_time);
            }
            if let (true, Some(start), Some(on)) = (row.is_paid(), row.start_on, row.paid_on) {
                days.push((on - start).num_days().max(0));
            }
        }
        days.sort_unstable();
        summary.median_days = days.get(days.len() / 2).copied();
        summary.creators = creators.len();
        summary
    }

    /// The share paid on time, basis points.
    pub fn on_time_bp(&self) -> Option<i64> {
        let share = (self.on_time * 10_000).checked_div(self.paid)?;
        i64::try_from(share).ok()
    }
}

/// Adds an amount to sums.
pub fn add(sums: &mut Sums, currency: Currency, minor: i64) {
    let sum = sums.entry(currency).or_default();
    *sum = sum.saturating_add(minor);
}

/// How a payment is shared among what is open, in its order: each payable gets what is left of it at most. Returns the shares, and
/// what is more than all that is open.
pub fn share(amount: i64, open: &[(PayableId, i64)]) -> (Vec<(PayableId, i64)>, i64) {
    let mut rest = amount;
    let mut shares = Vec::new();
    for (id, left) in open {
        let part = rest.min(*left);
        if part > 0 {
            shares.push((*id, part));
            rest -= part;
        }
    }
    (shares, rest)
}

/// An amount in another currency by a rate held x 1,000,000, rounded to the minor unit.
pub fn convert(minor: i64, from: Currency, into: Currency, rate_e6: i64) -> Option<i64> {
    let scaled = i128::from(minor) * i128::from(rate_e6) * i128::from(into.minor_per_unit());
    super::money::div_round(scaled, i128::from(from.minor_per_unit()) * 1_000_000)
}

#[cfg(test)]
pub(crate) mod tests;
