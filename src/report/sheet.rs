//! Reports as comma-separated values: one row a creator, then a row a batch, then one for the campaign.
//!
//! Amounts are plain decimals in the campaign's currency, ratios plain numbers, and what is unknown is empty.

use crate::domain::Currency;
use crate::domain::text::sheet_cell;
use crate::proto::results::{Estimate, Sums};

use super::CampaignReport;
use super::creators::CreatorLine;

const HEADS: [&str; 26] = [
    "kind",
    "name",
    "batches",
    "followers",
    "posted_on",
    "currency",
    "spent",
    "net_sales",
    "orders",
    "orders_pending",
    "views",
    "clicks",
    "roas",
    "roi_percent",
    "profit",
    "cost_per_order",
    "cpm",
    "verdict",
    "provisional",
    "chance_to_beat_target",
    "roas_low",
    "roas_middle",
    "roas_high",
    "decision",
    "target_roas",
    "report_of",
];

/// Writes the sheet of a campaign.
pub(super) fn campaign(report: &CampaignReport) -> String {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    let mut rows = vec![HEADS.map(str::to_owned).to_vec()];
    rows.extend(report.lines().map(|line| creator(line, report)));
    rows.extend(report.batches.iter().map(|(name, sums)| summary("batch", name, *sums, report)));
    rows.push(summary("campaign", &report.name, report.sums, report));
    for row in rows {
        // Writing into memory does not fail.
        let _ = sheet.write_record(row);
    }
    String::from_utf8(sheet.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn creator(line: &CreatorLine, report: &CampaignReport) -> Vec<String> {
    let mut row = vec![
        "creator".to_owned(),
        sheet_cell(&line.handle),
        sheet_cell(&line.batches.join("; ")),
        number(line.followers),
        line.posted_on.map_or_else(String::new, |day| day.to_string()),
    ];
    row.extend(facts(line.sums, report));
    let estimate = line.estimate.as_ref();
    row.push(estimate.map_or_else(String::new, |estimate| estimate.verdict.word().to_lowercase()));
    let is_provisional = estimate.map(Estimate::is_provisional);
    row.push(is_provisional.map_or("", |is| if is { "yes" } else { "no" }).to_owned());
    row.push(estimate.and_then(|estimate| estimate.p_target).map_or_else(String::new, |p| format!("{p:.3}")));
    match line.range() {
        Some(range) => row.extend(range.map(|roas| format!("{roas:.3}"))),
        None => row.extend([const { String::new() }; 3]),
    }
    row.push(line.decision.word().to_owned());
    row.extend(birth(report));
    row
}

fn summary(kind: &str, name: &str, sums: Sums, report: &CampaignReport) -> Vec<String> {
    let mut row = vec![kind.to_owned(), sheet_cell(name), String::new(), String::new(), String::new()];
    row.extend(facts(sums, report));
    row.extend([const { String::new() }; 7]);
    row.extend(birth(report));
    row
}

/// The target and the day, the same in every row.
fn birth(report: &CampaignReport) -> [String; 2] {
    [ratio(report.target_roas_e4), report.made_on.to_string()]
}

/// From currency to CPM.
fn facts(sums: Sums, report: &CampaignReport) -> [String; 12] {
    let metrics = sums.metrics(report.margin_bp);
    let amount = |minor: Option<i64>| minor.map_or_else(String::new, |minor| decimal(minor, report.currency));
    let costed = |value: Option<i64>| value.filter(|_| sums.spend_minor != 0);
    [
        report.currency.code().to_owned(),
        amount(Some(sums.spend_minor)),
        amount(Some(sums.revenue_minor)),
        sums.orders.to_string(),
        sums.pending.to_string(),
        number(sums.views),
        number(sums.clicks),
        ratio(costed(metrics.roas_e4)),
        costed(metrics.roi_bp).map_or_else(String::new, |bp| scaled(bp, 2)),
        amount(metrics.profit_minor),
        amount(costed(metrics.cpa_minor)),
        amount(costed(metrics.cpm_minor)),
    ]
}

fn number(count: Option<i64>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}

fn ratio(e4: Option<i64>) -> String {
    e4.map_or_else(String::new, |e4| scaled(e4, 4))
}

/// Writes a whole number of the smallest parts as a decimal with so many digits behind the point.
fn scaled(parts: i64, digits: u32) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let one = 10_u64.pow(digits);
    let size = parts.unsigned_abs();
    match digits {
        0 => format!("{sign}{size}"),
        digits => format!("{sign}{}.{:0width$}", size / one, size % one, width = digits as usize),
    }
}

/// Writes an amount without sign and thousands marks: `1234.50`.
fn decimal(minor: i64, currency: Currency) -> String {
    scaled(minor, currency.decimals())
}
