//! The report of a campaign: what a page says, in words and figures, before it becomes HTML, Markdown or a sheet.

use chrono::NaiveDate;

use crate::analysis::decision::Advice;
use crate::analysis::rules::Rules;
use crate::analysis::sentences;
use crate::domain::Currency;
use crate::domain::collaboration::Decision;
use crate::domain::figure::{self, UNKNOWN, counted, money};
use crate::domain::number::{compact, full};
use crate::proto::results::{BatchResult, CampaignResult, Estimate, Sums};

use super::chart::{Funnel, MoneyChart, RangeScale};
use super::coverage;
use super::creators::{self, CreatorLine, Group, Standing};
use super::emv::EmvBlock;
use super::words::{day, foreign, gain, list, roas};

/// A figure with its label and what else to know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it is.
    pub label: &'static str,
    /// The figure, or words where it cannot be stated.
    pub value: String,
    /// What stands below it; empty for nothing.
    pub note: String,
}

/// Everything a campaign's page says.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignReport {
    /// Name of the campaign.
    pub name: String,
    /// The product; empty where nobody said.
    pub product: String,
    /// The question the campaign asks; empty where nobody said.
    pub question: String,
    /// The day the report was made.
    pub made_on: NaiveDate,
    /// Currency of every amount.
    pub currency: Currency,
    /// Gross margin, basis points.
    pub margin_bp: Option<i64>,
    /// The answer in a few words.
    pub headline: String,
    /// The answer in sentences.
    pub lead: Vec<String>,
    /// The key figures.
    pub tiles: Vec<Tile>,
    /// The creators by what the numbers say about them.
    pub groups: Vec<Group>,
    /// The target ROAS x 10,000.
    pub target_roas_e4: Option<i64>,
    /// What to do next, a sentence each.
    pub next: Vec<String>,
    /// Where the bars of the ranges end; nothing without ranges.
    pub scale: Option<RangeScale>,
    /// Money over time; nothing before there are two days of it.
    pub money: Option<MoneyChart>,
    /// From views to orders.
    pub funnel: Funnel,
    /// How the numbers are made, in three sentences.
    pub method: [String; 3],
    /// How far the data reach, and what is in no sum, a sentence each.
    pub coverage: Vec<String>,
    /// Earned media value, where it is switched on.
    pub emv: Option<EmvBlock>,
    /// Sums of the campaign.
    pub sums: Sums,
    /// Sums of its batches under way, with their names.
    pub batches: Vec<(String, Sums)>,
}

impl CampaignReport {
    /// Makes the report of a campaign as it stands on a day.
    pub fn new(result: &CampaignResult, today: NaiveDate, rules: &Rules) -> Self {
        let groups = creators::groups(result);
        let lines = || groups.iter().flat_map(|group| &group.creators);
        let started = |batch: &&BatchResult| batch.is_under_way() || batch.creators.iter().any(creators::has_happened);
        let batches = result.batches.iter().filter(started);
        Self {
            name: foreign(&result.name, "Campaign without a name"),
            product: foreign(&result.product, ""),
            question: foreign(&result.question, ""),
            made_on: today,
            currency: result.currency,
            margin_bp: result.margin_bp,
            headline: headline(result).to_owned(),
            lead: lead(result),
            tiles: tiles(result),
            target_roas_e4: result.target_roas_e4,
            next: next(result, &groups),
            scale: RangeScale::of(lines(), result.target_roas_e4),
            money: MoneyChart::of(&result.days, result.currency),
            funnel: Funnel::of(result.sums, lines().map(|line| line.reading)),
            method: method(rules),
            coverage: coverage::sentences(result),
            emv: rules.emv.as_ref().map(|table| EmvBlock::new(table, lines(), result.currency)),
            sums: result.sums,
            batches: batches.map(|batch| (foreign(&batch.name, "nameless batch"), batch.sums)).collect(),
            groups,
        }
    }

    /// Every creator, the best first.
    pub fn lines(&self) -> impl Iterator<Item = &CreatorLine> {
        self.groups.iter().flat_map(|group| &group.creators)
    }

    /// The day the report was made, as it is read.
    pub fn day(&self) -> String {
        day(self.made_on)
    }
}

/// Whether anything was booked or sold.
fn has_begun(result: &CampaignResult) -> bool {
    result.sums.spend_minor != 0 || result.sums.orders > 0 || result.batches.iter().any(BatchResult::is_under_way)
}

/// The answer in a few words.
fn headline(result: &CampaignResult) -> &'static str {
    if !has_begun(result) {
        return "Nothing to tell yet";
    }
    if result.sums.spend_minor == 0 {
        return "No cost, so no return to state";
    }
    if result.estimate.as_ref().is_some_and(Estimate::is_provisional) {
        return "Cannot be told yet: one order decides";
    }
    match result.estimate.as_ref().map(|estimate| estimate.verdict) {
        Some(Advice::Scale) => "Worth repeating",
        Some(Advice::Retest) => "Too close to call",
        Some(Advice::Drop) => "Not worth repeating as it was",
        Some(Advice::Wait) => "Too early to tell",
        Some(Advice::Free | Advice::Untested) | None => "Facts so far, no estimate",
    }
}

