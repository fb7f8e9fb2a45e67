//! Messages about paying creators: what was paid and invoiced, what can't be, and how paying stands.

use std::mem::discriminant;

use chrono::NaiveDate;

use crate::domain::day::{full, short};
use crate::domain::figure::{self, joined, percent, plural};
use crate::domain::payable::{PaySummary, Sums};
use crate::domain::{Currency, Money};

/// Writes sums, each currency apart: `$1,030 and €250`.
pub fn sums(sums: &Sums) -> String {
    let amounts: Vec<String> = sums.iter().map(|(currency, minor)| Money::new(*minor, *currency).short()).collect();
    joined(&amounts)
}

/// How paying stands: `You owe $1,030 to 6 creators, $250 overdue. 14 of 15 paid on time (93%), median 6 days.`
pub fn standing(summary: &PaySummary) -> String {
    let [owed, on_time] = sentences(summary);
    format!("{owed} {on_time}").trim_end().to_owned()
}

/// The same as two sentences: what is owed, and how much was paid on time; the second is empty where nothing was paid.
pub fn sentences(summary: &PaySummary) -> [String; 2] {
    let owed = if summary.owed.is_empty() {
        "You owe nothing".to_owned()
    } else {
        format!("You owe {} to {}", sums(&summary.owed), plural(summary.creators, "creator"))
    };
    let overdue = (!summary.overdue.is_empty()).then(|| format!(", {} overdue", sums(&summary.overdue)));
    let agreed = (!summary.agreed.is_empty()).then(|| format!(", {} agreed but not owed yet", sums(&summary.agreed)));
    let on_time = summary.on_time_bp().map(|bp| {
        let median = summary.median_days.map(|days| format!(", median {}", plural(days, "day"))).unwrap_or_default();
        format!("{} of {} paid on time ({}){median}.", summary.on_time, summary.paid, percent((bp + 50) / 100 * 100))
    });
    let parts = [overdue, agreed, Some(".".to_owned())];
    [parts.into_iter().flatten().fold(owed, |said, part| said + &part), on_time.unwrap_or_default()]
}

/// A payment of a creator, for [`paid`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Account name without `@`.
    pub handle: String,
    /// What left.
    pub money: Money,
    /// What is still to be paid of it, in its own currency.
    pub left: Money,
    /// What of it is more than was owed, in the currency of the campaign.
    pub bonus: Money,
    /// What was only offered before and counts as agreed by the payment, in the currency of the campaign.
    pub agreed: Money,
}

/// Says what was paid: `Paid $180.00 to @mia on Wed, Mar 11.` It is read again in the history, when today is another day.
pub fn paid(payments: &[Paid], on: NaiveDate, today: NaiveDate) -> String {
    let when = format!("on {}", short(on, today));
    if let [Paid { handle, money, left, bonus, agreed }] = payments {
        let left = if left.minor > 0 { format!(" {} is left.", left.exact()) } else { String::new() };
        let bonus = if bonus.minor > 0 { format!(" {} of it is a bonus.", bonus.exact()) } else { String::new() };
        let agreed = if agreed.minor > 0 {
            format!(" {} was only an offer and counts as agreed now.", agreed.exact())
        } else {
            String::new()
        };
        return format!("Paid {} to @{handle} {when}.{left}{bonus}{agreed}", money.exact());
    }
    let mut total = Sums::new();
    for payment in payments {
        crate::domain::payable::add(&mut total, payment.money.currency, payment.money.minor);
    }
    let handles: std::collections::BTreeSet<&str> = payments.iter().map(|payment| payment.handle.as_str()).collect();
    let payees = match handles.first() {
        Some(handle) if handles.len() == 1 => format!("@{handle}"),
        _ => plural(handles.len(), "creator"),
    };
    let amounts: Vec<String> = total.iter().map(|(currency, minor)| Money::new(*minor, *currency).exact()).collect();
    format!("Paid {} to {payees} {when}, {}.", joined(&amounts), plural(payments.len(), "payment"))
}

/// Says that these were paid before.
pub fn paid_before(handles: &[&str]) -> String {
    match handles {
        [handle] => format!("@{handle} is already paid."),
        _ => "All of these are already paid.".to_owned(),
    }
}

/// Says which invoice was noted.
pub fn invoiced(handles: &[&str], number: &str, on: NaiveDate, today: NaiveDate) -> String {
    format!("Noted {}.", an_invoice(handles, number, on, today))
}

