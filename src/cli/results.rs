//! `tenfold results`: the tracked results of campaigns, followed by the estimates.

pub(super) mod sheet;

use super::{DataFormat, World, facts, prepare, print, resolve, write_json};
use crate::analysis::emv::EmvTable;
use crate::analysis::rules::Rules;
use crate::domain::Goal;
use crate::domain::collaboration::Decision;
use crate::domain::figure::{UNKNOWN, counted, money};
use crate::domain::text::clean;
use crate::error::{Error, Result};
use crate::proto::results::{BatchResult, CampaignResult};
use crate::proto::{Answer, Query};
use crate::store::Reader;
use crate::store::answer::Asker;
use crate::words::budget::budget;
use crate::words::result_view::estimate::RANGE;
use crate::words::result_view::json::ProgramJson;
use crate::words::result_view::{Figure, Program, ResultView, emv};
use sheet::Known;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// Arguments of `tenfold results`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the campaign (default: all campaigns)
    campaign: Option<String>,
    /// All campaigns together: profit and loss, what learning cost, and the best next booking
    #[arg(long, conflicts_with = "campaign")]
    total: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

/// Said where there is nothing to show.
const NO_CAMPAIGNS: &str = "No campaigns yet. Import a tracker, or press g m in Tenfold to add a campaign.";

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    prepare(world, &path)?;
    let rules = world.config.rules();
    let all = read(&path, world, &rules)?;
    if args.total {
        return print(|out| match args.format {
            DataFormat::Json => write_json(out, &ProgramJson::new(&all)),
            DataFormat::Text => write_program(out, &all),
            DataFormat::Csv => sheet::write_program(out, &all),
        });
    }
    let chosen: Vec<&CampaignResult> = match &args.campaign {
        None => all.iter().collect(),
        Some(name) => vec![find(&all, name)?],
    };
    let table = rules.emv.as_ref();
    let known = match args.format {
        DataFormat::Text => Known::default(),
        DataFormat::Json => Known { fields: Reader::open(&path)?.booked()?, ..Known::default() },
        DataFormat::Csv => {
            let reader = Reader::open(&path)?;
            Known {
                fields: reader.booked()?,
                ledgers: reader.ledgers()?,
                paid: reader.paid()?,
                standing: reader.standing(world.clock.today())?,
            }
        }
    };
    let facts = known.fields.iter().map(|(id, fields)| (*id, facts::record(fields))).collect();
    let as_json = |campaign| ResultView::new(campaign).json(table, &facts);
    let waiting = if chosen.is_empty() { Reader::open(&path)?.orders_with_unknown_codes()? } else { 0 };
    print(|out| match args.format {
        DataFormat::Json if args.campaign.is_some() => write_json(out, &as_json(chosen[0])),
        DataFormat::Json => write_json(out, &chosen.into_iter().map(as_json).collect::<Vec<_>>()),
        DataFormat::Csv => sheet::write(out, &chosen, &known),
        DataFormat::Text if chosen.is_empty() => {
            writeln!(out, "{NO_CAMPAIGNS}")?;
            match waiting {
                0 => Ok(()),
                orders => writeln!(
                    out,
                    "{} a promo code that no creator has. `tenfold codes` lists the codes and gives them to creators.",
                    counted(orders, "order carries", "orders carry")
                ),
            }
        }
        DataFormat::Text => chosen.into_iter().try_for_each(|campaign| write_text(out, campaign, table)),
    })
}

/// The results of all campaigns, with what the best next booking of each is worth.
pub(super) fn read(path: &Path, world: &World, rules: &Rules) -> Result<Vec<CampaignResult>> {
    let (asker, today) = (Asker::open(path)?, world.clock.today());
    let fault = || Error::fault("The results could not be read.");
    let Answer::Results(mut all) = asker.answer(&Query::Results(None), today, rules)? else { return Err(fault()) };
    let Answer::NextTests(next) = asker.answer(&Query::NextTests(None), today, rules)? else { return Err(fault()) };
    for campaign in &mut all {
        campaign.take_next(&next);
    }
    Ok(all)
}

/// Writes all campaigns together, each currency apart.
fn write_program(out: &mut dyn Write, all: &[CampaignResult]) -> io::Result<()> {
    if all.is_empty() {
        return writeln!(out, "{NO_CAMPAIGNS}");
    }
    writeln!(out, "All campaigns ({})   tracked so far", all.len())?;
    for program in Program::all(all) {
        program.sentences().iter().try_for_each(|sentence| writeln!(out, "  {}", clean(sentence)))?;
    }
    Ok(())
}

pub(super) fn find<'a>(all: &'a [CampaignResult], name: &str) -> Result<&'a CampaignResult> {
    let batches = |campaign: &CampaignResult| campaign.batches.iter().map(|batch| batch.name.clone()).collect();
    let names: Vec<_> = all.iter().map(|campaign| (campaign.name.clone(), batches(campaign))).collect();
    let at = resolve::campaign_at(&names, name, |_| resolve::USE_IT.to_owned())?;
    all.get(at).ok_or_else(|| Error::fault("The campaign could not be read."))
}

