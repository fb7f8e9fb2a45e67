//! Notes on a finished import, one sentence each.

use crate::domain::batch::SIZE;
use crate::domain::figure::{counted, joined, plural};
use crate::domain::money::grouped;
use crate::domain::{Currency, Handle};
use crate::proto::ingest::ImportKind;

/// A note that applies to a number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Orders that belong to a creator by a code.
    ByCode,
    /// Orders that belong to a creator by a link.
    ByLink,
    /// Orders without a known code or link.
    Unattributed,
    /// Unpaid orders.
    Pending,
    /// Orders that are cancelled or failed.
    Void,
    /// Orders with a total of 0.
    Samples,
    /// Orders whose newer refund or cancellation stays, because the export is older.
    KeptLosses,
    /// Orders whose newer state stays, because the export is older.
    KeptNewer,
    /// Orders that keep a refund or cancellation which the export no longer states.
    KeptLarger,
    /// Orders of a day to come.
    OrdersToCome,
    /// Posts of a day to come.
    PostsToCome,
    /// Orders of which the file states several totals.
    SeveralTotals,
    /// Rows that repeat a creator of the same batch.
    RepeatedBooking,
    /// Rows that repeat a creator of the same list.
    RepeatedCreator,
    /// Payments without a date.
    Undated,
    /// Rows with a payment date in the future.
    PaidToCome,
    /// Payments in another currency, of which nobody knows what they settle.
    Unsettled,
    /// Rows that say more was paid than the creator is to get.
    PaidOver,
    /// Payments of more than is unpaid.
    TooMuch,
    /// Rows with a message, parcel or post dated in the future.
    Plans,
    /// Links to the post of another collaboration.
    TakenLinks,
    /// Creators added by a list of posts or counts.
    NewCreators,
    /// Rows with figures older than the stored ones.
    Older,
}

impl Note {
    /// The sentence without its number, in singular and plural.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::ByCode => ["order belongs to a creator by its code", "orders belong to a creator by their code"],
            Self::ByLink => ["order belongs to a creator by its link", "orders belong to a creator by their link"],
            Self::Unattributed => [
                "order has no known code or link and is unattributed",
                "orders have no known code or link and are unattributed",
            ],
            Self::Pending => {
                ["order isn't paid yet and is counted separately", "orders aren't paid yet and are counted separately"]
            }
            Self::Void => ["order is canceled or failed and not a sale", "orders are canceled or failed and not sales"],
            Self::Samples => [
                "order has a total of 0: a gifted sample, not a sale",
                "orders have a total of 0: gifted samples, not sales",
            ],
            Self::KeptLosses => [
                "order kept its newer refund or cancellation: this export is older",
                "orders kept their newer refunds or cancellations: this export is older",
            ],
            Self::KeptNewer => [
                "order kept its newer state: this export is older",
                "orders kept their newer state: this export is older",
            ],
            Self::KeptLarger => [
                "order kept a refund or cancellation that this export no longer states",
                "orders kept refunds or cancellations that this export no longer states",
            ],
            Self::OrdersToCome => [
                "order is dated in the future. Check its date in the file",
                "orders are dated in the future. Check their dates in the file",
            ],
            Self::PostsToCome => [
                "post is dated in the future. Check its date in the file",
                "posts are dated in the future. Check their dates in the file",
            ],
            Self::SeveralTotals => [
                "order is in the file more than once with different totals: the newest row counts, or the last if their dates are the same",
                "orders are in the file more than once with different totals: the newest row of each counts, or the last if their dates are the same",
            ],
            Self::RepeatedBooking => [
                "row repeats a creator of the same batch; its costs were not added a second time",
                "rows repeat creators of the same batch; their costs were not added a second time",
            ],
            Self::RepeatedCreator => [
                "row repeats a creator from further up in the file; the first row's figures count",
                "rows repeat creators from further up in the file; each creator's first row gives the figures",
            ],
            Self::Undated => ["payment has no date, so today was used", "payments have no date, so today was used"],
            Self::PaidOver => [
                "row says that more was paid than was agreed. What is more isn't in the spend: enter it as a bonus",
                "rows say that more was paid than was agreed. What is more isn't in the spend: enter it as a bonus",
            ],
            Self::TooMuch => [
                "listed payment was left out: it pays more than is unpaid. Enter it by hand: what is more becomes a bonus",
                "listed payments were left out: they pay more than is unpaid. Enter them by hand: what is more becomes a bonus",
            ],
            Self::Unsettled => [
                "payment in another currency was left out: the list doesn't say what it settles, and no rate is known",
                "payments in other currencies were left out: the list doesn't say what they settle, and no rate is known",
            ],
            Self::PaidToCome => [
                "row has a payment date in the future and was not marked as paid",
                "rows have a payment date in the future and were not marked as paid",
            ],
            Self::Plans => [
                "row has a message, parcel or post dated in the future, which was not marked as done",
                "rows have a message, parcel or post dated in the future, which were not marked as done",
            ],
            Self::TakenLinks => [
                "post link was left out, because it is the post of another collaboration",
                "post links were left out, because they are posts of other collaborations",
            ],
            Self::NewCreators => {
                ["creator is new to the list with this file", "creators are new to the list with this file"]
            }
            Self::Older => [
                "row has older figures than yours: the newer ones stay, and older follower counts are kept under their day",
                "rows have older figures than yours: the newer ones stay, and older follower counts are kept under their day",
            ],
        }
    }
}