/// Says that an invoice was noted before.
pub fn invoiced_before(handles: &[&str], number: &str, on: NaiveDate, today: NaiveDate) -> String {
    let invoice = an_invoice(handles, number, on, today);
    let (first, rest) = invoice.split_at(1);
    format!("{}{rest} is already noted.", first.to_uppercase())
}

fn an_invoice(handles: &[&str], number: &str, on: NaiveDate, today: NaiveDate) -> String {
    let number = if number.is_empty() { "an invoice".to_owned() } else { format!("invoice {number}") };
    format!("{number} of {} from {}", whose(handles), short(on, today))
}

/// Says when something is due from now on.
pub fn due_set(handles: &[&str], due_on: Option<NaiveDate>) -> String {
    match due_on {
        Some(day) => format!("The payment to {} is due {}.", whose(handles), full(day)),
        None => format!("The payment to {} is due by its terms.", whose(handles)),
    }
}

fn whose(handles: &[&str]) -> String {
    match handles {
        [handle] => format!("@{handle}"),
        _ => plural(handles.len(), "creator"),
    }
}

/// Why a payment, an invoice or a due date was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It no longer exists.
    Gone,
    /// Nothing is open for this creator.
    NothingOpen(String),
    /// More than is owed: to whom, what is owed, what was typed, in the currency of the campaign.
    TooMuch(String, Money, Money),
    /// Not an amount.
    NoAmount,
    /// One amount for several payables.
    OneAmount,
    /// The day is in the future.
    Future(NaiveDate),
    /// The day of an invoice is in the future.
    InvoiceToCome(NaiveDate),
    /// It was agreed after the day: with whom, and when.
    BeforeAgreed(String, NaiveDate),
    /// The same payment is there: to whom, how much, when.
    Twice(String, Money, NaiveDate),
    /// No rate is known from one currency into another.
    NoRate(Currency, Currency),
    /// A rate that isn't above 0.
    BadRate,
    /// A commission has no invoice and no due date of its own.
    Commission,
}

impl Fault {
    /// The sentence.
    pub fn words(&self, today: NaiveDate) -> String {
        match self {
            Self::Gone => "This payment no longer exists.".to_owned(),
            Self::NothingOpen(handle) => format!("Nothing is left to pay @{handle}. Enter a fee first."),
            Self::TooMuch(handle, owed, typed) if owed.minor == 0 => {
                format!("You owe @{handle} nothing. To pay {} all the same, make it a bonus.", typed.exact())
            }
            Self::TooMuch(handle, owed, typed) => format!(
                "You owe @{handle} {}, so {} is too much. Pay less, or make the rest a bonus.",
                owed.exact(),
                typed.exact()
            ),
            Self::NoAmount => "A payment needs an amount above 0.".to_owned(),
            Self::OneAmount => {
                "One amount can't be for several payments. Pay them in full, or one at a time.".to_owned()
            }
            Self::Future(day) => {
                format!("{} is in the future. Enter a payment on the day the money leaves.", short(*day, today))
            }
            Self::InvoiceToCome(day) => {
                format!("{} is in the future. Enter an invoice once it has come.", short(*day, today))
            }
            Self::BeforeAgreed(handle, agreed) => format!(
                "The deal with @{handle} was agreed on {}. A payment can't be earlier. Check the day.",
                short(*agreed, today)
            ),
            Self::Twice(handle, money, on) => format!(
                "A payment of {} to @{handle} on {} is already there. If this is another one, give it a reference.",
                money.exact(),
                short(*on, today)
            ),
            Self::NoRate(from, into) => {
                format!(
                    "No exchange rate from {from} into {into} is known. Type how much {into} one {from} is.",
                    from = from.code(),
                    into = into.code()
                )
            }
            Self::BadRate => "An exchange rate must be above 0.".to_owned(),
            Self::Commission => {
                "A commission is due by the payment terms after each month, and has no invoice of its own.".to_owned()
            }
        }
    }
}

/// Why a row of a list of payments was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The creator is not in the list.
    NoCreator,
    /// Nothing is owed to the creator.
    NothingOwed,
    /// Less is owed than the row says.
    TooMuch(Money),
    /// No rate is known from its currency into that of what is owed.
    NoRate(Currency, Currency),
    /// Its day is still to come.
    Future,
}

/// A payment of a list that is dated before the amount was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyPayment {
    /// Account name without `@`.
    pub handle: String,
    /// When it was paid by the list.
    pub paid_on: NaiveDate,
    /// When it was agreed.
    pub agreed_on: NaiveDate,
}

