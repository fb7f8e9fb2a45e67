//! What is to be paid, what was paid, and the commands that change both.

use chrono::NaiveDate;

use crate::domain::payable::{Payable, PayableId};
use crate::domain::{CollaborationId, CreatorId, Currency};

/// Everything that is to be paid and was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payments {
    /// In the order of the list.
    pub rows: Vec<Payable>,
    /// What creators were paid, for the tax form of a year.
    pub years: Vec<YearSum>,
    /// Every payment that left, the first first.
    pub ledger: Vec<LedgerLine>,
    /// The parcels that are still to be packed.
    pub packing: Vec<PackingLine>,
}

/// What a creator was paid in dollars in a year by one method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSum {
    /// The creator.
    pub creator: CreatorId,
    /// The year.
    pub year: i32,
    /// How it was paid, as typed.
    pub method: String,
    /// Cents.
    pub minor: i64,
}

/// A payment as it left: a line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// The day.
    pub paid_on: NaiveDate,
    /// Account name without `@`.
    pub handle: String,
    /// Name of the creator.
    pub name: String,
    /// Name of the campaign.
    pub campaign: String,
    /// Name of the batch.
    pub batch: String,
    /// What for; empty where the amount is gone.
    pub purpose: String,
    /// Minor units.
    pub minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// How.
    pub method: String,
    /// What stands in the bank statement.
    pub reference: String,
    /// Number of the invoice.
    pub invoice: String,
}

/// A parcel to be packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackingLine {
    /// Account name without `@`.
    pub handle: String,
    /// Name of the creator.
    pub name: String,
    /// Postal address, in lines.
    pub address: String,
    /// Country code.
    pub country: String,
    /// Email address.
    pub email: String,
    /// What is sent.
    pub item: String,
    /// Name of the campaign.
    pub campaign: String,
    /// Name of the batch.
    pub batch: String,
}

/// A file about payments, for a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentSheet {
    /// Whom to pay how much.
    PayRun(Vec<Payable>),
    /// Every payment that left, for the accountant.
    Ledger(Vec<LedgerLine>),
    /// The parcels that are to be packed.
    Packing(Vec<PackingLine>),
}

/// A payment as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentFields {
    /// How much, minor units of the currency; all that is left without.
    pub minor: Option<i64>,
    /// The currency; that of the campaign without.
    pub currency: Option<Currency>,
    /// How much of the campaign's currency one unit is, x 1,000,000; the last one known without.
    pub rate_e6: Option<i64>,
    /// The day; today without.
    pub on: Option<NaiveDate>,
    /// How; as the creator is paid usually without.
    pub method: String,
    /// What stands in the bank statement.
    pub reference: String,
    /// Whether what is more than owed is a bonus.
    pub is_bonus: bool,
}

/// A change of what is to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentCmd {
    /// Pays these, each in full or one in part.
    Pay {
        /// Which.
        what: Vec<PayableId>,
        /// How.
        fields: PaymentFields,
    },
    /// Pays a creator of a batch: what is due first goes first.
    PayCreator {
        /// The collaboration.
        id: CollaborationId,
        /// How.
        fields: PaymentFields,
    },
    /// Notes the invoice for these.
    Invoice {
        /// Which.
        what: Vec<PayableId>,
        /// Its number; empty where it has none.
        number: String,
        /// The day on it; today without.
        on: Option<NaiveDate>,
    },
    /// Notes the invoice of a creator of a batch, for all that is open.
    InvoiceCreator {
        /// The collaboration.
        id: CollaborationId,
        /// Its number.
        number: String,
        /// The day on it; today without.
        on: Option<NaiveDate>,
    },
    /// Sets the day on which these are due; by their terms without.
    SetDue {
        /// Which.
        what: Vec<PayableId>,
        /// The day.
        due_on: Option<NaiveDate>,
    },
}