/// Writes the notes that apply to at least one record.
pub fn notes(all: &[(Note, u64)]) -> Vec<String> {
    let said = |(note, count): &(Note, u64)| {
        let [one, many] = note.words();
        (*count > 0).then(|| format!("{}.", counted(*count, one, many)))
    };
    all.iter().filter_map(said).collect()
}

/// The label of an import in the history: `Imported 604 creators from march list.csv`.
pub fn label(kind: ImportKind, file: &str, new: u64, updated: u64) -> String {
    match (new, updated) {
        (0, updated) => format!("Updated {} from {file}", kind.counted(updated)),
        (new, 0) => format!("Imported {} from {file}", kind.counted(new)),
        (new, updated) => format!("Imported {} and updated {} from {file}", kind.counted(new), grouped(updated)),
    }
}

/// Says that orders carry codes of several creators: some by name, and how many more.
pub fn shared_orders(orders: &[String], more: u64) -> String {
    let more = if more == 0 { String::new() } else { format!(" and {} more", grouped(more)) };
    format!(
        "Codes of different creators are in one order, or one code belongs to several creators. One of them gets the order until \
         you settle it in the results: {}{more}.",
        orders.join(", ")
    )
}

/// Says that codes belong to several creators.
pub fn shared_codes(owners: &[String]) -> String {
    format!(
        "These codes belong to several creators, and their orders count for one of them until you settle it in the results: {}.",
        owners.join("; ")
    )
}

/// Says that a file mixes currencies.
pub fn mixed_currencies(currencies: &[Currency]) -> String {
    let codes: Vec<&str> = currencies.iter().map(Currency::code).collect();
    format!("The file mixes {}. Different currencies are never added up.", joined(&codes))
}

/// Says that rows state amounts in another currency than their campaign.
pub fn foreign_amounts(rows: u64, currency: Currency, campaign: &str) -> String {
    let rows = counted(rows, "row states", "rows state");
    format!("{rows} amounts in {currency}, but {campaign} counts in another currency. These costs were left out.")
}

/// Says that rows name creators by an earlier handle.
pub fn earlier_handles(rows: u64, was: &Handle, now: &Handle) -> String {
    match rows {
        1 => format!("1 row names a creator by an earlier handle: {was} is {now} now."),
        rows => format!("{} rows name creators by earlier handles, such as {was}, now {now}.", grouped(rows)),
    }
}

/// Says that a batch has fewer or more creators than a small test.
pub fn unusual_size(batch: &str, creators: usize) -> String {
    let size = plural(creators, "creator");
    format!("{batch} now has {size}. A batch is a small test of {} to {}.", SIZE.start(), SIZE.end())
}

/// Says that rows bring posts to a batch that has not started.
pub fn still_planned(title: &str, rows: u64) -> String {
    let rows = counted(rows, "row has", "rows have");
    format!("{title} is still planned, but {rows} a post. Imports never start a batch: open it and press `>`.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_singular_and_plural_and_skips_zero() {
        let said = notes(&[(Note::ByCode, 1), (Note::ByLink, 0), (Note::Unattributed, 1_200)]);
        assert_eq!(
            said,
            [
                "1 order belongs to a creator by its code.",
                "1,200 orders have no known code or link and are unattributed."
            ]
        );
    }
}