/// Says which payments are dated before their amount was agreed; nothing where none are.
pub fn early(payments: &[EarlyPayment], today: NaiveDate) -> Option<String> {
    let one = |EarlyPayment { handle, paid_on, agreed_on }: &EarlyPayment| {
        format!("@{handle} (paid {}, agreed {})", short(*paid_on, today), short(*agreed_on, today))
    };
    let named: Vec<String> = payments.iter().take(NAMED).map(one).collect();
    let more = payments.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let count = plural(payments.len(), "payment");
    let be = if payments.len() == 1 { "is" } else { "are" };
    (!payments.is_empty()).then(|| {
        format!("{count} {be} dated before the amount was agreed: {}{more}. Check the days.", named.join(", "))
    })
}

/// Payments named one by one.
const NAMED: usize = 5;

impl LeftOut {
    /// The reason, without full stop.
    pub fn reason(self, handle: &str) -> String {
        match self {
            Self::NoCreator => format!("@{handle} is not in the list"),
            Self::NothingOwed => format!("nothing is owed to @{handle}"),
            Self::TooMuch(owed) => format!("only {} is owed to @{handle}", owed.exact()),
            Self::NoRate(from, into) => {
                format!("no exchange rate from {} into {} is known", from.code(), into.code())
            }
            Self::Future => "its day is in the future".to_owned(),
        }
    }

    /// What so many rows have in common that were left out for the same reason.
    fn counted(self, rows: u64) -> String {
        let rows = |one: &str, many: &str| figure::counted(rows, one, many);
        match self {
            Self::NoCreator => {
                rows("row names a creator who is not in the list", "rows name creators who are not in the list")
            }
            Self::NothingOwed => {
                rows("row is for a creator to whom nothing is owed", "rows are for creators to whom nothing is owed")
            }
            Self::TooMuch(_) => rows("row pays more than is owed", "rows pay more than is owed"),
            Self::NoRate(..) => {
                rows("row needs an exchange rate that is not known", "rows need exchange rates that are not known")
            }
            Self::Future => rows("row is dated in the future", "rows are dated in the future"),
        }
    }
}

/// Says how many rows were left out, a sentence for each reason.
pub fn left_out(rows: &[LeftOut]) -> Vec<String> {
    let mut reasons: Vec<(LeftOut, u64)> = Vec::new();
    for reason in rows {
        match reasons.iter_mut().find(|(known, _)| discriminant(known) == discriminant(reason)) {
            Some((_, count)) => *count += 1,
            None => reasons.push((*reason, 1)),
        }
    }
    reasons.into_iter().map(|(reason, count)| format!("{}.", reason.counted(count))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
    }

    #[test]
    fn the_head_names_currencies_apart_and_what_is_overdue() {
        let eur: Currency = "EUR".parse().expect("a currency");
        let summary = PaySummary {
            owed: Sums::from([(Currency::USD, 103_000), (eur, 25_000)]),
            creators: 6,
            overdue: Sums::from([(Currency::USD, 25_000)]),
            agreed: Sums::new(),
            paid: 15,
            on_time: 14,
            median_days: Some(6),
        };
        let said = standing(&summary);
        assert_eq!(
            said,
            "You owe €250 and $1,030 to 6 creators, $250 overdue. 14 of 15 paid on time (93%), median 6 days."
        );
        assert_eq!(standing(&PaySummary::default()), "You owe nothing.");
    }

    #[test]
    fn a_payment_says_what_is_left_and_what_is_a_bonus() {
        let usd = |minor| Money::new(minor, Currency::USD);
        let part = Paid { handle: "mia".into(), money: usd(8_000), left: usd(10_000), bonus: usd(0), agreed: usd(0) };
        assert_eq!(
            paid(std::slice::from_ref(&part), day(4), day(11)),
            "Paid $80.00 to @mia on Wed, Mar 4. $100.00 is left."
        );
        let more = Paid { left: usd(0), bonus: usd(500), ..part.clone() };
        assert_eq!(paid(&[more], day(11), day(11)), "Paid $80.00 to @mia on Wed, Mar 11. $5.00 of it is a bonus.");
        let other = Paid { handle: "jo".into(), ..part.clone() };
        assert_eq!(paid(&[part, other], day(11), day(11)), "Paid $160.00 to 2 creators on Wed, Mar 11, 2 payments.");
    }
}
