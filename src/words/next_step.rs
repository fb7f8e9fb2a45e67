//! What is to be done next, in words.

use chrono::NaiveDate;

use crate::domain::day::relative;
use crate::domain::figure::joined;
use crate::domain::next_step::{NextStep, Open};
use crate::domain::{Currency, DeliverableKind, Money};

/// Says what is open and by when: `ship the parcel by Tue, Dec 1 (in 3 days)`. `kinds` are the deliverables in their order, and the
/// amounts are in the currency of the campaign.
pub fn open(open: Open, kinds: &[DeliverableKind], currency: Currency, today: NaiveDate) -> String {
    let by = open.by.map(|by| relative(by, today));
    let until = by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    let due = by.as_deref().map(|by| format!(", due {by}")).unwrap_or_default();
    let named = |number| named(number, kinds);
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

/// A deliverable by its number: `the video`, or `video 2` of several.
fn named(number: usize, kinds: &[DeliverableKind]) -> String {
    match kinds.get(number.wrapping_sub(1)) {
        Some(kind) if kinds.len() > 1 => format!("{} {number}", kind.word()),
        Some(kind) => format!("the {}", kind.word()),
        None => "the post".to_owned(),
    }
}

/// Says what there is to do, without its day: `write the first message`. Nothing for what is no task.
pub fn task(step: NextStep, kinds: &[DeliverableKind]) -> String {
    let named = |number| named(number, kinds);
    match step {
        NextStep::Contact => "write the first message".to_owned(),
        NextStep::FollowUp(1) => "no answer yet: write again".to_owned(),
        NextStep::FollowUp(number) => format!("no answer yet: write again (no. {number})"),
        NextStep::GiveUp(1) => "a follow-up, no answer: give up?".to_owned(),
        NextStep::GiveUp(number) => format!("{number} follow-ups, no answer: give up?"),
        NextStep::Agree => "answer, and agree on the terms".to_owned(),
        NextStep::Ship => "ship the parcel".to_owned(),
        NextStep::Replace => "parcel lost: send another one".to_owned(),
        NextStep::AwaitParcel => "the parcel should be there".to_owned(),
        NextStep::SendBrief => "send the brief".to_owned(),
        NextStep::AwaitDraft(number) => format!("draft of {} is due", named(number)),
        NextStep::Review(number) => format!("answer the draft of {}", named(number)),
        NextStep::AwaitPost(number) => format!("{} is due", named(number)),
        NextStep::Read(number, age) => format!("day {age} of {}: enter counts", named(number)),
        NextStep::Pay(_) | NextStep::Decide | NextStep::AwaitEnd | NextStep::Nothing => String::new(),
    }
}

/// Says what there is to do with several deliverables at once.
pub fn task_of_many(step: NextStep, numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let which = joined(&numbers);
    match step {
        NextStep::AwaitDraft(_) => format!("drafts {which} are due"),
        NextStep::Review(_) => format!("answer drafts {which}"),
        NextStep::Read(_, age) => format!("day {age} of posts {which}: enter counts"),
        _ => format!("posts {which} are due"),
    }
}
