//! `tenfold results`: the facts of campaigns, tracked so far; and below them what the numbers say.

mod emv;
mod json;
mod sheet;

use std::collections::HashMap;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::Value;

use super::{World, print, ready, write_json};
use crate::analysis::emv::EmvTable;
use crate::domain::collaboration::Decision;
use crate::domain::text::fold;
use crate::domain::{Currency, Money};
use crate::error::{Error, Result};
use crate::proto::results::{CampaignResult, Estimate, Sums};
use crate::proto::{Answer, Query};
use crate::store::Reader;
use crate::store::answer::Asker;

/// Arguments of `tenfold results`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of a campaign; all without one
    campaign: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Shape,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For reading.
    #[default]
    Text,
    /// For programs.
    Json,
    /// A row for each collaboration, for a spreadsheet.
    Csv,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    ready(world, &path)?;
    let rules = world.config.rules();
    let answer = Asker::open(&path)?.answer(&Query::Results(None), world.clock.today(), &rules)?;
    let Answer::Results(all) = answer else { return Err(Error::fault("The results could not be read.")) };
    let chosen: Vec<&CampaignResult> = match &args.campaign {
        None => all.iter().collect(),
        Some(name) => vec![find(&all, name)?],
    };
    let known = match args.format {
        Shape::Text => HashMap::new(),
        Shape::Json | Shape::Csv => Reader::open(&path)?.booked()?,
    };
    let as_json = |campaign: &CampaignResult| {
        let mut value = json::campaign(campaign, &known);
        if let Some(table) = &rules.emv {
            value["emv"] = emv::json(campaign, table);
        }
        value
    };
    print(|out| match args.format {
        Shape::Json if args.campaign.is_some() => write_json(out, &as_json(chosen[0])),
        Shape::Csv => sheet::write(out, &chosen, &known),
        Shape::Json => write_json(out, &Value::Array(chosen.into_iter().map(as_json).collect())),
        Shape::Text if chosen.is_empty() => {
            writeln!(out, "No campaigns yet. A tracker import or g m in Tenfold makes one.")
        }
        Shape::Text => chosen.into_iter().try_for_each(|campaign| write_text(out, campaign, rules.emv.as_ref())),
    })
}

pub(super) fn find<'a>(all: &'a [CampaignResult], name: &str) -> Result<&'a CampaignResult> {
    let wanted = fold(name.trim());
    all.iter().find(|campaign| fold(&campaign.name) == wanted).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|campaign| campaign.name.as_str()).collect();
        let hint = if names.is_empty() {
            "There are none yet.".to_owned()
        } else {
            format!("There are: {}.", names.join(", "))
        };
        Error::refused(format!("There is no campaign called \"{name}\".")).with_hint(hint)
    })
}

fn write_text(out: &mut dyn Write, campaign: &CampaignResult, table: Option<&EmvTable>) -> io::Result<()> {
    let metrics = campaign.sums.metrics(campaign.margin_bp);
    let money = |minor: Option<i64>| amount(minor, campaign.currency);
    writeln!(out, "{}   tracked so far: facts, no estimate", campaign.name)?;
    writeln!(
        out,
        "  spend {}   revenue {}   orders {}   ROAS {}   ROI {}   profit {}   cost per order {}   break-even ROAS {}",
        money(Some(campaign.sums.spend_minor)),
        money(Some(campaign.sums.revenue_minor)),
        campaign.sums.orders,
        ratio(metrics.roas_e4),
        percent(metrics.roi_bp),
        money(metrics.profit_minor),
        money(metrics.cpa_minor),
        ratio(metrics.breakeven_roas_e4),
    )?;
    if campaign.margin_bp.is_none() {
        writeln!(out, "  margin unknown: ROI, profit and break-even need it (e on the campaign sets it)")?;
    }
    for batch in &campaign.batches {
        writeln!(out, "  {} ({})", batch.name, batch.stage())?;
        if let Some(rule) = batch.rule() {
            writeln!(out, "    success rule: {}", crate::domain::text::clean(&rule))?;
        }
        writeln!(
            out,
            "    {:<24}{:>12}{:>12}{:>8}{:>7}{:>9}{:>10}{:>10}{:>9}",
            "CREATOR", "SPEND", "REVENUE", "ORDERS", "ROAS", "ROI", "CPA", "VIEWS", "CPM"
        )?;
        for creator in &batch.creators {
            write_line(out, &format!("@{}", creator.handle), creator.sums, campaign)?;
        }
        if batch.creators.is_empty() {
            writeln!(out, "    nobody yet")?;
        }
        for creator in batch.creators.iter().filter(|creator| creator.decision != Decision::Undecided) {
            writeln!(out, "    you decided on @{}: {}", creator.handle, creator.decision.word())?;
        }
    }
    writeln!(
        out,
        "  orders of nobody: {}, {}",
        campaign.unattributed_orders,
        money(Some(campaign.unattributed_minor))
    )?;
    for conflict in &campaign.conflicts {
        let ((_, first), (_, second)) = &conflict.owners;
        let (codes, orders) = (conflict.codes_said(), conflict.orders);
        let worth = money(Some(conflict.net_minor));
        writeln!(out, "  needs review: {codes} of @{first} and @{second}: {orders} orders, {worth}")?;
    }
    if campaign.other_currency_orders > 0 {
        writeln!(out, "  orders in another currency, never added: {}", campaign.other_currency_orders)?;
    }
    write_estimates(out, campaign)?;
    if let Some(table) = table {
        emv::text(out, campaign, table)?;
    }
    writeln!(out)
}

