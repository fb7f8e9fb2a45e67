//! Finding anything by a few letters: creators, campaigns, batches, codes, orders, invoices and notes.

use chrono::NaiveDate;

use super::page::BatchName;
use crate::domain::{
    AmountId, BatchId, BatchStatus, CampaignId, CollaborationId, CreatorId, Money, OrderId, OrderState, Verdict,
};

/// The most rows of one kind.
pub const MOST_OF_A_KIND: usize = 8;
/// The longest text that is looked for, in letters; what follows is left out.
pub const LONGEST: usize = 120;

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum FoundKind {
    /// Creators.
    Creator,
    /// Campaigns.
    Campaign,
    /// Batches.
    Batch,
    /// Promo codes.
    Code,
    /// Orders of a shop.
    Order,
    /// Invoices, and references of payments.
    Invoice,
    /// Notes on creators and on collaborations.
    Note,
}

/// Why a creator was found, where neither handle nor name says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// Handle or name.
    Name,
    /// The email address.
    Email(String),
    /// A handle they had earlier.
    EarlierHandle(String),
    /// A niche or tag.
    Tag(String),
    /// The profile text.
    Bio(String),
    /// A note.
    Note(String),
}

/// What an order is called, and whose sale it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOrder {
    /// Which.
    pub id: OrderId,
    /// Its number, as the shop writes it.
    pub number: String,
    /// Its day.
    pub placed_on: NaiveDate,
    /// What it brought.
    pub net: Money,
    /// Whether it is a sale.
    pub state: OrderState,
    /// Codes in it.
    pub codes: String,
    /// The collaboration it is attributed to, with the handle.
    pub owner: Option<(CollaborationId, String)>,
    /// For an unattributed order: the newest campaign in its currency.
    pub campaign: Option<CampaignId>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A creator.
    Creator {
        /// Who.
        id: CreatorId,
        /// Their handle, without `@`.
        handle: String,
        /// Their name.
        name: String,
        /// Their followers.
        followers: Option<i64>,
        /// What was decided.
        verdict: Verdict,
        /// Where the text stands.
        by: FoundBy,
    },
    /// A campaign.
    Campaign {
        /// Which.
        id: CampaignId,
        /// Its name.
        name: String,
        /// What it sells.
        product: String,
    },
    /// A batch.
    Batch {
        /// Which.
        id: BatchId,
        /// Its name and that of its campaign.
        name: BatchName,
        /// How it stands.
        status: BatchStatus,
    },
    /// A promo code.
    Code {
        /// Of which collaboration.
        collaboration: CollaborationId,
        /// The code.
        code: String,
        /// The creator's handle, without `@`.
        handle: String,
        /// Its batch.
        made_for: BatchName,
    },
    /// An order.
    Order(FoundOrder),
    /// An invoice, or the reference of a payment.
    Invoice {
        /// The amount it is for, where it stands in the list of payments.
        amount: Option<AmountId>,
        /// Of which collaboration.
        collaboration: CollaborationId,
        /// The number.
        number: String,
        /// What it is about, in all.
        money: Money,
        /// How many amounts it covers, or how many payments have the reference.
        covers: i64,
        /// Whether all of them are fees.
        are_fees: bool,
        /// Of how many collaborations.
        collaborations: i64,
        /// The creator's handle, without `@`.
        handle: String,
        /// Its batch.
        made_for: BatchName,
    },
    /// A note.
    Note {
        /// The row, to tell notes apart.
        id: i64,
        /// On whom.
        creator: CreatorId,
        /// The collaboration it belongs to alone.
        collaboration: Option<CollaborationId>,
        /// The creator's handle, without `@`.
        handle: String,
        /// The whole note.
        text: String,
    },
}

impl Found {
    /// What it is.
    pub fn kind(&self) -> FoundKind {
        match self {
            Self::Creator { .. } => FoundKind::Creator,
            Self::Campaign { .. } => FoundKind::Campaign,
            Self::Batch { .. } => FoundKind::Batch,
            Self::Code { .. } => FoundKind::Code,
            Self::Order(_) => FoundKind::Order,
            Self::Invoice { .. } => FoundKind::Invoice,
            Self::Note { .. } => FoundKind::Note,
        }
    }
}

/// What was found of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundGroup {
    /// Of which kind.
    pub kind: FoundKind,
    /// The best, the very best first.
    pub rows: Vec<Found>,
    /// How many there are in all.
    pub total: usize,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundList {
    /// The text it answers.
    pub text: String,
    /// The groups, that with the best row first.
    pub groups: Vec<FoundGroup>,
    /// How many creators a filter for the text shows in the list.
    pub in_list: usize,
    /// Where nothing was found: creators with a similar handle.
    pub closest: Vec<Found>,
    /// Where little was found: how many of each kind were looked at.
    pub searched: Vec<(FoundKind, i64)>,
}

/// Returns the words of a text as they are looked for, each without the sign before a handle or an order number.
pub fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST).collect();
    let folded = crate::domain::text::fold(&text);
    let words = folded.split_whitespace().map(|word| word.trim_start_matches(['@', '#']).replace(['"', '\0'], ""));
    words.filter(|word| !word.is_empty()).collect()
}

/// Writes words as a filter that looks for them as text.
pub fn filter(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ")
}

/// How well a name fits the words: 0 is the name itself, then its beginning, the beginning of a word of it, any part of it, and at last
/// a name that does not have them all.
pub fn rank(name: &str, words: &[String]) -> u8 {
    let name = crate::domain::text::fold(name);
    let typed = words.join(" ");
    let name = name.trim_start_matches(['@', '#']);
    if name == typed {
        0
    } else if name.starts_with(&typed) {
        1
    } else if words.iter().all(|word| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word))) {
        2
    } else if words.iter().all(|word| name.contains(word.as_str())) {
        3
    } else {
        4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_quotes_are_no_part_of_a_word() {
        assert_eq!(words("@Mia #1042 \"so\u{301}fia\" \"\""), ["mia", "1042", "sofia"]);
        assert_eq!(filter(&words("Glass skin")), "\"glass\" \"skin\"");
        assert!(words(" @ ").is_empty());
        assert_eq!(words(&"x".repeat(10_000)).concat().len(), LONGEST);
    }

    #[test]
    fn the_name_itself_comes_before_its_beginning_and_its_parts() {
        let ranks = |names: [&str; 5]| names.map(|name| rank(name, &words("mia")));
        assert_eq!(ranks(["@Mia", "mia.glow", "glow.mia", "damian", "sofia"]), [0, 1, 2, 3, 4]);
        assert_eq!(rank("#1042", &words("1042")), 0);
        assert_eq!(rank("Spring glow test", &words("glow spring")), 2);
    }
}
