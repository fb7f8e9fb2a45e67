//! What a person types in the builder, in words: the fee of a creator, and days that do not fit.

use super::{day, price, price_from, why};
use crate::domain::figure::{counted, joined, money};
use crate::domain::number::full;
use crate::domain::text::{clean, shortened};
use crate::domain::{CreatorId, Currency};
use crate::proto::addable::{Addable, Bar};
use crate::proto::builder::{Bookee, Builder, Price};

/// The heading of the form of a fee: `Fee of @dee in Batch 4`.
pub fn fee_title(person: &Bookee, batch: &str) -> String {
    format!("Fee of @{} in {}", clean(&person.handle), clean(batch))
}

/// What to write there, and what an empty line means.
pub fn fee_hint(person: &Bookee, currency: Currency) -> String {
    match person.price {
        Price::Typed(_) => "an amount; empty removes yours, and the price is theirs again".to_owned(),
        Price::Agreed(_) | Price::Planned(_) => "an amount; empty removes the fee".to_owned(),
        Price::Guessed(None) => "an amount, such as 95; empty leaves it unknown".to_owned(),
        known => format!("an amount; empty leaves it at {} {}", price(known, currency), price_from(known)),
    }
}

/// What an amount in the form means: `$190.00 for one booking of 2 posts; the asking price is $95.00 a post from now on`.
pub fn fee_meant(fee_minor: i64, posts: u32, is_asked: bool, currency: Currency) -> String {
    let booking = if posts > 1 { format!("one booking of {posts} posts") } else { "one booking".to_owned() };
    let fee = if fee_minor == 0 { "No fee".to_owned() } else { money(fee_minor, currency) };
    let asked = match (is_asked, posts) {
        (false, _) => "the asking price stays".to_owned(),
        (true, 0 | 1) => "it is also the asking price from now on".to_owned(),
        (true, posts) => {
            format!("the asking price is {} a post from now on", money(fee_minor / i64::from(posts), currency))
        }
    };
    format!("{fee} for {booking}; {asked}")
}

/// Says that a fee was typed for a batch that is not planned yet.
pub fn fee_set(handle: &str, fee_minor: i64, batch: &str, currency: Currency) -> String {
    format!("@{} now costs {} in {}.", clean(handle), money(fee_minor, currency), clean(batch))
}

/// Says that it was removed.
pub fn fee_removed(handle: &str) -> String {
    format!("Removed your fee for @{}.", clean(handle))
}

/// Says that posts come after the end of the test, or that the product would have had to leave before today.
pub fn late(builder: &Builder, today: chrono::NaiveDate) -> Option<String> {
    let days = &builder.days;
    let (last, end) = (days.posts.last()?, days.ends_on?);
    if last > &end {
        return Some("The test ends before the last post.".to_owned());
    }
    let has_left = days.ship_by.is_some_and(|ship| ship < today);
    let first = days.posts.first().filter(|_| has_left)?;
    let on_first = |all: &[chrono::NaiveDate]| all.iter().filter(|day| *day == first).count();
    // A promised post stays on its day whatever is chosen for the others.
    Some(if on_first(&days.posts) > on_first(&days.added) {
        format!("Too little time for the parcel of the post on {}: change its day in the batch.", day(*first))
    } else {
        "Too little time for the parcel: choose a later first post.".to_owned()
    })
}

/// What is said of somebody who is looked for, where the builder lists them: `$95.00, untested, 11k views`.
pub fn in_search(person: &Bookee, currency: Currency) -> String {
    format!("{}, {}", price(person.price, currency), why(person, currency))
}

/// The same of anybody else: `Mia Glow, asks $95.00`.
pub fn found(row: &Addable) -> String {
    let name = Some(clean(&row.name)).filter(|name| !name.is_empty());
    let asks = row.price.map(|price| format!("asks {}", price.exact()));
    let said: Vec<String> = name.into_iter().chain(Some(asks.unwrap_or_else(|| "no price yet".to_owned()))).collect();
    said.join(", ")
}

/// Why somebody can't be put in, and what to do; nothing for one who can. `is_in` names the batch they are in already.
pub fn bar(bar: Option<Bar>, is_in: Option<&str>) -> Option<String> {
    match (is_in, bar) {
        (Some(batch), _) => Some(format!("already in {}", clean(batch))),
        (None, Some(Bar::DoNotContact)) => Some("do not contact: allow contact on their page first".to_owned()),
        (None, Some(Bar::Rejected)) => Some("rejected: change the verdict on their page first".to_owned()),
        (None, None) => None,
    }
}

/// Says that a search found nobody.
pub fn nobody_found(text: &str) -> String {
    format!("Nobody in your file matches \"{}\".", shortened(&clean(text), 30))
}

/// The heading of those with a similar handle, where a search found nobody.
pub fn similar(text: &str) -> String {
    format!("{} Similar:", nobody_found(text))
}

/// The heading of those whom a search found: `Found 20 of 1,000: type more letters`.
pub fn found_so_many(shown: usize, total: usize) -> String {
    let all = full(i64::try_from(total).unwrap_or(i64::MAX));
    if total > shown {
        format!("Found {all}, the best {shown} are listed: type more letters")
    } else {
        format!("Found {all}")
    }
}

/// The heading of those whom the builder lists and who are not in the batch.
pub fn outside(batch: &str, listed: usize, more: usize) -> String {
    let more = if more > 0 {
        format!(", {} more in your file", full(i64::try_from(more).unwrap_or(i64::MAX)))
    } else {
        String::new()
    };
    format!("Not in {} ({listed}{more}): type letters to find anybody", clean(batch))
}

/// Says who of the creators that were marked elsewhere is in the batch now, and who can't be.
pub fn brought(builder: &Builder, put_in: &[CreatorId], left_out: &[CreatorId]) -> String {
    let batch = clean(&builder.batch_name);
    let is_in = format!("{} in {batch}.", counted(put_in.len(), "marked creator is", "marked creators are"));
    if left_out.is_empty() {
        return is_in;
    }
    let name = |id: &CreatorId| {
        let person = builder.people.iter().find(|person| person.creator == *id)?;
        Some(format!("@{}", clean(&person.handle)))
    };
    let known: Vec<String> = left_out.iter().filter_map(name).collect();
    let unknown = left_out.len() - known.len();
    let rejected =
        (unknown > 0).then(|| format!("{} rejected or marked do not contact", counted(unknown, "who is", "who are")));
    let kept = (!known.is_empty()).then(|| format!("{} (the list says why)", joined(&known)));
    let why: Vec<String> = kept.into_iter().chain(rejected).collect();
    format!("{is_in} Left out: {}.", why.join("; "))
}