fn write_text(out: &mut dyn Write, campaign: &CampaignResult, table: Option<&EmvTable>) -> io::Result<()> {
    let view = ResultView::new(campaign);
    writeln!(out, "{}   tracked so far", clean(&campaign.name))?;
    let figures = view
        .key_figures(campaign.sums, campaign.head_target())
        .into_iter()
        .map(|(head, _, value)| format!("{head} {value}"));
    writeln!(out, "  {}", figures.collect::<Vec<_>>().join("   "))?;
    if campaign.goal != Goal::Conversions {
        writeln!(out, "  {}", clean(&view.target_sentence()))?;
    } else if campaign.margin_bp.is_none() {
        writeln!(out, "  margin unknown: ROI, profit and break-even need it (press e on the campaign to set it)")?;
    }
    writeln!(out, "  budget {}", budget(campaign.budget, campaign.currency))?;
    if campaign.sums.clicks.is_some() {
        writeln!(out, "  funnel: {}", view.funnel(campaign.sums).line())?;
    }
    for batch in &campaign.batches {
        write_batch(out, batch, view)?;
    }
    for sentence in view.left_out() {
        writeln!(out, "  {}", clean(&sentence))?;
    }
    write_estimates(out, campaign, view)?;
    if let Some(table) = table {
        let value = emv::of_campaign(table, campaign);
        let value = value.map_or_else(|| UNKNOWN.to_owned(), |minor| money(minor, table.currency));
        writeln!(out, "  {}: {value}", emv::TITLE)?;
        emv::explained(table, campaign.currency).iter().try_for_each(|sentence| writeln!(out, "    {sentence}"))?;
    }
    writeln!(out)
}

/// Cells of a column.
fn width(figure: Figure) -> usize {
    match figure {
        Figure::Orders | Figure::Roas | Figure::Roi | Figure::Views | Figure::Assets | Figure::Clicks => 9,
        Figure::Cpm => 10,
        Figure::Cpa | Figure::Cpc => 11,
        Figure::ViewsPerUnit | Figure::Cleared => 14,
        _ => 12,
    }
}

fn write_batch(out: &mut dyn Write, batch: &BatchResult, view: ResultView<'_>) -> io::Result<()> {
    writeln!(out, "  {} ({})", clean(&batch.name), batch.stage())?;
    if let Some(rule) = view.rule(batch) {
        writeln!(out, "    success rule: {}", clean(&rule))?;
    }
    if let Some(ruling) = view.ruling(batch) {
        writeln!(out, "    {}", clean(&ruling))?;
    }
    if batch.creators.is_empty() {
        return writeln!(out, "    no creators yet");
    }
    let columns = view.goal().text;
    let heads = view.figures(batch.sums);
    let mut line = |name: &str, cell: &dyn Fn(Figure) -> String| {
        write!(out, "    {name:<24}")?;
        let mut cells = columns.iter().map(|figure| (cell(*figure), width(*figure)));
        cells.try_for_each(|(cell, width)| write!(out, "{cell:>width$}"))?;
        writeln!(out)
    };
    line("CREATOR", &|figure| heads.head(figure).into_owned())?;
    for creator in &batch.creators {
        let figures = view.figures(creator.sums);
        line(&format!("@{}", clean(&creator.handle)), &|figure| figures.text(figure))?;
    }
    for creator in batch.creators.iter().filter(|creator| creator.decision != Decision::Undecided) {
        let suggestion =
            creator.estimate.as_ref().map_or_else(|| UNKNOWN.to_owned(), |said| said.word().to_lowercase());
        let (handle, decision) = (clean(&creator.handle), creator.decision.word());
        writeln!(out, "    @{handle}: you: {decision}, suggestion: {suggestion}")?;
    }
    Ok(())
}

/// Writes what another booking would return, one sentence per line.
fn write_estimates(out: &mut dyn Write, campaign: &CampaignResult, view: ResultView<'_>) -> io::Result<()> {
    let Some(outlook) = &campaign.outlook else { return Ok(()) };
    let mut lines: Vec<String> = Vec::new();
    if let Some(said) = &campaign.estimate {
        lines.push(view.repeated(said));
        lines.extend(view.flip(said));
    }
    lines.extend(view.few_creators().map(str::to_owned));
    for creator in campaign.batches.iter().flat_map(|batch| &batch.creators) {
        lines.extend(creator.estimate.as_ref().map(|said| view.sentence(Some(&creator.handle), said)));
        let notes = creator.estimate.as_ref().map(|said| view.notes(said)).unwrap_or_default();
        lines.extend(notes.into_iter().map(|note| format!("@{}: {note}", creator.handle)));
        let leaks = creator.leak_notes.iter().filter(|_| campaign.goal == Goal::Conversions);
        lines.extend(leaks.map(|note| format!("@{}: {}", creator.handle, view.leak(note))));
    }
    lines.extend(outlook.comparisons().map(|(by, comparison)| view.compared(by, comparison)));
    lines.extend(view.worth());
    lines.extend(view.next_budget());
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        return Ok(());
    }
    match campaign.goal {
        Goal::Conversions | Goal::Awareness => writeln!(out, "  if booked again: estimates with their {RANGE}")?,
        Goal::Ugc => writeln!(out, "  verdicts by plain thresholds, without a chance")?,
    }
    // A creator in two batches has one estimate, so its sentence is written once.
    let mut said = std::collections::HashSet::new();
    let mut new = lines.iter().filter(|line| said.insert(line.as_str()));
    new.try_for_each(|line| writeln!(out, "    {}", clean(line)))
}
