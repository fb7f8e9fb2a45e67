//! Messages about steps of collaborations: what was logged for which creators, and what it did to their amounts.

use chrono::NaiveDate;

use super::affected::Affected;
use super::batches;
use crate::domain::collaboration::{Content, Outreach, Payment, Product};
use crate::domain::day::short;
use crate::domain::figure::{joined, plural};
use crate::domain::milestone::Milestone;
use crate::domain::money::grouped;
use crate::domain::{Currency, Kept, Money};

/// Why a step was not logged for a creator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Nobody may write to them.
    DoNotContact,
    /// Their post is out, so the content can't be behind it.
    HasPost,
    /// Their post is out, so the talk can't have ended without one.
    PostIsOut,
    /// Their post is out, so the talk can't be before the agreement.
    TalkIsOver,
    /// The parcel would arrive before it left.
    BeforeParcel,
    /// Something was paid, so it was owed.
    WasPaid,
    /// There is no post to verify.
    NoPost,
    /// The answer would come before the first message.
    BeforeMessage,
    /// Nothing is left to pay.
    NothingToPay,
    /// A fee is agreed, so something is owed.
    FeeStands,
    /// No fee is agreed.
    NoFee,
}

/// Says that a parcel would arrive before it left.
pub const BEFORE_PARCEL: &str = "The parcel is dated as arrived before it left. Check the two days.";

impl LeftOut {
    /// Why, for several creators: `left out 2 (do not contact)`.
    pub fn briefly(self) -> &'static str {
        match self {
            Self::DoNotContact => "do not contact",
            Self::HasPost | Self::PostIsOut | Self::TalkIsOver => "already posted",
            Self::BeforeParcel => "dated before the parcel left",
            Self::WasPaid => "already paid",
            Self::NoPost => "no post yet",
            Self::BeforeMessage => "dated before the first message",
            Self::NothingToPay => "nothing left to pay",
            Self::FeeStands => "a fee is agreed",
            Self::NoFee => "no fee is agreed",
        }
    }

    /// Why nothing was logged, and the way out.
    pub fn refusal(self, affected: &Affected) -> String {
        let name = affected.all();
        match self {
            Self::DoNotContact => format!("{} marked do not contact. Allow contact first.", affected.are()),
            Self::HasPost => {
                format!(
                    "{} a post, so the content can't be behind it. Remove the post in the form first.",
                    affected.have()
                )
            }
            Self::PostIsOut => format!(
                "{} a post, so the fee is earned. Mark what didn't come as missed, or remove the post first.",
                affected.have()
            ),
            Self::TalkIsOver => {
                format!("{} a post, so both sides agreed. Remove the post first if it was a mistake.", affected.have())
            }
            Self::BeforeParcel => BEFORE_PARCEL.to_owned(),
            Self::WasPaid => format!("{} paid, so a fee was owed. Undo the payment first.", affected.were()),
            Self::NoPost => format!("There is no post of {name} to verify. Log posted first."),
            Self::BeforeMessage => "The answer is dated before the first message. Check the two days.".to_owned(),
            Self::NothingToPay => format!("Nothing is left to pay {name}. Enter a fee first."),
            Self::FeeStands => {
                format!("The fee of {name} is agreed, so something is owed. Change the fee in the form first.")
            }
            Self::NoFee => format!("No fee of {name} is agreed. Log the outreach as agreed first."),
        }
    }
}

/// What logging a step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Which step.
    pub milestone: Milestone,
    /// When it happened.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The creators it was about.
    pub affected: Affected,
    /// For how many it is new.
    pub changed: u64,
    /// How many were there already.
    pub already: u64,
    /// Who was left out and why, with their number.
    pub left_out: Vec<(LeftOut, u64)>,
    /// How often it has happened now, where it can happen several times and was about one creator.
    pub times: Option<i64>,
    /// Amounts that were released, offered and agreed, with the creators they were meant for.
    pub released: Vec<(Currency, [i64; 2], Affected)>,
    /// What stays spent after a talk that ended, of each currency.
    pub kept: Vec<(Currency, Kept)>,
    /// What was agreed or sent before and is an offer again, of each currency.
    pub reopened: Vec<Money>,
    /// Days of posts that are dated before their parcel, and of those parcels.
    pub early_posts: Vec<(NaiveDate, NaiveDate)>,
    /// What was paid.
    pub paid: Vec<Money>,
}