/// The answer in sentences: what happened, what it means at the margin, what a repetition would bring.
fn lead(result: &CampaignResult) -> Vec<String> {
    if !has_begun(result) {
        return vec!["No batch has been started: nothing was spent, and nothing came back.".to_owned()];
    }
    let (sums, currency) = (result.sums, result.currency);
    let metrics = sums.metrics(result.margin_bp);
    let sold = format!("{} brought {} in net sales so far", orders(sums.orders), money(sums.revenue_minor, currency));
    let mut lead = Vec::new();
    match metrics.roas_e4.filter(|_| sums.spend_minor > 0) {
        Some(ratio) => lead.push(format!(
            "{} was spent, and {sold}: {} back for every 1.00 spent.",
            money(sums.spend_minor, currency),
            roas(ratio).trim_end_matches('x')
        )),
        None => lead.push(format!("No cost is recorded, and {sold}: without a cost there is no ROAS.")),
    }
    match (result.margin_bp, metrics.profit_minor) {
        (Some(margin), Some(profit)) => {
            let word = if profit < 0 { "loss" } else { "profit" };
            let amount = money(profit.saturating_abs(), currency);
            lead.push(format!("At a gross margin of {} that is a {word} of {amount}.", figure::percent(margin)));
        }
        _ => lead.push("The gross margin is not known, so profit and ROI cannot be stated.".to_owned()),
    }
    if let Some(estimate) = &result.estimate
        && let (Some([_, low, middle, high, _]), Some(p)) = (estimate.roas, estimate.p_target)
    {
        lead.push(format!(
            "If the whole test were repeated on the same terms, it would return about {} (8-in-10 range {} to {}); the chance to beat {} is {}.",
            sentences::roas(middle),
            sentences::roas(low),
            sentences::roas(high),
            target(result),
            sentences::odds(p)
        ));
        lead.extend(estimate.provisional.iter().cloned());
        if estimate.early {
            lead.push("Some posts are so young that many of their orders are still to come.".to_owned());
        }
    }
    let few = result.outlook.as_ref().map_or("", |outlook| outlook.few_creators.as_str());
    lead.extend((!few.is_empty()).then(|| few.to_owned()));
    lead
}

/// `the target of 2.00x`, or `break-even at 1.67x`.
fn target(result: &CampaignResult) -> String {
    match result.target_roas_e4 {
        Some(target) if result.has_own_target => format!("the target of {}", roas(target)),
        Some(target) => format!("break-even at {}", roas(target)),
        None => "the target".to_owned(),
    }
}

fn orders(count: i64) -> String {
    counted(count, "order", "orders")
}

fn tiles(result: &CampaignResult) -> Vec<Tile> {
    let (sums, currency) = (result.sums, result.currency);
    let metrics = sums.metrics(result.margin_bp);
    let has_cost = sums.spend_minor != 0;
    let costed = |value: Option<String>| match value {
        _ if !has_cost => "no cost".to_owned(),
        Some(value) => value,
        None => UNKNOWN.to_owned(),
    };
    let margin = result
        .margin_bp
        .map_or_else(|| "margin not known".to_owned(), |margin| format!("at {} margin", figure::percent(margin)));
    let profit = metrics.profit_minor.map_or_else(|| UNKNOWN.to_owned(), |profit| signed(profit, currency));
    let repeated = result.estimate.as_ref().and_then(|estimate| estimate.roas);
    vec![
        Tile {
            label: "Spent",
            value: money(sums.spend_minor, currency),
            note: result.budget_minor.map_or_else(String::new, |budget| format!("of {}", money(budget, currency))),
        },
        Tile { label: "Net sales", value: money(sums.revenue_minor, currency), note: orders(sums.orders) },
        Tile {
            label: "ROAS, tracked",
            value: costed(metrics.roas_e4.map(roas)),
            note: result.target_roas_e4.map_or_else(|| "no target".to_owned(), |_| target(result)),
        },
        Tile {
            label: "ROAS, if repeated",
            value: repeated.map_or_else(|| UNKNOWN.to_owned(), |[_, _, middle, _, _]| sentences::roas(middle)),
            note: repeated.map_or_else(
                || "no estimate yet".to_owned(),
                |[_, low, _, high, _]| format!("{} to {}", sentences::roas(low), sentences::roas(high)),
            ),
        },
        Tile { label: "Profit so far", value: profit, note: margin.clone() },
        Tile { label: "ROI so far", value: costed(metrics.roi_bp.map(|bp| gain(Some(bp)))), note: margin },
        Tile {
            label: "Cost per order",
            value: if has_cost && sums.orders == 0 {
                "no orders yet".to_owned()
            } else {
                costed(metrics.cpa_minor.map(|minor| money(minor, currency)))
            },
            note: metrics.aov_minor.map_or_else(String::new, |aov| format!("an order brings {}", money(aov, currency))),
        },
        Tile {
            label: "Views",
            value: sums.views.map_or_else(|| UNKNOWN.to_owned(), compact),
            note: metrics
                .cpm_minor
                .filter(|_| has_cost)
                .map_or_else(String::new, |cpm| format!("{} per 1,000", money(cpm, currency))),
        },
    ]
}