/// What the same would return if it were repeated, a sentence a line.
fn write_estimates(out: &mut dyn Write, campaign: &CampaignResult) -> io::Result<()> {
    let Some(outlook) = &campaign.outlook else { return Ok(()) };
    writeln!(out, "  if it were repeated: estimates, with their 8-in-10 ranges")?;
    let mut say = |sentence: &str| match sentence {
        "" => Ok(()),
        sentence => writeln!(out, "    {sentence}"),
    };
    if let Some(estimate) = &campaign.estimate {
        say(&estimate.sentence)?;
        say(&estimate.flip_sentence)?;
    }
    say(&outlook.few_creators)?;
    let creators = campaign.batches.iter().flat_map(|batch| &batch.creators);
    let mut told: Vec<(&str, &Estimate)> = Vec::new();
    for creator in creators {
        let Some(estimate) = &creator.estimate else { continue };
        // Whoever was booked twice has one estimate.
        if !told.iter().any(|(handle, known)| *handle == creator.handle && known.sentence == estimate.sentence) {
            told.push((&creator.handle, estimate));
            say(&estimate.sentence)?;
        }
        for note in &creator.leak_notes {
            say(&format!("@{}: {}", creator.handle, note.sentence))?;
        }
    }
    for (by, comparison) in [("Niches", &outlook.niches), ("Tiers", &outlook.tiers)] {
        if !comparison.groups.is_empty() {
            say(&format!("{by}: {}", comparison.sentence))?;
        }
    }
    say(&outlook.next_sentence)
}

fn write_line(out: &mut dyn Write, who: &str, sums: Sums, campaign: &CampaignResult) -> io::Result<()> {
    let metrics = sums.metrics(campaign.margin_bp);
    let money = |minor: Option<i64>| amount(minor, campaign.currency);
    writeln!(
        out,
        "    {:<24}{:>12}{:>12}{:>8}{:>7}{:>9}{:>10}{:>10}{:>9}",
        who,
        money(Some(sums.spend_minor)),
        money(Some(sums.revenue_minor)),
        sums.orders,
        ratio(metrics.roas_e4),
        percent(metrics.roi_bp),
        money(metrics.cpa_minor),
        sums.views.map_or_else(|| "-".to_owned(), crate::domain::number::full),
        money(metrics.cpm_minor),
    )
}

fn amount(minor: Option<i64>, currency: Currency) -> String {
    minor.map_or_else(|| "-".to_owned(), |minor| Money::new(minor, currency).exact())
}

fn ratio(e4: Option<i64>) -> String {
    e4.and_then(|e4| crate::domain::money::div_round(i128::from(e4), 100)).map_or_else(
        || "-".to_owned(),
        |hundredths| {
            let sign = if hundredths < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
        },
    )
}

fn percent(bp: Option<i64>) -> String {
    bp.and_then(|bp| crate::domain::money::div_round(i128::from(bp), 100))
        .map_or_else(|| "-".to_owned(), |p| format!("{p} %"))
}