impl Logged {
    /// Adds an amount that is an offer again.
    pub fn reopen(&mut self, currency: Currency, minor: i64) {
        match self.reopened.iter_mut().find(|known| known.currency == currency) {
            Some(known) => known.minor = known.minor.saturating_add(minor),
            None if minor != 0 => self.reopened.push(Money::new(minor, currency)),
            None => {}
        }
    }
}

/// Says what logging a step did: `Contacted 3 of 4 creators on Sat, Nov 28, 1 was already noted.`
pub fn logged(logged: &Logged) -> String {
    let Logged { milestone, affected, .. } = logged;
    let released = logged.released.iter();
    let released =
        released.filter_map(|(currency, amounts, affected)| batches::released(&affected.all(), *amounts, *currency));
    let kept = logged.kept.iter().filter_map(|(currency, kept)| stays_spent(*kept, *currency));
    let reopened = logged.reopened.iter().map(|money| format!("{} is an offer again.", money.short()));
    let early = early_posts(&logged.early_posts, logged.today);
    let done = match (logged.changed, &logged.affected.one) {
        (0, _) if !logged.released.is_empty() => None,
        (0, None) if logged.already < affected.size => Some(format!("Nothing was logged{}.", tail(logged))),
        (0, _) => Some(format!("{} already noted as {}.", affected.are(), quoted(milestone.word()))),
        _ => Some(format!("{}{}.", deed(logged), tail(logged))),
    };
    done.into_iter().chain(released).chain(kept).chain(reopened).chain(early).collect::<Vec<_>>().join(" ")
}

/// Says what a talk that ended leaves spent: `Still spent: $42.50 for goods and shipping, $50.00 paid.`; nothing where it is nothing.
fn stays_spent(Kept { goods_minor, paid_minor, owed_minor }: Kept, currency: Currency) -> Option<String> {
    let parts = [(goods_minor, "for goods and shipping"), (paid_minor, "paid"), (owed_minor, "owed")];
    let parts = parts.into_iter().filter(|(minor, _)| *minor != 0);
    let parts: Vec<String> =
        parts.map(|(minor, what)| format!("{} {what}", Money::new(minor, currency).short())).collect();
    (!parts.is_empty()).then(|| format!("Still spent: {}.", parts.join(", ")))
}

/// Says that posts are dated before their parcel; nothing where none are.
pub fn early_posts(days: &[(NaiveDate, NaiveDate)], today: NaiveDate) -> Option<String> {
    match days {
        [] => None,
        [(post, parcel)] => Some(format!(
            "The post is dated {}, before the parcel ({}). Check the two days.",
            short(*post, today),
            short(*parcel, today)
        )),
        many => Some(format!("{} are dated before their parcel. Check the days.", plural(many.len(), "post"))),
    }
}

/// A word of a track inside a sentence: `posted`, `"to ship"`.
fn quoted(word: &str) -> String {
    if word.starts_with("to ") { format!("\"{word}\"") } else { word.to_owned() }
}

