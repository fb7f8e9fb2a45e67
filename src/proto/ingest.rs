//! Records that an import reads from a file and hands to the store, and what became of them.

use chrono::{Datelike, NaiveDate};
use strum::{EnumIter, IntoEnumIterator};

use crate::domain::collaboration::Payment;
use crate::domain::cost::StatedAmount;
use crate::domain::creator::CreatorFields;
use crate::domain::order::OrderAmounts;
use crate::domain::payable::Purpose;
use crate::domain::{CollaborationFields, Currency, Handle, OrderState, Platform, Verdict};

use super::post::PostEntry;

/// Makes the kinds of files, and what each is called, from one list.
macro_rules! import_kinds {
    ($($(#[$doc:meta])* $kind:ident: $word:literal, $flag:literal, $title:literal, $plural:literal, $has_results:literal,
     $is_matched:literal;)+) => {
        /// What a file holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
        pub enum ImportKind {
            $($(#[$doc])* $kind),+
        }

        impl ImportKind {
            /// The word that plain commands print; other programs rely on it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),+ }
            }

            /// The word of the command line.
            pub fn flag(self) -> &'static str {
                match self { $(Self::$kind => $flag),+ }
            }

            /// What such a file is, for sentences: `a list of creators`.
            pub fn title(self) -> &'static str {
                match self { $(Self::$kind => $title),+ }
            }

            /// What the records are, for sentences.
            pub fn plural(self) -> &'static str {
                match self { $(Self::$kind => $plural),+ }
            }

            /// Whether the results of campaigns change with such a file.
            pub fn has_results(self) -> bool {
                match self { $(Self::$kind => $has_results),+ }
            }

            /// Whether its rows belong to what is known already, so that the store may refuse one: a payment of which nothing is
            /// owed, clicks of a link that nobody has.
            pub fn is_matched(self) -> bool {
                match self { $(Self::$kind => $is_matched),+ }
            }
        }
    };
}

import_kinds! {
    // kind: word, word of the command line, title, records, whether results change, whether rows belong to what is known
    /// A list of creators.
    Creators: "creators", "creators", "a list of creators", "creators", false, false;
    /// Orders exported from a Shopify shop.
    ShopifyOrders: "orders.shopify", "orders", "Shopify orders", "orders", true, false;
    /// A tracker: one row per creator in a batch.
    Collaborations: "collaborations", "tracker", "a tracker of collaborations", "collaborations", true, false;
    /// Posts of creators with their counts.
    Posts: "posts", "posts", "a list of posts", "posts", false, false;
    /// How many followers creators had on days.
    Followers: "followers", "followers", "a list of follower counts", "follower counts", false, false;
    /// What was paid to creators.
    Payments: "payments", "payments", "a list of payments", "payments", true, true;
    /// Clicks of links by day.
    Clicks: "clicks", "clicks", "a list of clicks", "click counts", true, true;
    /// Sign-ups, leads or installs by day.
    Conversions: "conversions", "conversions", "a list of conversions", "conversion counts", true, true;
}

impl ImportKind {
    /// Finds a kind by its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.word() == word)
    }

    /// Finds a kind by its word of the command line.
    pub fn from_flag(flag: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.flag() == flag)
    }

    /// This many records, for sentences: `1 creator`, `1,200 creators`.
    pub fn counted(self, count: u64) -> String {
        let many = self.plural();
        crate::domain::figure::counted(count, many.strip_suffix('s').unwrap_or(many), many)
    }
}

/// One record with its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// Number of the record in the file as the user counts rows in a sheet: the first line is row 1.
    pub row: u64,
    /// What was read.
    pub record: T,
}

