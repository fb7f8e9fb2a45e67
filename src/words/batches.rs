//! Messages about changes to campaigns, batches and collaborations.

use super::affected::Affected;
use crate::domain::batch::SIZE;
use crate::domain::campaign::NICHES;
use crate::domain::figure::{joined, plural};
use crate::domain::money::grouped;
use crate::domain::next_step::{LEAD_DAYS, LEAD_TIMES};
use crate::domain::success_rule::RuleMeasure;
use crate::domain::{AmountState, Currency, Goal, Money};

/// `Batch 2 of Spring serum`.
pub fn title(batch: &str, campaign: &str) -> String {
    format!("{batch} of {campaign}")
}

/// Says that a campaign was added or changed, and warns about an unusual number of niches.
pub fn campaign_saved(name: &str, is_new: bool, niches: Option<usize>) -> String {
    let verb = if is_new { "Added" } else { "Changed" };
    let unusual = niches
        .filter(|niches| *niches > 0 && !NICHES.contains(niches))
        .map(|niches| format!(", with {} instead of {} to {}", plural(niches, "niche"), NICHES.start(), NICHES.end()));
    format!("{verb} campaign {name}{}.", unusual.unwrap_or_default())
}

/// Refuses a lead time that is no number of days that anybody ships ahead.
pub fn lead_time_wanted() -> String {
    format!(
        "The lead time must be {} to {} days. Leave it empty for {LEAD_DAYS}.",
        LEAD_TIMES.start(),
        LEAD_TIMES.end()
    )
}

/// Says what another goal changes in the middle of a campaign: `The goal changes from conversions to awareness: verdicts, plan and
/// report go by CPM instead of ROAS. Batch 1 keeps its rule, which measures ROAS.` Rules are of batches that have started.
pub fn goal_changes(from: Goal, to: Goal, rules: &[(&str, RuleMeasure)]) -> String {
    let [was, now] = [from, to].map(|goal| RuleMeasure::of(goal).name());
    let changes = format!(
        "The goal changes from {} to {}: verdicts, plan and report go by {now} instead of {was}. Tracked facts stay.",
        from.named(),
        to.named()
    );
    format!("{changes}{}", kept_rules(to, rules))
}

/// Says that a campaign was changed, and what it is judged by where its goal changed with it.
pub fn goal_saved(saved: &str, from: Goal, to: Goal) -> String {
    let [was, now] = [from, to].map(|goal| RuleMeasure::of(goal).name());
    let saved = saved.trim_end_matches('.');
    format!("{saved}, goal from {} to {}: judged by {now} instead of {was}.", from.named(), to.named())
}

/// Says which batches keep a rule that measures something else.
fn kept_rules(to: Goal, rules: &[(&str, RuleMeasure)]) -> String {
    let mut all = String::new();
    for measure in [RuleMeasure::Roas, RuleMeasure::Cpm, RuleMeasure::AssetCost] {
        let names: Vec<&str> =
            rules.iter().filter(|(_, own)| *own == measure && !own.suits(to)).map(|(name, _)| *name).collect();
        if !names.is_empty() {
            let (keep, measures) =
                if names.len() == 1 { ("keeps its rule", "measures") } else { ("keep their rules", "measure") };
            let names = if names.len() > MOST_NAMED { format!("{} batches", names.len()) } else { joined(&names) };
            all = format!("{all} {names} {keep}, which {measures} {}.", measure.name());
        }
    }
    all
}

/// Batches beyond this many are counted, not named.
const MOST_NAMED: usize = 3;

/// What was done to a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchDeed {
    /// It is new, and the current one.
    Planned,
    /// Its fields changed.
    Changed,
    /// It is the current one now.
    Chosen,
    /// It was already the current one.
    IsCurrent,
    /// It ended.
    Finished,
    /// It had already ended.
    IsFinished,
    /// It had no creators to take out.
    IsEmpty,
}

/// Says what was done to a batch.
pub fn batch(title: &str, deed: BatchDeed) -> String {
    match deed {
        BatchDeed::Planned => format!("Planned {title}. It is the current batch now."),
        BatchDeed::Changed => format!("Changed {title}."),
        BatchDeed::Chosen => format!("{title} is the current batch now."),
        BatchDeed::IsCurrent => format!("{title} is already the current batch."),
        BatchDeed::Finished => format!("Finished {title}."),
        BatchDeed::IsFinished => format!("{title} is already finished."),
        BatchDeed::IsEmpty => format!("{title} has no creators."),
    }
}

