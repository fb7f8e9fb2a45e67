//! Earned media value on a page: always a block of its own, always with the table it comes from.

use crate::analysis::emv::{EmvCounts, EmvRates, EmvTable};
use crate::domain::figure::{UNKNOWN, money};
use crate::domain::{Currency, Money};
use crate::proto::post::ReadingRecord;
use crate::proto::results::CampaignResult;

use super::creator::{CreatorLine, together};
use super::foreign;

/// The earned media value of a campaign's posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmvBlock {
    /// The value of all posts, or `-` if no count is known.
    pub total: String,
    /// By creator: handle and value.
    pub creators: Vec<(String, String)>,
    /// What it is and where the values come from, one sentence each.
    pub sentences: Vec<String>,
}

/// The heading over every such block.
pub const TITLE: &str = "Earned media value: not part of ROI";

/// Returns the counts of a reading as the arithmetic takes them.
pub fn counts(reading: ReadingRecord) -> EmvCounts {
    let ReadingRecord { views, likes, comments, shares, saves } = reading;
    EmvCounts { views, likes, comments, shares, saves }
}

/// Returns the value of all posts of a campaign, minor units of the table's currency; nothing where no count is known.
pub fn of_campaign(table: &EmvTable, result: &CampaignResult) -> Option<i64> {
    let creators = result.batches.iter().flat_map(|batch| &batch.creators);
    table.value(counts(creators.map(|creator| creator.reading).fold(ReadingRecord::default(), together)))
}

impl EmvBlock {
    /// Values the posts of these creators by a table.
    pub fn new<'a>(table: &EmvTable, lines: impl Iterator<Item = &'a CreatorLine>, currency: Currency) -> Self {
        let lines: Vec<&CreatorLine> = lines.collect();
        let all = lines.iter().map(|line| line.reading).fold(ReadingRecord::default(), together);
        let text = |reading| {
            table.value(counts(reading)).map_or_else(|| UNKNOWN.to_owned(), |minor| money(minor, table.currency))
        };
        Self {
            total: text(all),
            creators: lines.iter().map(|line| (line.handle.clone(), text(line.reading))).collect(),
            sentences: explained(table, currency),
        }
    }
}

/// Explains the value, its table, and why to doubt it.
pub fn explained(table: &EmvTable, currency: Currency) -> Vec<String> {
    let year = table.year.map_or_else(|| "year not stated".to_owned(), |year| year.to_string());
    let mut said = vec![
        "This is what the same views and reactions would have cost as advertising, by the table below. It is an appraisal: nobody received this money, and no other figure on this page includes it.".to_owned(),
        format!("Table: {} ({year}; {}). It values {}.", table.name, foreign(&table.source, "no source"), valued(table.rates, table.currency)),
    ];
    if !table.doubt.is_empty() {
        said.push(foreign(&table.doubt, ""));
    }
    if table.currency != currency {
        said.push(format!("The table is in {} and the campaign in {currency}. Nothing was converted.", table.currency));
    }
    said
}

/// `1,000 views at $5.00, 1,000 likes at $90.00`.
fn valued(rates: EmvRates, currency: Currency) -> String {
    let kinds = [
        ("views", rates.views),
        ("likes", rates.likes),
        ("comments", rates.comments),
        ("shares", rates.shares),
        ("saves", rates.saves),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter(|(_, rate)| *rate != 0)
        .map(|(kind, rate)| format!("1,000 {kind} at {}", Money::new(rate, currency).exact()))
        .collect();
    parts.join(", ")
}