/// One thing an import can add or update.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A creator.
    Creator(Box<CreatorRecord>),
    /// An order.
    Order(Box<OrderRecord>),
    /// A collaboration.
    Collaboration(Box<CollaborationRecord>),
    /// A post.
    Post(Box<PostRecord>),
    /// A follower count.
    Count(Box<CountRecord>),
    /// A payment.
    Payment(Box<PaymentRecord>),
    /// Clicks of a link on a day.
    Clicks(Box<TallyRecord>),
    /// Conversions of a link or code on a day.
    Conversions(Box<TallyRecord>),
}

/// The day of a file's figures, as the file states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatedDay {
    /// A whole date.
    On(NaiveDate),
    /// A day without its year: `February 28`.
    Yearless {
        /// January is 1.
        month: u32,
        /// Day of the month.
        day: u32,
    },
}

impl StatedDay {
    /// The day it was, as seen on the day of the import: the latest one of that name. No figure is of a day to come.
    pub fn by(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::On(day) => day.min(today),
            // A February 29 may be eight years back.
            Self::Yearless { month, day } => (0..=8)
                .filter_map(|years| NaiveDate::from_ymd_opt(today.year() - years, month, day))
                .find(|day| *day <= today)
                .unwrap_or(today),
        }
    }
}

/// A post as a list states it.
#[derive(Clone, Debug, PartialEq)]
pub struct PostRecord {
    /// Platform of the account.
    pub platform: Platform,
    /// Whose post it is.
    pub handle: Handle,
    /// Address, day, text and counts.
    pub entry: PostEntry,
    /// The day of the counts, where the list says it.
    pub counted_on: Option<StatedDay>,
    /// What the row says about its creator beside the account.
    pub creator: Option<Box<CreatorRecord>>,
}

/// The followers of a creator on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct CountRecord {
    /// Platform of the account.
    pub platform: Platform,
    /// The account.
    pub handle: Handle,
    /// The day.
    pub day: NaiveDate,
    /// How many.
    pub followers: i64,
}

/// A payment to a creator as a list states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRecord {
    /// Platform of the account.
    pub platform: Platform,
    /// The account.
    pub handle: Handle,
    /// Name of the campaign, empty where the row says none.
    pub campaign: String,
    /// How much, in thousandths of a unit.
    pub milli: i64,
    /// Its currency, where the row states one.
    pub currency: Option<Currency>,
    /// The day.
    pub paid_on: NaiveDate,
    /// How.
    pub method: String,
    /// What stands in the bank statement.
    pub reference: String,
}

/// What was counted of a link or a code on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRecord {
    /// The link, the mark of one, or the code, as the row has it.
    pub of: String,
    /// The day.
    pub day: NaiveDate,
    /// How many.
    pub count: i64,
    /// Whether these are all up to that day, and not those of the day.
    pub is_total: bool,
}

/// A creator as a list states it.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorRecord {
    /// Account and figures.
    pub fields: CreatorFields,
    /// Niches and tags.
    pub tags: Vec<String>,
    /// Free text of a notes column.
    pub note: String,
    /// The day of the figures, where the list says it.
    pub counted_on: Option<StatedDay>,
    /// What was decided about them, as a list that Tenfold wrote says it.
    pub decided: Decided,
}

/// What was decided about a creator. It is taken over for those who are new here; only do not contact holds for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The verdict.
    pub verdict: Verdict,
    /// Why rejected, empty otherwise.
    pub reason: String,
    /// Snoozed until.
    pub snoozed_until: Option<NaiveDate>,
    /// Stars, 0 for none.
    pub rating: u8,
    /// Nobody may write to them.
    pub do_not_contact: bool,
    /// The day they came in.
    pub added_on: Option<NaiveDate>,
}

