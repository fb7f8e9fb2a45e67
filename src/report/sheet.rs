//! Writes reports as CSV: one row per creator, then one per batch, then one for the campaign.
//!
//! Amounts are plain decimals in the campaign's currency, ratios and percentages are plain numbers, and unknown values are empty.
//! The column names match the JSON, without the units.

use crate::domain::text::sheet_cell;
use crate::proto::results::Estimate;
use crate::words::result_view::figure::scaled;
use crate::words::result_view::{CreatorLine, Figure, Figures, verdict_key};

use super::CampaignReport;

/// The columns before the figures.
const WHO: [&str; 5] = ["kind", "name", "batches", "followers", "posted_on"];

/// The columns after the figures.
const SAID: [&str; 7] = ["verdict", "provisional", "p_target", "roas_low", "roas_middle", "roas_high", "decision"];

/// The columns that are the same in every row.
const MADE: [&str; 3] = ["currency", "target_roas", "report_of"];

/// Writes the sheet of a campaign.
pub(super) fn campaign(report: &CampaignReport) -> String {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    let figures = Figure::ALL.map(Figure::key);
    let heads: Vec<String> = [&WHO[..], &figures, &SAID, &MADE].concat().into_iter().map(str::to_owned).collect();
    let mut rows = vec![heads];
    rows.extend(report.lines().map(|line| creator(line, report)));
    rows.extend(report.batches.iter().map(|(name, figures)| summary("batch", name, *figures, report)));
    rows.push(summary("campaign", &report.name, report.figures, report));
    for row in rows {
        // Writing to memory does not fail.
        let _ = sheet.write_record(row);
    }
    String::from_utf8(sheet.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn creator(line: &CreatorLine, report: &CampaignReport) -> Vec<String> {
    let text = |text: Option<String>| text.unwrap_or_default();
    let said = line.estimate.as_ref();
    let range = said.and_then(|said| said.roas).map(|[_, low, middle, high, _]| [low, middle, high]);
    let who = [
        "creator".to_owned(),
        sheet_cell(&line.handle),
        sheet_cell(&line.batches.join("; ")),
        text(line.followers.map(|count| count.to_string())),
        text(line.posted_on.map(|day| day.to_string())),
    ];
    let verdict = [
        text(said.map(verdict_key)),
        text(said.map(Estimate::is_provisional).map(|is| if is { "yes" } else { "no" }.to_owned())),
        text(said.and_then(|said| said.p_target).map(|p| format!("{p:.3}"))),
    ];
    let range = range.map_or_else(Default::default, |range| range.map(|roas| format!("{roas:.3}")));
    let decision = line.decision.word().to_owned();
    who.into_iter()
        .chain(cells(line.figures))
        .chain(verdict)
        .chain(range)
        .chain([decision])
        .chain(made(report))
        .collect()
}

fn summary(kind: &str, name: &str, figures: Figures, report: &CampaignReport) -> Vec<String> {
    let blank = |count: usize| std::iter::repeat_n(String::new(), count);
    [kind.to_owned(), sheet_cell(name)]
        .into_iter()
        .chain(blank(WHO.len() - 2))
        .chain(cells(figures))
        .chain(blank(SAID.len()))
        .chain(made(report))
        .collect()
}

fn cells(figures: Figures) -> [String; Figure::ALL.len()] {
    Figure::ALL.map(|figure| figures.cell(figure))
}

/// Returns the currency, the target and the day, which are the same in every row.
fn made(report: &CampaignReport) -> [String; MADE.len()] {
    let target = report.target_roas_e4.map_or_else(String::new, |e4| scaled(e4, 4));
    [report.figures.currency().code().to_owned(), target, report.made_on.to_string()]
}
