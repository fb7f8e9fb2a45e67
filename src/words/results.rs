//! Messages about decisions on results: who owns orders, how orders are counted, which creators to book next.

use chrono::NaiveDate;

use super::batches::credited;
use crate::domain::day::{dayed, spoken};
use crate::domain::figure::{counted, joined, percent, plural};
use crate::domain::money::grouped;
use crate::domain::{Currency, Money};
use crate::proto::code_holder::CodeHome;
use crate::proto::outlook::{Choice, Terms};

/// Says that orders were given to a creator, or made unattributed.
pub fn orders_given(given: u64, of: usize, owner: Option<&str>) -> String {
    let all = plural(of, "order");
    let part = if u64::try_from(of) == Ok(given) { all } else { format!("{} of {all}", grouped(given)) };
    match (given, owner) {
        (0, _) => "These orders are already there. Nothing was changed.".to_owned(),
        (_, Some(handle)) => format!("Gave {part} to @{handle}."),
        (_, None) => format!("Made {part} unattributed."),
    }
}

/// Says which creator owns the orders with these codes; `moved` is `None` if that was settled before.
pub fn codes_settled(codes: &str, handle: &str, moved: Option<u64>) -> String {
    match moved {
        None => format!("Orders with {codes} already belong to {handle}."),
        Some(moved) => format!("Orders with {codes} belong to {handle}, now and later{}.", credited(moved)),
    }
}

/// The hint for a code that no order carries.
pub const NO_SUCH_CODE: &str =
    "`tenfold codes` lists the codes that no creator has. For a code to come, use `tenfold book`.";

/// Says that a creator has a code, with its orders and with what was made for it.
pub fn code_given(codes: &str, handle: &str, moved: u64, made: Option<&str>) -> String {
    let orders = match moved {
        0 => String::new(),
        moved => format!("; {} theirs now", counted_are(moved)),
    };
    let made = made.map_or_else(String::new, |made| format!(" {made}"));
    format!("Orders with {codes} belong to {handle}, now and later{orders}.{made}")
}

/// `1 order is`, `12 orders are`.
fn counted_are(orders: u64) -> String {
    let be = if orders == 1 { "is" } else { "are" };
    format!("{} {be}", counted(i64::try_from(orders).unwrap_or(i64::MAX), "order", "orders"))
}

/// Says where somebody was booked who got a code: `Made Campaign 1 with Batch 1 for @ana.`, `Put @ana into Batch 1 of Spring.`
pub fn code_home(home: &CodeHome, who: &str) -> String {
    let CodeHome { campaign, is_new_campaign, batch, is_new_batch } = home;
    match (is_new_campaign, is_new_batch) {
        (true, _) => format!("Made {campaign} with {batch} for {who}."),
        (false, true) => format!("Made {batch} of {campaign} for {who}."),
        (false, false) => format!("Put {who} into {batch} of {campaign}."),
    }
}

/// Says, after another sentence, that a batch begins earlier than it did: ` Batch 1 begins Mar 1 now; 3 more orders are attributed differently.`
pub fn begins_earlier(batch: &str, first: NaiveDate, today: NaiveDate, moved: u64) -> String {
    let more = match moved {
        0 => String::new(),
        1 => "; 1 more order is attributed differently".to_owned(),
        moved => format!("; {} more orders are attributed differently", grouped(moved)),
    };
    format!(" {batch} begins {} now{more}.", dayed(first, today))
}

/// The same as [`code_home`] beside a name in a list, before it is chosen: `makes Campaign 1 and Batch 1`, `joins Batch 1`.
pub fn code_home_briefly(home: &CodeHome) -> String {
    match (home.is_new_campaign, home.is_new_batch) {
        (true, _) => format!("makes {} and {}", home.campaign, home.batch),
        (false, true) => format!("makes {}", home.batch),
        (false, false) => format!("joins {}", home.batch),
    }
}

/// Says how tracked orders of a campaign count from now on, and what the next budget is.
pub fn terms_set(campaign: &str, before: Terms, now: Terms, currency: Currency) -> String {
    let mut set = Vec::new();
    if (before.leak_low_bp, before.leak_high_bp) != (now.leak_low_bp, now.leak_high_bp) {
        set.push(format!("promo code leak {}", range(now.leak_low_bp, now.leak_high_bp)));
    }
    if (before.halo_low_bp, before.halo_high_bp) != (now.halo_low_bp, now.halo_high_bp) {
        set.push(format!("sales without a code {}", range(now.halo_low_bp, now.halo_high_bp)));
    }
    if before.next_budget_minor != now.next_budget_minor {
        set.push(now.next_budget_minor.map_or_else(
            || "next budget back to the rest of the campaign budget".to_owned(),
            |minor| format!("next budget {}", Money::new(minor, currency).exact()),
        ));
    }
    format!("Set for {campaign}: {}.", set.join(", "))
}

/// Says the promo code leak set for a creator; `None` means the same as the campaign.
pub fn leak_set(handle: &str, campaign: &str, leak: Option<(i64, i64)>) -> String {
    let what = leak.map_or_else(|| "same as the campaign".to_owned(), |(low, high)| range(low, high));
    format!("Set the promo code leak of {handle} in {campaign}: {what}.")
}

/// Says that a creator is pinned to the next batch, excluded from it, or neither.
pub fn choice_set(handle: &str, campaign: &str, choice: Choice) -> String {
    match choice {
        Choice::Open => format!("Cleared your choice for {handle} in the next batch of {campaign}."),
        Choice::Pinned => format!("Pinned {handle} to the next batch of {campaign}."),
        Choice::Excluded => format!("Excluded {handle} from the next batch of {campaign}."),
    }
}

/// Says that one creator takes the place of another in the next batch.
pub fn swapped(out: &str, into: &str, campaign: &str) -> String {
    format!("Put {into} into the next batch of {campaign} instead of {out}.")
}

/// A range of shares in basis points: `10% to 30%`, `12.5%`, `none`.
pub fn range(low_bp: i64, high_bp: i64) -> String {
    match (low_bp, high_bp) {
        (0, 0) => "none".to_owned(),
        (low, high) if low == high => percent(low),
        (low, high) => format!("{} to {}", percent(low), percent(high)),
    }
}

/// Names codes that belong together: `the link spring`, `MIA10`, `MIA10 and LEO10`.
pub fn codes(link: Option<&str>, codes: &[String]) -> String {
    link.map_or_else(|| joined(codes), |link| format!("the link {link}"))
}

/// Shown instead of a next batch while no budget is set.
pub const NO_BUDGET: &str = "Set a budget for the next batch to see which creators to book.";

/// Says how recent the orders are, for a verdict that a newer import could change.
pub fn orders_end(known_until: NaiveDate, today: NaiveDate) -> String {
    format!("Orders were last imported on {}. A newer import can change this.", spoken(known_until, today))
}