/// An order as a shop states it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderRecord {
    /// The order's own number in the shop, stable between exports.
    pub external_id: String,
    /// The number the shop owner knows (`#1033`).
    pub name: String,
    /// When it was placed, unix milliseconds UTC.
    pub placed_at: i64,
    /// The shop's local day on which it was placed.
    pub placed_on: NaiveDate,
    /// Currency of every amount.
    pub currency: Currency,
    /// The amounts, minor units.
    pub amounts: OrderAmounts,
    /// Discount given, minor units; already out of the total.
    pub discount: i64,
    /// What it counts as.
    pub state: OrderState,
    /// The shop's own words for its state (`paid`, `partially_refunded, cancelled`).
    pub status: String,
    /// Promo codes as typed by the buyer, pseudo codes left out.
    pub codes: Vec<String>,
    /// `utm_…` pairs found with the order.
    pub utm: Vec<(String, String)>,
    /// How new this state of the order is.
    pub newness: Newness,
}

/// How new the state of an order is, unix milliseconds. The last thing the order itself dates decides; where that is the same
/// or unknown, the last thing its whole export dates. An edited total moves no date of its own order, but an export made after
/// it has newer orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Newness {
    /// The last of the order's own dates: placed, paid, sent, canceled, refunded, updated.
    pub event: Option<i64>,
    /// The last of all dates in its export.
    pub export: Option<i64>,
}

impl Newness {
    /// Whether a state as new as this is older than another.
    pub fn is_before(self, other: Self) -> bool {
        match (self.event, other.event) {
            (Some(one), Some(another)) if one != another => one < another,
            _ => self.export < other.export,
        }
    }
}

/// A row of a tracker: one creator in one batch. Everything beyond campaign and account may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct CollaborationRecord {
    /// Name of the campaign.
    pub campaign: String,
    /// Name of the batch; the campaign's first batch without one.
    pub batch: Option<String>,
    /// Platform of the account.
    pub platform: Platform,
    /// The account.
    pub handle: Handle,
    /// Currency of the amounts, where the row states one.
    pub currency: Option<Currency>,
    /// What the row states of the collaboration, its amounts in thousandths of a currency unit: exact for every ISO 4217 currency.
    pub stated: CollaborationFields,
    /// How far its amounts have come, where the row says so.
    pub amount_states: Vec<StatedAmount>,
    /// What the row says about paying the creator.
    pub paid: PaidRecord,
    /// Each payment, where the row lists them.
    pub payments: Vec<ListedPayment>,
    /// Gross margin of the campaign in basis points, where a column states it.
    pub margin_bp: Option<i64>,
    /// Free text about the creator.
    pub note: String,
}

/// What a row of a tracker says about paying the creator; nothing unless a column speaks of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaidRecord {
    /// How far it has come, in words; nothing owed where the row says that nobody was paid.
    pub state: Option<Payment>,
    /// The day of the payment.
    pub on: Option<NaiveDate>,
    /// How much was paid, in thousandths of a unit.
    pub milli: Option<i64>,
}

/// One of the payments that a row of a tracker lists, as a sheet of Tenfold has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPayment {
    /// The day.
    pub on: NaiveDate,
    /// How much, in thousandths of a unit.
    pub milli: i64,
    /// Its currency.
    pub currency: Currency,
    /// How much of the amount it settles, in thousandths of a unit of the campaign's currency, where that is another one.
    pub settles_milli: Option<i64>,
    /// What for, where the row says so.
    pub purpose: Option<Purpose>,
    /// How, empty where unknown.
    pub method: String,
}

/// A row that could not be read, kept for the rejects file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Row in the file, as in [`Sourced`].
    pub row: u64,
    /// Header of the column at fault, empty where the whole row is.
    pub column: String,
    /// Why, as a sentence.
    pub reason: String,
    /// The cells as they stood.
    pub cells: Vec<String>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Records that carry an entity: an order, not its line items.
    pub rows: u64,
    /// Added.
    pub new: u64,
    /// Known, and changed.
    pub updated: u64,
    /// Known, and the same.
    pub unchanged: u64,
    /// Not readable, or not fitting what is known; in the rejects file with the reason.
    pub rejected: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_record_is_one() {
        assert_eq!(
            [1, 2, 1_200].map(|n| ImportKind::Followers.counted(n)),
            ["1 follower count", "2 follower counts", "1,200 follower counts"]
        );
    }
}
