//! The board in words: what belongs in a column, what is next on a card, what a move did, and why it was refused.

use chrono::NaiveDate;

use super::affected::Affected;
use super::steps::early_posts;
use crate::domain::board::{Barrier, Deed, Way};
use crate::domain::collaboration::{Content, Decision, Outreach, Product, Stage};
use crate::domain::day::dayed;
use crate::domain::figure::{joined, money, plural};
use crate::domain::milestone::Milestone;
use crate::domain::money::grouped;
use crate::domain::next_step::{NextStep, Open};
use crate::domain::{Currency, Money};

/// What belongs in a column, for an empty one.
pub fn belongs(stage: Stage) -> &'static str {
    match stage {
        Stage::Shortlist => "In a batch, not written to yet.",
        Stage::Contacted => "Written to, no agreement yet.",
        Stage::Agreed => "Terms are agreed.",
        Stage::Shipped => "The parcel is on its way or there.",
        Stage::Posted => "The post is out.",
        Stage::Results => "Orders or readings are in.",
        Stage::Closed => "Decided, nothing owed.",
        Stage::Declined => "Said no, or never answered.",
        Stage::Missed => "No post came.",
    }
}

/// What is next, in one to three words.
pub fn next(open: Open, currency: Currency) -> String {
    match open.step {
        NextStep::Contact => "first message".to_owned(),
        NextStep::FollowUp(_) => "follow up".to_owned(),
        NextStep::GiveUp(_) => "log no response".to_owned(),
        NextStep::Agree => "agree on terms".to_owned(),
        NextStep::Ship => "ship".to_owned(),
        NextStep::Replace => "parcel lost".to_owned(),
        NextStep::AwaitParcel => "parcel due".to_owned(),
        NextStep::SendBrief => "send the brief".to_owned(),
        NextStep::AwaitDraft(_) => "draft due".to_owned(),
        NextStep::Review(_) => "review the draft".to_owned(),
        NextStep::AwaitPost(_) => "post due".to_owned(),
        NextStep::Read(_, age) => format!("day {age} reading"),
        NextStep::Pay(minor) => format!("pay {}", money(minor, currency)),
        NextStep::Decide => "decide".to_owned(),
        NextStep::AwaitEnd => "rights end".to_owned(),
        NextStep::Nothing => "nothing to do".to_owned(),
    }
}

/// By when: `today`, `by Dec 1`, `3 days late`; empty where no fact says.
pub fn by(open: Open, today: NaiveDate) -> String {
    let Some(by) = open.by else { return String::new() };
    match (by - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days if days < 0 => format!("{} late", plural(-days, "day")),
        _ => format!("by {}", dayed(by, today)),
    }
}

/// Why a card stays where it is, for a group: `left out 2 (money is owed)`.
pub fn briefly(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::First => "in the first column",
        Barrier::Last => "in the last column",
        Barrier::Left => "declined or missed",
        Barrier::NoResults => "no order or reading yet",
        Barrier::HasResults => "orders or readings stay",
        Barrier::Owes => "money is open",
        Barrier::RightRuns => "a right still runs",
        Barrier::Undecided => "not decided",
        Barrier::Billed => "paid or invoiced",
        Barrier::SeveralPosts => "several posts",
    }
}

/// Why a card stays where it is, and the way out.
pub fn refusal(barrier: Barrier, who: &str) -> String {
    match barrier {
        Barrier::First => format!("{who} is in the first column already."),
        Barrier::Last => format!("{who} is in the last column already."),
        Barrier::Left => format!("{who} left the board. Log what happened since, or move the card back."),
        Barrier::NoResults => {
            format!("Results need an order or a reading. Enter the reading on the page of {who}.")
        }
        Barrier::HasResults => format!("Orders or readings of {who} are there, so this can't go back."),
        Barrier::Owes => format!("Money for {who} is still open. Pay or release it before closing."),
        Barrier::RightRuns => format!("A right of {who} still runs. The card closes once it has ended."),
        Barrier::Undecided => format!("Nothing is decided about {who} yet."),
        Barrier::Billed => format!("{who} was paid or sent an invoice, so this can't go back."),
        Barrier::SeveralPosts => {
            format!("Several posts of {who} are out. Remove them on the page of the collaboration.")
        }
    }
}

/// What a move did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The cards it was about.
    pub size: u64,
    /// The handle with `@`, where it was one.
    pub one: Option<String>,
    /// Where cards went, with their number.
    pub to: Vec<(Stage, u64)>,
    /// What was written on cards of a stage, each thing once.
    pub deeds: Vec<(Stage, Deed)>,
    /// Which stayed and why, with their number.
    pub left_out: Vec<(String, u64)>,
    /// The fee that was agreed.
    pub fee: Option<Money>,
    /// Days of posts that are dated before their parcel, and of those parcels.
    pub early_posts: Vec<(NaiveDate, NaiveDate)>,
    /// The day on which it was moved.
    pub today: NaiveDate,
}

