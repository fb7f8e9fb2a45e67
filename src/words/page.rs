//! Messages about changes on the page of a creator. `who` is the handle with `@`.

use chrono::NaiveDate;

use crate::domain::day::{dated, dayed};
use crate::domain::figure::plural;
use crate::domain::money::div_round;
use crate::domain::number::full;
use crate::domain::{Goal, Money};
use crate::proto::page::{AgreedFee, BookingRow};
use crate::proto::page_change::{Facet, SponsoredSeen};
use crate::proto::price_guess::PriceGuess;

use super::result_view::{Figures, GoalView};

/// `agreed $180, Nov 3, Spring A`.
pub fn fee(agreed: &AgreedFee, today: NaiveDate) -> String {
    let AgreedFee { fee, on, made_for } = agreed;
    format!("agreed {}, {}, {} {}", fee.short(), dayed(*on, today), made_for.campaign, made_for.batch)
}

/// The figures of a collaboration, with those of the goal of its campaign.
pub fn figures(row: &BookingRow) -> Figures {
    let sums = row.sums();
    Figures::new(sums, None, row.currency).judged_by(row.goal, sums)
}

/// The head figure of a collaboration by the goal of its campaign: `2.1`, `$8.30`.
pub fn head(row: &BookingRow) -> String {
    figures(row).text(GoalView::of(row.goal).head)
}

/// The same with its name: `ROAS 2.1`, `CPM $8.30`, `$80.00 per asset`; words alone where there is none.
pub fn head_named(row: &BookingRow) -> String {
    let (text, head) = (head(row), GoalView::of(row.goal).head);
    match (figures(row).value(head), row.goal) {
        (None, _) => text,
        (Some(_), Goal::Ugc) => format!("{text} per asset"),
        (Some(_), Goal::Conversions | Goal::Awareness) => format!("{} {text}", head.head()),
    }
}

/// What a post would cost: `~$95, the median of your 9 agreed fees in this tier`. Cents would be false precision in an estimate.
pub fn price_guess(guess: &PriceGuess) -> Option<String> {
    let rough = |money: Money| {
        let units = div_round(i128::from(money.minor), i128::from(money.currency.minor_per_unit()))?;
        Some(format!("{}{}", money.currency.sign(), full(units)))
    };
    let (low, high) = (rough(guess.low)?, rough(guess.high)?);
    Some(match guess.deals {
        Some(deals) => format!("~{low}, the median of your {deals} agreed fees in this tier"),
        None if low == high => format!("~{low}, at published prices for these views"),
        None => format!("~{low} to {high}, at published prices for these views"),
    })
}

/// What stands for the price of somebody who was never asked: `-  never asked; guess ~$95, the median of your 9 agreed fees in
/// this tier`.
pub fn never_asked(guess: Option<&PriceGuess>) -> String {
    let guess = guess.and_then(price_guess).map(|guess| format!("; guess {guess}"));
    format!("-  never asked{}", guess.unwrap_or_default())
}

/// Says how many posts were added and updated.
pub fn posts_saved(who: &str, added: u64, updated: u64) -> String {
    match (added, updated) {
        (0, 0) => format!("These posts of {who} are already up to date."),
        (added, 0) => format!("Added {} of {who}.", plural(added, "post")),
        (0, updated) => format!("Updated {} of {who}.", plural(updated, "post")),
        (added, updated) => format!("Added {} of {who} and updated {updated}.", plural(added, "post")),
    }
}

/// Says that a post was deleted.
pub fn post_deleted(who: &str, day: Option<NaiveDate>) -> String {
    let day = day.map(|day| format!(" of {}", dated(day))).unwrap_or_default();
    format!("Deleted the post{day} of {who}.")
}

/// Says on how many days followers were saved.
pub fn followers_saved(who: &str, days: u64) -> String {
    match days {
        0 => format!("These followers of {who} are already known."),
        days => format!("Saved the followers of {who} on {}.", plural(days, "day")),
    }
}

/// Says how many shares of the audience were set; `None` if they were already the same.
pub fn audience_set(who: &str, facet: Facet, shares: Option<usize>) -> String {
    let by = facet.word();
    match shares {
        None => format!("The audience of {who} by {by} is already like this."),
        Some(0) => format!("Cleared the audience of {who} by {by}."),
        Some(shares) => format!("Set the audience of {who} by {by}: {}.", plural(shares, "share")),
    }
}

/// Says how many paid posts were checked for an ad label.
pub fn sponsored_set(who: &str, is_new: bool, seen: Option<SponsoredSeen>) -> String {
    match (is_new, seen) {
        (false, _) => format!("The checked paid posts of {who} are already saved."),
        (true, None) => format!("Cleared the checked paid posts of {who}."),
        (true, Some(SponsoredSeen { seen, disclosed })) => {
            format!("Noted {} by {who}, {disclosed} disclosed.", plural(seen, "paid post"))
        }
    }
}

/// Says how a creator was found.
pub fn found_set(who: &str, is_new: bool, how: &str, detail: &str) -> String {
    let found = match (how, detail) {
        ("", "") => None,
        (only, "") | ("", only) => Some(only.to_owned()),
        (how, detail) => Some(format!("{how} ({detail})")),
    };
    match (is_new, found) {
        (false, _) => format!("How you found {who} is already saved."),
        (true, None) => format!("Cleared how you found {who}."),
        (true, Some(found)) => format!("Saved how you found {who}: {found}."),
    }
}