/// Writes an amount with its sign, so that a profit reads as one.
pub(super) fn signed(minor: i64, currency: Currency) -> String {
    let sign = if minor > 0 { "+" } else { "" };
    format!("{sign}{}", money(minor, currency))
}

/// What to do next: where the money goes, what the person decided, what the numbers suggest about the others.
fn next(result: &CampaignResult, groups: &[Group]) -> Vec<String> {
    let mut next = Vec::new();
    if let Some(outlook) = &result.outlook {
        next.push(outlook.next_sentence.clone());
    }
    let is_decided = |line: &&CreatorLine| line.decision != Decision::default();
    let decided = groups.iter().flat_map(|group| &group.creators).filter(is_decided);
    let decided: Vec<String> = decided.map(|line| format!("{} @{}", line.decision.word(), line.handle)).collect();
    if !decided.is_empty() {
        next.push(format!("Your decisions: {}.", list(&decided)));
    }
    // A suggestion about a creator ends with the decision.
    for group in groups {
        let open = group.creators.iter().filter(|line| !is_decided(line));
        let names: Vec<String> = open.map(|line| format!("@{}", line.handle)).collect();
        if names.is_empty() {
            continue;
        }
        match group.standing {
            Standing::Winner => next.push(format!("Book again: {}.", list(&names))),
            Standing::Open => next.push(format!("Try once more or wait: {}.", list(&names))),
            Standing::Loser => next.push(format!("Do not book again on these terms: {}.", list(&names))),
            Standing::Untold => {}
        }
    }
    if let Some(outlook) = &result.outlook {
        next.extend(compared("Niches", &outlook.niches.sentence));
        next.extend(compared("Tiers", &outlook.tiers.sentence));
    }
    next.retain(|sentence| !sentence.is_empty());
    if next.is_empty() {
        next.push("A next step follows from the first posts and orders of a started batch.".to_owned());
    }
    next.into_iter().map(|sentence| foreign(&sentence, "")).collect()
}

/// How groups compare; a sentence that does not name them gets their name.
fn compared(groups: &str, sentence: &str) -> Option<String> {
    let names_them = sentence.to_lowercase().contains(&groups.to_lowercase());
    let named = if names_them { sentence.to_owned() } else { format!("{groups}: {sentence}") };
    (!sentence.is_empty()).then_some(named)
}

/// How the numbers are made, in three sentences.
fn method(rules: &Rules) -> [String; 3] {
    let (scale, drop) = (sentences::border(rules.constants.p_scale), sentences::border(rules.constants.p_drop));
    [
        "Spent, sales and orders are facts: an order belongs to the creator whose code it used, else whose link it came from, else to nobody, and tax, shipping, refunds and cancelled orders are taken out.".to_owned(),
        "A range estimates what one more booking on the same terms would return in the long run; views are drawn back to what the creator usually gets, orders per view are compared across the whole test, and the truth should lie inside 8 times in 10 (81 of 100 did in invented markets with known truth).".to_owned(),
        format!("A winner has at least {scale} to beat the target and a loser less than {drop}; the program proposes and a person decides, and a tracked sale is no proof that the creator caused it."),
    ]
}

/// Facts of one creator as cells: spent, net sales, orders, ROAS, profit, cost per order, views.
pub(super) fn cells(sums: Sums, margin_bp: Option<i64>, currency: Currency) -> [String; 7] {
    let metrics = sums.metrics(margin_bp);
    let dash = || UNKNOWN.to_owned();
    let has_cost = sums.spend_minor != 0;
    [
        money(sums.spend_minor, currency),
        money(sums.revenue_minor, currency),
        full(sums.orders),
        if has_cost { metrics.roas_e4.map_or_else(dash, roas) } else { "no cost".to_owned() },
        metrics.profit_minor.map_or_else(dash, |profit| signed(profit, currency)),
        match metrics.cpa_minor {
            _ if !has_cost => "no cost".to_owned(),
            _ if sums.orders == 0 => "no orders".to_owned(),
            cpa => cpa.map_or_else(dash, |minor| money(minor, currency)),
        },
        sums.views.map_or_else(dash, compact),
    ]
}

/// The headings of [`cells`].
pub(super) const COLUMNS: [&str; 7] = ["Spent", "Net sales", "Orders", "ROAS", "Profit", "Cost per order", "Views"];