/// Says that a batch started, with what is offered and agreed: `Started A of Spring: 5 creators, $300 agreed.`
pub fn started(title: &str, creators: usize, open: &[(AmountState, i64)], currency: Currency) -> String {
    let amounts =
        open.iter().map(|(state, minor)| format!("{} {}", Money::new(*minor, currency).short(), state.word()));
    let parts: Vec<String> = std::iter::once(plural(creators, "creator")).chain(amounts).collect();
    format!("Started {title}: {}.", parts.join(", "))
}

/// What putting creators into a batch did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PutIn {
    /// Put into it.
    pub added: u64,
    /// Picked on the way.
    pub picked: u64,
    /// Left out because they are marked do not contact.
    pub blocked: u64,
}

/// Says that creators were put into a batch: `Put 3 of 5 creators into A of Spring, 2 were already in it.`
pub fn put_in(affected: &Affected, title: &str, PutIn { added, picked, blocked }: PutIn) -> String {
    let left_out =
        if blocked > 0 { format!(", left out {} (do not contact)", grouped(blocked)) } else { String::new() };
    let there = affected.rest(added + blocked, ("was", "were"), "already in it");
    match (added, picked) {
        (0, 0) if blocked == 0 => format!("{} already in {title}.", affected.are()),
        (0, 0) => format!("The others are already in {title}{left_out}."),
        (0, _) => format!("Picked {}, already in {title}{left_out}.", affected.part(picked)),
        _ if picked == added => format!("Picked {} into {title}{there}{left_out}.", affected.part(added)),
        (_, 0) => format!("Put {} into {title}{there}{left_out}.", affected.part(added)),
        _ => format!("Put {} into {title} and picked {}{there}{left_out}.", affected.part(added), grouped(picked)),
    }
}

/// Adds to what was done to a batch whom it has been filled with:
/// `Planned B of Spring. It is the current batch now. Put 5 creators into it.`
pub fn filled(done: &str, affected: &Affected, put: PutIn) -> String {
    format!("{done} {}", put_in(affected, "it", put))
}

/// Says that creators were taken out of a batch.
pub fn taken_out(affected: &Affected, title: &str) -> String {
    format!("Took {} out of {title}.", affected.all())
}

/// Says that all creators were taken out of a batch.
pub fn emptied(title: &str, creators: usize) -> String {
    format!("Took all {} out of {title}.", plural(creators, "creator"))
}

/// `; 3 orders are attributed differently now`, for the end of a sentence; empty for 0.
pub fn credited(orders: u64) -> String {
    match orders {
        0 => String::new(),
        1 => "; 1 order is attributed differently now".to_owned(),
        orders => format!("; {} orders are attributed differently now", grouped(orders)),
    }
}

/// Says that the form of a collaboration was saved, and how many orders are attributed differently by it.
pub fn saved(handle: &str, title: &str, orders: u64) -> String {
    format!("Saved @{handle} in {title}{}.", credited(orders))
}

/// Says which amounts were released when a deal ended: `Released $164 offered to @juno.jars.`; `None` if there were none.
pub fn released(affected: &str, [offered, agreed]: [i64; 2], currency: Currency) -> Option<String> {
    let money = |minor| Money::new(minor, currency).short();
    match (offered, agreed) {
        (0, 0) => None,
        (offered, 0) => Some(format!("Released {} offered to {affected}.", money(offered))),
        (0, agreed) => Some(format!("Released {} agreed with {affected}.", money(agreed))),
        (offered, agreed) => {
            Some(format!("Released {} agreed with {affected} and {} offered to them.", money(agreed), money(offered)))
        }
    }
}

/// Says what was paid, and when: `Paid $180.00 to @mia today.`
pub fn paid(affected: &str, amounts: &[Money], when: &str) -> String {
    let amounts: Vec<String> = amounts.iter().map(|money| money.exact()).collect();
    format!("Paid {} to {affected} {when}.", joined(&amounts))
}

/// Sizes a batch may have: `3 to 10`.
pub fn sizes() -> String {
    format!("{} to {}", SIZE.start(), SIZE.end())
}
/// Says that a promo code is that of another creator.
pub fn code_taken(owner: &str, code: &str) -> String {
    format!("The code {code} belongs to @{owner}. Two creators can't share a code: their sales couldn't be told apart.")
}

/// Says that a link is that of another creator.
pub fn link_taken(owner: &str) -> String {
    format!(
        "This link belongs to @{owner}. Two creators can't share a link: their clicks and sales couldn't be told apart."
    )
}

/// Says that the orders of a link carry the same mark as those of another creator.
pub fn link_mark_taken(owner: &str, mark: &str) -> String {
    format!(
        "Orders from this link would say \"{mark}\", as those from the link of @{owner} do, and couldn't be told apart. \
         Give it a utm_content of its own."
    )
}
