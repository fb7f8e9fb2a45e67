//! Writes reports as CSV: one row per creator, then one per batch, then one for the campaign.
//!
//! Amounts are plain decimals in the campaign's currency, ratios and percentages are plain numbers, and unknown values are empty.
//! The column names match the JSON, without the units.

use crate::analysis::head::HeadTarget;
use crate::domain::Goal;
use crate::domain::text::sheet_cell;
use crate::proto::results::Estimate;
use crate::words::result_view::figure::scaled;
use crate::words::result_view::{CreatorLine, Figures, Written, verdict_key};

use super::CampaignReport;

/// The columns before the figures.
const WHO: [&str; 5] = ["kind", "name", "batches", "followers", "posted_on"];

/// The columns after the figures, before the range.
const SAID: [&str; 3] = ["verdict", "provisional", "p_target"];

/// Writes the sheet of a campaign.
pub(super) fn campaign(report: &CampaignReport) -> String {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    let view = report.view();
    let figures: Vec<&str> = view.sheet.iter().map(|figure| figure.key()).collect();
    let range = view.range.as_ref().map(<[_; 3]>::as_slice).unwrap_or_default();
    let mut heads = [&WHO[..], &figures, &SAID, range, &["decision", "currency", view.target]].concat();
    // Where a target comes from is a question of the other goals alone.
    heads.extend((report.goal != Goal::Conversions).then_some("target_source"));
    heads.push("report_of");
    let heads: Vec<String> = heads.into_iter().map(str::to_owned).collect();
    let mut rows = vec![heads];
    rows.extend(report.lines().map(|line| creator(line, report)));
    rows.extend(report.batches.iter().map(|(name, figures)| summary("batch", name, figures, report)));
    rows.push(summary("campaign", &report.name, &report.figures, report));
    for row in rows {
        // Writing to memory does not fail.
        let _ = sheet.write_record(row);
    }
    String::from_utf8(sheet.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn creator(line: &CreatorLine, report: &CampaignReport) -> Vec<String> {
    let text = |text: Option<String>| text.unwrap_or_default();
    let said = line.estimate.as_ref();
    let range = said.and_then(|said| said.head.range).map(|[_, low, middle, high, _]| [low, middle, high]);
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
        text(said.and_then(|said| said.head.chance).map(|p| format!("{p:.3}"))),
    ];
    let range = range.map_or_else(Default::default, |range| range.map(|figure| format!("{figure:.3}")));
    let decision = line.decision.word().to_owned();
    let target = said.and_then(|said| said.head.target).or(report.target);
    who.into_iter()
        .chain(cells(&line.figures, report))
        .chain(verdict)
        .chain(range.into_iter().filter(|_| report.view().range.is_some()))
        .chain([decision])
        .chain(made(report, target))
        .collect()
}

fn summary(kind: &str, name: &str, figures: &Figures, report: &CampaignReport) -> Vec<String> {
    let blank = |count: usize| std::iter::repeat_n(String::new(), count);
    [kind.to_owned(), sheet_cell(name)]
        .into_iter()
        .chain(blank(WHO.len() - 2))
        .chain(cells(figures, report))
        .chain(blank(SAID.len() + report.view().range.map_or(0, |range| range.len()) + 1))
        .chain(made(report, report.target))
        .collect()
}

fn cells(figures: &Figures, report: &CampaignReport) -> impl Iterator<Item = String> {
    report.view().sheet.iter().map(move |figure| figures.cell(*figure))
}

/// Returns the currency, the target and the day. A ratio has four decimals, an amount those of its currency.
fn made(report: &CampaignReport, target: Option<HeadTarget>) -> Vec<String> {
    let currency = report.figures.currency();
    let written = Written::new(report.goal, currency);
    let source = target.map_or_else(String::new, |target| target.source.word().to_owned());
    let target = target.map_or_else(String::new, |target| match written.level_e4(target.value) {
        e4 if report.goal == Goal::Conversions => scaled(e4, 4),
        e4 => scaled(written.minor(e4), currency.decimals()),
    });
    let source = Some(source).filter(|_| report.goal != Goal::Conversions);
    let before = [currency.code().to_owned(), target];
    before.into_iter().chain(source).chain([report.made_on.to_string()]).collect()
}
