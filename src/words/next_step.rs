//! What is to be done next, in words.

use chrono::NaiveDate;

use crate::domain::day::relative;
use crate::domain::next_step::{NextStep, Open};
use crate::domain::{Currency, DeliverableKind, Money};

/// Says what is open and by when: `ship the parcel by Tue, Dec 1 (in 3 days)`. `kinds` are the deliverables in their order, and the
/// amounts are in the currency of the campaign.
pub fn open(open: Open, kinds: &[DeliverableKind], currency: Currency, today: NaiveDate) -> String {
    let by = open.by.map(|by| relative(by, today));
    let until = by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    let due = by.as_deref().map(|by| format!(", due {by}")).unwrap_or_default();
    let named = |number: usize| match kinds.get(number.wrapping_sub(1)) {
        Some(kind) if kinds.len() > 1 => format!("{} {number}", kind.word()),
        Some(kind) => format!("the {}", kind.word()),
        None => "the post".to_owned(),
    };
    match open.step {
        NextStep::Contact => format!("write the first message{until}"),
        NextStep::FollowUp(1) => format!("follow up{until}"),
        NextStep::FollowUp(number) => format!("follow up (no. {number}){until}"),
        NextStep::GiveUp(1) => format!("no answer after a follow-up: log \"no response\"{until}"),
        NextStep::GiveUp(number) => format!("no answer after {number} follow-ups: log \"no response\"{until}"),
        NextStep::Agree => format!("agree on the terms{until}"),
        NextStep::Ship => format!("ship the parcel{until}"),
        NextStep::Replace => "the parcel is lost: send another one".to_owned(),
        NextStep::AwaitParcel => format!("the parcel is on its way{due}"),
        NextStep::SendBrief => format!("send the brief{until}"),
        NextStep::AwaitDraft(number) => format!("wait for the draft of {}{due}", named(number)),
        NextStep::Review(number) => format!("approve the draft of {} or ask for changes{until}", named(number)),
        NextStep::AwaitPost(number) => format!("wait for {}{due}", named(number)),
        NextStep::Read(number, age) => format!("enter the reading of {} on day {age}{due}", named(number)),
        NextStep::Pay(minor) => format!("pay {}{until}", Money::new(minor, currency).exact()),
        NextStep::Decide => format!("decide: scale, retest, wait or drop{until}"),
        NextStep::AwaitEnd => match by {
            Some(by) => format!("nothing; rights run until {by}"),
            None => "nothing; rights run".to_owned(),
        },
        NextStep::Nothing => "nothing is left to do".to_owned(),
    }
}