/// Says what a move did: `Moved @mia to Shipped.`, `Moved @mia back to Agreed. Undone: the parcel.`
pub fn moved(moved: &Moved, way: Way) -> String {
    let early = early_posts(&moved.early_posts, moved.today);
    std::iter::once(moves(moved, way)).chain(early).collect::<Vec<_>>().join(" ")
}

fn moves(moved: &Moved, way: Way) -> String {
    let affected = Affected { size: moved.size, one: moved.one.clone() };
    let count: u64 = moved.to.iter().map(|(_, count)| *count).sum();
    let back = if way == Way::Back { " back" } else { "" };
    let to = match moved.to.as_slice() {
        [(stage, _)] => stage.word().to_owned(),
        several => {
            let each: Vec<String> =
                several.iter().map(|(stage, count)| format!("{} to {}", grouped(*count), stage.word())).collect();
            return format!("Moved {}{back}: {}{}.{}", affected.part(count), joined(&each), left(moved), undone(moved));
        }
    };
    let fee = moved.fee.map(|fee| format!(" for {}", fee.short())).unwrap_or_default();
    format!("Moved {}{back} to {to}{fee}{}.{}", affected.part(count), left(moved), undone(moved))
}

/// Why a card of several stays that has moved since it was seen.
pub const HAS_MOVED: &str = "moved since";

/// Says that a card has moved since it was seen, and stays.
pub fn has_moved(who: &str, now: Stage) -> String {
    format!("{who} is in {} by now, so nothing was moved. Look again, then press the key.", now.word())
}

/// Says that no card moved, and why.
pub fn nothing_moved(moved: &Moved) -> String {
    format!("No card moved{}.", left(moved))
}

/// Says that a card would stand elsewhere than in the column it was moved to.
pub fn stands_elsewhere(who: &str, to: Stage, now: Stage) -> String {
    format!("{who} would be in {}, not in {}. Log the step on its page instead.", now.word(), to.word())
}

fn left(moved: &Moved) -> String {
    let all: Vec<String> = moved.left_out.iter().map(|(why, count)| format!("{} ({why})", grouped(*count))).collect();
    if all.is_empty() { String::new() } else { format!(", left out {}", all.join(", ")) }
}

fn undone(moved: &Moved) -> String {
    let all: Vec<&str> = moved.deeds.iter().filter_map(|(from, deed)| undoes(*from, *deed)).collect();
    if all.is_empty() { String::new() } else { format!(" Undone: {}.", joined(&all)) }
}

/// What a deed takes back on a card of a stage.
fn undoes(from: Stage, deed: Deed) -> Option<&'static str> {
    match deed {
        Deed::Pass(Milestone::Talk(Outreach::Contacted | Outreach::Replied | Outreach::Negotiating)) => match from {
            Stage::Agreed => Some("the agreement"),
            Stage::Declined => Some("the end of the talk"),
            _ => None,
        },
        Deed::RemovePost => Some("the post"),
        Deed::Pass(Milestone::Talk(Outreach::ToContact)) => Some("the first message"),
        Deed::Pass(Milestone::Parcel(Product::ToShip)) => Some("the parcel"),
        Deed::Pass(Milestone::Content(Content::BriefSent)) => Some("the missed post"),
        Deed::Pass(Milestone::Decision(Decision::Undecided)) => Some("the decision"),
        Deed::Pass(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 12, day)
    }

    #[test]
    fn a_card_says_by_when() {
        let today = on(4).expect("a day");
        let said = |by_day| by(Open { step: NextStep::Ship, by: by_day }, today);
        assert_eq!(
            [None, on(1), on(3), on(4), on(5), on(9)].map(said),
            ["", "3 days late", "1 day late", "today", "tomorrow", "by Dec 9"]
        );
    }

    #[test]
    fn a_move_says_where_to_what_it_undid_and_who_stayed() {
        let one = Moved {
            size: 1,
            one: Some("@mia".to_owned()),
            to: vec![(Stage::Agreed, 1)],
            deeds: vec![(Stage::Shipped, Deed::Pass(Milestone::Parcel(Product::ToShip)))],
            ..Moved::default()
        };
        assert_eq!(moved(&one, Way::Back), "Moved @mia back to Agreed. Undone: the parcel.");
        let many = Moved {
            size: 4,
            to: vec![(Stage::Contacted, 2), (Stage::Agreed, 1)],
            left_out: vec![("do not contact".to_owned(), 1)],
            ..Moved::default()
        };
        let said = moved(&many, Way::Forward);
        for part in ["3 of 4 creators", "2 to Contacted", "1 to Agreed", "left out 1 (do not contact)"] {
            assert!(said.contains(part), "{said}");
        }
    }
}
