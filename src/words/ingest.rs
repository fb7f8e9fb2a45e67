//! What a person should know of a finished import, a sentence each.

use crate::domain::batch::SIZE;
use crate::domain::figure::{counted, joined, plural};
use crate::domain::money::grouped;
use crate::domain::{Currency, Handle};
use crate::proto::ingest::ImportKind;

/// A thing that is true of a number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Orders that belong to a creator by a code.
    ByCode,
    /// Orders that belong to a creator by a link.
    ByLink,
    /// Orders without a known code or link.
    Unattributed,
    /// Orders that are not paid yet.
    Pending,
    /// Orders that are cancelled or failed.
    Void,
    /// Orders of a total of 0.
    Samples,
    /// Orders whose newer refund or cancellation stays, because the export is older.
    KeptLosses,
    /// Orders whose newer state stays, because the export is older.
    KeptNewer,
    /// Orders that keep a refund or cancellation which the export no longer states.
    KeptLarger,
    /// Rows that repeat a creator of the same batch.
    RepeatedBooking,
    /// Rows that repeat a creator of the same list.
    RepeatedCreator,
    /// Payments without a day.
    Undated,
    /// Rows that say paid on a day to come.
    PaidToCome,
    /// Rows with a message, parcel or post on a day to come.
    Plans,
    /// Creators that came into the list with posts or counts.
    NewCreators,
    /// Rows whose figures are older than those known.
    Older,
}

impl Note {
    /// How it is said of one and of several.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::ByCode => ["order belongs to a creator by its code", "orders belong to a creator by their code"],
            Self::ByLink => ["order belongs to a creator by its link", "orders belong to a creator by their link"],
            Self::Unattributed => [
                "order has no known code or link and is unattributed",
                "orders have no known code or link and are unattributed",
            ],
            Self::Pending => {
                ["order isn't paid yet and is counted apart", "orders aren't paid yet and are counted apart"]
            }
            Self::Void => ["order is canceled or failed and no sale", "orders are canceled or failed and no sales"],
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
            Self::RepeatedBooking => [
                "row repeats a creator of the same batch; its costs were not added a second time",
                "rows repeat creators of the same batch; their costs were not added a second time",
            ],
            Self::RepeatedCreator => [
                "row repeats a creator from further up in the file; the first row's figures count",
                "rows repeat creators from further up in the file; each creator's first row gives the figures",
            ],
            Self::Undated => {
                ["payment came without its day: today was noted", "payments came without their day: today was noted"]
            }
            Self::PaidToCome => [
                "row says paid on a day still to come: nothing was noted as paid",
                "rows say paid on a day still to come: nothing was noted as paid",
            ],
            Self::Plans => [
                "row has a message, parcel or post on a day still to come: a plan, and not noted as done",
                "rows have a message, parcel or post on a day still to come: plans, and not noted as done",
            ],
            Self::NewCreators => {
                ["creator is new to the list with this file", "creators are new to the list with this file"]
            }
            Self::Older => [
                "row has older figures than those known: the newer ones stay, older follower counts are kept with their day",
                "rows have older figures than those known: the newer ones stay, older follower counts are kept with their day",
            ],
        }
    }
}

/// Says each thing that is true of any record.
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
        "Codes of different creators are in one order, or one code belongs to several creators. One of them has the order until \
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
    format!("{title} is still planned, but {rows} a post. An import starts no batch: open it and press `>`.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_said_of_one_and_of_many_and_not_of_none() {
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