/// What happened, to whom and when.
fn deed(logged: &Logged) -> String {
    let affected = logged.affected.part(logged.changed);
    // It is read again in the history, when today is another day.
    let (is_today, day) = (logged.day == logged.today, short(logged.day, logged.today));
    let when = format!("on {day}");
    match logged.milestone {
        Milestone::Talk(Outreach::Contacted) => format!("Contacted {affected} {when}"),
        Milestone::Talk(Outreach::FollowedUp) => format!("Followed up with {affected} {when}"),
        Milestone::Talk(Outreach::Agreed) => format!("Agreed with {affected} {when}"),
        Milestone::Talk(talk @ (Outreach::Replied | Outreach::Declined)) => {
            format!("{affected} {} {when}", talk.word())
        }
        Milestone::Parcel(Product::Shipped) => format!("Shipped to {affected} {when}"),
        Milestone::Parcel(Product::Delivered) => format!("Delivered to {affected} {when}"),
        Milestone::Content(Content::Posted) => format!("{affected} posted {when}"),
        Milestone::Money(Payment::Paid) => {
            let amounts: Vec<String> = logged.paid.iter().map(|money| money.exact()).collect();
            format!("Paid {} to {affected} {when}", joined(&amounts))
        }
        Milestone::Decision(decision) => format!("Decided on {affected}: {}", decision.word()),
        other => {
            let when = if is_today { String::new() } else { format!(" as of {day}") };
            format!("Set {} of {affected} to {}{when}", other.track().word(), quoted(other.word()))
        }
    }
}

/// What else is to be said: how often, who was there before, who was left out.
fn tail(logged: &Logged) -> String {
    let times = logged.times.map(|times| format!(", {times} times now"));
    let already = (logged.already > 0).then(|| {
        format!(", {} {} already noted", grouped(logged.already), if logged.already == 1 { "was" } else { "were" })
    });
    let out = logged.left_out.iter();
    let out = out.map(|(why, count)| format!(", left out {} ({})", grouped(*count), why.briefly()));
    times.into_iter().chain(already).chain(out).collect()
}

/// Says that a day is still to come.
pub fn is_to_come(milestone: Milestone, day: NaiveDate, today: NaiveDate) -> String {
    let (day, word) = (short(day, today), milestone.word());
    format!("{day} is in the future. Log \"{word}\" once it has happened.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Logged {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        Logged {
            milestone: Milestone::Talk(Outreach::Contacted),
            day: day(28),
            today: day(29),
            affected: Affected { size: 4, one: None },
            changed: 4,
            already: 0,
            left_out: Vec::new(),
            times: None,
            released: Vec::new(),
            kept: Vec::new(),
            reopened: Vec::new(),
            early_posts: Vec::new(),
            paid: Vec::new(),
        }
    }

    #[test]
    fn says_what_happened_to_whom_and_when() {
        assert_eq!(logged(&facts()), "Contacted 4 creators on Sat, Nov 28.");
        let part = Logged { changed: 2, already: 1, left_out: vec![(LeftOut::DoNotContact, 1)], ..facts() };
        assert_eq!(
            logged(&part),
            "Contacted 2 of 4 creators on Sat, Nov 28, 1 was already noted, left out 1 (do not contact)."
        );
        let one = Affected { size: 1, one: Some("@juno.jars".to_owned()) };
        let money = Logged {
            milestone: Milestone::Content(Content::DraftIn),
            affected: one.clone(),
            changed: 1,
            day: facts().today,
            ..facts()
        };
        assert_eq!(logged(&money), "Set content of @juno.jars to draft in.");
        let ended = Logged {
            milestone: Milestone::Talk(Outreach::Declined),
            released: vec![(Currency::USD, [16_400, 0], one)],
            ..money
        };
        assert_eq!(logged(&ended), "@juno.jars declined on Sun, Nov 29. Released $164 offered to @juno.jars.");
    }

    #[test]
    fn says_that_nothing_is_new() {
        let none = Logged { changed: 0, already: 4, ..facts() };
        assert_eq!(logged(&none), "All 4 creators are already noted as contacted.");
        let mixed = Logged { changed: 0, already: 3, left_out: vec![(LeftOut::NoPost, 1)], ..facts() };
        assert!(logged(&mixed).starts_with("Nothing was logged, 3 were already noted"));
    }
}
