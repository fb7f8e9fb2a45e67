//! How far the data of a report reach, and what stands outside its sums.

use crate::domain::figure::{counted, money, percent};
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult};

use super::creators;
use super::words::{day, foreign, list};

/// Says how far the data reach and what is in no sum, a sentence each.
pub(super) fn sentences(result: &CampaignResult) -> Vec<String> {
    let mut said = Vec::new();
    said.push(match result.orders_until {
        Some(until) => format!("Orders of the shop are known until {}.", day(until)),
        None if result.sums.orders > 0 => "How far the orders of the shop reach is not known.".to_owned(),
        None => "No order of the shop is known yet.".to_owned(),
    });
    let quiet = |batch: &&BatchResult| !batch.is_under_way() && !batch.creators.iter().any(creators::has_happened);
    let planned: Vec<String> =
        result.batches.iter().filter(quiet).map(|batch| foreign(&batch.name, "a nameless batch")).collect();
    if !planned.is_empty() {
        said.push(format!("Planned and not in these numbers: {}.", list(&planned)));
    }
    said.extend(result.batches.iter().filter(|batch| batch.imported).map(imported));
    if result.unattributed_orders > 0 {
        let worth = money(result.unattributed_minor, result.currency);
        said.push(format!(
            "{} ({worth}) with no creator's code or link: in no sum.",
            orders(result.unattributed_orders)
        ));
    }
    if result.sums.pending > 0 {
        said.push(format!("{} not paid yet: counted when paid.", orders(result.sums.pending)));
    }
    if result.other_currency_orders > 0 {
        let code = result.currency;
        said.push(format!("{} in another currency than {code}: in no sum.", orders(result.other_currency_orders)));
    }
    let (shared, pairs): (Vec<_>, Vec<_>) = result.conflicts.iter().partition(|conflict| conflict.is_shared());
    for conflict in shared {
        let ((_, first), (_, second)) = &conflict.owners;
        let code = conflict.codes_said();
        said.push(foreign(
            &format!("The {} {code} belongs to @{first} and @{second}: whose its orders are is open.", conflict.kind()),
            "",
        ));
    }
    if !pairs.is_empty() {
        let pairs = counted(i64::try_from(pairs.len()).unwrap_or(i64::MAX), "pair of codes", "pairs of codes");
        said.push(format!("{pairs} of two creators in one order: nobody settled yet whose they are."));
    }
    let all = || result.batches.iter().flat_map(|batch| &batch.creators);
    said.extend(still_moving(all()));
    let late: i64 = all().map(|creator| creator.late_orders).sum();
    if late > 0 {
        said.push(format!("{} came more than 30 days after the post: facts count them, ranges do not.", orders(late)));
    }
    said.extend(views_known(&all().filter(|creator| creator.sums.spend_minor > 0).collect::<Vec<_>>()));
    said.extend(terms(result));
    for creator in all() {
        let handle = foreign(&creator.handle, "nameless");
        said.extend(creator.leak_notes.iter().map(|note| format!("@{handle}: {}", foreign(&note.sentence, ""))));
    }
    said
}

/// Says of a batch that came with a tracker what its rule is worth.
fn imported(batch: &BatchResult) -> String {
    let name = foreign(&batch.name, "A nameless batch");
    match batch.rule() {
        Some(rule) => format!("{name} was imported under way. Success rule: {}.", foreign(&rule, "")),
        None => format!("{name} was imported under way, without a success rule."),
    }
}

/// A booking of which a larger share of the orders has arrived is called complete.
const COMPLETE: f64 = 0.95;

/// Says by whom the numbers can still move, and how far they are; nothing when all orders are in.
fn still_moving<'a>(creators: impl Iterator<Item = &'a CreatorResult>) -> Option<String> {
    let maturity = |creator: &'a CreatorResult| creator.estimate.as_ref()?.maturity.filter(|share| *share < COMPLETE);
    let mut open: Vec<(String, f64)> = Vec::new();
    for (creator, share) in creators.filter_map(|creator| Some((creator, maturity(creator)?))) {
        let handle = format!("@{}", foreign(&creator.handle, "nameless"));
        if !open.iter().any(|(known, _)| *known == handle) {
            open.push((handle, share));
        }
    }
    let (who, share) = open.iter().min_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let others = match open.len() - 1 {
        0 => String::new(),
        1 => " One more creator has young posts too.".to_owned(),
        more => format!(" {more} more creators have young posts too."),
    };
    Some(format!(
        "The numbers can still move: about {:.0} % of the orders of {who} have arrived.{others}",
        100.0 * share
    ))
}

/// Of how many of the paid bookings the views are known, where that is some but not all.
fn views_known(paid: &[&CreatorResult]) -> Option<String> {
    let seen = paid.iter().filter(|creator| creator.sums.views.is_some()).count();
    let all = paid.len();
    match seen {
        0 if all > 0 => Some("No views are known yet.".to_owned()),
        seen if seen < all => Some(format!("Views are known of {seen} of {all} paid bookings.")),
        _ => None,
    }
}

/// How tracked orders are read, where a person set it.
fn terms(result: &CampaignResult) -> Option<String> {
    let terms = result.outlook.as_ref()?.terms;
    let (leak, halo) = ((terms.leak_low_bp, terms.leak_high_bp), (terms.halo_low_bp, terms.halo_high_bp));
    let range = |(low, high)| if low == high { percent(low) } else { format!("{} to {}", percent(low), percent(high)) };
    let mut parts = Vec::new();
    if leak != (0, 0) {
        parts.push(format!("{} of the code orders were not caused by the creators", range(leak)));
    }
    if halo != (0, 0) {
        parts.push(format!("every caused code order stands for {} more without the code", range(halo)));
    }
    (!parts.is_empty()).then(|| format!("The ranges take it that {}.", list(&parts)))
}

fn orders(count: i64) -> String {
    counted(count, "order", "orders")
}
